"""The transcript with a cursor and a selection: moving, extending, and the mouse.

The cursor is a segment, the selection any span inside the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.signal import Signal

from coder.model import Document, Role, Segment
from coder.tui import navigation
from coder.tui.keymap import MOVING, SELECTING, bindings
from coder.tui.selecting import (
    Span,
    covering,
    move_end,
    move_start,
    segment_at,
    snap,
    trim,
    turns_around,
)
from coder.tui.widgets.text_pane import TextPane


@dataclass(frozen=True, slots=True)
class SegmentHighlighted:
    """The cursor stands on another segment."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class SpanSelected:
    """The selection changed; `span` is None when it is the segment again."""

    span: Span | None


@dataclass(frozen=True, slots=True)
class NothingFound:
    """There was nothing to move to; `text` says so."""

    text: str


Event = SegmentHighlighted | SpanSelected | NothingFound


class TranscriptView(TextPane):
    """Shows one document; keys and the mouse move the cursor and the selection.

    What happens is told through the signal `happened` at once, so that everything that changes by
    one key is drawn as one picture.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings((*MOVING, *SELECTING))

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.happened: Signal[Event] = Signal(self, "happened")
        self.segments: Sequence[Segment] = ()
        self.cursor = 0
        self._anchor = 0
        self._pressed: int | None = None

    def show(self, document: Document | None, segments: Sequence[Segment] = ()) -> None:
        """Show a document with the cursor at its beginning, or nothing."""
        self.segments = segments
        self.cursor = self._anchor = 0
        self.show_document(document)
        if segments:
            self.cursor_to(0)

    @property
    def current(self) -> Segment | None:
        """The segment under the cursor."""
        return self.segments[self.cursor] if self.segments else None

    @property
    def span(self) -> Span | None:
        """What a code would be put on: the selection, or else the segment."""
        if self.selection is not None:
            return self.selection
        return None if self.current is None else (self.current.start, self.current.end)

    def go_to(self, position: int) -> None:
        """Put the cursor on the segment that holds a position of the document."""
        if self.segments:
            self.cursor_to(segment_at(self.segments, position))

    def select(self, span: Span | None) -> None:
        """Select a span of the text, or go back to the segment."""
        if span != self.selection:
            self.choose(span)
            self.happened.publish(SpanSelected(span))

    def cursor_to(self, number: int, *, keep: bool = False) -> None:
        """Put the cursor on a segment by its number, keeping the selection or not."""
        if not self.segments:
            return
        self.cursor = max(min(number, len(self.segments) - 1), 0)
        if not keep:
            self._anchor = self.cursor
            self.select(None)
        segment = self.segments[self.cursor]
        self.light((segment.start, segment.end))
        self.scroll_to_span((segment.start, segment.end))
        self.happened.publish(SegmentHighlighted(segment))

    def seek(self, step: int, wanted: Callable[[Segment], bool], otherwise: str) -> bool:
        """Move to the next segment that is wanted; True if there is one."""
        found = navigation.seek(self.segments, self.cursor, step, wanted)
        if found is None:
            elsewhere = sum(map(wanted, self.segments))
            rest = f"; {elsewhere} the other way" if elsewhere else ""
            self.happened.publish(NothingFound(otherwise + rest))
        else:
            self.cursor_to(found)
        return found is not None

    # ------------------------------------------------------------------ moving

    def action_move(self, step: int) -> None:
        """Move by segments."""
        self.cursor_to(self.cursor + step)

    def action_turn(self, step: int) -> None:
        """Move to the first segment of the next or previous turn."""
        if self.segments:
            self.cursor_to(navigation.by_turn(self.segments, self.cursor, step))

    def action_page(self, step: int) -> None:
        """Move by a screenful."""
        if self.lit is not None:
            row = self.page.row_at(self.lit[0]) + step * max(self.size.height - 2, 1)
            row = max(min(row, self.page.height - 1), 0)
            self.cursor_to(segment_at(self.segments, self.page.starts[row]))

    def action_edge(self, step: int) -> None:
        """Move to the first or the last segment."""
        self.cursor_to(0 if step < 0 else len(self.segments) - 1)

    def action_uncoded(self, step: int) -> None:
        """Move to the next segment without a coding; the interviewer's are passed over."""
        self.seek(step, self._is_uncoded, "nothing uncoded further on")

    def action_hinted(self, step: int) -> None:
        """Move to the next segment with a suggestion."""
        self.seek(step, self._is_hinted, "no suggestion further on")

    # ------------------------------------------------------------------ selecting

    def action_extend(self, step: int) -> None:
        """Extend the selection by whole segments from where it began."""
        if self.segments:
            number = max(min(self.cursor + step, len(self.segments) - 1), 0)
            whole = covering(self.segments, self._anchor, number)
            self.select(whole if number != self._anchor else None)
            self.cursor_to(number, keep=True)

    def action_grow(self, edge: str, by: str, step: int) -> None:
        """Move one edge of the selection by a word or a character."""
        span = self.span
        if span is not None and self.document is not None:
            move = move_end if edge == "end" else move_start
            limit = turns_around(self.document, span)
            self.select(move(self.document.text, span, by=by, forward=step > 0, limit=limit))

    def action_select_turn(self) -> None:
        """Select the whole turn."""
        if self.current is not None and self.document is not None:
            turn = self.document.turns[self.current.turn]
            self._anchor = self.cursor
            self.select(trim(self.document.text, (turn.start, turn.end)))

    def action_deselect(self) -> None:
        """Back to the segment."""
        self.choose(None)
        self._anchor = self.cursor
        self.happened.publish(SpanSelected(None))

    # ------------------------------------------------------------------ mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection where the mouse goes down."""
        position = self.position_at(event.x, event.y)
        if position is not None and event.button == 1:
            self._pressed = position
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to the mouse while the button is down; at the edges scroll."""
        if self._pressed is None or self.document is None:
            return
        if not 0 <= event.y < self.size.height:
            self.scroll_relative(y=1 if event.y > 0 else -1, animate=False)
        here = self.position_at(event.x, event.y)
        last = self.position_at(event.x, event.y, inclusive=True)
        if here is None or last is None or here == self._pressed:
            return
        span = (self._pressed, last) if here > self._pressed else (here, self._pressed + 1)
        span = trim(self.document.text, snap(self.document.text, span))
        if span[0] < span[1]:
            self.select(span)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put the cursor where the mouse was clicked, or end the selection."""
        pressed, self._pressed = self._pressed, None
        self.release_mouse()
        if pressed is not None and self.segments:
            clicked = self.position_at(event.x, event.y) == pressed
            self.cursor_to(segment_at(self.segments, pressed), keep=not clicked)

    def on_click(self, event: events.Click) -> None:
        """A double click selects the segment."""
        if event.chain == 2 and self.current is not None:
            self.select((self.current.start, self.current.end))

    # ------------------------------------------------------------------ inside

    def _is_uncoded(self, segment: Segment) -> bool:
        if self.document is None or self.document.turns[segment.turn].role is Role.INTERVIEWER:
            return False
        return not self.marks.within((segment.start, segment.end))

    def _is_hinted(self, segment: Segment) -> bool:
        return bool(self.hints.within((segment.start, segment.end)))
