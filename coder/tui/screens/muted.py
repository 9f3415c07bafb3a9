"""The codes whose suggestions are muted, to let them be heard again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.suggest.muting import LAST, LEAST_JUDGED, Muted
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.rows import Row, Rows


class MutedScreen(Dialog[Id | None]):
    """Lists the muted codes with what was said of them; returns the one to hear again, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="muted.leave"),
        Binding("j", "step(1)", "Next", show=False, id="muted.next"),
        Binding("k", "step(-1)", "Previous", show=False, id="muted.previous"),
    ]

    def __init__(self, muted: Sequence[Muted], codes: Mapping[Id, Code]) -> None:
        super().__init__()
        self._muted = muted
        self._codes = codes

    def compose(self) -> ComposeResult:
        """What muting is, and the codes."""
        words = (
            "Suggestions of these codes are not shown, because you refused them again and again: "
            f"by your last {LAST} verdicts on a code (at least {LEAST_JUDGED}), fewer than one in "
            "four would be right. You can still give the codes yourself.\n"
        )
        with Vertical(classes="dialog small"):
            yield Static("Muted codes", classes="dialog-title", markup=False)
            yield Static(words, markup=False)
            yield Rows(id="found")
            yield Static(
                "Enter: hear this one again   Esc: leave", classes="dialog-hint", markup=False
            )

    def on_mount(self) -> None:
        """List them."""
        rows: list[Row] = []
        for one in self._muted:
            line = Text(one_line(self._codes[one.code].name, 40))
            line.append(f"  {one.accepted} of {one.judged} accepted", "dim")
            rows.append((one.code, line))
        self.query_one(Rows).show_rows(rows)
        self.query_one(Rows).highlighted = 0

    def action_step(self, step: int) -> None:
        """Move through the list."""
        rows = self.query_one(Rows)
        if step > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the code."""
        self.dismiss(str(event.option_id))
