"""The weights of the evidence, pulled towards one coder's own decisions.

Only documents that are done are used: there it is known of every segment which codes it has and
which not. They are gone through in the order in which they were finished, so that a segment is seen
as it was suggested for: with what the documents before taught, and its own apart from itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.identity import Id
from coder.suggest.engine.combiner import FEATURES, Coefficients, fit
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.hearing import Heard, Said
from coder.suggest.engine.meaning_space import Cards
from coder.suggest.engine.walk import walk_through

LEAST = 25
"""Codings in documents that are done, from which on the weights are pulled."""
DOCUMENTS = 8
"""Documents that are gone through at most, the last ones."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A document that is done; `unread` (segments x codes, bool) was accepted without reading."""

    heard: Heard
    said: Said
    unread: np.ndarray

    @property
    def codings(self) -> int:
        """How many codes of segments were given one by one."""
        return int((self.said.given & ~self.unread).sum())


def adapted(
    codes: Sequence[Id],
    shipped: Coefficients,
    documents: Sequence[Finished],
    cards: Cards | None = None,
) -> Coefficients:
    """The coefficients for these documents, in the order they were finished.

    The shipped ones where there are too few codings.
    """
    chosen = documents[-DOCUMENTS:]
    codings = sum(one.codings for one in chosen)
    if codings < LEAST:
        return shipped
    features, right = cases(codes, shipped, chosen, cards)
    source = f"{shipped.source}; pulled to {codings} codings in {len(chosen)} documents"
    return Coefficients(fit(features, right, shipped.values), source)


def cases(
    codes: Sequence[Id],
    shipped: Coefficients,
    documents: Sequence[Finished],
    cards: Cards | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """What was known of each decision before it was taken, and how it was taken.

    Decisions x features, and bool per decision. What was accepted in a batch is no case.
    """
    engine = Engine(codes, shipped, cards)
    engine.begin([one.heard for one in documents])
    features = [np.zeros((0, len(FEATURES)))]
    right = [np.zeros(0, bool)]
    for one in documents:
        engine.extend(one.heard, one.said)
        known = (one.said.given | one.said.absent) & ~one.unread
        features.append(walk_through(engine, one.heard, one.said.given)[known])
        right.append(one.said.given[known])
    return np.concatenate(features), np.concatenate(right)
