"""Suggestions and their explanations as plain JSON values, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from coder.explanation import Alike, Before, Clue, Explanation, Hit, Span, Taught
from coder.model import Evidence, Polarity, Suggestion


def suggestion_record(suggestion: Suggestion) -> list[Any]:
    """A suggestion as plain JSON values."""
    evidence = [
        [one.kind, one.term, one.spans, one.text, one.score, one.polarity.value]
        for one in suggestion.evidence
    ]
    place = [suggestion.document, suggestion.start, suggestion.end]
    why = suggestion.explanation
    explanation = None if why is None else explanation_record(why)
    return [*place, suggestion.code, suggestion.score, evidence, explanation]


def suggestion_from_record(record: list[Any]) -> Suggestion:
    """The inverse of `suggestion_record`."""
    document, start, end, code, score, evidence, explanation = record
    pieces = [
        Evidence(kind, term, _spans(spans), text, score, Polarity(polarity))
        for kind, term, spans, text, score, polarity in evidence
    ]
    why = None if explanation is None else explanation_from_record(explanation)
    return Suggestion(document, start, end, code, score, tuple(pieces), why)


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """An explanation as an object: `parts` and `features` by name, the rest as it is.

    A feature is its value and what it adds; all of them, and all parts, add up to `logit`.
    """
    record = asdict(explanation)
    record["logit"] = explanation.logit
    record["parts"] = dict(explanation.parts)
    record["features"] = {
        name: [value, share] for name, value, share in explanation.features if value
    }
    return record


def explanation_from_record(record: dict[str, Any]) -> Explanation:
    """The inverse of `explanation_record`; features that were 0 are left out."""
    return Explanation(
        tuple(record["parts"].items()),
        tuple((name, value, share) for name, (value, share) in record["features"].items()),
        tuple(Hit(**{**one, "spans": _spans(one["spans"])}) for one in record["hits"]),
        tuple(Clue(**{**one, "spans": _spans(one["spans"])}) for one in record["clues"]),
        None if record["alike"] is None else Alike(**record["alike"]),
        None if record["unlike"] is None else Alike(**record["unlike"]),
        Before(**record["before"]),
        Taught(**record["taught"]),
    )


def _spans(spans: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in spans)
