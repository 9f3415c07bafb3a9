"""Splitting a code: which of its quotations and terms go to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.widgets.selection_list import Selection

from coder.model import Code, Coding, Term
from coder.printable import one_line
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.tick_list import TickList


@dataclass(frozen=True, slots=True)
class Splitting:
    """The name of the new code, and what it gets."""

    name: str
    codings: tuple[Coding, ...]
    terms: tuple[Term, ...]


class SplitCode(Dialog[Splitting | None]):
    """Name the new code, tick what goes to it; Ctrl+S splits."""

    CSS_PATH = "../codebook.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Split", id="split.save", priority=True),
        Binding("ctrl+a", "all", "All", id="split.all", priority=True),
        Binding("escape", "dismiss(None)", "Cancel", id="split.cancel", priority=True),
    ]

    def __init__(self, code: Code, quotations: Sequence[tuple[Coding, str]]) -> None:
        super().__init__()
        self._code = code
        self._things: list[Term | Coding] = [*(one for one, _ in quotations), *code.terms]
        self._words = [
            *(
                Text.assemble((f"{one_line(where)}  ", "dim"), one_line(one.quote))
                for one, where in quotations
            ),
            *(Text.assemble(("term ", "bold"), one_line(term.text)) for term in code.terms),
        ]

    def compose(self) -> ComposeResult:
        """The name, and everything that the code has."""
        with Vertical(classes="dialog form"):
            yield Static(
                f"Split {one_line(self._code.name)}: what goes to the new code?",
                classes="dialog-title",
                markup=False,
            )
            yield Input(placeholder="Name of the new code", id="name", max_length=200)
            yield TickList(
                *(Selection(words, number) for number, words in enumerate(self._words)),
                id="things",
            )
            yield Static(id="whole", markup=False)
            yield Static(id="chosen", markup=False)
            yield Static(
                "Space: tick   Ctrl+A: all or none   Ctrl+S: split   Esc: leave",
                classes="dialog-hint",
            )

    def on_mount(self) -> None:
        """Tell that nothing is chosen yet."""
        self._tell()

    def on_input_submitted(self) -> None:
        """Go on to the list."""
        self.query_one(TickList).focus()

    def on_selection_list_selection_highlighted(
        self, event: TickList.SelectionHighlighted[int]
    ) -> None:
        """Show all the words of what the cursor is on."""
        self.query_one("#whole", Static).update(self._words[event.selection.value])

    def on_selection_list_selected_changed(self) -> None:
        """Count what is chosen."""
        self._tell()

    def action_all(self) -> None:
        """Tick everything, or nothing."""
        things = self.query_one(TickList)
        if len(things.selected) == len(self._things):
            things.deselect_all()
        else:
            things.select_all()

    def action_save(self) -> None:
        """Return the choice; ask for what is missing."""
        name = " ".join(self.query_one("#name", Input).value.split())
        terms, codings = self._chosen()
        if not name:
            self.notify("Type the name of the new code first.", severity="warning")
            self.query_one("#name", Input).focus()
        elif not terms and not codings:
            self.notify("Tick what goes to the new code.", severity="warning")
            self.query_one(TickList).focus()
        else:
            self.dismiss(Splitting(name, codings, terms))

    def _chosen(self) -> tuple[tuple[Term, ...], tuple[Coding, ...]]:
        numbers = sorted(self.query_one(TickList).selected)
        chosen = [self._things[number] for number in numbers]
        return (
            tuple(one for one in chosen if isinstance(one, Term)),
            tuple(one for one in chosen if isinstance(one, Coding)),
        )

    def _tell(self) -> None:
        terms, codings = self._chosen()
        self.query_one("#chosen", Static).update(
            f"{_of(len(codings), 'quotation')} and {_of(len(terms), 'term')} for the new code."
        )


def _of(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
