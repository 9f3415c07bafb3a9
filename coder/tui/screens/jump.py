"""Jump mode: a letter on every pane, and the letter takes one there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static

from coder.tui.screens.dialog import Dialog

LETTERS = "asdfhjklqwertyuiop"


class JumpScreen(Dialog[Widget | None]):
    """Returns the pane that was chosen; the same key, Esc or any other letter leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,g", "dismiss(None)", "Leave", id="jump.leave"),
    ]
    CSS = """
    JumpScreen { background: $background 20%; layers: labels; align: left top; }
    JumpScreen Static {
        layer: labels; width: 5; height: 1; text-align: center; text-style: bold reverse;
        position: absolute;
    }
    """

    def __init__(self, panes: Sequence[tuple[Widget, Region]]) -> None:
        super().__init__()
        self._panes = dict(zip(LETTERS, panes, strict=False))

    def compose(self) -> ComposeResult:
        """The letters where the panes are."""
        for letter, (_, region) in self._panes.items():
            label = Static(letter, markup=False)
            label.styles.offset = (region.x + 1, region.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go to the pane of a letter."""
        if event.character in self._panes:
            event.stop()
            self.dismiss(self._panes[event.character][0])
        elif event.key not in ("escape", "g"):
            event.stop()
            self.dismiss(None)
