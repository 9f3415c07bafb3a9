"""What all nominal measures need of the values that coders gave to units, as sums.

Every number here is a sum over units. So documents are pooled by adding up, never by averaging
measures, and documents drawn again (bootstrap) are a weighted sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

MISSING: Final = -1
"""In a row: the coder did not judge the unit."""

Row: TypeAlias = tuple[int, ...]
Tally: TypeAlias = Mapping[Row, float]
"""Rows of values, one per coder in a fixed order, and how many units (or characters) have them.

Values are 0, 1 ... q - 1, or MISSING.
"""

Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Sums:
    """Sums over units for `coders` coders and `values` possible values.

    The last axis of `numbers` holds, in this order: units with a value; units with two or more;
    the share of agreeing pairs, summed over the latter; per value the share of coders who gave
    it, the units of several judgements that all gave it to, and those that one alone gave it to;
    the coincidences of each value with each (Krippendorff 2019, section 12.3); for every two
    coders the units to which both gave the same value; and per value, for every two, those that
    the one gave it to and the other judged too. Axes before it are of many such sums, as of
    draws; what the properties give has them too.
    """

    coders: int
    values: int
    numbers: Numbers

    @property
    def units(self) -> Numbers:
        """Units with at least one value."""
        return self.numbers[..., 0]

    @property
    def pairable(self) -> Numbers:
        """Units with at least two values."""
        return self.numbers[..., 1]

    @property
    def agreed(self) -> Numbers:
        """Sum over pairable units of the share of pairs of coders that agree."""
        return self.numbers[..., 2]

    @property
    def shares(self) -> Numbers:
        """Per value, the sum over units of the share of coders who gave it."""
        return self._per_value(0)

    @property
    def unanimous(self) -> Numbers:
        """Per value, the units that two or more judged and all of them gave it to."""
        return self._per_value(1)

    @property
    def single(self) -> Numbers:
        """Per value, the units that two or more judged and just one of them gave it to."""
        return self._per_value(2)

    @property
    def coincidences(self) -> Numbers:
        """Values x values: pairs within units, each unit weighing as much as it has values."""
        start = 3 + 3 * self.values
        found = self.numbers[..., start : start + self.values**2]
        return found.reshape(*found.shape[:-1], self.values, self.values)

    @property
    def alike(self) -> Numbers:
        """Coders x coders: the units to which both gave the same value."""
        start = 3 + 3 * self.values + self.values**2
        found = self.numbers[..., start : start + self.coders**2]
        return found.reshape(*found.shape[:-1], self.coders, self.coders)

    @property
    def facing(self) -> Numbers:
        """Coders x coders x values: the units that one gave a value to and the other judged too."""
        found = self.numbers[..., 3 + 3 * self.values + self.values**2 + self.coders**2 :]
        shape = (self.values, self.coders, self.coders)
        return np.moveaxis(found.reshape(*found.shape[:-1], *shape), -3, -1)

    @property
    def given(self) -> Numbers:
        """Coders x values: the units that a coder gave a value to."""
        return np.swapaxes(np.diagonal(self.facing, axis1=-3, axis2=-2), -1, -2)

    def _per_value(self, which: int) -> Numbers:
        start = 3 + which * self.values
        return self.numbers[..., start : start + self.values]


def sum_up(tally: Tally, coders: int, values: int) -> Sums:
    """The sums of a tally; rows in which all are MISSING count nowhere."""
    rows = np.array(list(tally), dtype=np.int64).reshape(-1, coders)
    return sum_rows(rows, np.array(list(tally.values()), dtype=np.float64), values)


def sum_rows(rows: NDArray[np.int64], weights: Numbers, values: int) -> Sums:
    """The sums of rows (units x coders) of values or MISSING, each with its weight."""
    coders = rows.shape[1]
    given = (rows[:, None, :] == np.arange(values)[None, :, None]).astype(np.float64)
    counts = given.sum(axis=2)
    judged = counts.sum(axis=1)
    alone = weights * (judged >= 1)
    paired = weights * (judged >= 2)
    everyone, others = np.maximum(judged, 1.0), np.maximum(judged - 1, 1.0)
    agreeing = (counts * (counts - 1)).sum(axis=1)
    each = (paired / others)[:, None] * counts
    weighted = given * weights[:, None, None]
    there = (rows != MISSING).astype(np.float64)
    numbers = np.concatenate(
        [
            [alone.sum(), paired.sum(), (paired * agreeing / (everyone * others)).sum()],
            (alone / everyone) @ counts,
            paired @ (counts == judged[:, None]),
            paired @ (counts == 1),
            (each.T @ counts - np.diag(each.sum(axis=0))).ravel(),
            (weighted.reshape(-1, coders).T @ given.reshape(-1, coders)).ravel(),
            (weighted.reshape(len(rows), values * coders).T @ there).ravel(),
        ]
    )
    return Sums(coders, values, numbers)


def pooled(parts: Iterable[Sums]) -> Sums:
    """The sums of several tallies together; there must be one, all of one shape."""
    every = list(parts)
    numbers = np.sum([one.numbers for one in every], axis=0)
    return Sums(every[0].coders, every[0].values, numbers)
