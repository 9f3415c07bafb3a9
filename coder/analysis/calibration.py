"""Whether probabilities hold what they say: of what was given .7, are seven of ten right?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from coder.analysis.proportions import Share

BINS: Final = 10
"""Equal parts of [0, 1], as Guo et al. 2017 draw them."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The suggestions with a probability in [low, high); the last bin holds 1 too.

    `mean` is their mean probability, `right` how many of them were given.
    """

    low: float
    high: float
    mean: float
    right: Share


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bins that hold something, and the expected calibration error over all."""

    bins: tuple[Bin, ...]
    count: int
    error: float | None
    why: str = ""


def calibrate(outcomes: Iterable[tuple[float, bool]], why: str = "") -> Calibration:
    """The calibration of (probability, whether it was right).

    The error is the mean over all of |mean probability - share right| of their bin (Naeini, Cooper
    and Hauskrecht 2015); None, and `why`, where there are none.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for likely, right in outcomes:
        bins.setdefault(min(int(likely * BINS), BINS - 1), []).append((likely, right))
    made = tuple(
        Bin(
            number / BINS,
            (number + 1) / BINS,
            sum(likely for likely, _ in found) / len(found),
            Share(sum(right for _, right in found), len(found)),
        )
        for number, found in sorted(bins.items())
    )
    count = sum(one.right.count for one in made)
    if not count:
        return Calibration((), 0, None, why)
    apart = sum(abs(one.mean * one.right.count - one.right.hits) for one in made)
    return Calibration(made, count, apart / count)
