"""Which words of a segment were learned to speak for a code, and how much each adds.

The learned score is linear in the words, so these shares are the score and no estimate of it. As
everywhere, what was said of the segment itself is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csc_matrix

from coder.explanation import Span
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.hearing import Heard
from coder.suggest.engine.kernel import BIAS
from coder.suggest.engine.vectors import bearers


@dataclass(frozen=True, slots=True)
class Bearing:
    """The words of a segment, with their places, and which bears which of its features.

    `word` and `feature` are numbers in the words and in the segment's row, pair by pair; a feature
    that several words bear counts for each by its `part`.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    word: np.ndarray
    feature: np.ndarray
    part: np.ndarray


class LearnedWords:
    """The learned words of one document."""

    def __init__(self, engine: Engine, heard: Heard) -> None:
        self._engine, self._heard = engine, heard
        self._rows, self._places = engine.rows(heard), engine.places(heard)
        self._bearings: dict[int, Bearing] = {}

    def values(self, number: int, column: int) -> tuple[Bearing, np.ndarray]:
        """The words of a segment and what each adds to its learned score for a code.

        Together with `shared` the sum is the score. Parts of compounds and groups of letters count
        for the words they stand in.
        """
        bearing, row = self._bearing(number), self._row(number)
        values = self._rows.data[row] * self._weights(number, column, self._rows.indices[row])
        shares = values[bearing.feature] * bearing.part
        return bearing, np.bincount(bearing.word, shares, len(bearing.words))

    def shared(self, number: int, column: int) -> float:
        """What the learned score of a segment is whatever its words are."""
        influence = self._engine.learner.influence(column, int(self._places[number]))
        return BIAS * float(influence.sum())

    def _row(self, number: int) -> slice:
        """Where the features of a segment stand in the vectors of the document."""
        return slice(*self._rows.indptr[number : number + 2])

    def _bearing(self, number: int) -> Bearing:
        if number not in self._bearings:
            self._bearings[number] = self._read(number)
        return self._bearings[number]

    def _read(self, number: int) -> Bearing:
        columns, indices = self._engine.space.columns, self._rows.indices[self._row(number)]
        places = {column: place for place, column in enumerate(indices.tolist())}
        words: dict[str, int] = {}
        spans: list[dict[Span, None]] = []
        word, feature = list[int](), list[int]()
        for form, those, keys in bearers(self._heard.analyses[number]):
            at = words.setdefault(form, len(words))
            if at == len(spans):
                spans.append({})
            spans[at].update(dict.fromkeys(those))
            for key in keys:
                place = places.get(columns.get(key, -1))
                if place is not None:
                    word.append(at)
                    feature.append(place)
        bears = np.array(feature, int)
        part = 1.0 / np.maximum(np.bincount(bears, minlength=len(places)), 1)[bears]
        return Bearing(
            tuple(words), tuple(map(tuple, spans)), np.array(word, int), bears, np.asarray(part)
        )

    def _weights(self, number: int, column: int, features: np.ndarray) -> np.ndarray:
        """What was learned of features for a code."""
        learner, place = self._engine.learner, int(self._places[number])
        if place < 0:
            return np.asarray(learner.weights()[0][features, column])
        return np.asarray(self._known[:, features].T @ learner.influence(column, place))

    @cached_property
    def _known(self) -> csc_matrix:
        return self._engine.learner.rows.tocsc()
