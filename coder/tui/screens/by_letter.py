"""A short list to choose from by letter, arrow or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.printable import one_line
from coder.tui.screens.dialog import Dialog


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, with the letter that chooses it."""

    letter: str
    words: str


class Chooser(Dialog[str | None]):
    """Returns the letter of what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="chooser.leave"),
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The title and the choices."""
        with Vertical(classes="dialog small"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield OptionList(
                *(
                    Option(Text.assemble((f"{one.letter} ", "bold"), one_line(one.words)))
                    for one in self._choices
                )
            )
            yield Static("The letter, or Enter   Esc: leave", classes="dialog-hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Choose by letter."""
        if any(one.letter == event.character for one in self._choices):
            event.stop()
            self.dismiss(event.character)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the highlighted one."""
        self.dismiss(self._choices[event.option_index].letter)
