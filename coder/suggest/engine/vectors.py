"""Segments as sparse vectors: word and letter features weighted by how rare they are.

Features are lemmas, pairs of lemmas and parts of compounds (words), and letter groups of 3 to 5 in
the forms. Weight: (1 + log count) x log((1 + n) / (1 + df)) + 1, words and letters each scaled to
length sqrt(1/2), so that a vector has length 1 (TF-IDF with sublinear counts: Manning, Raghavan and
Schuetze 2008, section 6.4).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from coder.linguistic import Analysis, Word

SIZES = (3, 4, 5)
LETTERS = "#"
"""Begins the keys of letter groups; others are words and pairs of words."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Space:
    """The features of some segments and how rare each is; made by `space`."""

    columns: dict[str, int]
    rarity: np.ndarray
    unknown: float

    def rows(self, analyses: Sequence[Analysis]) -> csr_matrix:
        """One row per segment (segments x features, float32); words never met count in length."""
        starts, columns, values = [0], list[int](), list[float]()
        for analysis in analyses:
            for column, value in self._weights(analysis):
                columns.append(column)
                values.append(value)
            starts.append(len(columns))
        shape = (len(analyses), len(self.columns))
        parts = (np.array(values, np.float32), np.array(columns, np.int32), np.array(starts))
        return csr_matrix(parts, shape=shape)

    def _weights(self, analysis: Analysis) -> Iterator[tuple[int, float]]:
        for group in (words_of(analysis), letters_of(analysis)):
            counts = Counter(group)
            found = [
                (self.columns.get(key, -1), (1.0 + math.log(count)))
                for key, count in counts.items()
            ]
            weighted = [
                (column, value * (float(self.rarity[column]) if column >= 0 else self.unknown))
                for column, value in found
            ]
            length = math.sqrt(2.0 * sum(value * value for _, value in weighted))
            for column, value in weighted:
                if column >= 0:
                    yield column, value / length


def space(analyses: Iterable[Analysis]) -> Space:
    """The space of these segments; the order in which they come makes no difference to values."""
    held: Counter[str] = Counter()
    total = 0
    for analysis in analyses:
        total += 1
        held.update(set(words_of(analysis)))
        held.update(set(letters_of(analysis)))
    columns = {key: number for number, key in enumerate(sorted(held))}
    counts = np.array([held[key] for key in columns], np.float32)
    rarity = np.log((1.0 + total) / (1.0 + counts)) + 1.0
    return Space(columns, rarity.astype(np.float32), math.log(1.0 + total) + 1.0)


def words_of(analysis: Analysis) -> list[str]:
    """The word features of a segment: lemmas, pairs of neighbours, parts of compounds."""
    lemmas = [lemma for _, lemma in lemmas_of(analysis)]
    parts = [part.lemma for token in analysis.tokens for part in token.word.parts]
    pairs = [f"{one} {other}" for one, other in pairwise(lemmas)]
    return lemmas + parts + pairs


def lemmas_of(analysis: Analysis) -> list[tuple[Span, str]]:
    """The lemma of every word that is no filler, with its place in the document."""
    return [
        ((token.start, token.end), token.word.lemmas[0] if token.word.lemmas else token.word.form)
        for token in analysis.tokens
        if not token.word.filler
    ]


def letters_of(analysis: Analysis) -> list[str]:
    """The letter groups of a segment, word by word."""
    return [
        group
        for token in analysis.tokens
        if not token.word.filler
        for group in _letter_groups(token.word)
    ]


def _letter_groups(word: Word) -> list[str]:
    form = f" {word.form} "
    return [
        LETTERS + form[start : start + size]
        for size in SIZES
        for start in range(len(form) - size + 1)
    ]
