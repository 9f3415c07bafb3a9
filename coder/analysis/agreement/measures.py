"""Measures of agreement on values given to units, all from the same sums.

Notation: n_k coders gave value k to a unit, m judged it; q values are possible, whether or not
they occur. All but Cohen's and Scott's take any number of coders and missing judgements.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np

from coder.analysis.agreement.figure import (
    NO_CHANCE,
    NO_VARIATION,
    NOBODY,
    NOT_PAIRABLE,
    Figure,
    corrected,
    undefined,
)
from coder.analysis.agreement.sums import Numbers, Sums

NOT_COMMON: Final = "no unit was judged by both"
CONSTANT: Final = "one coder gave the same value throughout: 0 whatever the other did"
TWO_ONLY: Final = "it is for two coders; Fleiss' kappa is its form for more"
ONE_VALUE: Final = "it needs at least two possible values"

_CODED: Final = 1
_LITTLE: Final = 1e-12

Chance: TypeAlias = Callable[[Numbers], float]
"""From the share of each value to the agreement that chance alone would give."""


def percent(sums: Sums) -> Figure:
    """Share of agreeing pairs of coders, averaged over the units that two or more judged."""
    if not sums.pairable:
        return undefined(NOT_PAIRABLE)
    return Figure(sums.agreed / sums.pairable)


def positive(sums: Sums) -> Figure:
    """Agreement on value 1 alone: 2 n11 / (2 n11 + n10 + n01), its form for more coders likewise.

    Dice's coefficient and F1 are the same (Cicchetti and Feinstein 1990).
    """
    if not sums.pairable:
        return undefined(NOT_PAIRABLE)
    row = sums.coincidences[_CODED]
    return Figure(float(row[_CODED] / row.sum())) if row.sum() else undefined(NOBODY)


def cohen(sums: Sums) -> Figure:
    """Cohen's kappa (1960) of two coders; of more, the mean of the pairs (Light 1971)."""
    if sums.coders == 2:
        return cohen_pair(sums, 0, 1)
    one, other = np.triu_indices(sums.coders, 1)
    tables = sums.joint.transpose(1, 3, 0, 2)[one, other]
    totals = np.maximum(tables.sum(axis=(1, 2)), _LITTLE)
    observed = np.trace(tables, axis1=1, axis2=2) / totals
    expected = (tables.sum(axis=2) * tables.sum(axis=1)).sum(axis=1) / totals**2
    defined = (totals > _LITTLE) & (1 - expected > _LITTLE)
    if not defined.any():
        return undefined(NO_VARIATION if sums.pairable else NOT_PAIRABLE)
    value = float(((observed - expected)[defined] / (1 - expected)[defined]).mean())
    count = int(defined.sum())
    left = f"mean of {count} of {len(one)} pairs; the others are undefined"
    return Figure(value, left if count < len(one) else "")


def cohen_pair(sums: Sums, one: int, other: int) -> Figure:
    """Cohen's kappa of two of the coders, over the units that both judged."""
    table = sums.pair(one, other)
    total = table.sum()
    if not total:
        return undefined(NOT_COMMON)
    first, second = table.sum(axis=1) / total, table.sum(axis=0) / total
    constant = any(np.count_nonzero(side) == 1 for side in (first, second))
    observed, expected = float(np.trace(table) / total), float(first @ second)
    return corrected(observed, expected, CONSTANT if constant else "")


def scott(sums: Sums) -> Figure:
    """Scott's pi (1955) of two coders: chance from the shares of both together."""
    if sums.coders != 2:
        return undefined(TWO_ONLY)
    table = sums.pair(0, 1)
    total = table.sum()
    if not total:
        return undefined(NOT_COMMON)
    share = (table.sum(axis=1) + table.sum(axis=0)) / (2 * total)
    return corrected(float(np.trace(table) / total), float(share @ share))


def fleiss(sums: Sums) -> Figure:
    """Fleiss' kappa (1971), with missing judgements as Gwet (2014) has it; of two it is pi."""
    return _against(sums, lambda share: float(share @ share))


def conger(sums: Sums) -> Figure:
    """Conger's kappa (1980): as Fleiss', with chance from each coder's own shares."""
    if not sums.pairable:
        return undefined(NOT_PAIRABLE)
    given = np.array([sums.given(coder) for coder in range(sums.coders)])
    given = given[given.sum(axis=1) > 0]
    shares = given / given.sum(axis=1, keepdims=True)
    mean, spread = shares.mean(axis=0), shares.var(axis=0, ddof=1)
    return corrected(sums.agreed / sums.pairable, float((mean**2 - spread / len(shares)).sum()))


def brennan_prediger(sums: Sums) -> Figure:
    """Brennan and Prediger's kappa (1981), also S and free-marginal kappa: chance is 1 / q."""
    return _against(sums, lambda share: 1.0 / len(share))


def ac1(sums: Sums) -> Figure:
    """Gwet's AC1 (2008): chance is small where one value is rare."""
    return _against(sums, lambda share: float((share * (1 - share)).sum() / (len(share) - 1)))


def alpha(sums: Sums) -> Figure:
    """Krippendorff's alpha, nominal (2019, section 12.3); units with one value drop out."""
    if not sums.pairable:
        return undefined(NOT_PAIRABLE)
    each = sums.coincidences.sum(axis=1)
    total = float(each.sum())
    observed = float(np.trace(sums.coincidences)) / total
    return corrected(observed, float((each * (each - 1)).sum()) / (total * (total - 1)))


def _against(sums: Sums, chance: Chance) -> Figure:
    """Percent agreement corrected by a chance that depends on the mean shares of the values."""
    if sums.values < 2:
        return undefined(ONE_VALUE)
    if not sums.pairable:
        return undefined(NOT_PAIRABLE)
    share = sums.shares / sums.units
    found = corrected(sums.agreed / sums.pairable, chance(share))
    if found.value is not None and np.count_nonzero(share) == 1:
        return Figure(found.value, NO_CHANCE, found.observed, found.expected)
    return found
