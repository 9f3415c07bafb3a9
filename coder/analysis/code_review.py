"""What deserves a second look in a codebook: codes never used, and codes often used together.

Pure. Two codes overlap where one coder put both on the same words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coder.analysis.outline import code_rows, lineages
from coder.identity import Id
from coder.model import Code, Coding

LEAST_TOGETHER: Final = 2
LEAST_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two codes, how many codings of the first stand on words of the second too, and back.

    `together` of the `of` codings of the code with fewer of them; `share` is their ratio.
    """

    first: Id
    second: Id
    together: int
    of: int

    @property
    def share(self) -> float:
        """The part of the rarer code's codings that the other code is on too, up to 1."""
        return self.together / self.of


def with_subcodes(codes: Sequence[Code], own: Mapping[Id, int]) -> Counter[Id]:
    """Counts of each code and of everything below it."""
    totals: Counter[Id] = Counter()
    for code, line in lineages(code_rows(codes)).items():
        for above in line:
            totals[above] += own.get(code, 0)
    return totals


def unused(codes: Sequence[Code], own: Mapping[Id, int]) -> list[Code]:
    """The codes that neither they nor the codes below them were ever put on anything."""
    totals = with_subcodes(codes, own)
    return [code for code in codes if not totals[code.id]]


def overlaps(
    codes: Sequence[Code],
    codings: Iterable[Coding],
    *,
    least: int = LEAST_TOGETHER,
    share: float = LEAST_SHARE,
) -> list[Overlap]:
    """The pairs of codes that are often on the same words, the closest first.

    A code and those above it may well stand together and are left out. A pair counts from
    `least` codings of the rarer code that overlap the other, and from a `share` of them.
    """
    lines = lineages(code_rows(codes))
    places: dict[tuple[Id, Id], set[tuple[int, int, Id]]] = defaultdict(set)
    for one in codings:
        if one.code in lines:
            places[one.document, one.coder].add((one.start, one.end, one.code))
    many: Counter[Id] = Counter()
    touching: dict[tuple[Id, Id], int] = defaultdict(int)
    for found in places.values():
        many.update(code for _, _, code in found)
        for pair, count in _touching(sorted(found)).items():
            touching[pair] += count
    result: list[Overlap] = []
    rank = {code: number for number, code in enumerate(lines)}
    for first, second in sorted({tuple(sorted(pair, key=rank.__getitem__)) for pair in touching}):
        if first in lines[second] or second in lines[first]:
            continue
        rarer, other = sorted((first, second), key=lambda code: (many[code], rank[code]))
        overlap = Overlap(first, second, touching[rarer, other], many[rarer])
        if overlap.together >= least and overlap.share >= share:
            result.append(overlap)
    return sorted(
        result, key=lambda one: (-one.share, -one.together, rank[one.first], rank[one.second])
    )


def _touching(places: Sequence[tuple[int, int, Id]]) -> dict[tuple[Id, Id], int]:
    """For codes A and B, how many spans of A share a character with some span of B.

    `places` are sorted by start. Spans still open at a place are the only ones that it can touch.
    """
    beside: dict[int, set[Id]] = defaultdict(set)
    still: list[int] = []
    for number, (start, _, code) in enumerate(places):
        still = [other for other in still if places[other][1] > start]
        for other in still:
            if places[other][2] != code:
                beside[other].add(code)
                beside[number].add(places[other][2])
        still.append(number)
    counts: dict[tuple[Id, Id], int] = defaultdict(int)
    for number, codes in beside.items():
        for code in codes:
            counts[places[number][2], code] += 1
    return counts
