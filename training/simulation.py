"""A simulated coder goes through documents in order, gives the gold codes, and the engine learns.

Before each unit the features are noted; the unit's own codes, and those after it, are unknown then.
After a document the coder is done with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from coder.suggest.engine.engine import Engine
from coder.suggest.engine.walk import Walk
from training.gold import Gold


@dataclass(frozen=True, slots=True)
class Seen:
    """What was known before each unit of a document: units x codes x features."""

    gold: Gold
    features: np.ndarray


def code_document(
    engine: Engine, gold: Gold, after: Callable[[Walk], object] = lambda _: None
) -> Seen:
    """Go through one document, the engine learning from each coded unit at once."""
    walk = Walk(engine, gold.heard)
    features = []
    absent = np.zeros(gold.given.shape[1], bool)
    for number, given in enumerate(gold.given):
        features.append(walk.features())
        walk.passed(given)
        if given.any():
            engine.note(gold.heard, number, given, absent)
            walk.refresh()
            after(walk)
    return Seen(gold, np.array(features))


def finish(engine: Engine, documents: Iterable[Gold]) -> None:
    """Let the coder be done with these documents, and with these only."""
    engine.learn({one.heard.document: (one.heard, one.done()) for one in documents})


def code_all(
    make: Callable[[], Engine], train: Sequence[Gold], documents: Sequence[Gold]
) -> list[Seen]:
    """Go through documents in order, each with what `train` and the documents before taught."""
    engine = make()
    known = list(train)
    found = []
    for gold in documents:
        finish(engine, known)
        found.append(code_document(engine, gold))
        known.append(gold)
    return found
