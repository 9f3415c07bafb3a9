"""Writing a memo."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from coder.tui.screens.dialog import Dialog


class MemoEditor(Dialog[str | None]):
    """A text to write; returns it, or None if it was left as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="memo.save", priority=True),
        Binding("escape", "cancel", "Cancel", id="memo.cancel", priority=True),
    ]

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The title and the text."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield TextArea(self._text, id="memo", soft_wrap=True)
            yield Static(
                "Ctrl+S: save   Esc: cancel (twice if you wrote something)", classes="dialog-hint"
            )

    def on_mount(self) -> None:
        """Put the cursor behind the text."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        self._warned = False

    def action_save(self) -> None:
        """Return what was written."""
        self.dismiss(self.query_one(TextArea).text)

    def action_cancel(self) -> None:
        """Leave; what was written is not thrown away at the first key."""
        if self.query_one(TextArea).text == self._text or self._warned:
            self.dismiss(None)
            return
        self._warned = True
        self.notify("Not saved. Esc again throws it away, Ctrl+S keeps it.", severity="warning")
