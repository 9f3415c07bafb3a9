"""A spot in the text: the words, and under them what each coder gave."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from coder.tui.spot_lines import SpotPicture, draw_spot


class SpotView(VerticalScroll):
    """Draws itself again for each width; a double click on a lane chooses it."""

    DEFAULT_CSS = """
    SpotView { padding: 0 1; scrollbar-gutter: stable; }
    SpotView Static { height: auto; text-wrap: nowrap; }
    """

    @dataclass
    class Chosen(Message):
        """A lane was chosen, by its number."""

        lane: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picture: SpotPicture | None = None
        self._lanes: list[int | None] = []

    def compose(self) -> ComposeResult:
        """All lines as one text."""
        yield Static(markup=False)

    def show(self, picture: SpotPicture | None) -> None:
        """Show a spot, from its beginning, or nothing."""
        moved = picture is None or self._picture is None or picture.start != self._picture.start
        self._picture = picture
        self._draw()
        if moved:
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Wrap the words anew."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Choose a lane by a double click."""
        row = event.y + self.scroll_offset.y
        lane = self._lanes[row] if 0 <= row < len(self._lanes) else None
        if event.chain == 2 and lane is not None:
            self.post_message(self.Chosen(lane))

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        lines = draw_spot(self._picture, width) if self._picture is not None and width else []
        self._lanes = [line.lane for line in lines]
        text = Text("\n", no_wrap=True).join(line.text for line in lines)
        self.query_one(Static).update(text)
