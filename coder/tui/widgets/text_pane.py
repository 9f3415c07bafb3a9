"""A transcript on the screen: text at a comfortable width, speakers at the left, codings beside it.

A line-API widget: lines are drawn when they come into view and kept; a change draws again only the
lines it touches. It knows no store: values come in, and it moves nothing by itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import ClassVar

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.model import Document
from coder.tui.drawing import Columns, Hint, Look, Note, PageLook, Picture, columns_for, draw_line
from coder.tui.lanes import add_lanes
from coder.tui.margin import Cell, LaneMark, Mark, margin
from coder.tui.selecting import Span
from coder.tui.spreading import Spread
from coder.tui.widgets.text_look import CSS, PARTS, look_of
from coder.tui.wrapping import EMPTY_PAGE, Page, paginate

MANY = 50
"""Changes at once above which everything in view is drawn again, not each place."""


class TextPane(ScrollView, can_focus=True):
    """Shows one document, with one span as the current one and perhaps one selected."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(PARTS)
    DEFAULT_CSS = CSS

    text_width: reactive[int] = reactive(72, init=False, repaint=False)
    reveal: reactive[bool] = reactive(False, init=False, repaint=False)
    reveal_all: reactive[bool] = reactive(False, init=False, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.document: Document | None = None
        self.lit: Span | None = None
        self.selection: Span | None = None
        self.marks: Spread[Mark] = Spread(lambda mark: mark.id)
        self.hints: Spread[Hint] = Spread(lambda hint: (hint.start, hint.end))
        self.notes: Spread[Note] = Spread(lambda note: note.id)
        self.others: Spread[LaneMark] = Spread(lambda mark: mark.id)
        self.lanes = 0
        self.page: Page = EMPTY_PAGE
        self.otherwise = ""
        """What to say where there is no document."""
        self._columns = Columns(0, 0, 0)
        self._width = 0
        self._strips: dict[int, Strip] = {}
        self._cells: dict[int, list[Cell]] = {}
        self._style: Look | None = None

    # ------------------------------------------------------------------ values in

    def show_document(self, document: Document | None) -> None:
        """Show a document without codings, or nothing."""
        self.document, self.lit, self.selection = document, None, None
        self.marks.replace(())
        self.hints.replace(())
        self.notes.replace(())
        self.others.replace(())
        self._repaginate()

    def mark(self, marks: Iterable[Mark]) -> None:
        """Show these codings; only blocks where they differ are drawn again."""
        self._remark(self.marks.replace(marks))

    def beside(self, marks: Iterable[LaneMark], lanes: int) -> None:
        """Show what others coded, each in a lane of their own; with no lanes nothing of it."""
        changed = self.others.replace(marks)
        if lanes != self.lanes:
            self.lanes = lanes
            self._repaginate()
            if self.lit is not None:
                self.scroll_to_span(self.lit)
        else:
            self._remark(changed)

    def hint(self, hints: Iterable[Hint]) -> None:
        """Show these suggestions; only blocks where they differ are drawn again."""
        self._redraw_at(self.hints.replace(hints))

    def note(self, notes: Iterable[Note]) -> None:
        """Show these memos on words; only blocks where they differ are drawn again."""
        self._redraw_at(self.notes.replace(notes))

    def change(
        self, marks: Mapping[Hashable, Mark | None], hints: Mapping[Hashable, Hint | None]
    ) -> None:
        """Show a few codings and suggestions otherwise, by their keys; None takes one away."""
        self._remark(self.marks.update(marks))
        self._redraw_at(self.hints.update(hints))

    def light(self, span: Span | None) -> None:
        """Make a span the current one."""
        old, self.lit = self.lit, span
        self.redraw_span(old)
        self.redraw_span(span)

    def choose(self, span: Span | None) -> None:
        """Show a span as selected, or none."""
        old, self.selection = self.selection, span
        self.redraw_span(old)
        self.redraw_span(span)

    # ------------------------------------------------------------------ places

    @property
    def room(self) -> int:
        """The width for lines, in terminal cells: what the scroll bar leaves."""
        return self.scrollable_content_region.width

    def position_at(self, x: int, y: int, *, inclusive: bool = False) -> int | None:
        """The document position under a point of the widget; None where there is no text.

        With `inclusive` the position after the character, which ends a selection there.
        """
        row = y + self.scroll_offset.y
        line = self.page.line_at(row)
        if line is None or self.document is None:
            return None
        cells = x - self._columns.text_left
        used = 0
        for first, last, width in split_graphemes(self.document.text[line.start : line.end])[0]:
            if cells < used + width:
                return line.start + (last if inclusive and cells >= used else first)
            used += width
        return line.end if inclusive else max(line.end - 1, line.start)

    def scroll_to_span(self, span: Span) -> None:
        """Bring a span into view with lines around it; from afar at a third of the height."""
        rows = self.page.rows_of(span)
        first, last = rows[0], rows[-1]
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        around = min(3, height // 4)
        if last < top or first >= top + height:
            self.scroll_to(y=max(first - height // 3, 0), animate=False)
        elif first - around < top or last - first >= height:
            self.scroll_to(y=max(first - around, 0), animate=False)
        elif last + around >= top + height:
            self.scroll_to(y=last + around - height + 1, animate=False)

    # ------------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget, drawn once."""
        row = y + self.scroll_offset.y
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._draw(row)
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region as they are kept: there is no border to draw around each anew."""
        filters, background = self.get_line_filters(), self.background_colors[1]
        strips: list[Strip] = []
        for y in crop.line_range:
            strip = self.render_line(y)
            for one in filters:
                strip = strip.apply_filter(one, background)
            strips.append(strip)
        if crop.x or crop.right < self._width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def notify_style_update(self) -> None:
        """Draw everything again in the new theme."""
        self._strips.clear()
        self._style = None
        super().notify_style_update()

    def on_resize(self) -> None:
        """Wrap again where the width changed."""
        if self.size.width != self._width:
            self._repaginate()
        if self.lit is not None:
            self.scroll_to_span(self.lit)

    def watch_text_width(self) -> None:
        """Wrap again at the new width."""
        self._repaginate()

    def watch_reveal(self) -> None:
        """Tell or hide what is suggested for the current span."""
        self.redraw_span(self.lit)

    def watch_reveal_all(self) -> None:
        """Tell or hide what is suggested anywhere."""
        self._redraw_all()

    def redraw_span(self, span: Span | None) -> None:
        """Draw the lines of a span again."""
        if span is not None and self.page.height:
            self._redraw(self.page.rows_of(span))

    def _remark(self, spans: Sequence[Span]) -> None:
        if len(spans) > MANY:
            self._cells.clear()
            self._redraw_all()
            return
        for block in self._blocks(spans):
            self._cells.pop(block, None)
            self._redraw(self.page.block_rows(block))

    def _redraw_at(self, spans: Sequence[Span]) -> None:
        if len(spans) > MANY:
            self._redraw_all()
            return
        for block in self._blocks(spans):
            self._redraw(self.page.block_rows(block))

    def _blocks(self, spans: Sequence[Span]) -> set[int]:
        return {block for span in spans for block in self.page.blocks_of(span)}

    def _redraw_all(self) -> None:
        self._strips.clear()
        self.refresh()

    def _redraw(self, rows: range) -> None:
        for row in rows:
            self._strips.pop(row, None)
        self.refresh_lines(rows.start, len(rows))

    def _repaginate(self) -> None:
        self._width = self.size.width  # lines go on under the scroll bar, where there is one
        self._columns = columns_for(self.room, self.text_width, self.lanes)
        self._strips.clear()
        self._cells.clear()
        self.page = EMPTY_PAGE
        if self.document is not None:
            document = self.document
            self.page = paginate(document.text, document.turns, self._columns.text)
        self.virtual_size = Size(self.room, self.page.height)
        self.refresh()

    def _draw(self, row: int) -> Strip:
        document = self.document
        line = self.page.line_at(row)
        if document is None and row == 1:
            words = Segment(f"  {self.otherwise}", self._look().base)
            return Strip([words]).adjust_cell_length(self._width, self._look().base)
        if line is None or document is None:
            return Strip.blank(self._width, self._look().base)
        block = self.page.block_of(row)
        rows = self.page.block_rows(block)
        span = (self.page.starts[rows[0]], self.page.ends[rows[-1]])
        if block not in self._cells:
            lines = self.page.lines_of(rows)
            cells = margin(lines, self.marks.within(span))
            if self.lanes:
                cells = add_lanes(cells, lines, self.others.within(span), self.lanes)
            self._cells[block] = cells
        picture = Picture(
            turn=document.turns[line.turn],
            hints=tuple(self.hints.within(span)),
            notes=tuple(self.notes.within(span)),
            current=self.lit,
            selection=self.selection,
            reveal=self.reveal,
            reveal_all=self.reveal_all,
        )
        place = (line, row - self.page.tops[line.turn])
        cell = self._cells[block][row - rows.start]
        look = PageLook(self._columns, self._look(), self._width)
        return draw_line(document.text, place, cell, picture, look)

    def _look(self) -> Look:
        if self._style is None:
            self._style = look_of(self)
        return self._style
