"""Quotations: the codings that meet conditions, in context, to go to, change or write to a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from coder.amounts import counted
from coder.identity import Id
from coder.model import Coding
from coder.printable import one_line
from coder.project.project import open_project
from coder.project.queries import Material, choose, material, own_or_all
from coder.tui.deeds import quoting
from coder.tui.palette import code_colours
from coder.tui.places import place_bar
from coder.tui.quotation_lines import code_look, in_context, number_of, quotation_line
from coder.tui.screens.place import AskingPlace
from coder.tui.telling import Telling
from coder.tui.widgets.key_foot import KeyFoot
from coder.tui.widgets.line_list import LineList

NO_CODINGS = "No quotations yet: c in the text (F2) puts a code on it; h chooses whose to show."
NONE_FITS = "No quotation fits. Esc takes the conditions away, h chooses whose to show."

PAUSE = 0.15
"""Seconds without a key after which the conditions are read."""


class QuotationsScreen(AskingPlace):
    """A line for conditions, the codings that meet them, and the text around the chosen one."""

    CSS = """
    QuotationsScreen #query { border: round $foreground-muted; }
    QuotationsScreen #query:focus { border: round $accent; }
    QuotationsScreen #only { display: none; height: auto; padding: 0 1; background: $panel; }
    QuotationsScreen LineList { height: 1fr; border-top: solid $panel; }
    QuotationsScreen LineList:focus { border-top: solid $accent; }
    QuotationsScreen #around { height: 4; padding: 0 1; border-top: solid $panel; }
    QuotationsScreen.tall #around { height: 7; }
    """
    AUTO_FOCUS = "LineList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="quotations.leave"),
        Binding("slash", "ask", "Conditions", id="search.again", key_display="/"),
        Binding("l", "do('pick')", "Pick one", id="quotations.conditions"),
        Binding("h", "do('whose')", "Whose", id="whose"),
        Binding("r", "do('recode')", "Recode", id="coding.recode"),
        Binding("d", "do('remove')", "Remove", id="coding.remove"),
        Binding("m", "do('memo')", "Memo", id="memo.write"),
        Binding(
            "exclamation_mark",
            "do('important')",
            "Important",
            id="coding.important",
            key_display="!",
            show=False,
        ),
        Binding(
            "percent_sign",
            "do('weight')",
            "Weight",
            id="coding.weight",
            key_display="%",
            show=False,
        ),
        Binding("y", "do('copy')", "Copy", id="copy"),
        Binding("X", "do('export')", "Export", id="export"),
        Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo"),
        Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
        Binding("down", "results", "Results", id="search.results", show=False),
    ]
    HELP = (
        "Type conditions, or pick them with l. The name of a code (or its beginning) finds its "
        "codings and those of the codes below it. Join with AND, OR, NOT and ( ):\n"
        "  vertrouwen AND doorstroom       where both are on the same words\n"
        "  vertrouwen AND NOT doorstroom   where the second is not\n"
        "  vertrouwen overlaps doorstroom  only codings of the first\n"
        "  vertrouwen near:2 doorstroom    the second is at most 2 segments away\n"
        '  speaker:R1  document:d01  role:respondent  coder:Ans  groep:A  "two words"\n'
        "  memo:yes  memo:word  important  weight:>50  weight:20-40  text:word  only:code\n"
        "NOT binds before AND, AND before OR; side by side means AND. Names may be misspelt or "
        "cut short. Enter goes to the text; space marks, * marks all; r d ! y X act on the "
        "marked ones, or else on the one you are at."
    )

    def __init__(self) -> None:
        super().__init__()
        self.material: Material | None = None
        self.shown: Sequence[Coding] = ()
        self.asked = "all"
        self.whose: tuple[Id, ...] | None = None
        self.chose_whose = False
        self._only: tuple[tuple[Id, ...], str] | None = None
        self.stale = True
        self._in_context: Callable[[int], Text] = lambda _: Text()

    def compose(self) -> ComposeResult:
        """The line, the list, the text around, and what was done."""
        yield place_bar(self.app, "quotations")
        query = Input(placeholder="all of them", id="query")
        query.border_title = "Quotations with (/ to type, l to pick)"
        query.border_subtitle = "vertrouwen AND speaker:R1   a NOT b   memo:yes"
        yield query
        yield Static(id="only", markup=False)
        yield LineList(id="found")
        yield Static(id="around", markup=False)
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def arrive(self) -> None:
        """Read again: codings may have changed."""
        self.stale = True
        self.look()

    def changed(self, said: str) -> None:
        """Read again after an act."""
        self._said, self.stale = said, True
        self.look()

    def show_only(self, ids: Sequence[Id], whose: tuple[Id, ...] | None, title: str) -> None:
        """Show these codings and no others, until Esc; `whose` None means everyone's."""
        self._only = (tuple(ids), title)
        self.whose, self.chose_whose = whose, True
        self.query_one(Input).value = ""
        only = self.query_one("#only", Static)
        only.update(f"Only {len(ids)} behind {one_line(title, 90)}   Esc: all of them")
        only.display = True
        self.stale = True
        self.query_one(LineList).focus()
        self.look()

    # ------------------------------------------------------------------ finding

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Read the codings where they may have changed, and show those that are asked for."""
        query = self.query_one(Input).value
        among = None if self._only is None else self._only[0]
        stale, before, path = self.stale, self.material, self.project.path
        blind, chose, whose = self.app.workspace.blind, self.chose_whose, self.whose
        if not stale:
            await asyncio.sleep(PAUSE)

        def read() -> tuple[Material, tuple[Id, ...] | None]:
            if before is not None and not stale:
                return before, whose
            with open_project(path) as project:
                mine = (project.me.id,)
                seen = mine if blind else whose if chose else own_or_all(project)
                return material(project, seen), seen

        with Telling(lambda error: self.say(f"{error.problem} {error.remedy}")):
            now, self.whose = await asyncio.to_thread(read)
            self.material, self.stale = now, False
            found = await asyncio.to_thread(choose, now, query, among)
            self.asked = query.strip() or "all"
            self._show(now, found)

    def _show(self, now: Material, found: Sequence[Coding]) -> None:
        self.shown = found
        whose = self.whose
        people = len({one.coder for one in now.codings}) > 1
        look = code_look(now, code_colours(now.codes), people=people)
        places = number_of(now)
        numbers = [places[one.id] for one in found]

        def line(number: int, width: int) -> Text:
            return quotation_line(now, numbers[number], width, look)

        self._in_context = lambda number: in_context(now, numbers[number], look)
        nothing = NONE_FITS if now.codings else NO_CODINGS
        self.query_one(LineList).show([one.id for one in found], line, nothing)
        names = {coder.id: coder.name for coder in now.coders}
        who = "everyone" if whose is None else ", ".join(names.get(one, one) for one in whose)
        every = counted(len(now.codings), "quotation")
        many = f"{len(found)} of {every}, coded by {one_line(who, 30)}"
        self.query_one("#status", Static).update("  ".join(filter(None, (self._said, many))))

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Show the text around the coding."""
        around = Text() if event.number is None else self._in_context(event.number)
        self.query_one("#around", Static).update(around)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Go to the text."""
        one = self.shown[event.number]
        self.app.go_to(one.document, one.start)

    # ------------------------------------------------------------------ what keys act on

    @property
    def current(self) -> Coding | None:
        """The coding under the cursor."""
        number = self.query_one(LineList).current
        return None if number is None else self.shown[number]

    def chosen(self) -> list[Coding]:
        """The marked codings, or else the one under the cursor."""
        return [self.shown[number] for number in self.query_one(LineList).chosen]

    def marked(self) -> list[Coding]:
        """The marked codings."""
        return [self.shown[number] for number in self.query_one(LineList).marked]

    # ------------------------------------------------------------------ keys

    def action_do(self, deed: str) -> None:
        """Do something with the chosen codings."""
        self.app.attempt(partial(quoting.DEEDS[deed], self))

    def action_leave(self) -> None:
        """Take the last narrowing away, and then go back to the text."""
        query = self.query_one(Input)
        if query.has_focus:
            self.query_one(LineList).focus()
        elif query.value:
            query.value = ""
        elif self._only is not None:
            self._only, self.chose_whose = None, False
            self.query_one("#only").display = False
            self.stale = True
            self.look()
        else:
            self.app.action_place("coding")

    def act(self, write: Callable[[], str]) -> None:
        """Do something that is saved before it is said."""
        said = self.app.attempt(write)
        if said is not None:
            self.query_one(LineList).unmark()
            self.changed(said)

    def say(self, text: str) -> None:
        """Say something quietly."""
        self.query_one("#status", Static).update(one_line(text))
