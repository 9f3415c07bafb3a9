"""The words behind a figure of agreement: where coders gave different codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coder.analysis.agreement.asking import Asked
from coder.analysis.agreement.differing import Differing, confused, differing
from coder.analysis.agreement.spread import Ruler, Spread
from coder.analysis.agreement.units import Judged
from coder.identity import Id
from coder.model import Document
from coder.project.agreeing import Material, turns_compared


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that some coders gave something and others not (or something else); by name.

    `start` and `end` are positions of the document's text.
    """

    document: Document
    start: int
    end: int
    gave: tuple[str, ...]
    gave_not: tuple[str, ...]


def behind_code(found: Material, asked: Asked, codes: Sequence[Id]) -> list[Difference]:
    """Where some gave one of the codes and others none of them, by transcript and place."""
    return _told(found, asked, lambda one: differing(one, codes))


def behind_pair(found: Material, asked: Asked, one: Id, other: Id) -> list[Difference]:
    """Where one coder gave a code and another another instead ("" for none)."""
    every = [row.id for row in found.codes]
    return _told(found, asked, lambda document: confused(document, every, one, other))


def _told(
    found: Material, asked: Asked, look: Callable[[Judged | Spread], list[Differing]]
) -> list[Difference]:
    names = [coder.name for coder in found.part.coders]
    told = []
    for document, judged in zip(found.documents, found.judged, strict=True):
        ruler = Ruler(document, turns_compared(document, asked))
        for one in look(judged):
            start, end = one.start, one.end
            if isinstance(judged, Spread):
                start, end = ruler.text_place(start), ruler.text_place(end - 1) + 1
            gave, gave_not = ([names[who] for who in some] for some in (one.gave, one.gave_not))
            told.append(Difference(document, start, end, tuple(gave), tuple(gave_not)))
    return told
