"""Choosing a condition for a query from what the codings have: codes, transcripts, speakers ..."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.analysis.folding import folded
from coder.printable import one_line
from coder.tui.offering import Offer
from coder.tui.screens.dialog import Dialog

SHOWN = 500


class ConditionPicker(Dialog[tuple[str, str] | None]):
    """Type to find a condition; returns how to join it ("AND", "OR", "AND NOT") and the term."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="condition.leave"),
        Binding("down", "step(1)", "Next", show=False, id="condition.next", priority=True),
        Binding("up", "step(-1)", "Previous", show=False, id="condition.previous", priority=True),
        Binding("ctrl+o", "take('OR')", "Or", id="condition.or", priority=True),
        Binding("ctrl+n", "take('AND NOT')", "And not", id="condition.not", priority=True),
    ]

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self._offers = offers
        self._found: list[Offer] = []

    def compose(self) -> ComposeResult:
        """A line to type in and the conditions that fit."""
        with Vertical(classes="dialog"):
            yield Static("Only quotations with ...", classes="dialog-title", markup=False)
            yield Input(placeholder="Type part of a code, speaker, transcript ...")
            yield OptionList(markup=False)
            yield Static(
                "Enter: and   Ctrl+O: or   Ctrl+N: and not   Esc: leave",
                classes="dialog-hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Show all of them."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Take the highlighted one."""
        self.action_take("AND")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the one that was clicked."""
        self.dismiss(("AND", self._found[event.option_index].term))

    def action_step(self, step: int) -> None:
        """Move through the conditions while the cursor stays in the line."""
        offers = self.query_one(OptionList)
        if self._found:
            offers.highlighted = ((offers.highlighted or 0) + step) % len(self._found)

    def action_take(self, join: str) -> None:
        """Return the highlighted condition."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and self._found:
            self.dismiss((join, self._found[highlighted].term))

    def _show(self, query: str) -> None:
        wanted = folded(query).split()
        self._found = [
            one for one in self._offers if all(part in folded(one.words) for part in wanted)
        ][:SHOWN]
        offers = self.query_one(OptionList)
        offers.clear_options()
        offers.add_options([Option(_line(one)) for one in self._found])
        offers.highlighted = 0 if self._found else None


def _line(offer: Offer) -> Text:
    line = Text(one_line(offer.words, 90), no_wrap=True, overflow="ellipsis")
    if offer.count is not None:
        line.append(f"  {offer.count}", "dim")
    return line
