"""How often each term was right, learned from what a coder decided where it was found.

A term's precision is the mean of a Beta distribution: its score in the codebook counts as
`STRENGTH` earlier cases (Gelman et al. 2013, section 2.4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from coder.identity import Id
from coder.model import Evidence
from coder.suggest.engine.hearing import Found, Heard, Said
from coder.suggest.evidence import score

STRENGTH = 4.0

Place = tuple[Id, str]
"""A code and one of its terms, as written."""


@contextmanager
def apart_from(
    track: TrackRecord, found: Found, given: np.ndarray, absent: np.ndarray
) -> Iterator[None]:
    """Within this, a track record does not hold what was said of one segment."""
    track.add_segment(found, given, absent, -1)
    try:
        yield
    finally:
        track.add_segment(found, given, absent)


class TrackRecord:
    """Counts of right and wrong per term; `add` with step -1 takes a document's counts away."""

    def __init__(self, codes: Sequence[Id]) -> None:
        self._numbers = {code: number for number, code in enumerate(codes)}
        self._counts: defaultdict[Place, list[int]] = defaultdict(lambda: [0, 0])

    @property
    def codes(self) -> int:
        """The number of codes."""
        return len(self._numbers)

    def add(self, heard: Heard, said: Said, step: int = 1) -> None:
        """Count what was said of each segment in which a term was found."""
        decided = said.given | said.absent
        for number in np.flatnonzero(decided.any(axis=1)):
            self.add_segment(heard.found[number], said.given[number], said.absent[number], step)

    def add_segment(
        self, found: Found, given: np.ndarray, absent: np.ndarray, step: int = 1
    ) -> None:
        """Count one segment."""
        for code, pieces in found.items():
            column = self._numbers[code]
            if given[column] or absent[column]:
                for term in {piece.term for piece in pieces}:
                    self._counts[code, term][0 if given[column] else 1] += step

    def counts(self, code: Id, term: str) -> tuple[int, int]:
        """How often a term was right, and wrong."""
        right, wrong = self._counts.get((code, term), (0, 0))
        return right, wrong

    def judged(self, code: Id, pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Evidence with each score as sure as its term turned out to be, the surest first."""
        fresh = [self._judged(code, piece) for piece in pieces]
        return tuple(sorted(fresh, key=lambda piece: (-piece.score, piece.spans, piece.term)))

    def scores(self, found: Sequence[Found]) -> np.ndarray:
        """What the terms say of segments: segments x codes, in [0, 1]."""
        scores = np.zeros((len(found), len(self._numbers)))
        for row, pieces_of in enumerate(found):
            for code, pieces in pieces_of.items():
                scores[row, self._numbers[code]] = score(self.judged(code, pieces))
        return scores

    def _judged(self, code: Id, piece: Evidence) -> Evidence:
        right, wrong = self.counts(code, piece.term)
        if not right + wrong:
            return piece
        sure = (STRENGTH * piece.score + right) / (STRENGTH + right + wrong)
        return replace(piece, score=round(sure, 6))


def plain_scores(found: Sequence[Found], codes: Mapping[Id, int]) -> np.ndarray:
    """What the terms say before anything was learned of them: segments x codes."""
    scores = np.zeros((len(found), len(codes)))
    for row, pieces_of in enumerate(found):
        for code, pieces in pieces_of.items():
            scores[row, codes[code]] = score(pieces)
    return scores
