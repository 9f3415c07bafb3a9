"""Segments much alike that one coder coded differently: "you coded this one differently before".

A pair differs by a code where one has it and the other, which was decided on, does not: it got
other codes, or the coder passed it over in a document that is done, or refused the code.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coder.suggest.engine.corpus import Corpus, likenesses
from coder.suggest.engine.engine import Key

MOST = 50
LEAST_LIKENESS = 0.5
"""The cosine from which two segments are much alike."""
LEAST_WORDS = 4
"""Shorter segments ("Ja, precies.") mean what stands before them and are not compared."""
COMPARED = 4000
"""Segments compared at most: coded ones first. Time grows with its square."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two segments, in the order of the corpus; codes (numbers) that only one of them got."""

    one: Key
    other: Key
    likeness: float
    only_one: tuple[int, ...]
    only_other: tuple[int, ...]


def conflicts(corpus: Corpus, most: int = MOST, least: float = LEAST_LIKENESS) -> list[Conflict]:
    """The pairs that are alike by at least `least` and coded differently, the likest first."""
    coded, decided = _compared(corpus)
    given, denied = corpus.given.astype(np.float32), _denied(corpus).astype(np.float32)
    found: list[tuple[float, int, int]] = []
    for part, beside in likenesses(corpus.rows, coded, decided):
        differ = given[part] @ denied[decided].T + denied[part] @ given[decided].T > 0
        for row, column in zip(*np.nonzero(differ & (beside >= least)), strict=True):
            place, other = int(part[row]), int(decided[column])
            if place < other or not corpus.given[other].any():
                likeness = float(beside[row, column])
                found.append((-likeness, min(place, other), max(place, other)))
        found = sorted(found)[: max(most, 0)]
    return [_conflict(corpus, one, other, -likeness) for likeness, one, other in found]


def _compared(corpus: Corpus) -> tuple[np.ndarray, np.ndarray]:
    """The coded segments, and those with others that were decided on; both in order."""
    long = corpus.words >= LEAST_WORDS
    given = corpus.given.any(axis=1)
    coded = np.flatnonzero(given & long)[:COMPARED]
    passed = np.flatnonzero(corpus.absent.any(axis=1) & ~given & long & corpus.offered)
    return coded, np.sort(np.concatenate([coded, passed[: COMPARED - len(coded)]]))


def _denied(corpus: Corpus) -> np.ndarray:
    """Which codes a segment did not get although it was decided on: segments x codes."""
    coded = np.asarray(corpus.given.any(axis=1))
    return np.asarray(~corpus.given & (coded[:, None] | corpus.absent))


def _conflict(corpus: Corpus, one: int, other: int, likeness: float) -> Conflict:
    denied = _denied(corpus)
    only_one = np.flatnonzero(corpus.given[one] & denied[other])
    only_other = np.flatnonzero(corpus.given[other] & denied[one])
    return Conflict(
        corpus.keys[one],
        corpus.keys[other],
        likeness,
        tuple(map(int, only_one)),
        tuple(map(int, only_other)),
    )
