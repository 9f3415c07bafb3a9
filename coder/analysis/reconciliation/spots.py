"""Spots: the places of a document where coders gave codes, each to be decided as one.

A spot is made of all codings of one code that hang together by overlapping. Spots of different
codes on much the same words become one, "which code?", where no coder gave both. So every coding
is in exactly one spot, whatever the order of coders and codings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Final, TypeAlias

from coder.identity import Id
from coder.model import Coding, Document
from coder.resolved import Claim

SAME_WORDS: Final = 0.5
"""Spots of different codes are one from this share on: characters in both, of those in either."""

Votes: TypeAlias = tuple[int, int, int]
"""A stretch of the text (start, end), and how many coders gave it a code."""


class Difference(StrEnum):
    """In what the coders of a spot differ; GONE where a decision is left and no coding."""

    SAME = "same"
    EDGES = "edges"
    CODES = "codes"
    SOME = "some"
    SPLIT = "split"
    GONE = "gone"


@dataclass(frozen=True)
class Spot:
    """What the coders compared in a document (`coders`) gave at one place, by place.

    What follows from the claims is computed once, for queues of thousands: hence no slots.
    """

    document: Id
    coders: tuple[Id, ...]
    claims: tuple[Claim, ...]
    gone: bool = False

    @cached_property
    def start(self) -> int:
        """Where the first claim begins."""
        return min(claim.start for claim in self.claims)

    @cached_property
    def end(self) -> int:
        """Where the last claim ends."""
        return max(claim.end for claim in self.claims)

    @cached_property
    def codes(self) -> tuple[Id, ...]:
        """The codes given here, the one that most coders gave first."""
        givers: defaultdict[Id, set[Id]] = defaultdict(set)
        for claim in self.claims:
            givers[claim.code].add(claim.coder)
        return tuple(sorted(givers, key=lambda code: (-len(givers[code]), code)))

    @cached_property
    def givers(self) -> tuple[Id, ...]:
        """The coders who gave something here."""
        given = {claim.coder for claim in self.claims}
        return tuple(coder for coder in self.coders if coder in given)

    def of(self, coder: Id, code: Id | None = None) -> tuple[Claim, ...]:
        """What one coder gave here, or gave of one code."""
        return tuple(
            claim for claim in self.claims if claim.coder == coder and code in (None, claim.code)
        )

    @cached_property
    def votes(self) -> Mapping[Id, tuple[Votes, ...]]:
        """Per code, stretches that follow each other with the number of coders who gave it.

        Stretches that nobody gave it are left out; touching ones differ in their number.
        """
        given: defaultdict[Id, defaultdict[Id, list[tuple[int, int]]]]
        given = defaultdict(lambda: defaultdict(list))
        for claim in self.claims:
            given[claim.code][claim.coder].append((claim.start, claim.end))
        return {code: tuple(_count(by_coder.values())) for code, by_coder in given.items()}

    @cached_property
    def difference(self) -> Difference:
        """The first that holds of: gone, different codes, some only, split, same, edges."""
        if self.gone:
            return Difference.GONE
        if len(self.codes) > 1:
            return Difference.CODES
        if len(self.givers) < len(self.coders):
            return Difference.SOME
        shapes = [{(claim.start, claim.end) for claim in self.of(one)} for one in self.coders]
        if all(shape == shapes[0] for shape in shapes):
            return Difference.SAME
        if any(len(shape) > 1 for shape in shapes):
            return Difference.SPLIT
        return Difference.EDGES

    @cached_property
    def sign(self) -> str:
        """The difference as a short sign, which tells it without colour."""
        match self.difference:
            case Difference.SAME:
                return "="
            case Difference.EDGES:
                return "~"
            case Difference.CODES:
                return "≠"
            case Difference.SOME:
                return f"{len(self.givers)}/{len(self.coders)}"
            case Difference.SPLIT:
                return "÷"
            case Difference.GONE:
                return "∅"


def find_spots(document: Document, codings: Iterable[Coding], coders: Collection[Id]) -> list[Spot]:
    """The spots of a document by place; none where fewer than two coders are compared.

    `coders` are those who did the document: the codings of others are passed over, and one of
    them who gave nothing counts as having given nothing.
    """
    compared = tuple(sorted(set(coders)))
    if len(compared) < 2:
        return []
    by_code: defaultdict[Id, list[Claim]] = defaultdict(list)
    for coding in codings:
        if coding.coder in compared and coding.document == document.id:
            by_code[coding.code].append(claim_of(document.text, coding))
    groups = [part for code in sorted(by_code) for part in _connected(sorted(by_code[code]))]
    spots = [Spot(document.id, compared, tuple(sorted(group))) for group in _which_code(groups)]
    return sorted(spots, key=lambda spot: (spot.start, spot.end, spot.codes))


def disputed(spot: Spot) -> dict[Id, int]:
    """Per code, the characters that some of the coders compared gave it and some did not."""
    found: dict[Id, int] = {}
    for code in spot.codes:
        votes = spot.votes[code]
        found[code] = sum(end - start for start, end, n in votes if n < len(spot.coders))
    return found


def _count(versions: Iterable[Iterable[tuple[int, int]]]) -> Iterator[Votes]:
    steps: defaultdict[int, int] = defaultdict(int)
    for spans in versions:
        for start, end in joined(spans):
            steps[start] += 1
            steps[end] -= 1
    votes, since = 0, 0
    for place in sorted(steps):
        if not steps[place]:
            continue
        if votes:
            yield since, place, votes
        votes, since = votes + steps[place], place


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans as those of their union, touching ones made one, by place."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def claim_of(text: str, coding: Coding) -> Claim:
    """A coding as a claim: blanks at its edges do not count, unless there is nothing else."""
    words = text[coding.start : coding.end]
    kept = words.strip()
    start = coding.start + (len(words) - len(words.lstrip()) if kept else 0)
    end = start + len(kept) if kept else coding.end
    return Claim(start, end, coding.code, coding.coder, coding.id)


def _connected(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims, sorted by place, in groups that hang together by overlapping."""
    group: list[Claim] = []
    reach = -1
    for claim in claims:
        if group and claim.start >= reach:
            yield group
            group, reach = [], -1
        group.append(claim)
        reach = max(reach, claim.end)
    if group:
        yield group


