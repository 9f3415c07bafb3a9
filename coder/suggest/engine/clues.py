"""Which words of a segment were learned to speak for a code, and how much each adds.

The learned score is linear in the words, so these shares are the score and no estimate of it. As
everywhere, what was said of the segment itself is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from scipy.sparse import csc_matrix

from coder.explanation import Span
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.hearing import Heard
from coder.suggest.engine.kernel import BIAS
from coder.suggest.engine.vectors import bearers


class LearnedWords:
    """The learned words of one document."""

    def __init__(self, engine: Engine, heard: Heard) -> None:
        self._engine, self._heard = engine, heard
        self._rows, self._places = engine.rows(heard), engine.places(heard)

    def values(self, number: int, column: int) -> Iterator[tuple[str, tuple[Span, ...], float]]:
        """What the words of a segment add to its learned score for a code, word by word.

        Together with `shared` the sum is the score. Parts of compounds and groups of letters count
        for the words they stand in.
        """
        row, columns = self._rows[number], self._engine.space.columns
        weights = self._weights(number, column, row.indices)
        values = dict(zip(row.indices.tolist(), (row.data * weights).tolist(), strict=True))
        for key, those in bearers(self._heard.analyses[number]).items():
            value = values.get(columns.get(key, -1))
            if value is not None:
                for words, spans in those:
                    yield words, spans, value / len(those)

    def shared(self, number: int, column: int) -> float:
        """What the learned score of a segment is whatever its words are."""
        influence = self._engine.learner.influence(column, int(self._places[number]))
        return BIAS * float(influence.sum())

    def _weights(self, number: int, column: int, features: np.ndarray) -> np.ndarray:
        """What was learned of features for a code."""
        learner, place = self._engine.learner, int(self._places[number])
        if place < 0:
            return np.asarray(learner.weights()[0][features, column])
        return np.asarray(self._known[:, features].T @ learner.influence(column, place))

    @cached_property
    def _known(self) -> csc_matrix:
        return self._engine.learner.rows.tocsc()
