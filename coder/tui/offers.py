"""Which suggestions of a document are open: sure enough, not refused, not coded yet; pure.

Everything is kept by the number of the segment, so that one act touches one segment only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from coder.identity import Id
from coder.model import Segment, Suggestion

LEAST, MOST = 0.1, 0.9
"""Between these scores the strictness can be set."""


class Order(StrEnum):
    """In which order suggestions are worked through."""

    POSITION = "position in the text"
    CERTAIN = "most certain first"
    UNCERTAIN = "most uncertain first"


@dataclass(frozen=True, slots=True)
class Manner:
    """How suggestions are to be shown: from which score on, none to a blind coder, and withheld in
    the segments of the blind audit and for muted codes.
    """

    least: float
    blind: bool = False
    audit: bool = False
    muted: Set[Id] = frozenset()


@dataclass
class Offers:
    """The suggestions for one document, by segment.

    `coded(n)` tells the codes that segment `n` has already, `refused(n)` those refused there.
    To a blind coder none is open, nor is any in a segment of the blind audit or of a muted code:
    these are withheld.
    """

    segments: Sequence[Segment]
    coded: Callable[[int], Set[Id]]
    refused: Callable[[int], Set[Id]]
    known: Set[Id] = frozenset()
    least: float = 0.5
    blind: bool = False
    audited: Set[int] = frozenset()
    muted: Set[Id] = frozenset()
    _all: dict[int, list[Suggestion]] = field(default_factory=dict)
    _open: dict[int, list[Suggestion]] = field(default_factory=dict)
    _numbers: dict[tuple[int, int], int] = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = {(one.start, one.end): number for number, one in enumerate(self.segments)}

    def take(self, suggestions: Iterable[Suggestion], known: Set[Id]) -> None:
        """Keep what the engine suggests; codes that are not `known` (any more) are left out."""
        self.known = known
        self._all = {}
        for one in suggestions:
            number = self._numbers.get((one.start, one.end))
            if number is not None:
                self._all.setdefault(number, []).append(one)
        self.sift()

    def sift(self, numbers: Iterable[int] | None = None) -> None:
        """Find out again what is open, in a few segments or in all."""
        if numbers is None:
            self._open = {}
            numbers = self._all
        for number in numbers:
            found = [one for one in self.sure(number) if one.code not in self.muted]
            if found and number not in self.audited:
                self._open[number] = found
            else:
                self._open.pop(number, None)

    def at(self, number: int) -> list[Suggestion]:
        """What is open in a segment, the surest first."""
        return self._open.get(number, [])

    def sure(self, number: int) -> list[Suggestion]:
        """What would be open in a segment if nothing were withheld, the surest first."""
        return [one for one in self._undecided(number) if one.score >= self.least]

    def withheld(self, number: int) -> list[Suggestion]:
        """What would be open in a segment if its codes were not muted."""
        if number in self.audited:
            return []
        return [one for one in self.sure(number) if one.code in self.muted]

    def weaker(self, number: int) -> int:
        """How many more a segment would show if all were shown, whatever their score."""
        if number in self.audited:
            return 0
        return sum(one.score < self.least for one in self._undecided(number))

    def every(self, order: Order = Order.POSITION) -> list[Suggestion]:
        """All that is open, in an order; a tie goes by position."""
        found = [one for number in sorted(self._open) for one in self._open[number]]
        if order is Order.CERTAIN:
            return sorted(found, key=lambda one: -one.score)
        if order is Order.UNCERTAIN:
            return sorted(found, key=lambda one: abs(one.score - 0.5))
        return found

    def numbers(self) -> Iterable[int]:
        """The segments where something is open."""
        return self._open.keys()

    def _undecided(self, number: int) -> list[Suggestion]:
        """What is suggested for a segment, whatever its score, and not decided yet."""
        if self.blind:
            return []
        closed = self.coded(number) | self.refused(number)
        return [
            one
            for one in self._all.get(number, ())
            if one.code in self.known and one.code not in closed
        ]


class Cut:
    """The places of the segments of a document, in the order of the text."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._starts = [one.start for one in segments]
        self._ends = [one.end for one in segments]

    def within(self, span: tuple[int, int]) -> range:
        """The numbers of the segments that a span overlaps."""
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))
