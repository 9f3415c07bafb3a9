"""Small dialogs: a line to type, a yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.tui.screens.dialog import Dialog


class AskLine(Dialog[str | None]):
    """Asks for one line; returns it, or None if the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="ask.cancel"),
    ]

    def __init__(self, title: str, text: str = "", *, hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="dialog small"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Input(self._text)
            yield Static(
                self._hint or "Enter: go on   Esc: leave", classes="dialog-hint", markup=False
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the line."""
        self.dismiss(event.value)


class Confirm(Dialog[bool]):
    """Asks for a yes before something that takes more than a key to mend."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", id="confirm.yes"),
        Binding("n,escape", "dismiss(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str, detail: str = "") -> None:
        super().__init__()
        self._question = question
        self._detail = detail

    def compose(self) -> ComposeResult:
        """The question and what it means."""
        with Vertical(classes="dialog small"):
            yield Static(self._question, classes="dialog-title", markup=False)
            yield Static(self._detail, markup=False)
            yield Static("y: yes   n, Esc: no", classes="dialog-hint")
