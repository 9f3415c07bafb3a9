"""What a model of meaning says of segments: like what the codebook says, like what was coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coder.identity import Id
from coder.suggest.engine.interview import Setting
from coder.suggest.engine.meaning_space import Cards, MeaningSpace, meaning_space
from coder.suggest.engine.ridge import RidgeLearner

AHEAD, FADING = 4, 0.8
"""Segments ahead whose likeness counts, up to the next question, and how these fade."""

Key = tuple[Id, int]
"""A document and the number of a segment in it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is said of the segments of a document: likeness, that of those ahead, what was learned.

    Each is segments x codes.
    """

    likeness: np.ndarray
    ahead: np.ndarray
    learned: np.ndarray

    def features(self, at: int) -> dict[str, np.ndarray]:
        """The features of one segment, per code."""
        return {
            "meaning": self.likeness[at],
            "meaning_ahead": self.ahead[at],
            "meaning_learned": self.learned[at],
        }


class Sense:
    """What was learned by meaning; `cards` is what the codebook says of the codes."""

    def __init__(self, cards: Cards, codes: int) -> None:
        self._cards, self._codes = cards, codes
        self._rows: dict[Id, np.ndarray] = {}
        self.space: MeaningSpace = meaning_space(cards, codes, ())
        self.learner = RidgeLearner(cards.vectors.shape[1], codes)

    def start(
        self,
        vectors: Mapping[Id, np.ndarray | None],
        keys: Sequence[Key],
        targets: Sequence[np.ndarray],
    ) -> None:
        """Learn these segments of these documents, and nothing else."""
        known = {eid: one for eid, one in vectors.items() if one is not None}
        self.space = meaning_space(self._cards, self._codes, list(known.values()))
        self._rows = {eid: self.space.rows(one) for eid, one in known.items()}
        size = self._cards.vectors.shape[1]
        self.learner = RidgeLearner(size, self._codes)
        pairs = [(key, one) for key, one in zip(keys, targets, strict=True) if key[0] in known]
        if pairs:
            rows = np.array([self._rows[eid][number] for (eid, number), _ in pairs])
            self.learner.start([key for key, _ in pairs], rows, np.array([one for _, one in pairs]))

    def teach(self, key: Key, target: np.ndarray) -> None:
        """Let a segment of a document known since `start` teach this."""
        if key[0] in self._rows:
            self.learner.teach(key, self._rows[key[0]][key[1]], target)

    def forget(self, key: Key) -> None:
        """Learn nothing from a segment any more."""
        self.learner.remove(key)

    def of(self, document: Id, vectors: np.ndarray, setting: Setting) -> Meaning:
        """What is said of the segments of a document, each as if nothing was said of itself."""
        rows = self.space.rows(vectors)
        likeness = self.space.likeness(rows)
        keys = [(document, number) for number in range(len(rows))]
        return Meaning(likeness, _ahead(likeness, setting), self.learner.scores(rows, keys))


def unheard(segments: int, codes: int) -> Meaning:
    """What is said without a model: nothing."""
    nothing = np.zeros((segments, codes))
    return Meaning(nothing, nothing, nothing)


def _ahead(likeness: np.ndarray, setting: Setting) -> np.ndarray:
    """The likeness of the segments ahead, up to the next question, faded and added up."""
    found, asks = np.zeros_like(likeness), setting.asks
    here = np.arange(len(likeness))
    for step in range(1, AHEAD + 1):
        here = here[here + step < len(likeness)]
        here = here[~asks[here + step]]
        spoken = here[~setting.interviewer[here + step]]
        found[spoken] += likeness[spoken + step] * FADING**step
    return found
