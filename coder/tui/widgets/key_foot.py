"""The line at the bottom of a place: as many keys as fit, and always the one that shows all."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import Static

LAST = ("escape", "ctrl+q")
"""Keys that people know anyway: they stand behind the others."""


class KeyFoot(Static):
    """Keys with what they do, the most helpful first; a click on one presses it.

    Textual's footer cuts off what does not fit, and with it the way to the other keys.
    """

    DEFAULT_CSS = """
    KeyFoot {
        dock: bottom; height: 1; background: $panel; color: $foreground;
        text-wrap: nowrap; text-overflow: clip;
        link-color: $foreground; link-background: transparent; link-style: none;
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def on_mount(self) -> None:
        """Follow the keys that work where one is."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_resize(self) -> None:
        """Show as many as there is room for now."""
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.app.screen:
            self.update(self._drawn(_shown(screen.active_bindings)))

    def _drawn(self, keys: Sequence[ActiveBinding]) -> Text:
        helping = [one for one in self.screen.active_bindings.values() if one.binding.id == "help"]
        end = self._pieces(helping[:1], "all keys")
        line = Text(no_wrap=True, end="")
        for piece in self._pieces(keys):
            if line.cell_len + piece.cell_len + sum(one.cell_len for one in end) > self.size.width:
                break
            line.append_text(piece)
        for piece in end:
            line.append(" " * max(self.size.width - line.cell_len - piece.cell_len, 0))
            line.append_text(piece)
        return line

    def _pieces(self, keys: Sequence[ActiveBinding], words: str = "") -> list[Text]:
        pieces = []
        for one in keys:
            click = Style.from_meta({"@click": f"app.simulate_key('{one.binding.key}')"})
            piece = Text(f" {self.app.get_key_display(one.binding)} ", "bold")
            piece.append(f"{words or one.binding.description} ", "not bold dim")
            piece.stylize(click)
            pieces.append(piece)
        return pieces


def _shown(active: dict[str, ActiveBinding]) -> list[ActiveBinding]:
    """The bindings to show, each act once, what everybody knows last."""
    found: dict[str, ActiveBinding] = {}
    for one in active.values():
        if one.binding.show and one.binding.description and one.enabled:
            found.setdefault(one.binding.action, one)
    return sorted(found.values(), key=lambda one: one.binding.key in LAST)
