"""The main screen: read a transcript and code it by keyboard.

What the keys do stands in `coder.tui.deeds`; here is what they work with, and how it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from coder.errors import CoderError
from coder.identity import Id
from coder.model import Code, Coding, Suggestion
from coder.printable import one_line
from coder.tui.deeds.table import deed, load_deeds
from coder.tui.keymap import CODING, Situation, bindings, helpful
from coder.tui.widgets.panels import (
    CodeList,
    DocumentList,
    Foot,
    Footing,
    Offered,
    SegmentPanel,
    SuggestionPanel,
)
from coder.tui.widgets.transcript import (
    Event,
    HintSought,
    NothingFound,
    SegmentHighlighted,
    SpanSelected,
    TranscriptView,
)

if TYPE_CHECKING:
    from coder.tui.app import CoderApp
    from coder.tui.workspace import Workspace

WIDE, MIDDLE, LOW = 136, 92, 20
BEFORE_LOADING = 1.0
"""Seconds after which what keys do is loaded, so that the first picture need not wait for it."""
BETWEEN_NOTES = 5.0
"""Seconds after which it is kept where one is, if one moved."""


class CodingScreen(Screen[None]):
    """Documents and codes at the left, the transcript, suggestions and codings at the right."""

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = bindings(CODING)
    HELP = (
        "Move with j and k (or the arrows) from sentence to sentence, n to the next uncoded one. "
        "Put a code on it: a digit for a hot code, c to choose one, . for the last one again. "
        "Suggestions stay hidden until Enter: decide first. Everything is saved at once; z undoes."
    )

    def __init__(self) -> None:
        super().__init__()
        self.edging: Coding | None = None
        self.numbering = False
        self.chosen_coding = 0
        self.chosen_suggestion = 0
        self.level = 0
        self._said = ""
        self._waiting: set[Id] = set()
        self._asked_for: list[Code] = []
        self._drawn_as_of = -1

    def compose(self) -> ComposeResult:
        """The panes."""
        yield DocumentList(id="documents")
        yield TranscriptView(id="transcript")
        yield SuggestionPanel(id="suggestions")
        yield CodeList(id="codes")
        yield SegmentPanel(id="segment")
        yield Foot(id="foot")

    @property
    def desk(self) -> Workspace:
        """What the screens share."""
        return self.app.workspace

    @property
    def transcript(self) -> TranscriptView:
        """The transcript pane."""
        return self.query_one(TranscriptView)

    def on_mount(self) -> None:
        """Open the transcript that one worked in last."""
        desk = self.desk
        desk.refresh()
        view = self.transcript
        view.text_width = desk.project.settings.text_width
        view.reveal_all = not self.app.decide_first
        view.happened.subscribe(self, self.follow, immediate=True)
        view.focus()
        self.set_interval(BETWEEN_NOTES, self.remember)
        self.set_timer(BEFORE_LOADING, partial(self.run_worker, load_deeds, thread=True))
        first = desk.first_document()
        if first is not None:
            self.open_document(first)
        else:
            self.refresh_view()
            self.say("No transcripts yet: import some from the overview (F3).")

    def on_screen_resume(self) -> None:
        """Show what other places, or other programs, changed meanwhile."""
        if self.desk.as_of != self._drawn_as_of or self.app.attempt(self.desk.is_stale):
            self.reload()

    def reload(self) -> None:
        """Read the project again and show it."""
        desk = self.desk
        self.app.attempt(desk.refresh)
        if desk.document is None:
            self.transcript.show(None)
        elif self.transcript.document is not desk.document:
            position = self.transcript.lit
            self.transcript.show(desk.document, desk.segments)
            self.transcript.go_to(position[0] if position else 0)
        self.refresh_view()

    def on_resize(self) -> None:
        """Give narrow terminals to the transcript."""
        width = self.size.width
        self.update_classes(
            {"wide": width >= WIDE, "stacked": width < MIDDLE, "low": self.size.height < LOW}
        )
        self.call_later(self.show_segment)

    # ------------------------------------------------------------------ documents

    def open_document(self, document: Id, position: int | None = None) -> None:
        """Show a transcript where one left it, or at a position."""
        desk = self.desk
        if desk.document is None or desk.document.id != document:
            last = self.app.attempt(lambda: desk.open(document))
            if last is None or desk.document is None:
                return
            self.transcript.show(desk.document, desk.segments)
            self.transcript.go_to(last)
            self.edging = None
            self.find_suggestions(document)
        if position is not None:
            self.transcript.go_to(position)
        self.refresh_view()

    def remember(self) -> None:
        """Keep where one is."""
        self.app.attempt(self.desk.remember)

    @work(exclusive=True, group="suggestions")
    async def find_suggestions(self, document: Id) -> None:
        """Ask for the suggestions of a document and show them when they are there."""
        desk = self.desk
        self._asked_for = desk.codes
        if desk.blind or not any(code.terms for code in desk.codes):
            return
        self._waiting.add(document)
        self.show_segment()
        try:
            found = await self.app.suggestions.suggest(document)
        except CoderError as error:
            if self.query(TranscriptView):  # not while the program ends
                self.app.show_error(error)
                self.show_segment()
            return
        finally:
            self._waiting.discard(document)
        if not self.query(TranscriptView):
            return
        desk.take_suggestions(document, found)
        self.transcript.hint(desk.hints())
        self.show_segment()

    # ------------------------------------------------------------------ what is shown

    def refresh_view(self) -> None:
        """Show the state of the workspace in every pane."""
        desk = self.desk
        desk.take_changes()
        self.transcript.mark(desk.marks())
        self.transcript.hint(desk.hints())
        self._show_rest()

    def show_changes(self) -> None:
        """Show what acts changed, and only that."""
        self.transcript.change(*self.desk.take_changes())
        self._show_rest()

    def _show_rest(self) -> None:
        desk = self.desk
        by_document, by_code = desk.counts()
        current = desk.document.id if desk.document else None
        self.query_one(DocumentList).show(desk.names, by_document, desk.done, current)
        self.query_one(CodeList).show(desk.codes, desk.colours, by_code)
        self._drawn_as_of = desk.as_of
        if desk.document is not None and desk.codes != self._asked_for:
            self.find_suggestions(desk.document.id)
        self.show_segment()

    def show_segment(self) -> None:
        """Show what is known of the segment, or of the selection."""
        desk, view = self.desk, self.transcript
        codes = {code.id: code for code in desk.codes}
        suggestions, codings = self.suggestions_here(), self.codings_here()
        self.query_one(SuggestionPanel).show(
            Offered(
                suggestions,
                codes,
                self.chosen_suggestion,
                self.level if self.app.decide_first else max(self.level, 1),
                0 if desk.blind or view.current is None else desk.offers.weaker(view.cursor),
                desk.blind,
                desk.document is not None and desk.document.id in self._waiting,
            )
        )
        memos = {one.id: desk.memo_on(one.id) for one in codings}
        self.query_one(SegmentPanel).show(codings, codes, desk.colours, memos, self.chosen_coding)
        self._show_foot()

    def say(self, text: str) -> None:
        """Say quietly what was done, with where one is."""
        self._said = text
        self._show_foot()

    def _show_foot(self) -> None:
        desk, view = self.desk, self.transcript
        codings = self.codings_here()
        now = Situation(
            reading=view.has_focus,
            edging=self.edging is not None,
            numbering=self.numbering,
            selecting=view.selection is not None,
            suggested=bool(self.suggestions_here()),
            revealed=self.is_revealed,
            coded=bool(codings),
            several=len(codings) > 1,
            hot=any(code.hotkey for code in desk.codes),
        )
        place = ""
        if desk.document is not None:
            done = " ✓ done" if desk.document.id in desk.done else ""
            name = one_line(desk.document.name, 30)
            place = f"{name}{done} {view.cursor + 1}/{len(desk.segments)}"
        self.query_one(Foot).show(
            Footing(
                {} if self.has_class("wide") else desk.hot_codes(),
                desk.colours,
                f"{place}  {one_line(self._said)}",
                [(self.app.key_of(eid), words) for eid, words in helpful(now)],
                desk.blind,
            )
        )

    # ------------------------------------------------------------------ what keys work with

    @property
    def is_revealed(self) -> bool:
        """Whether the suggestions for the segment are told."""
        return self.level > 0 or not self.app.decide_first

    def reveal(self, level: int) -> None:
        """Tell the suggestions: 0 not, 1 with reasons, 2 with definitions too."""
        self.level = level
        self.transcript.reveal = level > 0
        self.show_segment()

    def suggestions_here(self) -> list[Suggestion]:
        """The open suggestions for the segment under the cursor."""
        view = self.transcript
        return [] if view.current is None else self.desk.open_at(view.cursor)

    def codings_here(self) -> Sequence[Coding]:
        """One's own codings on the selection or the segment."""
        span = self.transcript.span
        return [] if span is None else self.desk.codings_at(*span)

    def coding_here(self) -> Coding | None:
        """The coding that keys act on; says so where there is none."""
        found = self.codings_here()
        if not found:
            self.say("nothing is coded here")
            return None
        return found[min(self.chosen_coding, len(found) - 1)]

    def act(self, act: Callable[[], object], said: str) -> bool:
        """Do something that is saved before it is said; True if it was done."""
        if self.app.attempt(lambda: (act(),)) is None:
            return False
        self.show_changes()
        self.say(said)
        return True

    def action_do(self, name: str, *arguments: object) -> None:
        """Do what a key stands for."""
        if self.numbering and name != "hot":
            self.numbering = False
        deed(name)(self, *arguments)

    # ------------------------------------------------------------------ messages

    def follow(self, event: Event) -> None:
        """Show what is known of the place that the cursor or the selection went to."""
        match event:
            case SegmentHighlighted():
                self.chosen_coding = self.chosen_suggestion = 0
                self.numbering = False
                self._said = ""
                self.desk.position = event.segment.start
                self.reveal(0)
            case HintSought():
                self.reveal(1)
            case NothingFound(text):
                self.say(text)
            case SpanSelected(span):
                self.chosen_coding = 0
                self.numbering = False
                if span is None and self.edging is not None:
                    self.edging = None
                    self.say("edges left as they were")
                self.show_segment()

    def on_descendant_focus(self) -> None:
        """Show the keys that help in the pane."""
        self.show_segment()

    def on_document_list_chosen(self, event: DocumentList.Chosen) -> None:
        """Open the transcript."""
        self.open_document(event.document)
        self.transcript.focus()

    def on_code_list_chosen(self, event: CodeList.Chosen) -> None:
        """Put the code on the selection."""
        self.transcript.focus()
        self.action_do("put_code", self.desk.code_named(event.code))
