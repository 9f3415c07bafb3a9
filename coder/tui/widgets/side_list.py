"""A short list beside the text: rows with ids, drawn again one by one where they changed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.identity import Id

Row: TypeAlias = tuple[Id, Text]


class SideList(ScrollView, can_focus=True):
    """Shows rows of one line with one of them highlighted; Enter or a click chooses one.

    Textual's OptionList draws every option again where one changed, which each act would pay.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"side-list--highlighted"}
    DEFAULT_CSS = """
    SideList {
        color: $foreground; background: $surface; padding: 0 1; overflow-x: hidden;
        .side-list--highlighted {
            color: $foreground;
            background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus {
            background-tint: $foreground 5%;
            .side-list--highlighted {
                color: $block-cursor-foreground;
                background: $block-cursor-background;
                text-style: $block-cursor-text-style;
            }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(1)", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    highlighted: reactive[int | None] = reactive(None, init=False, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []

    @abstractmethod
    def chosen(self, eid: Id) -> None:
        """Tell that a row was chosen."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the highlighted one stays so while it is there."""
        before, self._rows = self._rows, list(rows)
        ids = [eid for eid, _ in rows]
        if ids == [eid for eid, _ in before]:
            for number, ((_, line), (_, old)) in enumerate(zip(rows, before, strict=True)):
                if line is not old and line != old:
                    self.refresh_line(number)
            return
        here = None if self.highlighted is None else before[self.highlighted][0]
        self.virtual_size = Size(0, len(rows))
        self.highlighted = ids.index(here) if here in ids else None
        self.refresh()

    def watch_highlighted(self, before: int | None, now: int | None) -> None:
        """Draw the two rows, and bring the highlighted one into view."""
        for number in (before, now):
            if number is not None:
                self.refresh_line(number)
        self._keep_in_view()

    def render_line(self, y: int) -> Strip:
        """One row."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        here = number == self.highlighted
        style = self.get_component_rich_style("side-list--highlighted") if here else self.rich_style
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        line = self._rows[number][1].copy()
        line.end = ""
        line.truncate(width, overflow="ellipsis")
        strip = Strip(line.render(self.app.console)).extend_cell_length(width)
        return strip.apply_style(style)

    def action_move(self, step: int) -> None:
        """Highlight the next or previous row, from the last one on to the first."""
        if self._rows:
            here = self.highlighted
            first = 0 if step > 0 else -1
            self.highlighted = (first if here is None else here + step) % len(self._rows)

    def action_page(self, step: int) -> None:
        """Move by a screenful."""
        self._go((self.highlighted or 0) + step * max(self.size.height - 1, 1))

    def action_edge(self, end: int) -> None:
        """Highlight the first or last row."""
        self._go(end * (len(self._rows) - 1))

    def action_choose(self) -> None:
        """Choose the highlighted row."""
        if self.highlighted is not None:
            self.chosen(self._rows[self.highlighted][0])

    def on_click(self, event: events.Click) -> None:
        """Choose the row that is clicked."""
        place = event.get_content_offset(self)
        if place is not None and place.y + self.scroll_offset.y < len(self._rows):
            self._go(place.y + self.scroll_offset.y)
            self.action_choose()

    def on_resize(self) -> None:
        """Keep the highlighted row in view."""
        self._keep_in_view()

    def _go(self, number: int) -> None:
        if self._rows:
            self.highlighted = max(min(number, len(self._rows) - 1), 0)

    def _keep_in_view(self) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if self.highlighted is None or not height:
            return
        if self.highlighted < top:
            self.scroll_to(y=self.highlighted, animate=False)
        elif self.highlighted >= top + height:
            self.scroll_to(y=self.highlighted - height + 1, animate=False)
