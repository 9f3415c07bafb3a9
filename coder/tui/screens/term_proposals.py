"""Terms that the codings of a code propose for it; the person marks those to add."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from coder.amounts import counted
from coder.model import Code
from coder.printable import one_line
from coder.project.term_proposals import TermProposal
from coder.tui.lead_lines import term_line
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.line_list import LineList


class TermProposals(Dialog[list[TermProposal] | None]):
    """Returns the terms to add, or None if the person leaves."""

    CSS = """
    TermProposals LineList { height: 1fr; }
    TermProposals #examples { height: 6; border-top: solid $panel; }
    TermProposals .dialog { max-width: 120; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="proposals.leave"),
    ]
    HELP = "Space marks terms, Enter adds the marked ones, or else the one you are at; z undoes."

    def __init__(self, code: Code, proposed: Sequence[TermProposal]) -> None:
        super().__init__()
        self._code = code
        self._proposed = list(proposed)

    def compose(self) -> ComposeResult:
        """The terms with their counts, examples of the highlighted one, and the keys."""
        title = f"Terms for {one_line(self._code.name, 40)}, from your quotations of it"
        with Vertical(classes="dialog"):
            yield Static(title, classes="dialog-title", markup=False)
            yield LineList(id="terms")
            yield Static(id="examples", markup=False)
            yield Static(
                "Space: mark   Enter: add as terms   Esc: leave   z in the codebook takes it back",
                classes="dialog-hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Show what is proposed."""
        terms = self.query_one(LineList)
        terms.show([one.term for one in self._proposed], self._line)
        terms.focus()

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Show how often the term was right, and where."""
        if event.number is None:
            return
        one = self._proposed[event.number]
        shown = Text(_in_words(one) + "\n")
        for place in one.examples:
            shown.append(f"{one_line(place.name, 16)}: ", "italic")
            shown.append(f"{one_line(place.text, 200)}\n")
        self.query_one("#examples", Static).update(shown)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Return the marked terms, or else this one."""
        event.stop()
        self.dismiss([self._proposed[number] for number in self.query_one(LineList).chosen])

    def _line(self, number: int, width: int) -> Text:
        one = self._proposed[number]
        counts = (
            f"{one.right} of {one.hits}",
            counted(one.documents, "transcript"),
            f"{one.new} new",
        )
        return term_line(counts, one.term, one.examples[0], width)


def _in_words(one: TermProposal) -> str:
    """What the counts mean."""
    new = "all" if one.new == one.right else str(one.new)
    return (
        f"Right in {one.right} of the {counted(one.hits, 'segment')} it finds, "
        f"in {counted(one.documents, 'transcript')}; {new} of them not found by terms yet. "
        f"Elsewhere expect about {round(10 * one.expected) or 1} in 10."
    )
