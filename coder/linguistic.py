"""What the language layer tells about a segment, in values that know nothing of spaCy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from coder.model import Polarity


class Part(NamedTuple):
    """One part of a compound: its offsets in the token's surface text, and its lemma."""

    start: int
    end: int
    lemma: str


@dataclass(frozen=True, slots=True)
class Word:
    """What is true of a word form wherever it stands; shared by all tokens of that form.

    `form` is lower-cased with spoken reductions written out ("'t" is "het"); `lemmas` holds
    every lemma the form can have, the most likely first; `parts` is empty for simple words;
    `known` tells whether the lexicon has the form (only unknown forms are matched fuzzily);
    `filler` marks "uh", bracketed remarks, broken-off words and punctuation.
    """

    form: str
    lemmas: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    known: bool = True
    filler: bool = False


class Token(NamedTuple):
    """One token of a segment: document positions, its word, and what holds only here.

    `pos` is a Universal POS tag, "" where the grade in use has no tagger.
    """

    start: int
    end: int
    word: Word
    polarity: Polarity = Polarity.PRESENT
    pos: str = ""


class SeparableVerb(NamedTuple):
    """A verb whose particle stands apart ("haken ... af"): lemma and the two token indexes.

    The lemma of a fixed expression has several words ("in beslag nemen"); `particle` is then the
    first of its fixed words.
    """

    lemma: str
    verb: int
    particle: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The linguistic reading of one segment, whose span in the document is `[start, end)`."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    separable: tuple[SeparableVerb, ...] = ()
