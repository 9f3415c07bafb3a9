"""Krippendorff's alpha where some values differ more than others, such as sets of codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from coder.analysis.agreement.figure import (
    NOT_PAIRABLE,
    Figure,
    beyond_chance,
    corrected,
    ratio,
    undefined,
)
from coder.analysis.agreement.sums import MISSING, Numbers, Tally
from coder.identity import Id

Distance: TypeAlias = Callable[[tuple[slice, slice]], Numbers]
"""The distances of some values (by number) from others: these x those; the same both ways."""

_BLOCK: Final = 256
"""Values whose distances are held at a time: bounds the memory."""


@dataclass(frozen=True, eq=False, slots=True)
class Apart:
    """What alpha by a distance needs, document by document.

    Per document how many judgements can be paired (`judged`) and the distances found within
    units (`found`); in `all_pairs`, documents x documents, the distances of each judgement of one
    document from each of the other, whatever the unit.
    """

    judged: Numbers
    found: Numbers
    all_pairs: Numbers


def apart(tallies: Sequence[Tally], coders: int, values: int, distance: Distance) -> Apart:
    """What each of some documents, given as tallies of one numbering of values, adds to alpha."""
    judgements = np.zeros((len(tallies), values))
    pairs = [_pairs(tally, coders) for tally in tallies]
    for number, (left, right, weight) in enumerate(pairs):
        for side in (left, right):
            judgements[number] += np.bincount(side, weights=weight / 2, minlength=values)
    found, all_pairs = np.zeros(len(tallies)), np.zeros((len(tallies), len(tallies)))
    for start in range(0, values, _BLOCK):
        block = distance((slice(start, start + _BLOCK), slice(start, None)))
        these, later = np.split(judgements[:, start:], [_BLOCK], axis=1)
        across = these @ (block[:, _BLOCK:] @ later.T)
        all_pairs += these @ (block[:, :_BLOCK] @ these.T) + across + across.T
        for number, (left, right, weight) in enumerate(pairs):
            here = slice(*np.searchsorted(left, [start, start + _BLOCK]))
            found[number] += weight[here] @ block[left[here] - start, right[here] - start]
    return Apart(judgements.sum(axis=1), found, all_pairs)


def alpha_by_distance(parts: Apart) -> Figure:
    """1 - observed / expected distance of values in one unit (Krippendorff 2019, section 12.3).

    `observed` and `expected` of the figure are 1 less these mean distances.
    """
    total = float(parts.judged.sum())
    if not total:
        return undefined(NOT_PAIRABLE)
    expected = float(parts.all_pairs.sum()) / (total * (total - 1))
    return corrected(1 - float(parts.found.sum()) / total, 1 - expected)


def alphas_by_distance(parts: Apart, drawn: Numbers) -> Numbers:
    """The same of draws x documents, which say how often each document counts; nan: undefined."""
    total = drawn @ parts.judged
    every = ((drawn @ parts.all_pairs) * drawn).sum(axis=1)
    return beyond_chance(
        1 - ratio(drawn @ parts.found, total), 1 - ratio(every, total * (total - 1))
    )


def _pairs(tally: Tally, coders: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers]:
    """The lower and the higher value of all pairs within units, and the weight of each, by order.

    A pair stands once and weighs for both directions.
    """
    rows = np.array(list(tally), dtype=np.int64).reshape(-1, coders)
    weights = np.array(list(tally.values()), dtype=np.float64)
    judged = (rows != MISSING).sum(axis=1)
    rows, weights = rows[judged >= 2], 2 * weights[judged >= 2] / (judged[judged >= 2] - 1)
    pairs = list(combinations(range(coders), 2))
    some = np.concatenate([rows[:, one] for one, _ in pairs])
    others = np.concatenate([rows[:, other] for _, other in pairs])
    weight = np.tile(weights, len(pairs))
    both = (some != MISSING) & (others != MISSING)
    left, right = np.minimum(some, others)[both], np.maximum(some, others)[both]
    order = np.argsort(left, kind="stable")
    return left[order], right[order], weight[both][order]


def jaccard(sets: Sequence[Set[Id]]) -> Distance:
    """1 - common / all members; two empty sets are equal."""
    members = {member: place for place, member in enumerate(sorted(set().union(*sets)))}
    held = np.zeros((len(sets), len(members) + 1))
    for number, one in enumerate(sets):
        # an empty set holds what no other does
        held[number, [members[member] for member in one] or [-1]] = 1.0
    sizes = held.sum(axis=1)

    def distance(chosen: tuple[slice, slice]) -> Numbers:
        these, those = chosen
        near = held[these] @ held[those].T
        either = np.add.outer(sizes[these], sizes[those])
        either -= near
        near /= either
        return np.asarray(np.subtract(1.0, near, out=near))

    return distance
