"""Measures of agreement on values given to units, all from the same sums.

Notation: n_k coders gave value k to a unit, m judged it; q values are possible, whether or not
they occur. All but Cohen's and Scott's take any number of coders and missing judgements. A formula
stands once, for one set of sums or for many at once; `nan` is what is undefined inside.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from coder.analysis.agreement.figure import (
    NO_CHANCE,
    NOBODY,
    NOT_PAIRABLE,
    Figure,
    beyond_chance,
    corrected,
    ratio,
    undefined,
)
from coder.analysis.agreement.sums import Numbers, Sums

NOT_COMMON: Final = "no unit was judged by both"
CONSTANT: Final = "one coder gave the same value throughout: 0 whatever the other did"
TWO_ONLY: Final = "it is for two coders; Fleiss' kappa is its form for more"
PAIRS_CONSTANT: Final = "in every pair both gave one and the same value throughout"
ONE_VALUE: Final = "it needs at least two possible values"

_CODED: Final = 1

Which: TypeAlias = int | NDArray[np.intp]
"""The number of a coder, or those of several."""

Both: TypeAlias = tuple[Numbers, Numbers]
"""Agreement observed and that expected by chance."""


def percent(sums: Sums) -> Figure:
    """Share of agreeing pairs of coders, averaged over the units that two or more judged."""
    return _plain(percents(sums), NOT_PAIRABLE)


def percents(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    return ratio(sums.agreed, sums.pairable)


def positive(sums: Sums) -> Figure:
    """Agreement on value 1 alone: 2 n11 / (2 n11 + n10 + n01), its form for more coders likewise.

    Dice's coefficient and F1 are the same (Cicchetti and Feinstein 1990).
    """
    return _plain(positives(sums), NOBODY if sums.pairable else NOT_PAIRABLE)


def positives(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    row = sums.coincidences[..., _CODED, :]
    return ratio(row[..., _CODED], row.sum(axis=-1))


def cohen(sums: Sums) -> Figure:
    """Cohen's kappa (1960) of two coders; of more, the mean of the pairs (Light 1971)."""
    if sums.coders == 2:
        return cohen_pair(sums, 0, 1)
    pairs = beyond_chance(*_cohen_pairs(sums))
    count = int(np.isfinite(pairs).sum())
    if not count:
        return undefined(PAIRS_CONSTANT if sums.pairable else NOT_PAIRABLE)
    left = f"mean of {count} of {len(pairs)} pairs; the others are undefined"
    return Figure(float(np.nanmean(pairs)), left if count < len(pairs) else "")


