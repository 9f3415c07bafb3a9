"""The places behind a figure of agreement, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from coder.printable import one_line
from coder.project.differences import Difference
from coder.tui.agreement_lines import difference_around, difference_line
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.line_list import LineList


@dataclass(frozen=True, slots=True)
class Answer:
    """A place that the person wants to read, or with `decide` to decide as a spot."""

    place: Difference
    decide: bool


class DifferencesScreen(Dialog[Answer | None]):
    """Returns the place that the person wants to go to, or None."""

    CSS = """
    DifferencesScreen .dialog { width: 96%; height: 90%; }
    DifferencesScreen LineList { height: 1fr; }
    DifferencesScreen #around { height: 7; border-top: solid $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="differences.leave"),
        Binding("s", "decide", "Decide", id="agreement.spots"),
    ]

    def __init__(self, title: str, found: Sequence[Difference]) -> None:
        super().__init__()
        self._title = title
        self._found = found

    def compose(self) -> ComposeResult:
        """The title, the places, and the words around the one under the cursor."""
        with Vertical(classes="dialog"):
            yield Static(one_line(self._title), classes="dialog-title", markup=False)
            yield LineList(id="places")
            yield Static(id="around", markup=False)
            yield Static(
                "Enter: read it there   s: decide it (F9)   Esc: leave",
                classes="dialog-hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Show the places."""
        places = self.query_one(LineList)
        places.show(
            [str(number) for number in range(len(self._found))],
            lambda number, width: difference_line(self._found[number], width),
        )
        places.focus()

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Show the words around the place."""
        around = Text() if event.number is None else difference_around(self._found[event.number])
        self.query_one("#around", Static).update(around)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Return the place, to be read."""
        self.dismiss(Answer(self._found[event.number], False))

    def action_decide(self) -> None:
        """Return the place, to be decided."""
        number = self.query_one(LineList).current
        if number is not None:
            self.dismiss(Answer(self._found[number], True))
