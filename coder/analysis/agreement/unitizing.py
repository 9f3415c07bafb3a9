"""Krippendorff's alphas for free segmentation, where coders choose the spans themselves.

Krippendorff, Mathet, Bouvry and Widlöcher 2016; equation numbers are those of Krippendorff 2019,
section 12.6. A continuum is a text of a length; each coder has units on it that do not overlap,
each with a value 1 ... q; what lies between them are gaps of value 0. Lengths are in code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from coder.analysis.agreement.figure import Figure, beyond_chance, corrected, ratio, undefined
from coder.analysis.agreement.sums import Numbers

UnitOfValue: TypeAlias = tuple[int, int, int]
"""Start, end (exclusive) and value of a unit."""

NO_TEXT: Final = "no text was judged by two coders"
NOTHING_COMMON: Final = "no text was coded by two coders"
ONE_CODE: Final = "text coded by two coders has one code only: nothing to tell apart"
TOO_LITTLE: Final = "too little text was coded by two coders"

_GAP: Final = 0


@dataclass(frozen=True, eq=False, slots=True)
class Continuum:
    """Stretches between all edges: `lengths`, and per coder (rows) the value of each stretch."""

    lengths: Numbers
    values: NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Lengths:
    """What the alphas need, as sums over documents; `values` counts gaps too (q + 1).

    The last axis of `numbers` holds the coincidences of values in characters, then per value the
    sum of the squares of units (gaps: of their lengths), then that of the squares of their common
    parts. Axes before it are of many such sums, as of draws.
    """

    values: int
    numbers: Numbers

    @property
    def coincidences(self) -> Numbers:
        """Values x values (32): how long they go together, divided by coders - 1."""
        found = self.numbers[..., : self.values**2]
        return found.reshape(*found.shape[:-1], self.values, self.values)

    @property
    def squares(self) -> Numbers:
        """Per value: what within one unit cannot disagree by chance (33)."""
        return self.numbers[..., self.values**2 : -self.values]

    @property
    def common(self) -> Numbers:
        """Per value: the same of the parts of units that another coder coded too (36)."""
        return self.numbers[..., -self.values :]


def continuum(length: int, coders: Sequence[Sequence[UnitOfValue]]) -> Continuum:
    """The stretches of a text on which no coder changes value."""
    edges = np.array([(start, end) for units in coders for start, end, _ in units], dtype=np.int64)
    breaks = np.unique(np.append(edges.ravel(), [0, length]))
    values = np.zeros((len(coders), len(breaks) - 1), dtype=np.int64)
    for row, units in zip(values, coders, strict=True):
        places = np.searchsorted(breaks, [(start, end) for start, end, _ in units])
        for (first, last), (_, _, value) in zip(places, units, strict=True):
            row[first:last] = value
    return Continuum(np.diff(breaks).astype(np.float64), values)


def measure(length: int, coders: Sequence[Sequence[UnitOfValue]], values: int) -> Lengths:
    """The lengths of one document; nothing where fewer than two coders judged it."""
    if len(coders) < 2 or not length:
        return Lengths(values, np.zeros(values**2 + 2 * values))
    return measure_continuum(continuum(length, coders), coders, values)


def measure_continuum(
    text: Continuum, coders: Sequence[Sequence[UnitOfValue]], values: int
) -> Lengths:
    """The lengths of a document whose stretches are known; two or more coders judged it."""
    others = len(coders) - 1
    counts = np.stack([(text.values == value).sum(axis=0) for value in range(values)])
    weighted = counts * text.lengths
    coincidences = (weighted @ counts.T - np.diag(weighted.sum(axis=1))) / others
    squares, common = np.zeros(values), np.zeros(values)
    squares[_GAP] = weighted[_GAP].sum()
    coded = (text.values != _GAP) * text.lengths
    until = np.concatenate([np.zeros((len(coders), 1)), coded.cumsum(axis=1)], axis=1)
    breaks = np.concatenate([[0.0], text.lengths.cumsum()])
    for number, units in enumerate(coders):
        if not units:
            continue
        start, end, value = np.array(units, dtype=np.int64).T
        squares += np.bincount(value, weights=(end - start) ** 2.0, minlength=values)
        first, last = np.searchsorted(breaks, start), np.searchsorted(breaks, end)
        shared = (until[:, last] - until[:, first]) ** 2
        shared[number] = 0.0
        common += np.bincount(value, weights=shared.sum(axis=0), minlength=values) / others
    return Lengths(values, np.concatenate([coincidences.ravel(), squares, common]))


def pooled_lengths(parts: Iterable[Lengths]) -> Lengths:
    """The lengths of several documents together; there must be one, all of one shape."""
    every = list(parts)
    return Lengths(every[0].values, np.sum([one.numbers for one in every], axis=0))


def u_alpha(lengths: Lengths) -> Figure:
    """Where coders put units and which values they gave them (34)."""
    return _figure(*_u(lengths))


def u_alphas(lengths: Lengths) -> Numbers:
    """The same of many lengths at once."""
    return beyond_chance(*_u(lengths))


def u_alpha_binary(lengths: Lengths) -> Figure:
    """Which text is relevant, whatever the values (35)."""
    return _figure(*_u_binary(lengths))


def u_alphas_binary(lengths: Lengths) -> Numbers:
    """The same of many lengths at once."""
    return beyond_chance(*_u_binary(lengths))


def cu_alpha(lengths: Lengths) -> Figure:
    """Which values coders gave, where two of them coded at all (36, 37)."""
    why = _no_inner(lengths)
    if why:
        return undefined(why)
    figure = _figure(*_cu(lengths))
    return figure if figure.value is not None else undefined(ONE_CODE)


def cu_alphas(lengths: Lengths) -> Numbers:
    """The same of many lengths at once."""
    return beyond_chance(*_cu(lengths))


def ku_alpha(lengths: Lengths, value: int) -> Figure:
    """How reliably one value is told from the others, where two coders coded (38)."""
    why = _no_inner(lengths)
    if why:
        return undefined(why)
    observed, expected = _ku(lengths, value)
    if np.isnan(observed + expected):
        return undefined("no text that it was given to was coded by two coders")
    if expected > 1:  # the squares of single units exceed what there is of it
        return undefined(TOO_LITTLE)
    figure = corrected(float(observed), float(expected))
    return figure if figure.value is not None else undefined(ONE_CODE)


def ku_alphas(lengths: Lengths, value: int) -> Numbers:
    """The same of many lengths at once."""
    return beyond_chance(*_ku(lengths, value))


def coverage(lengths: Lengths, value: int | None = None) -> float | None:
    """The share of the text (or of that given one value) on which cu- or ku-alpha rests."""
    whole = lengths.coincidences if value is None else lengths.coincidences[value]
    part = whole[1:, 1:] if value is None else whole[1:]
    return float(part.sum() / whole.sum()) if whole.sum() else None


def _u(lengths: Lengths) -> tuple[Numbers, Numbers]:
    """Agreement observed and by chance."""
    found = lengths.coincidences
    return _diagonal(found), _diagonal(_expected(found, lengths.squares))


def _u_binary(lengths: Lengths) -> tuple[Numbers, Numbers]:
    found = lengths.coincidences
    chance = _expected(found, lengths.squares)
    total = found.sum(axis=(-2, -1))
    observed, expected = (
        1 - ratio(2 * (table[..., _GAP, :].sum(axis=-1) - table[..., _GAP, _GAP]), total)
        for table in (found, chance)
    )
    return observed, expected


def _cu(lengths: Lengths) -> tuple[Numbers, Numbers]:
    seen, chance = _inner(lengths)
    return _diagonal(seen), _diagonal(chance)


def _ku(lengths: Lengths, value: int) -> tuple[Numbers, Numbers]:
    seen, chance = (table[..., value - 1, :] for table in _inner(lengths))
    observed, expected = (ratio(row[..., value - 1], row.sum(axis=-1)) for row in (seen, chance))
    return observed, expected


def _inner(lengths: Lengths) -> tuple[Numbers, Numbers]:
    """Coincidences of codes alone, found and by chance."""
    seen = lengths.coincidences[..., 1:, 1:]
    return seen, _expected(seen, lengths.common[..., 1:])


def _no_inner(lengths: Lengths) -> str:
    """Why there are no coincidences of codes alone, "" where there are."""
    seen = lengths.coincidences[1:, 1:].sum()
    if not lengths.coincidences.sum():
        return NO_TEXT
    if not seen:
        return NOTHING_COMMON
    return TOO_LITTLE if seen**2 - lengths.common[1:].sum() <= 0 else ""


def _expected(found: Numbers, squares: Numbers) -> Numbers:
    """Coincidences by chance; they sum to what the found ones sum to (33, 37)."""
    each = found.sum(axis=-1)
    total = each.sum(axis=-1)[..., None, None]
    pairs = each[..., :, None] * each[..., None, :] - squares[..., None] * np.eye(found.shape[-1])
    room = total**2 - squares.sum(axis=-1)[..., None, None]
    return ratio(total * pairs, np.where(room > 0, room, 0.0))


def _diagonal(table: Numbers) -> Numbers:
    return ratio(np.trace(table, axis1=-2, axis2=-1), table.sum(axis=(-2, -1)))


def _figure(observed: Numbers, expected: Numbers) -> Figure:
    return undefined(NO_TEXT) if np.isnan(observed) else corrected(float(observed), float(expected))
