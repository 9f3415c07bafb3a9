"""Help for the place one is at: what it is for, and every key that works there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.printable import one_line


class HelpScreen(ModalScreen[None]):
    """A page to scroll; any of Esc, q and ? leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss(None)", "Leave", id="help.leave"),
        Binding("j,down", "scroll(1)", "Down", show=False, id="help.down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="help.up"),
    ]

    def __init__(self, title: str, words: str, keys: Sequence[tuple[str, str, str, str]]) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The words and the keys."""
        page = Text(f"{self._words}\n\n" if self._words else "")
        width = max((len(key) for key, *_ in self._keys), default=0)
        for key, does, why, eid in self._keys:
            page.append(f"{key:>{width}}  ", "bold")
            page.append(does)
            page.append(f"  {one_line(why)}" if why else "", "italic")
            page.append(f"  {eid}\n", "dim")
        page.append("\nThe names at the right are for 'keys:' in settings.yaml.", "dim")
        with Vertical(classes="dialog"):
            yield Static(f"Help: {self._title}", classes="dialog-title", markup=False)
            with VerticalScroll(id="help"):
                yield Static(page, markup=False)
            yield Static("Esc: leave", classes="dialog-hint")

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#help").focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)


def keys_of(
    bindings: dict[str, ActiveBinding], shown: dict[str, str]
) -> list[tuple[str, str, str, str]]:
    """Key, what it does, why, and its id, of the bindings that work now; each action once.

    `shown` has the keys of an id as a person reads them.
    """
    rows: dict[str, tuple[str, str, str, str]] = {}
    for active in bindings.values():
        binding = active.binding
        if binding.description and binding.id and not binding.system:
            rows.setdefault(
                binding.id,
                (
                    shown.get(binding.id, binding.key),
                    binding.description,
                    active.tooltip,
                    binding.id,
                ),
            )
    return list(rows.values())
