"""The question of the first run: are suggestions to wait until one decided, or to be there?"""

from __future__ import annotations

from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.tui.screens.dialog import Dialog

WORDS: Final = (
    "coder suggests codes and says why. About one in three suggestions is wrong, and who sees one "
    "first tends to agree with it.\n\n"
    "Decide first: you see how many there are, and which when you press Enter or have coded.\n"
    "Always show: they stand there as soon as you come to a sentence.\n\n"
    "Ctrl+P changes it at any time, and can withhold suggestions in every tenth segment, to "
    "measure what they are worth."
)
CHOICES: Final = (
    ("d", "Decide first (advised)", True),
    ("a", "Always show", False),
)


class HowToSuggest(Dialog[bool]):
    """Returns whether to decide first; leaving it means yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,escape", "dismiss(True)", "Decide first", id="suggesting.decide"),
        Binding("a", "dismiss(False)", "Always show", id="suggesting.always"),
        Binding("j", "step(1)", "Next", show=False, id="suggesting.next"),
        Binding("k", "step(-1)", "Previous", show=False, id="suggesting.previous"),
    ]

    def compose(self) -> ComposeResult:
        """The words and the two ways."""
        with Vertical(classes="dialog small"):
            yield Static("How shall suggestions come?", classes="dialog-title", markup=False)
            yield Static(f"{WORDS}\n", markup=False)
            yield OptionList(
                *(
                    Option(Text.assemble((f"{letter} ", "bold"), name))
                    for letter, name, _ in CHOICES
                )
            )
            yield Static("d or a, or Enter", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the advised one."""
        self.query_one(OptionList).highlighted = 0

    def action_step(self, step: int) -> None:
        """Move between the two."""
        choices = self.query_one(OptionList)
        if step > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the choice."""
        self.dismiss(CHOICES[event.option_index][2])
