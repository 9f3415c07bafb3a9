"""All evidence for a code in one probability: a logistic model whose parts add up.

The logit is a sum over features, so what each group of features contributed is told exactly.
Coefficients are shipped (fitted by `training/fit_suggestions.py`), and pulled towards a project by
its own verdicts: ridge regression around the shipped values, by Newton's method (Hastie, Tibshirani
and Friedman 2009, section 4.4.1, with the penalty centred there).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

GROUPS: dict[str, tuple[str, ...]] = {
    "codebook terms": ("terms", "loose_terms", "terms_ahead", "question"),
    "learned words": ("learned", "loose_learned", "learned_ahead", "learned_more"),
    "the interview so far": (
        "near",
        "recent",
        "recent_asked",
        "recent_interviewer",
        "last",
        "turn",
        "seen",
        "follows",
    ),
    "how often it is used": (
        "share",
        "length",
        "short",
        "interviewer",
        "density",
        "all",
        "loose",
        "loose_share",
        "loose_length",
    ),
    "other codes": ("rival_terms", "rival_learned"),
    "meaning: definition": ("meaning", "meaning_ahead"),
    "meaning: codings": ("meaning_learned",),
}
BY_MEANING = ("meaning: definition", "meaning: codings")
"""The groups whose features are 0 where the user named no model of meaning."""
FEATURES: tuple[str, ...] = tuple(name for names in GROUPS.values() for name in names)
PULL = 150.0
"""How strongly a project's own coefficients are held to the shipped ones."""
STEPS = 25


@dataclass(frozen=True, slots=True)
class Coefficients:
    """One number per feature, in the order of `FEATURES`."""

    values: tuple[float, ...]
    source: str = ""

    def logits(self, features: np.ndarray) -> np.ndarray:
        """The logits of features (… x features)."""
        return np.asarray(features @ np.array(self.values))

    def parts(self, features: np.ndarray) -> dict[str, float]:
        """What each group adds to the logit of one code (features); the sum is the logit."""
        shares = dict(zip(FEATURES, features * np.array(self.values), strict=True))
        return {
            group: float(sum(shares[name] for name in names)) for group, names in GROUPS.items()
        }


def read_coefficients(*records: Mapping[str, object]) -> Coefficients:
    """Coefficients from their JSON objects, each of which has those of some features.

    Raises ValueError where they are not those of all features.
    """
    found: dict[str, float] = {}
    for record in records:
        values = record.get("coefficients")
        if not isinstance(values, Mapping) or set(values) & set(found):
            raise ValueError("the coefficients are not those of the features")
        found |= {str(name): float(value) for name, value in values.items()}
    if set(found) != set(FEATURES):
        raise ValueError("the coefficients are not those of the features")
    source = "; ".join(str(record.get("source")) for record in records)
    return Coefficients(tuple(found[name] for name in FEATURES), source)


def probabilities(logits: np.ndarray) -> np.ndarray:
    """The probabilities of logits, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)))


def fit(
    features: np.ndarray,
    right: np.ndarray,
    around: Sequence[float],
    pull: np.ndarray | float = PULL,
    weights: np.ndarray | None = None,
) -> tuple[float, ...]:
    """The coefficients that best tell `right` (bool per row) while near to `around`.

    Minimises the weighted log loss plus pull/2 x squared distance; `pull` may differ by feature.
    """
    centre = np.array(around, float)
    found = centre.copy()
    weight = np.ones(len(features)) if weights is None else weights
    penalty = np.diag(np.broadcast_to(np.asarray(pull, float), centre.shape).copy())
    for _ in range(STEPS):
        likely = probabilities(features @ found)
        slope = features.T @ (weight * (likely - right)) + penalty @ (found - centre)
        spread = weight * np.maximum(likely * (1.0 - likely), 1e-6)
        bend = (features * spread[:, None]).T @ features + penalty
        step = np.linalg.solve(bend, slope)
        found -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return tuple(float(value) for value in found)