def _which_code(groups: Sequence[list[Claim]]) -> list[list[Claim]]:
    """Groups of one code each, with those made one that are about which code it is.

    The closest are joined first. No two groups of one code overlap, so place and code name one.
    """
    edges = [
        (min(claim.start for claim in group), max(claim.end for claim in group), group[0].code)
        for group in groups
    ]
    home = list(range(len(groups)))
    members = {number: [number] for number in home}
    people = {number: {claim.coder for claim in group} for number, group in enumerate(groups)}
    for _, _, one, other in sorted(_close(edges)):
        first, second = home[one], home[other]
        if first != second and people[first].isdisjoint(people[second]):
            for number in members[second]:
                home[number] = first
            members[first] += members.pop(second)
            people[first] |= people.pop(second)
    return [
        list(chain.from_iterable(groups[number] for number in numbers))
        for numbers in members.values()
    ]


_Edges: TypeAlias = tuple[int, int, Id]


def _close(
    edges: Sequence[_Edges],
) -> Iterator[tuple[float, tuple[_Edges, _Edges], int, int]]:
    """Pairs of different codes on much the same words, to be sorted: the closest come first.

    Each is minus the share in common, the edges of both, and their numbers.
    """
    order = sorted(range(len(edges)), key=edges.__getitem__)
    open_ones: list[int] = []
    for number in order:
        start, end, code = edges[number]
        open_ones = [other for other in open_ones if edges[other][1] > start]
        for other in open_ones:
            first, last, its = edges[other]
            share = (min(end, last) - start) / (max(end, last) - first)
            if its != code and share >= SAME_WORDS:
                yield -share, (edges[other], edges[number]), other, number
        open_ones.append(number)
