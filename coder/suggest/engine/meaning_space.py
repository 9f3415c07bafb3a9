"""Vectors of a user's model, seen from where they tell segments apart.

Vectors of one model lie close together; what tells them apart is where they lie from their middle.
So each is taken from the middle of its document, drawn towards the middle of what was learned from
(of the codebook, before anything was): its direction from there is the segment's row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWN = 10.0
"""Segments of a document that weigh as much as the middle of the others."""
LEAST_SCALE = 1e-3


@dataclass(frozen=True, slots=True)
class Cards:
    """What the codebook says of the codes: a vector per piece, and the column of its code.

    A piece is the name with the definition, an example, or what to include.
    """

    vectors: np.ndarray
    columns: np.ndarray


@dataclass(frozen=True, slots=True)
class MeaningSpace:
    """Where vectors are looked at from (`middle`), and what is typical of each code (x size).

    `scale` is how far likeness to other codes spreads in the codebook itself.
    """

    middle: np.ndarray
    typical: np.ndarray
    scale: float

    def rows(self, vectors: np.ndarray) -> np.ndarray:
        """The rows of the segments of one document (segments x size), of length 1 or 0."""
        known = np.asarray(vectors.any(axis=1))
        middle = (vectors.sum(axis=0) + DRAWN * self.middle) / (known.sum() + DRAWN)
        return np.asarray(unit(vectors - middle) * known[:, None])

    def likeness(self, rows: np.ndarray) -> np.ndarray:
        """How like what the codebook says of each code: segments x codes, in usual spreads."""
        return np.asarray(rows @ self.typical.T / self.scale)


def meaning_space(cards: Cards, codes: int, learned_from: Sequence[np.ndarray]) -> MeaningSpace:
    """The space for these codes, and the vectors of the documents learned from."""
    written = cards.vectors.mean(axis=0)
    pieces = unit(cards.vectors - written)
    typical = np.zeros((codes, cards.vectors.shape[1]))
    np.add.at(typical, cards.columns, pieces)
    typical = unit(typical)
    others = np.ones((len(pieces), codes), bool)
    others[np.arange(len(pieces)), cards.columns] = False
    others &= typical.any(axis=1)
    spread = float((pieces @ typical.T)[others].std()) if others.any() else 1.0
    segments = [one[one.any(axis=1)] for one in learned_from]
    heard = np.concatenate(segments) if segments else np.zeros((0, 0))
    middle = heard.mean(axis=0) if len(heard) else written
    return MeaningSpace(middle, typical, max(spread, LEAST_SCALE))


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows of length 1; those of no length stay so."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
