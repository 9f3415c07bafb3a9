"""Units x coders as they stand in publications, as tallies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from coder.analysis.agreement.sums import MISSING, Row, Sums, Tally, sum_up


def tally_of(units: Iterable[Sequence[Hashable]], values: Sequence[Hashable]) -> Tally:
    """Rows of value numbers; None is a missing judgement."""
    place = {value: number for number, value in enumerate(values)} | {None: MISSING}
    found: Counter[Row] = Counter(tuple(place[value] for value in row) for row in units)
    return found


def values_in(units: Iterable[Sequence[Hashable]]) -> list[Hashable]:
    """The values that occur, sorted."""
    return sorted({value for row in units for value in row if value is not None}, key=repr)


def sums_of(units: Sequence[Sequence[Hashable]], values: Sequence[Hashable] | None = None) -> Sums:
    known = values_in(units) if values is None else values
    return sum_up(tally_of(units, known), len(units[0]), len(known))
