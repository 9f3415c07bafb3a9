"""Intervals by drawing documents again, with replacement (Efron and Tibshirani 1993).

The same seed gives the same draws on every machine and with every version of Python: only
`random()` is used, whose sequence is promised never to change.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np

from coder.analysis.agreement.sums import Numbers

FEWEST_DOCUMENTS: Final = 5
TOO_FEW: Final = "too few documents for an interval"
MOST_DRAWS: Final = 100_000

_LEVELS: Final = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of the values in draws, or why there is none (`reason`).

    `undefined` is in how many draws the measure was undefined; these are left out.
    """

    low: float | None
    high: float | None
    reason: str = ""
    undefined: int = 0


def draw(documents: int, times: int, seed: int) -> Numbers:
    """How often each document is drawn: times x documents, each row summing to `documents`."""
    source = Random(seed)  # noqa: S311 (not for secrets)
    picks = (
        row * documents + int(source.random() * documents)
        for row in range(times)
        for _ in range(documents)
    )
    every = np.fromiter(picks, dtype=np.int64, count=times * documents)
    counts = np.bincount(every, minlength=times * documents)
    return counts.reshape(times, documents).astype(np.float64)


def interval(values: Numbers, documents: int) -> Interval:
    """The interval of the values of a measure in draws of documents; nan is undefined."""
    if documents < FEWEST_DOCUMENTS:
        return Interval(None, None, TOO_FEW)
    there = values[~np.isnan(values)]
    missing = len(values) - len(there)
    if missing * 2 > len(values):
        reason = f"undefined in {missing:,} of {len(values):,} draws"
        return Interval(None, None, reason, missing)
    low, high = np.percentile(there, _LEVELS)
    return Interval(float(low), float(high), "", missing)
