"""Making a code without leaving the text: its name, where it belongs, what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Select, Static

from coder.analysis.outline import code_rows
from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.tui.screens.dialog import Dialog
from coder.tui.screens.picker import NewCode


class NewCodeForm(Dialog[NewCode | None]):
    """Returns the code to make; Enter in any line is enough."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="new.cancel"),
        Binding("ctrl+s", "save", "Save", id="new.save", priority=True),
    ]

    def __init__(self, new: NewCode, codes: Sequence[Code]) -> None:
        super().__init__()
        self._new = new
        self._codes = codes

    def compose(self) -> ComposeResult:
        """Name, definition and parent."""
        parents = [
            ("  " * row.depth + one_line(row.name, 50), row.id) for row in code_rows(self._codes)
        ]
        with Vertical(classes="dialog small"):
            yield Static("New code", classes="dialog-title")
            yield Static("Name")
            yield Input(self._new.name, id="name", max_length=200)
            yield Static("What it means (may wait)")
            yield Input(self._new.definition, id="definition")
            yield Static("Under which code")
            yield Select[Id](parents, prompt="none", id="parent")
            yield Static(
                "Enter, Ctrl+S: make it   Tab: next line   Esc: leave",
                classes="dialog-hint",
                markup=False,
            )

    def on_input_submitted(self) -> None:
        """Make it."""
        self.action_save()

    def action_save(self) -> None:
        """Return the code; without a name there is none."""
        name = " ".join(self.query_one("#name", Input).value.split())
        if not name:
            self.notify("Type a name first.", severity="warning")
            return
        parent = self.query_one("#parent", Select).value
        definition = self.query_one("#definition", Input).value.strip()
        self.dismiss(NewCode(name, parent if isinstance(parent, str) else None, definition))
