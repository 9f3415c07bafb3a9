"""The places where coders agree or differ: what is behind a figure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import TypeAlias

from coder.analysis.agreement.confusion import NONE, Given, given_places
from coder.analysis.agreement.spread import Spread
from coder.analysis.agreement.units import Judged
from coder.identity import Id

Wanted: TypeAlias = Callable[[Collection[int], Collection[int]], bool]
"""From who gave something, and all who judged it (by number), to whether the place is wanted."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A place with the coders (by number) who gave something to it and those who did not.

    `start` and `end` are positions of the text for units, places on the ruler for free spans.
    """

    start: int
    end: int
    gave: tuple[int, ...]
    gave_not: tuple[int, ...]


def some_only(gave: Collection[int], everyone: Collection[int]) -> bool:
    """Whether some gave it and others did not."""
    return 0 < len(gave) < len(everyone)


def given_by(
    document: Judged | Spread, codes: Collection[Id], wanted: Wanted = some_only
) -> list[Differing]:
    """The places that some gave any of the codes, where these are wanted; neighbours alike are one.

    As it stands where coders differ.
    """
    chosen = frozenset(codes)
    found = (
        (start, end, tuple(who for who in document.coders if chosen & set(given.get(who, ()))))
        for start, end, given in given_places(document)
    )
    some = (one for one in found if one[2] and wanted(one[2], document.coders))
    return _joined(
        document,
        (
            (start, end, gave, tuple(who for who in document.coders if who not in gave))
            for start, end, gave in some
        ),
    )


def confused(
    document: Judged | Spread, codes: Collection[Id], one: Id, other: Id
) -> list[Differing]:
    """Where a coder gave `one` where another gave `other` instead, as `confusion` counts it.

    `gave` is who gave `one`, `gave_not` who gave `other`; of two coders, only the first and the
    second in this order. With the same code twice, where both gave it.
    """
    chosen = frozenset(codes)
    found = (
        (start, end, (left,), (right,))
        for start, end, given in given_places(document)
        for left, right in permutations(document.coders, 2)
        if (left < right or len(document.coders) > 2)
        and _is_confused(given, chosen, (left, right), (one, other))
    )
    return _joined(document, found)


def _is_confused(
    given: Given, chosen: frozenset[Id], people: tuple[int, int], codes: tuple[Id, Id]
) -> bool:
    mine, theirs = (chosen.intersection(given.get(who, ())) for who in people)
    if codes[0] == codes[1]:
        return people[0] < people[1] and codes[0] in mine & theirs
    left, right = (mine - theirs) or {NONE}, (theirs - mine) or {NONE}
    return codes[0] in left and codes[1] in right


def _joined(
    document: Judged | Spread,
    places: Iterator[tuple[int, int, tuple[int, ...], tuple[int, ...]]],
) -> list[Differing]:
    """Places in order; touching stretches of free spans that are alike are one."""
    found: list[Differing] = []
    for start, end, gave, gave_not in places:
        last = found[-1] if found and isinstance(document, Spread) else None
        if last is not None and (last.end, last.gave, last.gave_not) == (start, gave, gave_not):
            found[-1] = Differing(last.start, end, gave, gave_not)
        else:
            found.append(Differing(start, end, gave, gave_not))
    return found
