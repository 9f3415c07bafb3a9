"""The units on which coders are compared, and which codes each coder gave to each of them.

Positions are Unicode code points of the document's text, ends exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from coder.analysis.agreement.sums import MISSING, Row, Tally
from coder.identity import Id
from coder.model import Coding, Document
from coder.resolved import Claim

Span: TypeAlias = tuple[int, int]

_WORD_CHARACTER: Final = re.compile(r"[^\W_]")


class Unit(StrEnum):
    """On what coders are compared.

    SEGMENT: what is offered for coding. SENTENCE: the same, but long speech without full stops
    is not cut. TURN: what one speaker says at a stretch.
    """

    SEGMENT = "segment"
    SENTENCE = "sentence"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: its units, which coders judged it, and what they gave.

    `coders` are numbers of coders. `given` maps the number of a unit to coders to the codes they
    gave it; units and coders with nothing are not in it.
    """

    document: Id
    spans: tuple[Span, ...]
    coders: tuple[int, ...]
    given: Mapping[int, Mapping[int, frozenset[Id]]]


def judge(
    document: Document,
    spans: Sequence[Span],
    codings: Iterable[Coding | Claim],
    coders: Mapping[Id, int],
) -> Judged:
    """What the coders (by number) gave to each unit of a document that all of them judged.

    A coding gives its code to every unit of which it holds a letter or a digit. The spans must
    be in text order and not overlap; codings of others are passed over.
    """
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    found: defaultdict[int, defaultdict[int, set[Id]]] = defaultdict(lambda: defaultdict(set))
    for coding in codings:
        coder = coders.get(coding.coder)
        if coder is None:
            continue
        first, last = bisect_right(ends, coding.start), bisect_left(starts, coding.end)
        for number in range(first, last):
            low, high = max(coding.start, starts[number]), min(coding.end, ends[number])
            if _WORD_CHARACTER.search(document.text, low, high):
                found[number][coder].add(coding.code)
    given = {
        number: {coder: frozenset(codes) for coder, codes in found[number].items()}
        for number in sorted(found)
    }
    return Judged(document.id, tuple(spans), tuple(sorted(coders.values())), given)


def code_tallies(judged: Judged, everyone: int, codes: Collection[Id]) -> dict[Id, Tally]:
    """Per code the rows of 1 (given) and 0 over the units of a document.

    `everyone` is the number of coders; those who did not judge the document are MISSING.
    """
    masks: dict[Id, Counter[int]] = {code: Counter() for code in codes}
    for by_coder in judged.given.values():
        who: defaultdict[Id, int] = defaultdict(int)
        for coder, given in by_coder.items():
            for code in given:
                who[code] |= 1 << coder
        for code, mask in who.items():
            if code in masks:
                masks[code][mask] += 1
    return {code: _rows(found, judged, everyone) for code, found in masks.items()}


def any_tally(judged: Judged, everyone: int, codes: Collection[Id]) -> Tally:
    """The rows of 1 (given any of the codes) and 0 over the units of a document."""
    chosen = frozenset(codes)
    found: Counter[int] = Counter()
    for by_coder in judged.given.values():
        mask = sum(1 << coder for coder, given in by_coder.items() if given & chosen)
        if mask:
            found[mask] += 1
    return _rows(found, judged, everyone)


def _rows(masks: Counter[int], judged: Judged, everyone: int) -> Tally:
    """Rows from sets of coders written as bits; all other units were given to by nobody."""
    present = set(judged.coders)
    masks = Counter({0: len(judged.spans) - masks.total()}) + masks

    def row(mask: int) -> Row:
        return tuple(
            (mask >> coder) & 1 if coder in present else MISSING for coder in range(everyone)
        )

    return {row(mask): count for mask, count in masks.items()}
