"""Text in a place of fixed size beside or below the transcript."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static


class Calm(Static):
    """Text in a place of fixed size, drawn again only where it changed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._text = Text()

    def put(self, text: Text) -> None:
        """Show a text."""
        if text != self._text:
            self._text = text
            self.update(text, layout=False)