def cohens(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    pairs = beyond_chance(*_cohen_pairs(sums))
    there = np.isfinite(pairs)
    return ratio(np.where(there, pairs, 0.0).sum(axis=-1), there.sum(axis=-1).astype(np.float64))


def cohen_pair(sums: Sums, one: int, other: int) -> Figure:
    """Cohen's kappa of two of the coders, over the units that both judged."""
    observed, expected = _cohen(sums, one, other)
    both = sums.facing[one, other], sums.facing[other, one]
    constant = any(np.count_nonzero(values) == 1 for values in both)
    return _figure(observed, expected, NOT_COMMON, CONSTANT if constant else "")


def scott(sums: Sums) -> Figure:
    """Scott's pi (1955) of two coders: chance from the shares of both together."""
    return undefined(TWO_ONLY) if sums.coders != 2 else _figure(*_scott(sums), NOT_COMMON)


def scotts(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    if sums.coders != 2:
        return np.full(sums.units.shape, np.nan)
    return beyond_chance(*_scott(sums))


def fleiss(sums: Sums) -> Figure:
    """Fleiss' kappa (1971), with missing judgements as Gwet (2014) has it; of two it is pi."""
    return _against(sums, *_fleiss(sums))


def fleisses(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    return beyond_chance(*_fleiss(sums))


def conger(sums: Sums) -> Figure:
    """Conger's kappa (1980): as Fleiss', with chance from each coder's own shares."""
    return _figure(*_conger(sums), NOT_PAIRABLE)


def congers(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    return beyond_chance(*_conger(sums))


def brennan_prediger(sums: Sums) -> Figure:
    """Brennan and Prediger's kappa (1981), also S and free-marginal kappa: chance is 1 / q."""
    return _against(sums, *_brennan_prediger(sums))


def brennan_predigers(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    return beyond_chance(*_brennan_prediger(sums))


def ac1(sums: Sums) -> Figure:
    """Gwet's AC1 (2008): chance is small where one value is rare."""
    return _against(sums, *_ac1(sums))


def ac1s(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    return beyond_chance(*_ac1(sums))


def alpha(sums: Sums) -> Figure:
    """Krippendorff's alpha, nominal (2019, section 12.3); units with one value drop out."""
    return _figure(*_alpha(sums), NOT_PAIRABLE)


def alphas(sums: Sums) -> Numbers:
    """The same of many sums at once."""
    return beyond_chance(*_alpha(sums))


def _cohen(sums: Sums, one: Which, other: Which) -> Both:
    """Of two coders, or of the coders at the same places of two lists, in the last axis."""
    mine, theirs = sums.facing[..., one, other, :], sums.facing[..., other, one, :]
    total = mine.sum(axis=-1)
    by_chance = (mine * theirs).sum(axis=-1)
    return ratio(sums.alike[..., one, other], total), ratio(by_chance, total**2)


def _cohen_pairs(sums: Sums) -> Both:
    """Of every two coders, in the last axis."""
    one, other = np.triu_indices(sums.coders, 1)
    return _cohen(sums, one, other)


def _scott(sums: Sums) -> Both:
    both = sums.facing[..., 0, 1, :] + sums.facing[..., 1, 0, :]
    total = both.sum(axis=-1)
    share = ratio(both, total[..., None])
    return ratio(2 * sums.alike[..., 0, 1], total), (share**2).sum(axis=-1)


def _shares(sums: Sums) -> Numbers:
    """The mean share of each value."""
    return ratio(sums.shares, sums.units[..., None])


def _fleiss(sums: Sums) -> Both:
    return percents(sums), (_shares(sums) ** 2).sum(axis=-1)


def _brennan_prediger(sums: Sums) -> Both:
    return percents(sums), np.full(sums.units.shape, 1.0 / sums.values)


def _ac1(sums: Sums) -> Both:
    share = _shares(sums)
    spread = (share * (1 - share)).sum(axis=-1)
    return percents(sums), ratio(spread, np.full(spread.shape, sums.values - 1.0))


def _conger(sums: Sums) -> Both:
    each = sums.given.sum(axis=-1, keepdims=True)
    share = ratio(sums.given, each)
    judged = each > 0
    count = judged.sum(axis=-2).astype(np.float64)
    mean = ratio(np.where(judged, share, 0.0).sum(axis=-2), count)
    apart = np.where(judged, share - mean[..., None, :], 0.0)
    spread = ratio((apart**2).sum(axis=-2), count - 1)
    return percents(sums), (mean**2 - ratio(spread, count)).sum(axis=-1)


def _alpha(sums: Sums) -> Both:
    each = sums.coincidences.sum(axis=-1)
    total = each.sum(axis=-1)
    same = np.trace(sums.coincidences, axis1=-2, axis2=-1)
    return ratio(same, total), ratio((each * (each - 1)).sum(axis=-1), total * (total - 1))


def _plain(value: Numbers, why: str) -> Figure:
    return undefined(why) if np.isnan(value) else Figure(float(value))


def _figure(observed: Numbers, expected: Numbers, why: str, reason: str = "") -> Figure:
    """One figure; `why` there is none where nothing was observed."""
    if np.isnan(observed):
        return undefined(why)
    return corrected(float(observed), float(expected), reason)


def _against(sums: Sums, observed: Numbers, expected: Numbers) -> Figure:
    """One figure, with a word where nothing varies."""
    if sums.values < 2:
        return undefined(ONE_VALUE)
    found = _figure(observed, expected, NOT_PAIRABLE)
    if found.value is not None and np.count_nonzero(sums.shares) == 1:
        return Figure(found.value, NO_CHANCE, found.observed, found.expected)
    return found
