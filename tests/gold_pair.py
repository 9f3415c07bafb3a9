"""Two people's complete codings of the eight gold interviews, from the shared research data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from coder.identity import composite_id
from coder.model import Coding, Document
from coder.readers import read

ANNA, BAS = composite_id("coder", "anna"), composite_id("coder", "bas")


@dataclass(frozen=True)
class GoldPair:
    """Documents, the spans of their units, the codes of each reader per unit, codings of both.

    `given[document][reader][unit]` is the set of code keys that a reader gave.
    """

    documents: list[Document]
    units: dict[str, list[tuple[int, int]]]
    given: dict[str, tuple[list[set[str]], list[set[str]]]]

    @property
    def codes(self) -> list[str]:
        every = [codes for sides in self.given.values() for side in sides for codes in side]
        return sorted(set().union(*every))

    def codings(self) -> list[Coding]:
        """One coding per unit, code and reader; the id of a code is made of its key."""
        return [
            Coding(
                composite_id("coding", document.name, str(number), person, key),
                document.id,
                document.revision,
                code_id(key),
                person,
                *span,
                document.text[slice(*span)],
            )
            for document in self.documents
            for person, side in zip((ANNA, BAS), self.given[document.id], strict=True)
            for number, span in enumerate(self.units[document.id])
            for key in sorted(side[number])
        ]


def code_id(key: str) -> str:
    return composite_id("code", key)


def read_gold_pair(shared: Path) -> GoldPair:
    """The gold set; every unit of it is found in its transcript, in order."""
    gold = shared / "gold"
    files = sorted(path for path in (gold / "transcripts").iterdir() if path.suffix != ".md")
    documents = [read(path) for path in files]
    units: dict[str, list[tuple[int, int]]] = {}
    given: dict[str, tuple[list[set[str]], list[set[str]]]] = {}
    for document in documents:
        rows = _rows(gold / "units" / f"{document.name}.tsv")
        units[document.id] = _places(document, [row[2] for row in rows])
        sides = []
        for reader in "AB":
            coded = dict(_rows(gold / f"coding{reader}" / f"{document.name}.tsv"))
            sides.append([set(filter(None, coded.get(row[0], "").split(","))) for row in rows])
        given[document.id] = (sides[0], sides[1])
    return GoldPair(documents, units, given)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _places(document: Document, texts: list[str]) -> list[tuple[int, int]]:
    """The spans of texts (with single blanks) in a transcript, one after the other.

    Words are compared as they stand; what is between them (blanks, labels, times) is passed over.
    """
    spoken = [
        place
        for turn in document.turns
        for place in range(turn.start, turn.end)
        if not document.text[place].isspace()
    ]
    letters = "".join(document.text[place] for place in spoken)
    found, after = [], 0
    for text in texts:
        packed = "".join(text.split())
        at = letters.index(packed, after)
        after = at + len(packed)
        found.append((spoken[at], spoken[after - 1] + 1))
    return found
