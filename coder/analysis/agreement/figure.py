"""What a measure says: a value, or the reason why there is none; never an error, never nan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

NOT_PAIRABLE: Final = "no unit was judged by two coders"
NO_VARIATION: Final = "all gave one and the same value throughout, so nothing is left to agree on"
NO_CHANCE: Final = "all gave one and the same value throughout: agreement without variation"
NOBODY: Final = "nobody gave it"

_NOTHING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or None with the reason; with a value, `reason` is what to know of it ("" mostly).

    `observed` and `expected` are the agreement found and that of chance, where the measure has
    them; both in [0, 1].
    """

    value: float | None
    reason: str = ""
    observed: float | None = None
    expected: float | None = None


def undefined(reason: str) -> Figure:
    """The figure that is not there, and why."""
    return Figure(None, reason)


def corrected(observed: float, expected: float, reason: str = "") -> Figure:
    """The part of the agreement beyond chance that was reached: (o - e) / (1 - e).

    It is 1 where all agree and 0 at chance; undefined where chance alone gives full agreement.
    """
    if 1.0 - expected < _NOTHING:
        return Figure(None, NO_VARIATION, observed, 1.0)
    return Figure((observed - expected) / (1.0 - expected), reason, observed, expected)


def beyond_chance(
    observed: NDArray[np.float64], expected: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The same of many at once; nan where `corrected` is undefined, and where nan comes in."""
    room = 1.0 - expected
    return ratio(observed - expected, np.where(room < _NOTHING, 0.0, room))


def ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Parts of wholes; nan where a whole is 0."""
    part, whole = np.broadcast_arrays(part, whole)
    found: NDArray[np.float64] = np.full(whole.shape, np.nan)
    np.divide(part, whole, out=found, where=whole != 0)
    return found
