"""Accepting the surest suggestions for one code together: list, sample check, then one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from coder.amounts import counted
from coder.identity import Id
from coder.model import Code, Document, Suggestion
from coder.printable import one_line
from coder.tui.sampling import to_check
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.rows import Row, Rows

TOO_MANY = 0.1
"""From this share of wrong ones in the sample on, accepting the rest is advised against."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a person decided about the sure suggestions for a code."""

    code: Code
    accepted: Sequence[Suggestion]
    rejected: Sequence[Suggestion]


class BatchScreen(Dialog[Accepted | None]):
    """First the code, then every fragment; a sample has to be judged before Enter accepts.

    `listed` is told which suggestions the person sees.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="batch.leave"),
        Binding("a", "judge(True)", "Right", id="batch.right"),
        Binding("x", "judge(False)", "Wrong", id="batch.wrong"),
        Binding("j", "step(1)", "Next", show=False, id="batch.next"),
        Binding("k", "step(-1)", "Previous", show=False, id="batch.previous"),
    ]
    HELP = "Judge every fragment marked with ? by a (right) or x (wrong); Enter then accepts all."

    def __init__(
        self,
        document: Document,
        sure: Sequence[Suggestion],
        codes: Mapping[Id, Code],
        listed: Callable[[Sequence[Suggestion]], object],
    ) -> None:
        super().__init__()
        self._document = document
        self._sure = sure
        self._codes = codes
        self._listed = listed
        self._code: Code | None = None
        self._found: list[Suggestion] = []
        self._check: list[Suggestion] = []
        self._judged: dict[Suggestion, bool] = {}

    def compose(self) -> ComposeResult:
        """The title and the list of codes, then of fragments."""
        with Vertical(classes="dialog"):
            yield Static("Accept the surest for which code?", id="batch-title", markup=False)
            yield Rows(id="found")
            yield Static(id="batch-hint", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Offer the codes."""
        counts = Counter(one.code for one in self._sure)
        rows: list[Row] = [
            (eid, Text(f"{one_line(self._codes[eid].name)}  {count}"))
            for eid, count in counts.most_common()
        ]
        self.query_one(Rows).show_rows(rows)
        self.query_one(Rows).highlighted = 0
        self._hint("Enter: see every fragment   Esc: leave")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the code; or, when all of the sample are judged, accept."""
        if self._code is None:
            self._code = self._codes[str(event.option_id)]
            self._found = [one for one in self._sure if one.code == self._code.id]
            self._check = to_check(self._found)
            self._listed(self._found)
            self._show()
            self.query_one(Rows).highlighted = self._found.index(self._check[0])
            return
        left = len(self._check) - len([one for one in self._check if one in self._judged])
        if left:
            self.notify(f"Judge the {left} marked with ? first: a right, x wrong.")
            return
        rejected = [one for one in self._found if self._judged.get(one) is False]
        accepted = [one for one in self._found if one not in rejected]
        self.dismiss(Accepted(self._code, accepted, rejected))

    def action_judge(self, right: bool) -> None:
        """Say whether the highlighted fragment is right, and go to the next of the sample."""
        number = self.query_one(Rows).highlighted
        if self._code is None or number is None:
            return
        self._judged[self._found[number]] = right
        self._show()
        left = [one for one in self._check if one not in self._judged]
        if left:
            self.query_one(Rows).highlighted = self._found.index(left[0])

    def action_step(self, step: int) -> None:
        """Move through the list."""
        rows = self.query_one(Rows)
        if step > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

    def _show(self) -> None:
        rows: list[Row] = []
        for one in self._found:
            judged = self._judged.get(one)
            sign = "?" if one in self._check else " "
            sign = sign if judged is None else "✓" if judged else "✗"
            line = Text(f"{sign} ")
            line.append(one_line(self._document.text[one.start : one.end]))
            rows.append((f"{one.start}-{one.end}", line))
        self.query_one(Rows).show_rows(rows)
        sample = [self._judged[one] for one in self._check if one in self._judged]
        wrong = sample.count(False)
        left = len(self._check) - len(sample)
        rate = f"{wrong} of {len(sample)} judged were wrong" if sample else "judge those with ?"
        name = one_line(self._code.name) if self._code else ""
        self.query_one("#batch-title", Static).update(
            f"{counted(len(self._found), 'suggestion')} for {name}: {rate}"
        )
        if left:
            self._hint(f"a right   x wrong   {left} left to judge   Esc: accept none")
        elif wrong > len(sample) * TOO_MANY:
            self._hint(
                f"{wrong} of the {len(sample)} checked were wrong, so expect others: better Esc, "
                "and decide one by one.   Enter: accept all but the wrong ones"
            )
        else:
            self._hint(
                "Enter: accept all but the wrong ones, as one act   x wrong   Esc: accept none"
            )

    def _hint(self, text: str) -> None:
        self.query_one("#batch-hint", Static).update(text)
