"""A grid of figures with a name before every row; only what is in view is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

Draw = Callable[[int, int], Text]
"""From the number of a row and of a column to the figure there."""

GAP = 2


class FigureGrid(Widget, can_focus=True):
    """The cursor is a figure; names and headings stay in view."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--heading", "grid--cursor", "grid--name"}
    DEFAULT_CSS = """
    FigureGrid {
        background: $surface; color: $foreground;
        .grid--heading { background: $panel; text-style: bold; }
        .grid--name { text-style: bold; }
        .grid--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1,0)", "Next", id="row.next", show=False),
        Binding("k,up", "move(-1,0)", "Previous", id="row.previous", show=False),
        Binding("right", "move(0,1)", "Next column", id="column.next", show=False),
        Binding("left", "move(0,-1)", "Previous column", id="column.previous", show=False),
        Binding("pagedown", "page(1)", "Page down", id="page.next", show=False),
        Binding("pageup", "page(-1)", "Page up", id="page.previous", show=False),
        Binding("home", "edge(0)", "First column", id="column.first", show=False),
        Binding("end", "edge(1)", "Last column", id="column.last", show=False),
        Binding("enter", "choose", "Quotations", id="row.choose"),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another figure."""

    @dataclass
    class Chosen(Message):
        """A figure was chosen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.names: Sequence[Text] = ()
        self.headings: Sequence[Text] = ()
        self.draw: Draw = lambda _row, _column: Text()
        self.row = self.column = 0
        self.corner = "code"
        self._widths: Sequence[int] = ()
        self._top = self._left = 0

    def show(
        self,
        names: Sequence[Text],
        headings: Sequence[tuple[Text, int]],
        draw: Draw,
        corner: str = "code",
    ) -> None:
        """Fill the grid; headings come with the cells that a column takes.

        `corner` is what stands above the names.
        """
        self.names, self.draw, self.corner = names, draw, corner
        self.headings = [heading for heading, _ in headings]
        self._widths = [width for _, width in headings]
        self.go(self.row, self.column)

    def action_move(self, down: int, right: int) -> None:
        """Move by figures."""
        self.go(self.row + down, self.column + right)

    def action_page(self, step: int) -> None:
        """Move by a screenful."""
        self.go(self.row + step * max(self.size.height - 2, 1), self.column)

    def action_edge(self, end: int) -> None:
        """Move to the first or last column."""
        self.go(self.row, end * (len(self.headings) - 1))

    def action_choose(self) -> None:
        """Choose the figure."""
        if self.names and self.headings:
            self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Go to the figure; a double click chooses it."""
        row = self._top + event.y - 1
        at = self._name_width + GAP
        for column in range(self._left, len(self._widths)):
            if at <= event.x < at + self._widths[column] + GAP and 0 <= row < len(self.names):
                self.go(row, column)
                if event.chain == 2:
                    self.action_choose()
                return
            at += self._widths[column] + GAP

    def on_mouse_scroll_down(self) -> None:
        """Move down."""
        self.go(self.row + 1, self.column)

    def on_mouse_scroll_up(self) -> None:
        """Move up."""
        self.go(self.row - 1, self.column)

    def on_resize(self) -> None:
        """Keep the figure in view, with as many columns before it as there is room for now."""
        self._left = 0
        self.go(self.row, self.column)

    def render_line(self, y: int) -> Strip:
        """The headings, or the name and the figures of a row."""
        width = self.size.width
        row = self._top + y - 1
        if y and row >= len(self.names):
            return Strip.blank(width, self.rich_style)
        head = self.get_component_rich_style("grid--heading", partial=True)
        cursor = self.get_component_rich_style("grid--cursor", partial=True)
        line = _filled(self.names[row] if y else Text(self.corner), self._name_width)
        left = self._left
        line.append("‹ " if left and not y else " " * GAP)
        for column in range(left, len(self._widths)):
            if line.cell_len >= width:
                break
            figure = self.draw(row, column) if y else self.headings[column]
            cell = _filled(figure, self._widths[column])
            if y and (row, column) == (self.row, self.column):
                cell.stylize(cursor)
            line.append_text(cell).append(" " * GAP)
        more = line.cell_len > width + GAP
        line.truncate(width - 1 if more else width, pad=True)
        if more:
            line.append("›" if not y else " ")
        line.end = ""
        strip = Strip(line.render(self.app.console)).adjust_cell_length(width)
        return (strip if y else strip.apply_style(head)).apply_style(self.rich_style)

    @property
    def _name_width(self) -> int:
        longest = max([cell_len(self.corner), *(name.cell_len for name in self.names)])
        return max(min(longest, self.size.width // 2), 4)

    def go(self, row: int, column: int) -> None:
        """Go to a figure by its row and column, or to the nearest there is."""
        self.row = max(min(row, len(self.names) - 1), 0)
        self.column = max(min(column, len(self.headings) - 1), 0)
        height = max(self.size.height - 1, 1)
        self._top = max(min(self._top, self.row), self.row - height + 1)
        room = self.size.width - self._name_width - GAP
        self._left = min(self._left, self.column)
        while (
            self._left < self.column
            and sum(self._widths[self._left : self.column + 1])
            + GAP * (self.column + 1 - self._left)
            > room
        ):
            self._left += 1
        self.refresh()
        self.post_message(self.Highlighted())


def _filled(text: Text, width: int) -> Text:
    """A text cut or filled to a width."""
    cell = text.copy()
    cell.truncate(width, overflow="ellipsis", pad=True)
    return cell
