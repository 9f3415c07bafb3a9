"""The queue of spots: a line each, and going to the next that is to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from coder.analysis.reconciliation.queue import Case
from coder.identity import Id
from coder.model import Document
from coder.tui.spot_lines import UNDECIDED, key_of, queue_line
from coder.tui.widgets.line_list import MOVES, LineList


class SpotList(LineList, inherit_bindings=False):
    """As any list, but Space is left for accepting what is proposed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("enter", "choose", "To the text", id="row.choose", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cases: Sequence[Case] = ()

    def fill(
        self,
        cases: Sequence[Case],
        documents: Mapping[Id, Document],
        names: Mapping[Id, str],
        nothing: str,
    ) -> None:
        """Show these spots; the cursor stays with its spot. `names` are those of codes.

        `nothing` is what to say where there are none.
        """
        self.cases = cases

        def line(number: int, width: int) -> Text:
            case = cases[number]
            return queue_line(case, documents[case.spot.document], names, width)

        self.show([key_of(case) for case in cases], line, nothing)

    @property
    def case(self) -> Case | None:
        """The spot under the cursor."""
        number = self.current
        return self.cases[number] if number is not None and number < len(self.cases) else None

    def begin(self) -> None:
        """Go to the first spot that is to be decided, or to the first."""
        undecided = (n for n, case in enumerate(self.cases) if case.state in UNDECIDED)
        self.go(next(undecided, 0))

    def go_on(self, step: int) -> bool:
        """Go to the next spot on this side that is to be decided; False where there is none."""
        here = self.current or 0
        places = range(here + 1, len(self.cases)) if step > 0 else range(here - 1, -1, -1)
        number = next((n for n in places if self.cases[n].state in UNDECIDED), None)
        if number is not None:
            self.go(number)
        return number is not None

    def go_to(self, document: Id, place: int) -> None:
        """Go to the first spot of a document that ends after a place, if there is one."""
        spots = (case.spot for case in self.cases)
        near = (n for n, one in enumerate(spots) if one.document == document and one.end > place)
        number = next(near, None)
        if number is not None:
            self.go(number)

    def go_to_changed(self, before: Iterable[Case]) -> None:
        """Go to the first spot that was decided otherwise before, if there is one."""
        known = {key_of(case): case.earlier for case in before}
        places = (n for n, one in enumerate(self.cases) if known.get(key_of(one)) != one.earlier)
        number = next(places, None)
        if number is not None:
            self.go(number)

    def back_to(self, key: str, number: int) -> None:
        """Go to a spot by its key, or where it is gone to a number."""
        keys = [key_of(case) for case in self.cases]
        self.go(keys.index(key) if key in keys else number)
