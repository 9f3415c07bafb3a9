"""Spellings that differ without meaning anything else, and words that look alike.

Alikeness is only ever asked about words that no lexicon knows: between known words it finds
mostly other words (vrouwen for vertrouwen).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from coder.suggest.dutch import PARTICLES

MIN_LETTERS = 5
_SPLIT_LETTERS = 10
_SPLIT_RATIO = 90.0
_HEAD_LETTERS = 4
_TAIL_LETTERS = 4


class Likeness(NamedTuple):
    """A word of the terms that an unknown word looks like, and how much (0 to 100)."""

    word: str
    ratio: float


@lru_cache(maxsize=65536)
def squeezed(text: str) -> str:
    """Letters and digits only, without diacritics: equal for co-operatie and coöperatie."""
    if text.isascii() and text.isalnum():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if character.isalnum())


class Lookalikes:
    """The words of the terms by first letter, to compare unknown words with."""

    def __init__(self, words: Iterable[str], ratio: float) -> None:
        """`ratio` is the least likeness that counts, of 100; 0 switches the comparison off."""
        self._ratio = ratio
        self._words: dict[str, list[str]] = defaultdict(list)
        self._heads: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            if len(word) >= MIN_LETTERS and word.isalpha():
                self._words[word[0]].append(word)
                for length in range(
                    _HEAD_LETTERS, len(word) - 3 if len(word) >= _SPLIT_LETTERS else 0
                ):
                    self._heads[word[:length]].append(word)

    def like(self, form: str, split: bool) -> tuple[Likeness, ...]:
        """Words that an unknown form may be a typo of, most alike first.

        `split` tells that the form reads as a compound of known words; then only long and very
        like words count. The ratio is the normalised indel similarity of rapidfuzz.
        """
        if not self._ratio or len(form) < MIN_LETTERS or not form.isalpha():
            return ()
        if split and len(form) < _SPLIT_LETTERS:
            return ()
        cutoff = max(self._ratio, _SPLIT_RATIO) if split else self._ratio
        found = process.extract(
            form, self._words.get(form[0], ()), scorer=fuzz.ratio, score_cutoff=cutoff, limit=5
        )
        return tuple(Likeness(word, ratio) for word, ratio, _ in found)

    def like_joined(self, first: str, joined: str) -> tuple[Likeness, ...]:
        """Long words that begin with `first` and look like two words joined: energie corporatie."""
        if not self._ratio or len(joined) < _SPLIT_LETTERS or first not in self._heads:
            return ()
        found = process.extract(
            joined, self._heads[first], scorer=fuzz.ratio, score_cutoff=self._ratio, limit=5
        )
        return tuple(Likeness(word, ratio) for word, ratio, _ in found)


def joins(first: str, second: str, both_known: bool) -> bool:
    """Whether two neighbouring words may be one word written apart.

    Not where each is a word of its own and the first is a particle.
    """
    if not first or not second:
        return False
    return not (both_known and (first in PARTICLES or len(first) < 3 or len(second) < 3))
