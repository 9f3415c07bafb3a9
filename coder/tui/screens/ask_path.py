"""Asks for a path, with completion."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.path_input import PathInput


class AskPath(Dialog[str | None]):
    """Asks for one path, or several; returns the line, or None if the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="ask.cancel"),
    ]

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        detail: str = "",
        suffixes: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._detail = detail
        self._suffixes = suffixes

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="dialog small"):
            yield Static(self._title, classes="dialog-title", markup=False)
            if self._detail:
                yield Static(self._detail, markup=False)
            yield PathInput(self._text, id="path", suffixes=self._suffixes)
            yield Static(
                "Tab: complete   Enter: go on   Esc: leave", classes="dialog-hint", markup=False
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the line."""
        self.dismiss(event.value)
