"""What one needs to know to code the first segment."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from coder.tui.screens.dialog import Dialog

FIRST_KEYS = (
    ("↓ ↑ or j k", "to the next sentence, the one before"),
    ("n", "to the next sentence without a code"),
    ("c", "choose a code by part of its name, or make one"),
    ("1 … 9", "put the code with that number on it"),
    ("Enter", "what coder suggests here and why"),
    ("a x", "accept or refuse the suggestion"),
    (". z", "the last code again; take back"),
    ("?", "all keys of the place where you are"),
)


class Ready(Dialog[None]):
    """Tells what was made and the few keys to begin with; Enter begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space", "dismiss(None)", "Begin", id="ready.begin"),
    ]

    def __init__(self, title: str, *, transcripts: bool, codes: bool) -> None:
        super().__init__()
        self._title = title
        self._transcripts = transcripts
        self._codes = codes

    def compose(self) -> ComposeResult:
        """What there is and the keys."""
        with Vertical(classes="dialog small"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._page(), markup=False)
            yield Static("Enter: begin", classes="dialog-hint")

    def _page(self) -> Text:
        width = max(len(keys) for keys, _ in FIRST_KEYS)
        text = Text("The keys to begin with; everything is saved at once.\n\n")
        for keys, does in FIRST_KEYS:
            text.append(f"{keys:>{width}}  ", "bold")
            text.append(f"{does}\n")
        if not self._transcripts:
            text.append("\nThere are no transcripts yet: F3, then i, reads some in.\n", "italic")
        if not self._codes:
            text.append("\nThere are no codes yet: c makes the first one.\n", "italic")
        return text
