"""The words behind a figure of agreement: where coders gave the same or different codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coder.analysis.agreement.asking import Asked
from coder.analysis.agreement.differing import Differing, confused, given_by, some_only
from coder.analysis.agreement.differing import Wanted as Differs
from coder.analysis.agreement.spread import Ruler, Spread
from coder.analysis.agreement.units import Judged
from coder.identity import Id
from coder.model import Document
from coder.project.agreeing import Material, turns_compared


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that some coders gave something and others not (or something else); by name.

    `start` and `end` are positions of the document's text; `what` is the code where a list is
    of several.
    """

    document: Document
    start: int
    end: int
    gave: tuple[str, ...]
    gave_not: tuple[str, ...]
    what: str = ""


def behind_codes(
    found: Material, asked: Asked, codes: Sequence[Id], wanted: Differs = some_only
) -> list[Difference]:
    """Where some gave any of the codes, if wanted, by transcript and place."""
    return _told(found, asked, lambda one: given_by(one, codes, wanted))


def behind_each(found: Material, asked: Asked, wanted: Differs = some_only) -> list[Difference]:
    """The same for every code by itself: a place is there for each code that is wanted at it."""
    told = [
        (number, place, replace(one, what=row.name))
        for row in found.codes
        for number, place, one in _placed(found, behind_codes(found, asked, [row.id], wanted))
    ]
    return [one for _, _, one in sorted(told, key=lambda item: item[:2])]


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


def _placed(found: Material, told: Sequence[Difference]) -> list[tuple[int, int, Difference]]:
    order = {document.id: number for number, document in enumerate(found.documents)}
    return [(order[one.document.id], one.start, one) for one in told]
