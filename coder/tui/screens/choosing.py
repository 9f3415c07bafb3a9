"""Choosing one thing from a short list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.printable import one_line
from coder.tui.screens.dialog import Dialog


class ChooseOne(Dialog[int | None]):
    """Returns the number of the choice, from 0, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="choose.leave"),
        Binding("j", "step(1)", "Next", show=False, id="choose.next"),
        Binding("k", "step(-1)", "Previous", show=False, id="choose.previous"),
    ]

    CSS = "ChooseOne #detail { height: 3; color: $text-muted; }"

    def __init__(
        self,
        title: str,
        choices: Sequence[str],
        current: int = 0,
        details: Sequence[str] = (),
    ) -> None:
        """With `details`, one for each choice, that of the choice at the cursor stands below."""
        super().__init__()
        self._details = details
        self._title = title
        self._choices = choices
        self._current = current

    def compose(self) -> ComposeResult:
        """The title and the choices."""
        with Vertical(classes="dialog small"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield OptionList(*(Option(Text(one_line(one))) for one in self._choices))
            if self._details:
                yield Static(id="detail", markup=False)
            yield Static("Enter: this one   Esc: leave", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the present choice."""
        self.query_one(OptionList).highlighted = self._current if self._choices else None

    def action_step(self, step: int) -> None:
        """Move through the choices."""
        choices = self.query_one(OptionList)
        if step > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell more of the choice."""
        if self._details:
            self.query_one("#detail", Static).update(one_line(self._details[event.option_index]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the choice."""
        self.dismiss(event.option_index)
