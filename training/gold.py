"""Interviews with gold codes, read from a folder, as the engine reads documents.

The folder holds `units/NAME.tsv` (id, speaker, text), `roles.tsv` (document, speaker, role) and
`codingA/NAME.tsv`, `codingB/NAME.tsv` (id, codes) of two coders. Gold are the codes that both gave;
a code that only one gave on a unit is neutral there. Where there is no `codingB`, gold is codingA.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coder.identity import Id
from coder.language.language import Language
from coder.model import Codebook, Document, Role, Segment, Turn
from coder.suggest.engine.hearing import Heard, Said, hear
from coder.suggest.lexical import Matcher


@dataclass(frozen=True, slots=True)
class Gold:
    """One document with its gold: `given` and `neutral` are units x codes, bool."""

    name: str
    heard: Heard
    given: np.ndarray
    neutral: np.ndarray
    texts: tuple[str, ...]

    @property
    def coded(self) -> np.ndarray:
        """Which units have a gold code."""
        return np.asarray(self.given.any(axis=1))

    def done(self) -> Said:
        """What a coder says who gave the gold codes and is done with the document."""
        offered = ~self.heard.setting.interviewer | self.coded
        return Said(self.given, ~self.given & ~self.neutral & offered[:, None])

    def onsets(self, within: int = 3) -> np.ndarray:
        """Coded units none of whose codes was given within the three units before."""
        found = np.zeros(len(self.given), bool)
        for number in np.flatnonzero(self.coded):
            before = self.given[max(0, number - within) : number].any(axis=0)
            found[number] = not (before & self.given[number]).any()
        return found


def coded_with(codebook: Codebook) -> list[Id]:
    """The codes that the gold uses: those with terms, in the order of the codebook."""
    return [code.id for code in codebook.codes if code.terms]


def read_gold(folder: Path, codebook: Codebook, language: Language, matcher: Matcher) -> list[Gold]:
    """The documents of a folder by name; raises OSError for a missing file."""
    numbers = {code.key: number for number, code in enumerate(_codes(codebook))}
    roles = _read_roles(folder / "roles.tsv")
    found: list[Gold] = []
    for path in sorted((folder / "units").glob("*.tsv")):
        rows = [line.split("\t", 2) for line in path.read_text("utf-8").splitlines() if line]
        document, segments = _document(path.stem, rows, roles)
        spans = [(segment.start, segment.end) for segment in segments]
        heard = hear(document, segments, language.analyse(document.text, spans), matcher)
        first = _read_coding(folder / "codingA" / path.name)
        other = folder / "codingB" / path.name
        second = _read_coding(other) if other.parent.is_dir() else first
        given = np.zeros((len(rows), len(numbers)), bool)
        neutral = np.zeros_like(given)
        for number, (name, _, _) in enumerate(rows):
            one, two = first.get(name, frozenset()), second.get(name, frozenset())
            for key in one | two:
                (given if key in one and key in two else neutral)[number, numbers[key]] = True
        texts = tuple(text for _, _, text in rows)
        found.append(Gold(path.stem, heard, given, neutral, texts))
    return found


def _codes(codebook: Codebook) -> list:
    return [code for code in codebook.codes if code.terms]


def _document(
    name: str, rows: Sequence[Sequence[str]], roles: Mapping[tuple[str, str], Role]
) -> tuple[Document, list[Segment]]:
    """Units one a line as a document; units of one speaker that follow each other are a turn."""
    text, places = "", []
    for _, _, words in rows:
        places.append((len(text), len(text) + len(words)))
        text += words + "\n"
    turns: list[Turn] = []
    segments: list[Segment] = []
    for (_, speaker, _), (start, end) in zip(rows, places, strict=True):
        if turns and turns[-1].speaker == speaker:
            turns[-1] = Turn(turns[-1].start, end, speaker, turns[-1].role)
        else:
            turns.append(Turn(start, end, speaker, roles.get((name, speaker), Role.UNKNOWN)))
        segments.append(Segment(start, end, len(turns) - 1))
    return Document(name, text, tuple(turns)), segments


def _read_roles(path: Path) -> dict[tuple[str, str], Role]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    return {(document, speaker): Role(role) for document, speaker, role in rows}


def _read_coding(path: Path) -> dict[str, frozenset[str]]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    return {row[0]: frozenset(key.strip() for key in row[1].split(",")) for row in rows}
