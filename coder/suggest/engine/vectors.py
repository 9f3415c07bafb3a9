"""Segments as sparse vectors: word and letter features weighted by how rare they are.

Features are lemmas, pairs of lemmas and parts of compounds (words), and letter groups of 3 to 5 in
the forms. Weight: (1 + log count) x log((1 + n) / (1 + df)) + 1, words and letters each scaled to
length sqrt(1/2), so that a vector has length 1 (TF-IDF with sublinear counts: Manning, Raghavan and
Schuetze 2008, section 6.4).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from sys import intern

import numpy as np
from scipy.sparse import csr_matrix

from coder.linguistic import Analysis

SIZES = (3, 4, 5)
LETTERS = "#"
"""Begins the keys of letter groups; others are words and pairs of words."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Space:
    """The features of some segments and how rare each is; made by `space`."""

    columns: dict[str, int]
    rarities: tuple[float, ...]
    unknown: float

    def rows(self, analyses: Sequence[Analysis]) -> csr_matrix:
        """One row per segment (segments x features, float32); words never met count in length."""
        starts, columns, values = array("q", [0]), array("i"), array("f")
        for analysis in analyses:
            for column, value in self._weights(analysis):
                columns.append(column)
                values.append(value)
            starts.append(len(columns))
        shape = (len(analyses), len(self.columns))
        parts = (np.asarray(values), np.asarray(columns), np.asarray(starts))
        return csr_matrix(parts, shape=shape)

    def _weights(self, analysis: Analysis) -> Iterator[tuple[int, float]]:
        for group in (words_of(analysis), letters_of(analysis)):
            total, found = 0.0, list[tuple[int, float]]()
            for key, count in Counter(group).items():
                column = self.columns.get(key)
                value = self.unknown if column is None else self.rarities[column]
                if count > 1:
                    value *= 1.0 + math.log(count)
                total += value * value
                if column is not None:
                    found.append((column, value))
            length = math.sqrt(2.0 * total)
            for column, value in found:
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
    rarities = tuple(math.log((1.0 + total) / (1.0 + held[key])) + 1.0 for key in columns)
    return Space(columns, rarities, math.log(1.0 + total) + 1.0)


def words_of(analysis: Analysis) -> list[str]:
    """The word features of a segment: lemmas, pairs of neighbours, parts of compounds."""
    lemmas = [lemma for _, lemma in lemmas_of(analysis)]
    parts = [part.lemma for token in analysis.tokens for part in token.word.parts]
    pairs = [f"{one} {other}" for one, other in pairwise(lemmas)]
    return lemmas + parts + pairs


def bearers(analysis: Analysis) -> Iterator[tuple[str, tuple[Span, ...], tuple[str, ...]]]:
    """The words of a segment and its pairs of words: their places, and the features they bear.

    A feature that is there several times is borne several times.
    """
    spoken = [token for token in analysis.tokens if not token.word.filler]
    lemmas = [lemma for _, lemma in lemmas_of(analysis)]
    for token, lemma in zip(spoken, lemmas, strict=True):
        word = token.word
        keys = (lemma, *(part.lemma for part in word.parts), *_letter_groups(word.form))
        yield word.form, ((token.start, token.end),), keys
    for (one, other), pair in zip(pairwise(spoken), pairwise(lemmas), strict=True):
        spans = ((one.start, one.end), (other.start, other.end))
        yield f"{one.word.form} {other.word.form}", spans, (" ".join(pair),)


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
        for group in _letter_groups(token.word.form)
    ]


@lru_cache(maxsize=50_000)
def _letter_groups(form: str) -> tuple[str, ...]:
    padded = f" {form} "
    return tuple(
        intern(LETTERS + padded[start : start + size])
        for size in SIZES
        for start in range(len(padded) - size + 1)
    )
