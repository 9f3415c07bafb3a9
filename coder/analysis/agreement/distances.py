"""Krippendorff's alpha where some values differ more than others, such as sets of codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from itertools import permutations
from typing import Final, TypeAlias

import numpy as np

from coder.analysis.agreement.figure import NOT_PAIRABLE, Figure, corrected, undefined
from coder.analysis.agreement.sums import MISSING, Numbers, Tally
from coder.identity import Id

Distance: TypeAlias = Callable[[slice], Numbers]
"""The distances of some values (by number) from all: those values x all values, symmetric."""

_BLOCK: Final = 256
"""Values whose distances are held at a time: bounds the memory."""


def alpha_by_distance(tally: Tally, coders: int, values: int, distance: Distance) -> Figure:
    """1 - observed / expected distance of values in one unit (Krippendorff 2019, section 12.3).

    `observed` and `expected` of the figure are 1 less these mean distances.
    """
    rows = np.array(list(tally), dtype=np.int64).reshape(-1, coders)
    weights = np.array(list(tally.values()), dtype=np.float64)
    judged = (rows != MISSING).sum(axis=1)
    rows, weights = rows[judged >= 2], weights[judged >= 2] / (judged[judged >= 2] - 1)
    if not len(rows):
        return undefined(NOT_PAIRABLE)
    pairs = list(permutations(range(coders), 2))
    left = np.concatenate([rows[:, one] for one, _ in pairs])
    right = np.concatenate([rows[:, other] for _, other in pairs])
    weight = np.tile(weights, len(pairs))
    both = (left != MISSING) & (right != MISSING)
    order = np.argsort(left[both], kind="stable")
    left, right, weight = (one[both][order] for one in (left, right, weight))
    each = np.bincount(left, weights=weight, minlength=values)
    total = float(each.sum())
    observed = expected = 0.0
    for start in range(0, values, _BLOCK):
        block = distance(slice(start, start + _BLOCK))
        here = slice(*np.searchsorted(left, [start, start + _BLOCK]))
        observed += float(weight[here] @ block[left[here] - start, right[here]])
        expected += float(each[start : start + _BLOCK] @ (block @ each))
    return corrected(1 - observed / total, 1 - expected / (total * (total - 1)))


def jaccard(sets: Sequence[Set[Id]]) -> Distance:
    """1 - common / all members; two empty sets are equal."""
    members = {member: place for place, member in enumerate(sorted(set().union(*sets)))}
    held = np.zeros((len(sets), len(members)))
    for number, one in enumerate(sets):
        held[number, [members[member] for member in one]] = 1.0
    sizes = held.sum(axis=1)

    def distance(chosen: slice) -> Numbers:
        near = held[chosen] @ held.T
        either = sizes[chosen, None] + sizes[None, :]
        either -= near
        nothing = either == 0
        np.maximum(either, 1.0, out=either)
        near /= either
        near[nothing] = 1.0
        return np.asarray(np.subtract(1.0, near, out=near))

    return distance
