"""A list to tick things in, whose ticks can be told without colours."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import SelectionList

_BOX = 1
"""Which segment of a line is the inside of its box."""


class TickList(SelectionList[int]):
    """Numbers to choose from, of one line each; what is not chosen has an empty box.

    Textual draws the same X in every box and tells them apart by colour alone.
    """

    def render_line(self, y: int) -> Strip:
        """A line; its box is empty where it is not chosen."""
        strip = super().render_line(y)
        number = self.scroll_offset.y + y
        if number >= self.option_count:
            return strip
        if self.get_option_at_index(number).value in self.selected:
            return strip
        segments = list(strip)
        segments[_BOX] = Segment(" " * len(segments[_BOX].text), segments[_BOX].style)
        return Strip(segments)
