"""What is easy to do, to compare the engine with: frequency, recency, plain terms, kNN, SVM."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_matrix, vstack

from benchmarks.suggest_measures import Ranked
from coder.suggest.engine.track import plain_scores
from coder.suggest.engine.vectors import space
from training.gold import Gold

FADING = 3.0
NEIGHBOURS = 10


def frequency(before: Sequence[Gold], gold: Gold) -> np.ndarray:
    """How often each code was given so far, in this document and those before."""
    counts = sum((one.given.sum(axis=0) for one in before), np.zeros(gold.given.shape[1]))
    return np.asarray(counts + _before(gold.given).cumsum(axis=0))


def recency(before: Sequence[Gold], gold: Gold) -> np.ndarray:
    """Sum of exp(-distance / 3) over the codings of this document; ties by frequency."""
    recent = np.zeros(gold.given.shape)
    for unit in range(1, len(recent)):
        recent[unit] = (recent[unit - 1] + gold.given[unit - 1]) * math.exp(-1.0 / FADING)
    return np.asarray(recent + 1e-6 * frequency(before, gold))


def plain_terms(_: Sequence[Gold], gold: Gold, numbers: dict[str, int]) -> np.ndarray:
    """The codebook's terms alone, as they stand."""
    return plain_scores(gold.heard.found, numbers)


def nearest(before: Sequence[Gold], gold: Gold) -> np.ndarray:
    """Codes of the ten likest units coded so far, each by its likeness."""
    rows, given, start = _texts(before, gold)
    likeness = (rows[start:] @ rows.T).toarray()
    found = np.zeros(gold.given.shape)
    for unit in range(len(found)):
        known = np.flatnonzero(given[: start + unit].any(axis=1))
        closest = known[np.argsort(-likeness[unit][known], kind="stable")[:NEIGHBOURS]]
        found[unit] = likeness[unit][closest] @ given[closest] if closest.size else 0.0
    return found


def linear_svm(before: Sequence[Gold], gold: Gold) -> np.ndarray | None:
    """A linear SVM per code on the documents before; None where scikit-learn is not installed."""
    try:
        from sklearn.svm import LinearSVC
    except ImportError:
        return None
    rows, given, start = _texts(before, gold)
    found = np.full(gold.given.shape, -1.0)
    for code in range(given.shape[1]):
        wanted = given[:start, code]
        if wanted.any() and not wanted.all():
            model = LinearSVC(random_state=0).fit(rows[:start], wanted)
            found[:, code] = model.decision_function(rows[start:])
    return found


def baselines(
    train: Sequence[Gold], documents: Sequence[Gold], numbers: dict[str, int]
) -> dict[str, list[Ranked]]:
    """Every baseline on every document, each with what `train` and the documents before tell."""
    ways: dict[str, Callable[[Sequence[Gold], Gold], np.ndarray | None]] = {
        "frequency": frequency,
        "recency": recency,
        "plain_terms": lambda before, gold: plain_terms(before, gold, numbers),
        "knn": nearest,
        "linear_svm": linear_svm,
    }
    found: dict[str, list[Ranked]] = {}
    for name, way in ways.items():
        for number, gold in enumerate(documents):
            scores = way([*train, *documents[:number]], gold)
            if scores is not None:
                found.setdefault(name, []).append(Ranked(gold, scores))
    return found


def _before(given: np.ndarray) -> np.ndarray:
    """The codes of the unit before each unit."""
    return np.vstack([np.zeros((1, given.shape[1])), given[:-1]])


def _texts(before: Sequence[Gold], gold: Gold) -> tuple[csr_matrix, np.ndarray, int]:
    """Vectors and codes of all units in order, and where the document at hand begins."""
    documents = [*before, gold]
    made = space(analysis for one in documents for analysis in one.heard.analyses)
    rows = vstack([made.rows(one.heard.analyses) for one in documents], format="csr")
    given = np.vstack([one.given for one in documents])
    return rows, given, len(given) - len(gold.given)
