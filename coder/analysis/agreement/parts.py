"""What each document adds to the figures of a code, of any code, and of a group of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.analysis.agreement.spread import (
    Spread,
    units_of_any,
    units_of_code,
    units_of_group,
)
from coder.analysis.agreement.sums import MISSING, Row, Sums, sum_rows, sum_up
from coder.analysis.agreement.unitizing import (
    Lengths,
    UnitOfValue,
    continuum,
    measure,
    measure_continuum,
)
from coder.analysis.agreement.units import Judged, any_tally, code_tallies
from coder.identity import Id


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """Sums over the units (or characters) of a document; of free spans the lengths too."""

    sums: Sums
    lengths: Lengths | None = None


def code_parts(one: Judged | Spread, everyone: int, codes: Sequence[Id]) -> dict[Id, Part]:
    """Per code the part of a document, with the values 0 and 1 (given); coders are `everyone`."""
    if isinstance(one, Judged):
        tallies = code_tallies(one, everyone, codes)
        return {code: Part(sum_up(tally, everyone, 2)) for code, tally in tallies.items()}
    nothing = _laid(one, everyone, [[] for _ in one.coders])
    return {
        code: _laid(one, everyone, units_of_code(one, code)) if code in one.spans else nothing
        for code in codes
    }


def any_part(one: Judged | Spread, everyone: int, codes: Collection[Id]) -> Part:
    """The same for any of the codes at all."""
    if isinstance(one, Judged):
        return Part(sum_up(any_tally(one, everyone, codes), everyone, 2))
    return _laid(one, everyone, units_of_any(one, codes))


def group_tally(one: Judged, everyone: int, codes: Sequence[Id]) -> Counter[Row]:
    """How often coders gave which of the codes of an exclusive group: 0 is none, 1 ... their order.

    Where a coder gave a unit several, the first counts; see `doubled`.
    """
    place = {code: number for number, code in enumerate(codes, 1)}
    rows: Counter[Row] = Counter()
    for by_coder in one.given.values():
        row = [0 if coder in one.coders else MISSING for coder in range(everyone)]
        for coder, given in by_coder.items():
            row[coder] = min((place[code] for code in given if code in place), default=0)
        rows[tuple(row)] += 1
    nothing = tuple(0 if coder in one.coders else MISSING for coder in range(everyone))
    rows[nothing] += len(one.spans) - len(one.given)
    return rows


def group_lengths(one: Spread, codes: Sequence[Id]) -> Lengths:
    """The lengths of free spans of a group of codes that exclude each other."""
    return measure(one.length, units_of_group(one, codes), len(codes) + 1)


def set_tallies(
    documents: Sequence[Judged], everyone: int, codes: Collection[Id]
) -> tuple[list[Counter[Row]], list[frozenset[Id]]]:
    """Per document how often coders gave which sets of the codes, and the sets by number."""
    chosen, numbers = frozenset(codes), {frozenset[Id](): 0}
    tallies = []
    for one in documents:
        nothing = [0 if coder in one.coders else MISSING for coder in range(everyone)]
        rows: Counter[Row] = Counter({tuple(nothing): len(one.spans) - len(one.given)})
        for by_coder in one.given.values():
            row = nothing.copy()
            for coder, given in by_coder.items():
                row[coder] = numbers.setdefault(given & chosen, len(numbers))
            rows[tuple(row)] += 1
        tallies.append(rows)
    return tallies, list(numbers)


def doubled(one: Judged, codes: Collection[Id]) -> list[tuple[int, int, tuple[Id, Id]]]:
    """Unit, coder and two codes, where a coder gave a unit several of an exclusive group."""
    found = []
    for number, by_coder in one.given.items():
        for coder, given in sorted(by_coder.items()):
            several = [code for code in codes if code in given]
            found += [(number, coder, (several[0], other)) for other in several[1:]]
    return found


def _laid(one: Spread, everyone: int, units: Sequence[Sequence[UnitOfValue]]) -> Part:
    """The part of a document where each coder laid units of one value."""
    if not one.length:
        nothing = np.empty((0, everyone), dtype=np.int64)
        return Part(sum_rows(nothing, np.zeros(0), 2), measure(0, units, 2))
    text = continuum(one.length, units)
    rows: NDArray[np.int64] = np.full((len(text.lengths), everyone), MISSING, dtype=np.int64)
    rows[:, list(one.coders)] = text.values.T
    return Part(sum_rows(rows, text.lengths, 2), measure_continuum(text, units, 2))
