"""Which code stands for which after codes were merged; pure, and free of the order of the log.

A merged code keeps its codings under its own id and names another code in the register
`merged_into`; whoever reads a coding takes the code at the end of that chain. Two people who
merge two codes into each other make a circle: of its merges the one written last, by (lam, id),
is left out, on every machine the same. A target that the log does not hold is left out too, until
it arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from coder.identity import Id


@dataclass(frozen=True, slots=True)
class Merged:
    """For every merged code the one that stands for it; and the merges that would close a circle.

    `targets` names only codes that are not merged themselves. `cut` are the codes whose merge is
    left out, so that they stand for themselves.
    """

    targets: Mapping[Id, Id] = field(default_factory=dict)
    cut: frozenset[Id] = frozenset()


def resolve(merged_into: Mapping[Id, Id | None], rank: Callable[[Id], tuple[int, Id]]) -> Merged:
    """Follow the merges of the codes that are there.

    `merged_into` has every code as a key; `rank` gives (lam, id) of the write by which a code is
    merged, and is asked only of codes in a circle.
    """
    onward = {
        code: target
        for code, target in merged_into.items()
        if target is not None and target in merged_into
    }
    cut = frozenset(max(circle, key=rank) for circle in _circles(onward))
    for code in cut:
        del onward[code]
    targets: dict[Id, Id] = {}
    for start in onward:
        way = [start]
        while way[-1] in onward and way[-1] not in targets:
            way.append(onward[way[-1]])
        end = targets.get(way[-1], way[-1])
        targets.update((code, end) for code in way if code in onward)
    return Merged(targets, cut)


def _circles(onward: Mapping[Id, Id]) -> list[list[Id]]:
    """The circles of a mapping; no two share a code, as each code goes on to one other."""
    seen: set[Id] = set()
    found: list[list[Id]] = []
    for start in onward:
        way: dict[Id, int] = {}
        code = start
        while code in onward and code not in seen and code not in way:
            way[code] = len(way)
            code = onward[code]
        if code in way:
            found.append(list(way)[way[code] :])
        seen.update(way)
    return found
