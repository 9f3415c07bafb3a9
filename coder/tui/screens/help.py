"""Help for the place one is at: what it is for, and every key that works there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from coder.printable import one_line
from coder.tui.keymap import HOT_CODES
from coder.tui.screens.dialog import Dialog


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One act: its keys, what it does, why one would, its id for remapping, where it works."""

    keys: str
    does: str
    why: str
    id: str
    where: str


PLACE, PANE, EVERYWHERE = "Here", "In the part you are in", "Everywhere"


class HelpScreen(Dialog[None]):
    """A page to scroll; any of Esc, q and ? leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss(None)", "Leave", id="help.leave"),
        Binding("j,down", "scroll(1)", "Down", show=False, id="help.down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="help.up"),
    ]

    def __init__(self, title: str, words: str, keys: Sequence[KeyLine]) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The words and the keys."""
        with Vertical(classes="dialog tall"):
            yield Static(f"Help: {self._title}", classes="dialog-title", markup=False)
            with VerticalScroll(id="help"):
                yield Static(self._page(), markup=False)
            yield Static("j k, arrows: scroll   Esc: leave", classes="dialog-hint")

    def _page(self) -> Text:
        page = Text(f"{self._words}\n" if self._words else "")
        width = max((cell_len(one.keys) for one in self._keys), default=0)
        for where in (PANE, PLACE, EVERYWHERE):
            lines = [one for one in self._keys if one.where == where]
            if lines:
                page.append(f"\n{where}\n", "bold underline")
            for one in lines:
                page.append(" " * (width - cell_len(one.keys)) + f"{one.keys}  ", "bold")
                page.append(one.does)
                page.append(f"  {one_line(one.why)}" if one.why else "", "italic")
                page.append(f"  {one.id}\n", "dim")
        if self._keys:
            page.append(
                "\nThe dim names are for 'keys:' in settings.yaml, which changes keys.", "dim"
            )
        return page

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#help").focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)


def keys_of(
    bindings: Mapping[str, ActiveBinding], shown: Callable[[Binding], str]
) -> list[KeyLine]:
    """The acts whose keys work now, each once with all its keys; hot codes as one line."""
    rows: dict[str, KeyLine] = {}
    for active in bindings.values():
        binding = active.binding
        if not (binding.description and binding.id) or binding.system:
            continue
        key = shown(binding)
        if binding.id.startswith(f"{HOT_CODES}."):
            first = rows.get(HOT_CODES)
            keys = f"{first.keys.split('–')[0]}–{key}" if first else key
            rows[HOT_CODES] = KeyLine(
                keys, "Hot code", active.tooltip, f"{binding.id[:-1]}…", PLACE
            )
            continue
        before = rows.get(binding.id)
        keys = f"{before.keys} {key}" if before else key
        rows[binding.id] = KeyLine(
            keys, binding.description, active.tooltip, binding.id, _where(active.node)
        )
    return list(rows.values())


def _where(node: DOMNode) -> str:
    if isinstance(node, Screen):
        return PLACE
    return EVERYWHERE if isinstance(node, App) else PANE
