"""What a possible label looks like: a known word, a title with a name, a name, a code, prose."""

from __future__ import annotations

import re
from enum import IntEnum

from coder.readers.vocabulary import (
    HEADER_WORDS,
    INTERVIEWER_LETTERS,
    INTERVIEWER_WORDS,
    OFFICE_WORDS,
    PARTICLES,
    PROSE_WORDS,
    RESPONDENT_LETTERS,
    RESPONDENT_WORDS,
    SPEAKER_WORDS,
    TITLES,
    tokens,
)

_CODE = re.compile(r"[A-Za-z]{1,12}[ _.-]{0,2}\d{1,4}[A-Za-z]?|[A-Z]{1,4}|[A-Z](?:\.[A-Z]){1,3}\.?")
_SENTENCE = re.compile(r"[?!;,\"“”„«»=/\\{}<>]|\.\s|\.$")
_NUMBER = re.compile(r"\d+[.)]?")
_KNOWN = INTERVIEWER_WORDS | RESPONDENT_WORDS | SPEAKER_WORDS | OFFICE_WORDS
_LETTERS = INTERVIEWER_LETTERS | RESPONDENT_LETTERS


class Shape(IntEnum):
    """How much a label's form alone says that it is a speaker; higher says more."""

    PROSE = 0
    LOOSE = 1
    NAME = 2
    CODE = 3
    LETTER = 4
    TITLED = 5
    KNOWN = 6


def shape(label: str) -> Shape:
    """The shape of a label; PROSE can never be a speaker by itself."""
    words = tokens(label)
    if not words or len(label) > 60 or len(label.split()) > 7:
        return Shape.PROSE
    known = _by_words(label, words)
    if known is not None:
        return known
    if words[0] in HEADER_WORDS or label.casefold().split()[0] in HEADER_WORDS:
        return Shape.PROSE
    if _CODE.fullmatch(label):
        return Shape.PROSE if words[0] in PROSE_WORDS else Shape.CODE
    return _by_capitals(label, words)


def _by_words(label: str, words: list[str]) -> Shape | None:
    """KNOWN, LETTER or TITLED where the words of the label say so."""
    core = [word for word in words if word not in ("de", "het", "een", "the")]
    count = len(label.split())
    if len(core) == 1 and core[0] in _LETTERS and count <= 2 and len(label) <= 12:
        return Shape.LETTER
    if core and count <= 4 and (core[0] in _KNOWN or (count <= 3 and core[-1] in _KNOWN)):
        named = len(core) == 1 or _capitalised(label) or _numbered(label)
        return Shape.KNOWN if named and not (set(core) & PROSE_WORDS) else None
    parts = [part for part in label.split() if part.casefold() not in ("de", "het")]
    if len(parts) > 1 and parts[0].casefold() in TITLES and _capitalised(" ".join(parts[1:])):
        return Shape.TITLED
    return None


def _by_capitals(label: str, words: list[str]) -> Shape:
    """NAME, LOOSE or PROSE from capitals and punctuation."""
    bare = re.sub(r"\([^()]{0,40}\)", "", label).strip()
    if not bare or _SENTENCE.search(_without_initials(bare)):
        return Shape.PROSE
    prose = [word for word in words if word in PROSE_WORDS]
    first = bare[0]
    if _capitalised(bare) and not prose:
        return Shape.NAME
    if prose or not first.isalpha() or len(words) > 4:
        return Shape.PROSE
    return Shape.LOOSE


def _without_initials(label: str) -> str:
    """The label without the full stops of initials and of short titles, and "Last, First"."""
    label = re.sub(r"\b([A-Za-z]{1,4})\.", r"\1", label)
    return re.sub(r"^([^\s,]{2,30}), (?=[A-Z])", r"\1 ", label)


def _capitalised(label: str) -> bool:
    """Whether every word but name particles starts with a capital or a digit."""
    words = [word.strip("()[]") for word in label.split()]
    named = [word for word in words if word and word.casefold() not in PARTICLES]
    return bool(named) and all(not word[0].islower() for word in named)


def _numbered(label: str) -> bool:
    return any(_NUMBER.fullmatch(word) for word in label.split())
