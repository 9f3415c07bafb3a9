"""Which codes' suggestions are refused so often that they had better be silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import comb
from typing import Final

from coder.identity import Id

LEAST_JUDGED: Final = 8
LAST: Final = 20
BOUND: Final = 0.25
SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Muted:
    """A code whose suggestions are silent: `accepted` of the last `judged` were."""

    code: Id
    accepted: int
    judged: int


def is_muted(accepted: int, refused: int) -> bool:
    """Whether acceptance lies below a quarter with a probability of 0.9.

    Acceptance has a Beta distribution with parameters accepted + 1 and refused + 1 (a uniform
    prior, as nothing is known before). Its probability below x is that of more than `accepted`
    successes in n + 1 tries of chance x (the incomplete beta function of whole numbers as a
    binomial sum: Abramowitz and Stegun 1964, 26.5.24). Never after fewer than 8 judgements.
    """
    judged = accepted + refused
    if judged < LEAST_JUDGED:
        return False
    tries = judged + 1
    up_to = sum(
        comb(tries, hits) * BOUND**hits * (1 - BOUND) ** (tries - hits)
        for hits in range(accepted + 1)
    )
    return 1 - up_to >= SURE


def muted_codes(verdicts: Iterable[tuple[Id, bool]]) -> list[Muted]:
    """The codes to mute by what was said of their suggestions, oldest first.

    Only the last 20 of a code count, so that an engine that learned is heard again. In the order
    of the codes' first verdicts.
    """
    said: dict[Id, list[bool]] = {}
    for code, accepted in verdicts:
        said.setdefault(code, []).append(accepted)
    found = []
    for code, every in said.items():
        last = every[-LAST:]
        if is_muted(sum(last), len(last) - sum(last)):
            found.append(Muted(code, sum(last), len(last)))
    return found
