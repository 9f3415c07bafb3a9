"""The questions that merging left: one key each, or one answer for all of a kind."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coder.amounts import counted
from coder.merge.questions import USUAL, Question
from coder.printable import one_line, printable
from coder.project.answering import answer
from coder.project.merging import Merged
from coder.project.questions import questions
from coder.project.shared_folder import shared_folder, told
from coder.tui.places import place_bar
from coder.tui.screens.asking import AskLine
from coder.tui.screens.merge_run import MergeRun
from coder.tui.screens.place import TALL, Place
from coder.tui.widgets.key_foot import KeyFoot
from coder.tui.widgets.line_list import LineList

SHOWN = 34
"""Characters of an answer that a line of the list shows."""

LONG = 600
"""Characters of a text that are shown of it."""

NONE = (
    "No questions. Here is asked what merging the files of several people cannot decide, such as "
    "a code that two of them renamed.\n"
    "M merges files that you were sent, or the folder that your team shares; you see first what "
    "they would bring."
)
_LOOK = "Enter: look what they would bring   Esc: leave"


class Questions(LineList):
    """A list in which nothing is marked: A answers many at once."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does something here."""
        return action not in ("mark", "mark_all") and super().check_action(action, parameters)


class UnsettledScreen(Place):
    """A list of questions, and the one under the cursor with its answers."""

    CSS = """
    UnsettledScreen #about { height: 1; padding: 0 1; background: $panel; }
    UnsettledScreen LineList { height: 1fr; }
    UnsettledScreen #choices { height: auto; max-height: 12; padding: 0 1;
      border-top: solid $panel; overflow-y: auto; }
    UnsettledScreen.tall #choices { max-height: 20; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="unsettled.leave"),
        *(
            Binding(f"{n}", f"answer('{n}')", f"Answer {n}", id=f"unsettled.answer.{n}", show=False)
            for n in range(1, 10)
        ),
        Binding("enter", "usual", "Usual answer", id="unsettled.usual", priority=True),
        Binding("A", "alike", "For all such", id="unsettled.alike"),
        Binding("M", "merge", "Merge", id="unsettled.merge"),
        Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo"),
        Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
    ]
    HELP = (
        "What merging the files of several people cannot decide. The digits answer the question "
        "you are at, Enter gives its usual answer. A first: the next answer is for all questions "
        "of this kind, as one act that z takes back; where persons differ it is what the same "
        "person wrote everywhere, and Enter gives each its usual answer. Nothing waits for you: "
        "until somebody answers everybody sees the same, and nothing is lost. Answers travel with "
        "the next merge. M merges files that you were sent, or the folder in which your team "
        "shares its files; you see first what it would bring. 'coder merge --undo' takes a merge "
        "back."
    )

    def __init__(self) -> None:
        super().__init__()
        self._asked: list[Question] = []
        self._alike = False
        self._said = ""

    def compose(self) -> ComposeResult:
        """How many there are, the list, the answers, and what was done."""
        yield place_bar(self.app, "unsettled")
        yield Static(id="about", markup=False)
        yield Questions(id="hits")
        yield Static(id="choices", markup=False)
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def on_resize(self) -> None:
        """Leave the room to the list where there is little."""
        self.set_class(self.size.height >= TALL, "tall")

    def on_mount(self) -> None:
        """Hear what others put in the shared folder."""
        self.app.folder_signal.subscribe(self, lambda _: self._show_about())

    def arrive(self) -> None:
        """Ask anew: merges and acts may have changed what is open."""
        self._said, self._alike = "", False
        self.query_one(LineList).focus()
        self._list()

    def changed(self, said: str) -> None:
        """Ask anew after undo and redo."""
        self._said = said
        self._list()

    def say(self, text: str) -> None:
        """Say something quietly, behind what was done last."""
        self.query_one("#status", Static).update(
            "  ".join(one for one in (self._said, text) if one)
        )

    def action_leave(self) -> None:
        """Back to the text."""
        self.app.action_place("coding")

    def action_alike(self) -> None:
        """Let the next answer be for all questions of a kind, or only for one."""
        self._alike = not self._alike
        self._show()

    def action_usual(self) -> None:
        """Give the usual answer, where there is one."""
        one = self._current
        if one is not None and one.proposed:
            self.action_answer(USUAL)
        elif one is not None:
            self.say("neither is usual: choose one by its digit")

    def action_merge(self) -> None:
        """Show what the shared folder, or files one names, would bring; merge if one wants to."""
        folder = self.app.attempt(lambda: (shared_folder(self.project),))
        if folder is None:
            return
        shared = str(folder[0] or "")
        if shared and self.app.folder_watch.news:
            self._merge_from(shared)
            return
        title = "Merge which files, or which shared folder?"
        self.app.push_screen(AskLine(title, shared, hint=_LOOK), self._merge_from)

    def action_answer(self, choice: str) -> None:
        """Answer the question under the cursor, or all of its kind."""
        one = self._current
        if one is None or one.choice(choice) is None:
            return
        act = partial(answer, self.project, one, choice, all_alike=self._alike)
        count = self.app.attempt(act)
        if count:
            self._said = "answered" if count == 1 else f"answered {count} questions"
            self._alike = False
            self.app.workspace.catch_up()
            self._list()

    def on_line_list_highlighted(self) -> None:
        """Show its answers."""
        self._show()

    def _merge_from(self, line: str | None) -> None:
        if line and line.strip():
            self.app.push_screen(MergeRun(self.project.path, line), self._merged)

    def _merged(self, merged: Merged | None) -> None:
        """Show what a merge brought and asks."""
        if merged is None:
            return
        self._said = "merged; 'coder merge --undo' takes it back"
        self.project.store.know_oneself()
        self.app.attempt(self.app.workspace.refresh)
        self.app.glance()
        self._list()

    @property
    def _current(self) -> Question | None:
        number = self.query_one(LineList).current
        return None if number is None else self._asked[number]

    def _list(self) -> None:
        self._asked = self.app.attempt(lambda: questions(self.project)) or []
        self.query_one(LineList).show([one.id for one in self._asked], self._line, NONE)
        self._show()

    def _line(self, number: int, width: int) -> Text:
        """What is asked, of what kind, and where persons differ what each of them wrote."""
        one = self._asked[number]
        kind = f"{one.asks.value:<26}" if width >= 100 else ""
        line = Text.assemble((kind, "dim"), one_line(one.words, max(width - len(kind), 10)))
        theirs = [one_line(choice.words, SHOWN) for choice in one.choices if choice.whose]
        line.append(f"  {' or '.join(theirs)}" if theirs else "", "dim")
        line.truncate(width, overflow="ellipsis")
        return line

    def _show_about(self) -> None:
        """How many there are, whom the next answer is for, and whose file is newer."""
        one, count = self._current, len(self._asked)
        said = ["no questions" if not count else f"{counted(count, 'question')} from merging"]
        if one is not None and self._alike:
            said.append(f"the next answer is for {self._how_many(one)}")
        if self.app.folder_watch.news:
            key = self.app.key_of("unsettled.merge") or "M"
            said.append(f"{told(self.app.folder_watch.news)}: {key} to merge")
        self.query_one("#about", Static).update(" · ".join(said))

    def _how_many(self, one: Question) -> str:
        same = sum(other.asks is one.asks for other in self._asked)
        return f"all {same} of this kind" if same > 1 else "this one, the only one of its kind"

    def _show(self) -> None:
        """The answers to the question under the cursor."""
        one, shown = self._current, Text()
        if one is not None:
            shown.append(one_line(one.words, LONG)).append("\n")
            if one.before:
                shown.append(f"before: {_cut(one.before)}\n", "dim")
            for number, choice in enumerate(one.choices, 1):
                usual = "  (usual: Enter)" if choice.key == one.proposed else ""
                shown.append(f" {number} ", "reverse").append(f" {_cut(choice.words)}")
                shown.append(f"{usual}\n", "dim")
            if self._alike and any(choice.whose for choice in one.choices):
                shown.append("For all: what the same person wrote; Enter: the usual ones.\n", "dim")
        self._show_about()
        self.query_one("#choices", Static).update(shown)
        self.say("")


def _cut(text: str) -> str:
    """A text in its own lines, safe to show, cut where it is endless."""
    shown = printable(text.strip())
    return shown if len(shown) <= LONG else f"{shown[:LONG]}…"
