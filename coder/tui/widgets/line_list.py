"""A list of any length of which only the lines in view are drawn; lines can be marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

Draw = Callable[[int, int], Text]
"""From the number of a line and the cells it has to its text."""

GUTTER = 2

MOVES: tuple[Binding, ...] = (
    Binding("j,down", "move(1)", "Next", id="row.next", show=False),
    Binding("k,up", "move(-1)", "Previous", id="row.previous", show=False),
    Binding("pagedown", "page(1)", "Page down", id="page.next", show=False),
    Binding("pageup", "page(-1)", "Page up", id="page.previous", show=False),
    Binding("home", "edge(0)", "First", id="row.first", show=False),
    Binding("end", "edge(1)", "Last", id="row.last", show=False),
)
"""The keys that go from line to line, for lists that use the others for themselves."""


class LineList(ScrollView, can_focus=True):
    """Lines known by keys; the cursor and the marks stay with their keys when it is filled anew."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", "lines--unfocused", "lines--mark"}
    DEFAULT_CSS = """
    LineList {
        background: $surface; color: $foreground; overflow-x: hidden;
        .lines--cursor { background: $primary-muted; text-style: bold; }
        .lines--unfocused { background: $panel; }
        .lines--mark { color: $text-accent; text-style: bold; }
        &:ansi {
            .lines--cursor { background: ansi_default; text-style: bold reverse; }
            .lines--unfocused { background: ansi_default; text-style: bold; }
        }
        &:nocolor .lines--cursor { text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("space", "mark", "Mark", id="row.mark"),
        Binding("asterisk", "mark_all", "Mark all", id="row.mark.all", key_display="*"),
        Binding("enter", "choose", "To the text", id="row.choose"),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another line, or the marks changed."""

        number: int | None

    @dataclass
    class Chosen(Message):
        """A line was chosen."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: Sequence[str] = ()
        self._draw: Draw = lambda _number, _width: Text()
        self._nothing = ""
        self._cursor = 0
        self._marked: set[str] = set()

    def show(self, keys: Sequence[str], draw: Draw, nothing: str = "") -> None:
        """Fill the list, or where it is empty say in lines why, and what to do."""
        self._nothing = nothing
        before = self._keys[self._cursor] if self._cursor < len(self._keys) else None
        self._keys, self._draw = keys, draw
        self._marked &= set(keys)
        if before in set(keys):
            self._cursor = list(keys).index(before)
        self._cursor = max(min(self._cursor, len(keys) - 1), 0)
        self.virtual_size = Size(0, len(keys))
        self._to_cursor()

    @property
    def current(self) -> int | None:
        """The number of the line under the cursor."""
        return self._cursor if self._keys else None

    @property
    def marked(self) -> list[int]:
        """The numbers of the marked lines."""
        return [number for number, key in enumerate(self._keys) if key in self._marked]

    @property
    def chosen(self) -> list[int]:
        """The marked lines, or else the one under the cursor."""
        return self.marked or ([] if self.current is None else [self.current])

    def unmark(self) -> None:
        """Take all marks away."""
        self._marked.clear()
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move by lines."""
        self.go(self._cursor + step)

    def action_page(self, step: int) -> None:
        """Move by a screenful."""
        self.go(self._cursor + step * max(self.size.height - 1, 1))

    def action_edge(self, end: int) -> None:
        """Move to the first or last line."""
        self.go(end * (len(self._keys) - 1))

    def action_mark(self) -> None:
        """Mark the line, or no longer, and go on to the next."""
        if self._keys:
            self._marked ^= {self._keys[self._cursor]}
            self.go(self._cursor + 1)

    def action_mark_all(self) -> None:
        """Mark all lines, or none if all are."""
        every = set(self._keys)
        self._marked = set() if every == self._marked else every
        self.go(self._cursor)

    def action_choose(self) -> None:
        """Choose the line."""
        if self._keys:
            self.post_message(self.Chosen(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Go to the line; a double click chooses it."""
        number = event.y + self.scroll_offset.y
        if number < len(self._keys):
            self.go(number)
            if event.chain == 2:
                self.action_choose()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.virtual_size = Size(0, len(self._keys))
        self._to_cursor()

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as waiting."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line: whether it is the current one, whether it is marked, and its text."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self._keys):
            told = "" if self._keys else self._why_empty(number, max(width - 2 * GUTTER, 1))
            return Strip([Segment(told)]).adjust_cell_length(width).apply_style(self.rich_style)
        here = number == self._cursor
        marked = self._keys[number] in self._marked
        line = Text(end="", no_wrap=True)
        line.append("▶" if here else " ")
        line.append("●" if marked else " ", self._look("lines--mark") if marked else "")
        line.append_text(self._draw(number, max(width - GUTTER, 1)))
        line.truncate(width)
        strip = Strip(line.render(self.app.console)).adjust_cell_length(width)
        if here:
            name = "lines--cursor" if self.has_focus else "lines--unfocused"
            strip = strip.apply_style(self._look(name))
        return strip.apply_style(self.rich_style)

    def _why_empty(self, number: int, width: int) -> str:
        lines = [line for part in self._nothing.split("\n") for line in wrap(part, width)]
        return f"{'':{GUTTER}}{lines[number]}" if number < len(lines) else ""

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def go(self, number: int) -> None:
        """Go to a line by its number, or to the first or last one beyond it."""
        self._cursor = max(min(number, len(self._keys) - 1), 0)
        self._to_cursor()

    def _to_cursor(self) -> None:
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)
        self.refresh()
        self.post_message(self.Highlighted(self.current))
