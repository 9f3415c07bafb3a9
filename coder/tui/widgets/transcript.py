"""The transcript: text at a comfortable width, speakers at the left, codings in the margin.

A line-API widget: one cached block of strips per turn, and only the turns that changed are drawn
again. It knows no store: values come in through `show`, `mark` and `hint`, messages go out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

from rich.cells import split_graphemes
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.model import Document, Role, Segment
from coder.tui import navigation
from coder.tui.drawing import Columns, Hint, Look, TurnPicture, columns_for, draw_turn
from coder.tui.margin import Mark
from coder.tui.selecting import Span, covering, move_end, move_start, segment_at, snap, trim
from coder.tui.wrapping import Line, Page, paginate


class Placed(Protocol):
    """Anything with a span in the document."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


PlacedT = TypeVar("PlacedT", bound=Placed)


class TranscriptView(ScrollView, can_focus=True):
    """Shows one document; the cursor is a segment, the selection any span inside the text."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--speaker",
        "transcript--time",
        "transcript--interviewer",
        "transcript--current",
        "transcript--selection",
        "transcript--match",
        "transcript--suggestion",
        "transcript--pointer",
    }
    DEFAULT_CSS = """
    TranscriptView {
        background: $surface;
        color: $foreground;
        scrollbar-gutter: stable;
        .transcript--speaker { color: $text-primary; text-style: bold; }
        .transcript--time { color: $text-muted; }
        .transcript--interviewer { color: $text-muted; text-style: italic; }
        .transcript--current { background: $primary-muted; }
        .transcript--selection { background: $primary 40%; text-style: bold; }
        .transcript--match { text-style: underline; }
        .transcript--suggestion { color: $text-muted; text-style: italic; }
        .transcript--pointer { color: $accent; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next segment", id="segment.next", show=False),
        Binding("k,up", "move(-1)", "Previous segment", id="segment.previous", show=False),
        Binding("J", "turn(1)", "Next turn", id="turn.next", show=False),
        Binding("K", "turn(-1)", "Previous turn", id="turn.previous", show=False),
        Binding("pagedown", "page(1)", "Page down", id="page.next", show=False),
        Binding("pageup", "page(-1)", "Page up", id="page.previous", show=False),
        Binding("home", "edge(-1)", "First segment", id="segment.first", show=False),
        Binding("end", "edge(1)", "Last segment", id="segment.last", show=False),
        Binding("n", "uncoded(1)", "Next uncoded", id="uncoded.next"),
        Binding("N", "uncoded(-1)", "Previous uncoded", id="uncoded.previous", show=False),
        Binding("]", "hinted(1)", "Next suggestion", id="suggestion.next", show=False),
        Binding("[", "hinted(-1)", "Previous suggestion", id="suggestion.previous", show=False),
        Binding("shift+down", "extend(1)", "Extend by segment", id="extend.down", show=False),
        Binding("shift+up", "extend(-1)", "Shrink by segment", id="extend.up", show=False),
        Binding(
            "shift+right", "grow('end','word',1)", "End a word on", id="end.word.on", show=False
        ),
        Binding(
            "shift+left", "grow('end','word',-1)", "End a word back", id="end.word.back", show=False
        ),
        Binding(
            "ctrl+shift+right,>",
            "grow('end','character',1)",
            "End a character on",
            id="end.character.on",
            show=False,
        ),
        Binding(
            "ctrl+shift+left,<",
            "grow('end','character',-1)",
            "End a character back",
            id="end.character.back",
            show=False,
        ),
        Binding(
            "alt+right,w",
            "grow('start','word',1)",
            "Start a word on",
            id="start.word.on",
            show=False,
        ),
        Binding(
            "alt+left,W",
            "grow('start','word',-1)",
            "Start a word back",
            id="start.word.back",
            show=False,
        ),
        Binding(
            "ctrl+alt+right,)",
            "grow('start','character',1)",
            "Start a character on",
            id="start.character.on",
            show=False,
        ),
        Binding(
            "ctrl+alt+left,(",
            "grow('start','character',-1)",
            "Start a character back",
            id="start.character.back",
            show=False,
        ),
        Binding("t", "select_turn", "Select the turn", id="turn.select", show=False),
        Binding("escape", "deselect", "Back to the segment", id="deselect", show=False),
    ]

    text_width: reactive[int] = reactive(72, init=False)
    reveal: reactive[bool] = reactive(False, init=False)

    @dataclass
    class SegmentHighlighted(Message):
        """The cursor stands on another segment."""

        segment: Segment

    @dataclass
    class SpanSelected(Message):
        """The selection changed; `span` is None when it is the segment again."""

        span: Span | None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.document: Document | None = None
        self.segments: Sequence[Segment] = ()
        self.cursor = 0
        self.selection: Span | None = None
        self._anchor = 0
        self._marks: dict[int, list[Mark]] = {}
        self._hints: dict[int, list[Hint]] = {}
        self._page = Page((), ())
        self._columns = Columns(0, 0, 0)
        self._blocks: dict[int, list[Strip]] = {}
        self._pressed: int | None = None

    # ------------------------------------------------------------------ values in

    def show(self, document: Document, segments: Sequence[Segment], cursor: int = 0) -> None:
        """Show a document, with the cursor on a segment."""
        self.document = document
        self.segments = segments
        self.cursor = max(min(cursor, len(segments) - 1), 0)
        self.selection = None
        self._marks, self._hints = {}, {}
        self._repaginate()
        self.scroll_to_cursor()
        if segments:
            self.post_message(self.SegmentHighlighted(segments[self.cursor]))

    def mark(self, marks: Iterable[Mark]) -> None:
        """Show these codings; only turns where they differ are drawn again."""
        self._marks = self._replace(self._marks, self._by_turn(marks))

    def hint(self, hints: Iterable[Hint]) -> None:
        """Show these suggestions; only turns where they differ are drawn again."""
        self._hints = self._replace(self._hints, self._by_turn(hints))

    def close(self) -> None:
        """Show nothing."""
        self.document, self.segments, self.selection = None, (), None
        self._marks, self._hints, self._page = {}, {}, Page((), ())
        self._repaginate()

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
        old, self.selection = self.selection, span
        for changed in (old, span):
            if changed is not None:
                self._redraw_span(changed)
        self._redraw(self._cursor_turn())
        self.post_message(self.SpanSelected(span))

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
        if self.current is None or self.document is None:
            return
        row = self._page.row_of(self.current.turn, self.current.start)
        row = max(min(row + step * max(self.size.height - 2, 1), len(self._page.lines) - 1), 0)
        line = self._page.lines[row] or self._page.lines[row - 1]
        if line is not None:
            self.cursor_to(segment_at(self.segments, line.start))

    def action_edge(self, step: int) -> None:
        """Move to the first or the last segment."""
        self.cursor_to(0 if step < 0 else len(self.segments) - 1)

    def action_uncoded(self, step: int) -> None:
        """Move to the next segment without a coding; the interviewer's are passed over."""
        self._seek(step, self._is_uncoded, "No uncoded segment further on.")

    def action_hinted(self, step: int) -> None:
        """Move to the next segment with a suggestion."""
        self._seek(step, self._is_hinted, "No suggestion further on.")

    def seek_mark(self, step: int, names: frozenset[str]) -> None:
        """Move to the next segment with a coding of one of these code names."""

        def wanted(segment: Segment) -> bool:
            found = _within(self._marks.get(segment.turn, ()), segment)
            return any(mark.name in names for mark in found)

        self._seek(step, wanted, "No coding of this code further on.")

    # ------------------------------------------------------------------ selecting

    def action_extend(self, step: int) -> None:
        """Extend the selection by whole segments from where it began."""
        if self.current is None:
            return
        if self.selection is None:
            self._anchor = self.cursor
        self.cursor = max(min(self.cursor + step, len(self.segments) - 1), 0)
        whole = covering(self.segments, self._anchor, self.cursor)
        self.select(whole if self.cursor != self._anchor else None)
        self.scroll_to_cursor()
        self.post_message(self.SegmentHighlighted(self.segments[self.cursor]))

    def action_grow(self, edge: str, by: str, step: int) -> None:
        """Move one edge of the selection by a word or a character."""
        span = self.span
        if span is None or self.document is None:
            return
        if self.selection is None:
            self._anchor = self.cursor
        move = move_end if edge == "end" else move_start
        limit = self._limit(span)
        self.select(move(self.document.text, span, by=by, forward=step > 0, limit=limit))

    def action_select_turn(self) -> None:
        """Select the whole turn."""
        if self.current is not None and self.document is not None:
            turn = self.document.turns[self.current.turn]
            self._anchor = self.cursor
            self.select(trim(self.document.text, (turn.start, turn.end)))

    def action_deselect(self) -> None:
        """Back to the segment."""
        if self.selection is not None:
            self.select(None)

    # ------------------------------------------------------------------ mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection where the mouse goes down."""
        position = self.position_at(event.x, event.y)
        if position is not None and event.button == 1:
            self._pressed = position
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to the mouse while the button is down."""
        if self._pressed is None or self.document is None:
            return
        position = self.position_at(event.x, event.y, inclusive=True)
        if position is None or position == self._pressed:
            return
        span = (min(self._pressed, position), max(self._pressed, position))
        span = trim(self.document.text, snap(self.document.text, span))
        if span[0] < span[1]:
            self.select(span)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put the cursor where the mouse was clicked, or end the selection."""
        pressed, self._pressed = self._pressed, None
        self.release_mouse()
        if pressed is None or not self.segments:
            return
        if self.selection is None or self.position_at(event.x, event.y) == pressed:
            self.select(None)
        chosen = self.selection
        self.cursor_to(segment_at(self.segments, pressed), keep=chosen is not None)

    async def on_click(self, event: events.Click) -> None:
        """A double click selects the segment."""
        if event.chain == 2 and self.current is not None:
            self.select((self.current.start, self.current.end))

    def position_at(self, x: int, y: int, *, inclusive: bool = False) -> int | None:
        """The document position under a point of the widget; None where there is no text.

        With `inclusive` the position after the character, which ends a selection there.
        """
        line = self._line(y + self.scroll_offset.y)
        if line is None or self.document is None:
            return None
        cells = x - self._columns.text_left
        used = 0
        for first, last, width in split_graphemes(self.document.text[line.start : line.end])[0]:
            if cells < used + width:
                return line.start + (last if inclusive and cells >= used else first)
            used += width
        return line.end if inclusive else max(line.end - 1, line.start)

    # ------------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget, from the cached block of its turn."""
        row = y + self.scroll_offset.y
        line = self._line(row)
        if line is None:
            return Strip.blank(self.size.width, self.rich_style)
        block = self._blocks.get(line.turn)
        if block is None:
            block = self._blocks[line.turn] = self._draw(line.turn)
        return block[row - self._page.tops[line.turn]]

    def notify_style_update(self) -> None:
        """Draw everything again in the new theme."""
        self._blocks.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Wrap again where the width changed."""
        if columns_for(self.size.width, self.text_width) != self._columns:
            self._repaginate()
            self.scroll_to_cursor()

    def watch_text_width(self) -> None:
        """Wrap again at the new width."""
        self._repaginate()

    def watch_reveal(self) -> None:
        """Show or hide the names of suggestions."""
        self._blocks.clear()
        self.refresh()

    def scroll_to_cursor(self) -> None:
        """Bring the current segment into view, with some lines around it."""
        if self.current is None:
            return
        first = self._page.row_of(self.current.turn, self.current.start)
        last = self._page.row_of(self.current.turn, max(self.current.end - 1, self.current.start))
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        around = min(3, height // 4)
        if first - around < top or last - first >= height:
            self.scroll_to(y=max(first - around, 0), animate=False)
        elif last + around >= top + height:
            self.scroll_to(y=last + around - height + 1, animate=False)

    # ------------------------------------------------------------------ inside

    def cursor_to(self, number: int, *, keep: bool = False) -> None:
        """Put the cursor on a segment by its number, keeping the selection or not."""
        if not self.segments:
            return
        old = self._cursor_turn()
        self.cursor = max(min(number, len(self.segments) - 1), 0)
        self._anchor = self.cursor
        if not keep and self.selection is not None:
            self.select(None)
        self._redraw(old, self._cursor_turn())
        self.scroll_to_cursor()
        self.post_message(self.SegmentHighlighted(self.segments[self.cursor]))

    def _seek(self, step: int, wanted: Callable[[Segment], bool], otherwise: str) -> None:
        found = navigation.seek(self.segments, self.cursor, step, wanted)
        if found is None:
            self.notify(otherwise, timeout=2)
        else:
            self.cursor_to(found)

    def _is_uncoded(self, segment: Segment) -> bool:
        if self.document is None or _role(self.document, segment) is Role.INTERVIEWER:
            return False
        return not _within(self._marks.get(segment.turn, ()), segment)

    def _is_hinted(self, segment: Segment) -> bool:
        return bool(_within(self._hints.get(segment.turn, ()), segment))

    def _cursor_turn(self) -> int:
        return self.segments[self.cursor].turn if self.segments else 0

    def _limit(self, span: Span) -> Span:
        """The turns a span lies in: as far as its edges may go."""
        if self.document is None:
            return span
        inside = [one for one in self.document.turns if one.start < span[1] and span[0] < one.end]
        return (inside[0].start, inside[-1].end) if inside else span

    def _line(self, row: int) -> Line | None:
        lines = self._page.lines
        return lines[row] if self.document is not None and 0 <= row < len(lines) else None

    def _by_turn(self, placed: Iterable[PlacedT]) -> dict[int, list[PlacedT]]:
        """Things with a span under every turn they lie in."""
        found: dict[int, list[PlacedT]] = defaultdict(list)
        turns = self.document.turns if self.document is not None else ()
        starts = [turn.start for turn in turns]
        for one in placed:
            number = max(bisect_right(starts, one.start) - 1, 0)
            while number < len(turns) and turns[number].start < one.end:
                found[number].append(one)
                number += 1
        return dict(found)

    def _replace(
        self, old: dict[int, list[PlacedT]], new: dict[int, list[PlacedT]]
    ) -> dict[int, list[PlacedT]]:
        self._redraw(*(turn for turn in old.keys() | new.keys() if old.get(turn) != new.get(turn)))
        return new

    def _redraw_span(self, span: Span) -> None:
        turns = self.document.turns if self.document is not None else ()
        self._redraw(
            *(n for n, one in enumerate(turns) if one.start < span[1] and span[0] < one.end)
        )

    def _redraw(self, *turns: int) -> None:
        """Forget the blocks of turns and ask for their rows to be drawn again."""
        tops = self._page.tops
        for turn in set(turns):
            self._blocks.pop(turn, None)
            if turn < len(tops):
                end = tops[turn + 1] if turn + 1 < len(tops) else len(self._page.lines)
                self.refresh_lines(tops[turn] - self.scroll_offset.y, end - tops[turn])

    def _repaginate(self) -> None:
        self._columns = columns_for(self.size.width, self.text_width)
        self._blocks.clear()
        if self.document is not None:
            self._page = paginate(self.document.text, self.document.turns, self._columns.text)
        self.virtual_size = Size(self.size.width, len(self._page.lines))
        self.refresh()

    def _draw(self, turn: int) -> list[Strip]:
        if self.document is None:
            return []
        top = self._page.tops[turn]
        tops = self._page.tops
        end = tops[turn + 1] if turn + 1 < len(tops) else len(self._page.lines)
        current = self.current
        picture = TurnPicture(
            turn=self.document.turns[turn],
            lines=tuple(line for line in self._page.lines[top:end] if line is not None),
            marks=tuple(self._marks.get(turn, ())),
            hints=tuple(self._hints.get(turn, ())),
            current=(current.start, current.end) if current and current.turn == turn else None,
            selection=self.selection,
            reveal=self.reveal,
        )
        return draw_turn(self.document.text, picture, self._columns, self._look(), self.size.width)

    def _look(self) -> Look:
        def style(name: str) -> Style:
            return self.get_component_rich_style(f"transcript--{name}", partial=True)

        return Look(
            base=self.rich_style,
            speaker=style("speaker"),
            time=style("time"),
            interviewer=style("interviewer"),
            current=style("current"),
            selection=style("selection"),
            match=style("match"),
            suggestion=style("suggestion"),
            pointer=style("pointer"),
        )


def _role(document: Document, segment: Segment) -> Role:
    return document.turns[segment.turn].role


def _within(placed: Iterable[PlacedT], segment: Segment) -> list[PlacedT]:
    return [one for one in placed if one.start < segment.end and segment.start < one.end]
