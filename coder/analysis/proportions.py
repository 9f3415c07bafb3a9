"""Shares with the interval that says how far they can be trusted, and why one cannot be had."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

Z_95: Final = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution: intervals are of 95 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `count` things; where there are none, `why` says in words what is missing."""

    hits: int
    count: int
    why: str = ""

    @property
    def value(self) -> float | None:
        """The share from 0 to 1; None of nothing."""
        return self.hits / self.count if self.count else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of 95 % by Wilson's score method; None of nothing."""
        return wilson(self.hits, self.count) if self.count else None


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The score interval of 95 % for `hits` of `count` > 0 (Wilson 1927).

    Recommended for small counts by Brown, Cai and DasGupta 2001, who show that the textbook
    interval is too short there.
    """
    share, square = hits / count, Z_95 * Z_95
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = Z_95 * sqrt(share * (1 - share) / count + square / (4 * count * count))
    half /= 1 + square / count
    low = 0.0 if hits == 0 else max(middle - half, 0.0)
    high = 1.0 if hits == count else min(middle + half, 1.0)
    return low, high
