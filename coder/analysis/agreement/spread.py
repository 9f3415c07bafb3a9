"""Free spans as coders laid them, on a ruler that holds only the words that count.

Labels, times and turns left out are no part of the ruler, so that nobody agrees on leaving them
uncoded. Places on it are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.analysis.agreement.unitizing import UnitOfValue
from coder.analysis.agreement.units import Span
from coder.identity import Id
from coder.model import Coding, Document


@dataclass(frozen=True, slots=True)
class Spread:
    """One document: how long its words are, which coders judged it, and their spans per code.

    `spans[code][coder]` are in order and do not overlap; touching ones stay apart.
    """

    document: Id
    length: int
    coders: tuple[int, ...]
    spans: Mapping[Id, Mapping[int, Sequence[Span]]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two codes of one exclusive group that a coder gave to the same words.

    `start` and `end` are places of the document's text.
    """

    coder: int
    codes: tuple[Id, Id]
    start: int
    end: int


class Ruler:
    """Maps spans of a document's text to the words of some turns, put one after the other."""

    def __init__(self, document: Document, turns: Iterable[int]) -> None:
        chosen = sorted((document.turns[i].start, document.turns[i].end) for i in turns)
        self._text = document.text
        self._starts = [start for start, _ in chosen]
        self._ends = [end for _, end in chosen]
        self._offsets = [0]
        for start, end in chosen:
            self._offsets.append(self._offsets[-1] + end - start)

    @property
    def length(self) -> int:
        """The length of all words."""
        return self._offsets[-1]

    def place(self, start: int, end: int) -> Span | None:
        """Where a span of the text lies, without white space at its ends; None if nowhere."""
        words = self._text[start:end]
        end = start + len(words.rstrip())
        start += len(words) - len(words.lstrip())
        first, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first >= after:
            return None
        low = self._offsets[first] + max(start - self._starts[first], 0)
        last = after - 1
        high = self._offsets[last] + min(end, self._ends[last]) - self._starts[last]
        return (low, high) if low < high else None

    def text_place(self, place: int) -> int:
        """The position in the text of a place on the ruler."""
        turn = bisect_right(self._offsets, place) - 1
        return self._starts[turn] + place - self._offsets[turn]


def spread(
    document: Document, ruler: Ruler, codings: Iterable[Coding], coders: Mapping[Id, int]
) -> Spread:
    """What the coders (by number), who all judged a document, laid on its words.

    A coder's overlapping or repeated spans of one code are one span; codings of others are
    passed over.
    """
    found: defaultdict[Id, defaultdict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for coding in codings:
        coder = coders.get(coding.coder)
        place = None if coder is None else ruler.place(coding.start, coding.end)
        if coder is not None and place is not None:
            found[coding.code][coder].append(place)
    spans = {
        code: {coder: united(by_coder[coder]) for coder in sorted(by_coder)}
        for code, by_coder in found.items()
    }
    return Spread(document.id, ruler.length, tuple(sorted(coders.values())), spans)


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones as one; those that only touch stay apart."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def units_of_code(one: Spread, code: Id) -> list[list[UnitOfValue]]:
    """Per coder who judged the document the units of one code, with value 1."""
    by_coder = one.spans.get(code, {})
    return [[(*span, 1) for span in by_coder.get(coder, ())] for coder in one.coders]


def units_of_any(one: Spread, codes: Collection[Id]) -> list[list[UnitOfValue]]:
    """The same of the words that have any of the codes."""
    return [
        [(*span, 1) for span in united(s for c in codes for s in one.spans.get(c, {}).get(who, ()))]
        for who in one.coders
    ]


def units_of_group(one: Spread, codes: Sequence[Id]) -> list[list[UnitOfValue]]:
    """The same of exclusive codes, which have the values 1, 2 ... in their order."""
    return [
        sorted(
            (*span, value)
            for value, code in enumerate(codes, 1)
            for span in one.spans.get(code, {}).get(who, ())
        )
        for who in one.coders
    ]


def overlaps(one: Spread, ruler: Ruler, codes: Sequence[Id]) -> list[Overlap]:
    """Where a coder gave two codes of an exclusive group to the same words.

    Each span is held against the one before it that reaches furthest.
    """
    found = []
    for who, units in zip(one.coders, units_of_group(one, codes), strict=True):
        reach = (0, 0, 0)
        for unit in units:
            if unit[0] < reach[1]:
                start = ruler.text_place(unit[0])
                end = ruler.text_place(min(unit[1], reach[1]) - 1) + 1
                pair = (codes[reach[2] - 1], codes[unit[2] - 1])
                found.append(Overlap(who, pair, start, end))
            reach = max(reach, unit, key=lambda span: span[1])
    return found
