"""Which code one coder gave where another gave another: codes x codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Final, TypeAlias

from coder.analysis.agreement.spread import Spread
from coder.analysis.agreement.units import Judged
from coder.identity import Id

NONE: Final = ""
"""In place of a code: the coder gave no other one."""

Confusion: TypeAlias = Mapping[tuple[Id, Id], int]
"""Units (or characters) by the code of one coder and that of another."""

Given: TypeAlias = Mapping[int, Collection[Id]]
"""The codes that coders (by number) gave to one place."""


def confusion(documents: Iterable[Judged | Spread], codes: Collection[Id]) -> Confusion:
    """The counts of all pairs of coders; of two, the first coder's code comes first.

    Codes that both gave stand with themselves. Of the others each of one coder stands with each
    of the other; with NONE where the other has none that is not shared. Of more than two coders
    every pair counts in both directions.
    """
    found: Counter[tuple[Id, Id]] = Counter()
    chosen = frozenset(codes)
    people: set[int] = set()
    for document in documents:
        people.update(document.coders)
        for start, end, given in given_places(document):
            weight = 1 if isinstance(document, Judged) else end - start
            for pair in combinations(document.coders, 2):
                one, other = (chosen.intersection(given.get(coder, ())) for coder in pair)
                if one or other:
                    _count(found, one, other, weight)
    if len(people) <= 2:
        return dict(found)
    return {
        key: found[key] if key[0] == key[1] else found[key] + found[key[::-1]]
        for key in {*found, *(key[::-1] for key in found)}
    }


def _count(
    found: Counter[tuple[Id, Id]], one: frozenset[Id], other: frozenset[Id], weight: int
) -> None:
    for code in one & other:
        found[code, code] += weight
    left, right = one - other, other - one
    if left or right:
        for code in left or {NONE}:
            for against in right or {NONE}:
                found[code, against] += weight


def given_places(document: Judged | Spread) -> Iterable[tuple[int, int, Given]]:
    """What coders gave, place by place: units, or stretches on which nobody begins or ends a code.

    Start and end are positions of the text for units, places on the ruler for free spans. What a
    place holds is only good until the next one.
    """
    if isinstance(document, Judged):
        return ((*document.spans[number], given) for number, given in document.given.items())
    return _stretches(document)


def _stretches(document: Spread) -> Iterable[tuple[int, int, Given]]:
    begin: defaultdict[int, list[tuple[int, Id]]] = defaultdict(list)
    end: defaultdict[int, list[tuple[int, Id]]] = defaultdict(list)
    for code, by_coder in document.spans.items():
        for coder, spans in by_coder.items():
            for start, stop in spans:
                begin[start].append((coder, code))
                end[stop].append((coder, code))
    given: dict[int, set[Id]] = {coder: set() for coder in document.coders}
    before = 0
    for place in sorted({*begin, *end}):
        if place > before and any(given.values()):
            yield before, place, given
        for coder, code in end[place]:
            given[coder].discard(code)
        for coder, code in begin[place]:
            given[coder].add(code)
        before = place
