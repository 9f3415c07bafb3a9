"""The main screen: read a transcript and code it by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from coder.errors import CoderError
from coder.identity import Id
from coder.model import Code, Coding, Suggestion
from coder.oplog.undo import Batch
from coder.printable import one_line
from coder.project import memos
from coder.project.codes import add_code
from coder.tui.palette import code_colours
from coder.tui.screens.memo import MemoEditor
from coder.tui.screens.picker import CodePicker, NewCode
from coder.tui.widgets.panels import CodeList, DocumentList, SegmentPanel, SuggestionPanel
from coder.tui.widgets.transcript import TranscriptView

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

WIDE, MIDDLE = 130, 96


class CodingScreen(Screen[None]):
    """Documents and codes at the left, the transcript, suggestions and codings at the right."""

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"hot('{n}')", f"Hot code {n}", id=f"code.hot.{n}", show=False)
            for n in range(1, 10)
        ),
        Binding("enter", "reveal", "Reasons", id="suggestion.reveal"),
        Binding("a", "accept", "Accept", id="suggestion.accept"),
        Binding("s", "accept_numbered", "Accept nr", id="suggestion.number", show=False),
        Binding("x", "reject", "Reject", id="suggestion.reject"),
        Binding("c", "pick", "Code", id="code.pick"),
        Binding("full_stop", "repeat", "Repeat", id="code.repeat", key_display="."),
        Binding("v", "in_vivo", "In vivo", id="code.in_vivo", show=False),
        Binding("r", "recode", "Recode", id="coding.recode", show=False),
        Binding("d", "remove", "Remove", id="coding.remove"),
        Binding("e", "edit_edges", "Edges", id="coding.edges", show=False),
        Binding("m", "memo", "Memo", id="memo.write"),
        Binding(
            "exclamation_mark",
            "important",
            "Important",
            id="coding.important",
            show=False,
            key_display="!",
        ),
        Binding("z,ctrl+z", "undo", "Undo", id="undo"),
        Binding("Z,ctrl+y", "redo", "Redo", id="redo", show=False),
        Binding(
            "plus",
            "strictness(-0.1)",
            "More suggestions",
            id="suggestion.more",
            show=False,
            key_display="+",
        ),
        Binding(
            "minus",
            "strictness(0.1)",
            "Fewer suggestions",
            id="suggestion.fewer",
            show=False,
            key_display="-",
        ),
        Binding("b", "blind", "Blind", id="blind", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._edging: Coding | None = None
        self._numbering = False
        self._said = ""
        self._waiting: set[Id] = set()

    def compose(self) -> ComposeResult:
        """The panes."""
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield DocumentList(id="documents")
                yield CodeList(id="codes")
            yield TranscriptView(id="transcript")
            with VerticalScroll(id="right", can_focus=False):
                yield Static("Suggestions", classes="pane-title")
                yield SuggestionPanel(id="suggestions", markup=False)
                yield Static("Coded here", classes="pane-title")
                yield SegmentPanel(id="segment", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Open the transcript that one worked in last."""
        desk = self.app.workspace
        desk.refresh()
        self.transcript.focus()
        first = desk.first_document()
        if first is not None:
            self.open_document(first)
        else:
            self._show_lists()
            self.say("No transcripts yet: import some from the overview (F3).")

    def on_resize(self) -> None:
        """Give narrow terminals to the transcript."""
        self.query_one("#left").display = self.size.width >= WIDE
        right = self.query_one("#right")
        right.set_class(self.size.width < MIDDLE, "below")
        self.query_one("#panes").set_class(self.size.width < MIDDLE, "stacked")

    @property
    def transcript(self) -> TranscriptView:
        """The transcript pane."""
        return self.query_one(TranscriptView)

    def open_document(self, document: Id, position: int | None = None) -> None:
        """Show a transcript where one left it, or at a position."""
        desk = self.app.workspace
        self.remember()
        last = desk.open(document)
        if desk.document is None:
            return
        self.transcript.show(desk.document, desk.segments)
        self.transcript.go_to(last if position is None else position)
        self.refresh_view()
        self.find_suggestions(document)

    def remember(self) -> None:
        """Keep where one is."""
        current = self.transcript.current
        if current is not None:
            self.app.workspace.remember(current.start)

    def refresh_view(self) -> None:
        """Show the state of the workspace in every pane."""
        desk = self.app.workspace
        self.transcript.mark(desk.marks())
        self.transcript.hint(desk.hints())
        self._show_lists()
        self._show_segment()

    def say(self, text: str) -> None:
        """Say quietly what was done, with where one is."""
        self._said = text
        self._show_status()

    # ------------------------------------------------------------------ messages

    def on_transcript_view_segment_highlighted(self) -> None:
        """Show what is known of the segment under the cursor."""
        if self.app.decide_first:
            self.transcript.reveal = False
        self._show_segment()

    def on_transcript_view_span_selected(self) -> None:
        """Show what is known of the selection."""
        self._show_segment()

    def on_document_list_chosen(self, event: DocumentList.Chosen) -> None:
        """Open the transcript."""
        self.open_document(event.document)
        self.transcript.focus()

    def on_code_list_chosen(self, event: CodeList.Chosen) -> None:
        """Put the code on the selection."""
        self._code(self.app.workspace.code_named(event.code))
        self.transcript.focus()

    # ------------------------------------------------------------------ coding

    def action_hot(self, key: str) -> None:
        """Put the code of a hot key on the selection; after `s` accept the suggestion."""
        if self._numbering:
            self._numbering = False
            self._accept(int(key) - 1)
            return
        code = self.app.workspace.hot_codes().get(key)
        if code is None:
            self.say(f"no code has the hot key {key}: set one in the codebook (F4)")
        else:
            self._code(code)

    def action_pick(self) -> None:
        """Choose a code for the selection, or make one."""
        self._pick("Code for the selection", self._code)

    def action_repeat(self) -> None:
        """Put the code used last on the selection."""
        recent = self.app.workspace.recent
        if recent:
            self._code(self.app.workspace.code_named(recent[0]))
        else:
            self.say("no code was used yet")

    def action_in_vivo(self) -> None:
        """Offer a new code named by the words of the selection."""
        span, desk = self.transcript.span, self.app.workspace
        if span is not None and desk.document is not None:
            words = " ".join(desk.document.text[slice(*span)].split())[:60]
            self._pick("In-vivo code: the words as a code", self._code, words)

    def action_recode(self) -> None:
        """Give the coding under the cursor another code, in place."""
        coding = self._coding_here()
        if coding is not None:
            name = self.app.workspace.code_named(coding.code).name
            self._pick(
                f"Another code instead of {name}",
                lambda code: self._act(lambda: self.app.workspace.recode(coding, code)),
            )

    def action_remove(self) -> None:
        """Remove the coding under the cursor; undo brings it back."""
        coding = self._coding_here()
        if coding is not None:
            self._act(lambda: self.app.workspace.remove([coding]))

    def action_important(self) -> None:
        """Mark the coding under the cursor as important, or no longer."""
        coding = self._coding_here()
        if coding is not None:
            self._act(lambda: self.app.workspace.toggle_important([coding]))

    def action_edit_edges(self) -> None:
        """Select the coding under the cursor to move its edges; `e` again saves."""
        edging, self._edging = self._edging, None
        span = self.transcript.span
        if edging is not None and span is not None:
            self._act(lambda: self.app.workspace.move(edging, span))
            self.transcript.select(None)
            return
        coding = self._coding_here()
        if coding is not None:
            self._edging = coding
            self.transcript.select((coding.start, coding.end))
            self.say("edges: Shift+arrows move the end, w W the start, e saves, Esc leaves")

    def action_memo(self) -> None:
        """Write a memo on the coding under the cursor, or else on the selection."""
        desk, span = self.app.workspace, self.transcript.span
        if desk.document is None or span is None:
            return
        found = desk.codings_at(*span)
        if found:
            self._memo_on("coding", found[0].id, f"Memo on {desk.code_named(found[0].code).name}")
        else:
            self._memo_on("span", desk.document.id, "Memo on these words", span)

    # ------------------------------------------------------------------ suggestions

    def action_reveal(self) -> None:
        """Show suggestions and reasons, or hide them."""
        self.transcript.reveal = not self.transcript.reveal
        self._show_segment()

    def action_accept(self) -> None:
        """Accept the surest suggestion for the segment."""
        self._accept(0)

    def action_accept_numbered(self) -> None:
        """Wait for the number of the suggestion to accept."""
        self._numbering = True
        self.transcript.reveal = True
        self.say("accept which one? press its number")
        self._show_segment()

    def action_reject(self) -> None:
        """Refuse the surest suggestion for the segment."""
        found = self._suggestions_here()
        if not found:
            self.say("no suggestion here")
        elif not self.transcript.reveal:
            self.action_reveal()
            self.say("see it first; x again refuses it")
        else:
            self._act(lambda: self.app.workspace.reject(found[0]))

    def action_strictness(self, step: float) -> None:
        """Show fewer or more suggestions."""
        desk = self.app.workspace
        desk.set_least(round(min(max(desk.least + step, 0.1), 0.9), 1))
        self.refresh_view()
        self.say(f"suggestions scored {desk.least:.1f} or higher: {len(desk.open_suggestions())}")

    def action_blind(self) -> None:
        """Switch blind mode on or off."""
        desk = self.app.workspace
        desk.blind = not desk.blind
        self.refresh_view()
        self.say("blind: no suggestions" if desk.blind else "no longer blind")

    @work(exclusive=True)
    async def find_suggestions(self, document: Id) -> None:
        """Ask for the suggestions of a document and show them when they are there."""
        desk = self.app.workspace
        if desk.blind or not any(code.terms for code in desk.codes):
            return
        self._waiting.add(document)
        self._show_segment()
        try:
            found = await self.app.suggestions.suggest(document)
        except CoderError as error:
            self.app.show_error(error)
            return
        finally:
            self._waiting.discard(document)
        desk.take_suggestions(document, found)
        self.transcript.hint(desk.hints())
        self._show_segment()

    # ------------------------------------------------------------------ history

    def action_undo(self) -> None:
        """Take back the last act, whatever it was."""
        self._history("undone", self.app.workspace.undo)

    def action_redo(self) -> None:
        """Do the act again that was taken back last."""
        self._history("done again", self.app.workspace.redo)

    # ------------------------------------------------------------------ inside

    def _suggestions_here(self) -> list[Suggestion]:
        current = self.transcript.current
        return [] if current is None else self.app.workspace.open_suggestions(current)

    def _coding_here(self) -> Coding | None:
        span = self.transcript.span
        found = [] if span is None else self.app.workspace.codings_at(*span)
        if not found:
            self.say("nothing is coded here")
        return found[0] if found else None

    def _code(self, code: Code) -> None:
        span = self.transcript.span
        if span is None:
            return
        if self._act(lambda: self.app.workspace.code(span, code)):
            self.transcript.select(None)

    def _accept(self, number: int) -> None:
        found = self._suggestions_here()
        if number >= len(found):
            self.say("no suggestion here" if not found else f"there is no suggestion {number + 1}")
        else:
            self._act(lambda: self.app.workspace.accept(found[number]))

    def _pick(self, title: str, then: Callable[[Code], object], text: str = "") -> None:
        """Let the person choose or make a code, and go on with it."""
        desk = self.app.workspace

        def chosen(answer: Code | NewCode | None) -> None:
            code = self._made(answer) if isinstance(answer, NewCode) else answer
            if code is not None:
                then(code)

        picker = CodePicker(
            desk.codes, desk.recent, code_colours(desk.codes), title=title, text=text
        )
        self.app.push_screen(picker, chosen)

    def _made(self, new: NewCode) -> Code | None:
        """Make a new code; None if it could not be made."""
        desk = self.app.workspace
        code = self.app.attempt(lambda: add_code(desk.project, new.name, new.parent))
        desk.refresh()
        return code

    def _memo_on(
        self, kind: str, target: Id, title: str, span: tuple[int, int] | None = None
    ) -> None:
        """Write a memo, or go on with the one that is there."""
        desk = self.app.workspace
        place = None if span is None else span
        known = [
            memo
            for memo in memos.memos(desk.project, kind, target)
            if memo.coder == desk.project.me.id
            and (place is None or (memo.start, memo.end) == place)
        ]

        def written(text: str | None) -> None:
            if text is None:
                return
            document = desk.document.id if desk.document else None
            if known:
                self.app.attempt(lambda: memos.edit_memo(desk.project, known[-1], text))
            elif text.strip():
                self.app.attempt(
                    lambda: memos.write_memo(
                        desk.project, kind, target, text, document=document, span=span
                    )
                )
            desk.read_memos()
            self.refresh_view()
            self.say("saved: memo")

        self.app.push_screen(MemoEditor(title, known[-1].text if known else ""), written)

    def _act(self, act: Callable[[], str]) -> bool:
        """Do something that is saved before it is said; True if it was done."""
        said = self.app.attempt(act)
        if said is None:
            return False
        self.refresh_view()
        self.say(said)
        return True

    def _history(self, what: str, step: Callable[[], Batch | None]) -> None:
        done = self.app.attempt(lambda: (step(),))
        if done is None:
            return
        if self.app.workspace.document is None:
            self.transcript.close()
        self.refresh_view()
        self.say(f"{what}: {done[0].label}" if done[0] else f"nothing to be {what}")

    def _show_lists(self) -> None:
        desk = self.app.workspace
        counts = self.app.attempt(desk.counts)
        if counts is None:
            return
        by_document, by_code = counts
        current = desk.document.id if desk.document else None
        self.query_one(DocumentList).show(desk.names, by_document, current)
        self.query_one(CodeList).show(desk.codes, code_colours(desk.codes), by_code)

    def _show_segment(self) -> None:
        desk = self.app.workspace
        names = {code.id: code.name for code in desk.codes}
        self.query_one(SuggestionPanel).show(
            self._suggestions_here(),
            names,
            reveal=self.transcript.reveal,
            blind=desk.blind,
            waiting=desk.document is not None and desk.document.id in self._waiting,
        )
        span = self.transcript.span
        here = [] if span is None else desk.codings_at(*span)
        codes = {code.id: code for code in desk.codes}
        self.query_one(SegmentPanel).show(here, codes, code_colours(desk.codes))
        self._show_status()

    def _show_status(self) -> None:
        desk = self.app.workspace
        parts = ["BLIND"] if desk.blind else []
        if desk.document is not None:
            place = f"{self.transcript.cursor + 1}/{len(desk.segments)}"
            parts.append(f"{one_line(desk.document.name, 30)} {place}")
        parts.append(self._said)
        self.query_one("#status", Static).update("  ".join(part for part in parts if part))
