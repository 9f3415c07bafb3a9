"""All open suggestions of a transcript, in an order of one's choice, to decide one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from coder.model import Suggestion
from coder.printable import one_line
from coder.suggest.bands import band
from coder.tui.deeds import suggesting
from coder.tui.met import note_listed
from coder.tui.offers import Order
from coder.tui.screens.dialog import Dialog
from coder.tui.suggestion_lines import why
from coder.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen

SHOWN = 500


class ReviewScreen(Dialog[None]):
    """A list of suggestions; each is decided with one key, and the text behind follows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="review.leave"),
        Binding("a", "accept", "Accept", id="review.accept"),
        Binding("x", "reject", "Reject", id="review.reject"),
        Binding("X", "why", "Why refused", id="review.why"),
        Binding("o", "order", "Other order", id="review.order"),
        Binding("j", "step(1)", "Next", show=False, id="review.next"),
        Binding("k", "step(-1)", "Previous", show=False, id="review.previous"),
        Binding("z,ctrl+z", "undo", "Undo", show=False, id="review.undo"),
    ]
    HELP = (
        "a accepts, x refuses, X then says why, o changes the order, Enter goes to the text, "
        "z undoes."
    )

    def __init__(self, coding: CodingScreen) -> None:
        super().__init__()
        self._coding = coding
        self._order = Order.POSITION
        self._found: list[Suggestion] = []

    def compose(self) -> ComposeResult:
        """The order, the suggestions, and why the highlighted one is made."""
        with Vertical(classes="dialog"):
            yield Static(id="review-title", classes="dialog-title", markup=False)
            yield Rows(id="found")
            yield Static(id="why", markup=False)
            yield Static(
                "a accept   x reject   X why   o other order   Enter: to the text   z undo   "
                "Esc: leave",
                classes="dialog-hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    def action_accept(self) -> None:
        """Make a coding of the highlighted suggestion."""
        one = self._here()
        if one is not None and suggesting.take(self._coding, one):
            self._show()

    def action_reject(self) -> None:
        """Refuse the highlighted suggestion."""
        one = self._here()
        if one is not None and suggesting.refuse(self._coding, one):
            self._show()

    def action_why(self) -> None:
        """Say why the last one was refused, and tell it."""
        suggesting.why_refused(self._coding)
        self.query_one("#why", Static).update(self._coding.said)

    def action_undo(self) -> None:
        """Take back the last act."""
        self._coding.action_do("undo")
        self._show()

    def action_order(self) -> None:
        """Order them otherwise, and begin at the first."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._show()
        self.query_one(Rows).highlighted = 0 if self._found else None

    def action_step(self, step: int) -> None:
        """Move through the list."""
        rows = self.query_one(Rows)
        if step > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

    def on_option_list_option_selected(self) -> None:
        """Go to the text of the suggestion."""
        one = self._here()
        self.dismiss(None)
        if one is not None:
            self._coding.transcript.go_to(one.start)
            self._coding.reveal(1)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say why it is suggested, with the words around it."""
        event.stop()
        one = self._here()
        if one is not None:
            reasons = why(one, {code.id: code for code in self._coding.desk.codes})
            quote = self._coding.desk.work().document.text[one.start : one.end]
            note_listed(self._coding, [one])
            told = f"“{one_line(quote, 300)}”\n{one_line(reasons, 300)}"
            self.query_one("#why", Static).update(told)

    def _here(self) -> Suggestion | None:
        number = self.query_one(Rows).highlighted
        return self._found[number] if number is not None and number < len(self._found) else None

    def _show(self) -> None:
        desk = self._coding.desk
        every = desk.work().offers.every(self._order)
        self._found = every[:SHOWN]
        text = desk.work().document.text
        rows: list[Row] = []
        for one in self._found:
            line = Text(no_wrap=True, overflow="ellipsis")
            line.append(f"{band(one.score):7}", "dim")
            line.append(f"{one_line(desk.code_named(one.code).name, 24)}?", "italic")
            line.append(f"  {one_line(text[one.start : one.end], 200)}")
            rows.append((f"{one.start}-{one.end}-{one.code}", line))
        listed = self.query_one(Rows)
        place = listed.highlighted or 0
        listed.show_rows(rows)
        listed.highlighted = min(place, len(rows) - 1) if rows else None
        more = f", the first {SHOWN} shown" if len(every) > SHOWN else ""
        title = f"Suggestions: {len(every)}{more}, by {self._order.value}"
        self.query_one("#review-title", Static).update(title)
        if not rows:
            self.query_one("#why", Static).update("All decided. Silence does not mean no code.")
