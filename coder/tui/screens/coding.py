"""The main screen: read a transcript and code it by keyboard.

What the keys do stands in `coder.tui.deeds`, what the panes show in `coder.tui.coding_panes`; here
they come together.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from coder.identity import Id
from coder.model import Coding, Suggestion
from coder.tui.awaiting import TOO_LATE, find_suggestions
from coder.tui.beside import show_beside
from coder.tui.coding_panes import show_foot, show_here, show_lists
from coder.tui.deeds.table import deed, load_deeds
from coder.tui.exposures import Exposures
from coder.tui.keymap import CODING, bindings
from coder.tui.places import place_bar
from coder.tui.screens.how_to_suggest import HowToSuggest
from coder.tui.widgets.foot import Foot
from coder.tui.widgets.lists_beside import CodeList, DocumentList
from coder.tui.widgets.panels import SegmentPanel, SuggestionPanel
from coder.tui.widgets.transcript import (
    Event,
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
BETWEEN_WRITES = 2.0
"""Seconds after which it is written which suggestions were met."""
BETWEEN_NOTES = 5.0
"""Seconds after which it is kept where one is, if one moved."""
BEFORE_ASKING = 0.1
"""Seconds after an act before suggestions are asked for again: quick acts ask once."""


class CodingScreen(Screen[None]):
    """Documents and codes at the left, the transcript, suggestions and codings at the right."""

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = bindings(CODING)
    HELP = (
        "Move with j and k (or the arrows) from sentence to sentence, n to the next uncoded one. "
        "Put a code on it: a digit for a hot code, c to choose one, . for the last one again. "
        "Suggestions stay hidden until Enter, or until you have coded: decide first. No suggestion "
        "does not mean no code. Everything is saved at once; z undoes."
    )

    def __init__(self) -> None:
        super().__init__()
        self.edging: Coding | None = None
        self.numbering = False
        self.chosen_coding = 0
        self.chosen_suggestion = 0
        self.refused: tuple[Suggestion, str] | None = None
        self.level = 0
        self.said = ""
        self.legend = ""
        self.waiting: set[Id] = set()
        self.asked_as_of = TOO_LATE
        self.exposures = Exposures(self.app.workspace.project, self.app.show_error)
        self._drawn_as_of = -1

    def compose(self) -> ComposeResult:
        """The panes."""
        yield place_bar(self.app, "coding")
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

    @property
    def is_revealed(self) -> bool:
        """Whether the suggestions for the segment are told."""
        return self.level > 0 or not self.app.settings.decide_first

    def on_mount(self) -> None:
        """Open the transcript that one worked in last."""
        desk = self.desk
        desk.refresh()
        view = self.transcript
        view.text_width = desk.project.settings.text_width
        view.reveal_all = not self.app.settings.decide_first
        view.happened.subscribe(self, self.follow, immediate=True)
        view.focus()
        self.set_interval(BETWEEN_NOTES, partial(self.app.attempt, desk.remember))
        self.set_interval(BETWEEN_WRITES, self.keep_exposures)
        self.set_timer(BEFORE_LOADING, partial(self.run_worker, load_deeds, thread=True))
        self._open_first()

    def _open_first(self) -> None:
        """Open the transcript that one worked in last, or say how to get one."""
        how = f"press {self.app.key_of('place.overview')} and then i to read some in"
        self.transcript.otherwise = f"No transcripts yet: {how}."
        first = self.desk.first_document()
        if first is None:
            self.refresh_view()
            self.say(f"no transcripts yet: {how}")
            return
        self.open_document(first)
        if not self.desk.codes:
            self.say(f"no codes yet: {self.app.key_of('code.pick')} makes the first one")
        self._ask_first_run()

    def _ask_first_run(self) -> None:
        """Ask once how suggestions shall come, where there is something to suggest by."""
        if "decide_first" in self.app.settings.chosen or not self.desk.codes:
            return

        def answered(first: bool | None) -> None:
            self.action_do("decide_first", first is not False)

        self.app.push_screen(HowToSuggest(), answered)

    @work(group="exposures")
    async def keep_exposures(self) -> None:
        """Write which suggestions were met."""
        await self.exposures.write()

    def on_unmount(self) -> None:
        """Write what is left of that."""
        self.exposures.finish()

    def on_screen_resume(self) -> None:
        """Show what other places, or other programs, changed meanwhile."""
        self.app.attempt(self.desk.catch_up)
        if self.desk.as_of != self._drawn_as_of:
            self.refresh_view()
            if self.desk.current is None:
                self._open_first()

    def on_resize(self) -> None:
        """Give narrow terminals to the transcript."""
        width = self.size.width
        self.update_classes(
            {"wide": width >= WIDE, "stacked": width < MIDDLE, "low": self.size.height < LOW}
        )
        self.call_later(show_here, self)

    # ------------------------------------------------------------------ documents

    def open_document(self, document: Id, position: int | None = None) -> None:
        """Show a transcript where one left it, or at a position."""
        desk, view = self.desk, self.transcript
        if desk.document is None or desk.document.id != document:
            current = self.app.attempt(partial(desk.open, document))
            if current is None:
                return
            view.show(current.document, current.segments)
            view.go_to(current.left_at)
            self.edging = None
            find_suggestions(self, document)
        if position is not None:
            view.go_to(position)
        self.refresh_view()

    # ------------------------------------------------------------------ what is shown

    def refresh_view(self) -> None:
        """Show the state of the workspace in every pane."""
        current, view = self.desk.current, self.transcript
        if current is None:
            view.show(None)
        else:
            if view.document is not current.document:
                position = view.lit
                view.show(current.document, current.segments)
                view.go_to(position[0] if position else 0)
            current.pass_over_changes()
            view.mark(current.marks())
            view.hint(current.hints())
            view.note(current.notes())
        self.legend = show_beside(view, self.desk)
        self._show_rest()

    def show_changes(self) -> None:
        """Show what acts changed, and only that."""
        current = self.desk.current
        if current is None or self.transcript.document is not current.document:
            self.refresh_view()
            return
        self.transcript.change(*current.take_changes())
        self.transcript.note(current.notes())
        self._show_rest()

    def _show_rest(self) -> None:
        desk = self.desk
        show_lists(self)
        self._drawn_as_of = desk.as_of
        if desk.document is not None and desk.as_of != self.asked_as_of:
            find_suggestions(self, desk.document.id, BEFORE_ASKING)
        show_here(self)

    def say(self, text: str) -> None:
        """Say quietly what was done, with where one is."""
        self.said = text
        show_foot(self)

    def reveal(self, level: int) -> None:
        """Tell the suggestions: 0 not, 1 with reasons, 2 with all that counted and room for it."""
        self.level = level
        self.set_class(level > 1, "explaining")
        self.transcript.reveal = level > 0
        show_here(self)

    # ------------------------------------------------------------------ acts

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
        self.app.attempt(partial(deed(name), self, *arguments))

    # ------------------------------------------------------------------ messages

    def follow(self, event: Event) -> None:
        """Show what is known of the place that the cursor or the selection went to."""
        match event:
            case SegmentHighlighted():
                self.chosen_coding = self.chosen_suggestion = 0
                self.refused = None
                self.numbering = False
                self.said = ""
                if self.desk.current is not None:
                    self.desk.current.position = event.segment.start
                self.reveal(0)
            case NothingFound(text):
                self.say(text)
            case SpanSelected(span):
                self.chosen_coding = 0
                self.numbering = False
                if span is None and self.edging is not None:
                    self.edging = None
                    self.say("edges left as they were")
                show_here(self)

    def on_descendant_focus(self) -> None:
        """Show the keys that help in the pane."""
        show_here(self)

    def on_document_list_chosen(self, event: DocumentList.Chosen) -> None:
        """Open the transcript."""
        self.open_document(event.document)
        self.transcript.focus()

    def on_code_list_chosen(self, event: CodeList.Chosen) -> None:
        """Put the code on the selection."""
        self.transcript.focus()
        self.action_do("put_code", self.desk.code_named(event.code))
