"""From matches to evidence and from evidence to a score.

Score of one piece: weight of the term x certainty of its kind x quality of the fit. Score of a
code in a segment: noisy-or, 1 - product(1 - score), over the pieces that stand on different
words; of pieces on the same words the strongest counts. (Noisy-or: Pearl 1988, section 4.3.)
"""

from __future__ import annotations

from collections.abc import Iterable

from coder.linguistic import Token
from coder.model import Evidence, Polarity
from coder.suggest.dutch import DENIERS
from coder.suggest.sequences import Match, Reading

CERTAINTY = {
    "phrase": 0.95,
    "word": 0.85,
    "verb": 0.85,
    "pattern": 0.8,
    "compound": 0.75,
    "fuzzy": 0.65,
}
_MARKS = {Polarity.PRESENT: "", Polarity.ABSENT: "¬ ", Polarity.REDUCED: "↓ "}


def evidence_of(term: str, weight: float, match: Match, reading: Reading) -> Evidence:
    """One match of a term as evidence; a term that itself denies is not denied by its own words."""
    tokens = [reading.tokens[place] for place in match.places]
    kind = match.hits[0].kind if len(match.hits) == 1 else "phrase"
    certainty = CERTAINTY[kind]
    if kind == "phrase":
        certainty *= min(
            min(1.0, CERTAINTY[hit.kind] / CERTAINTY["word"]) * hit.quality for hit in match.hits
        )
        text = f"phrase *{_quote(match, tokens)}*"
    else:
        certainty *= match.hits[0].quality
        text = match.hits[0].text
    polarity = _polarity(tokens)
    return Evidence(
        kind=kind,
        term=term,
        spans=tuple((token.start, token.end) for token in tokens),
        text=_MARKS[polarity] + text,
        score=round(weight * certainty, 6),
        polarity=polarity,
    )


def merge(pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One piece for each term and polarity, with the spans of all, the strongest first."""
    groups: dict[tuple[str, Polarity], list[Evidence]] = {}
    for piece in pieces:
        groups.setdefault((piece.term, piece.polarity), []).append(piece)
    merged = [_joined(group) for group in groups.values()]
    return tuple(sorted(merged, key=_order))


def score(pieces: tuple[Evidence, ...]) -> float:
    """Noisy-or over pieces on different words; pieces come strongest first."""
    taken: list[tuple[int, int]] = []
    doubt = 1.0
    for piece in pieces:
        if not any(a < end and start < b for a, b in piece.spans for start, end in taken):
            doubt *= 1.0 - piece.score
            taken.extend(piece.spans)
    return round(min(1.0, max(0.0, 1.0 - doubt)), 6)


def _joined(group: list[Evidence]) -> Evidence:
    best = min(group, key=_order)
    spans = sorted({span for piece in group for span in piece.spans})
    return Evidence(best.kind, best.term, tuple(spans), best.text, best.score, best.polarity)


def _order(piece: Evidence) -> tuple[float, tuple[tuple[int, int], ...], str, str, str]:
    return (-piece.score, piece.spans, piece.term, piece.text, piece.polarity.value)


def _polarity(tokens: list[Token]) -> Polarity:
    if any(token.word.form in DENIERS for token in tokens):
        return Polarity.PRESENT
    found = {token.polarity for token in tokens}
    if Polarity.ABSENT in found:
        return Polarity.ABSENT
    return Polarity.REDUCED if Polarity.REDUCED in found else Polarity.PRESENT


def _quote(match: Match, tokens: list[Token]) -> str:
    """The words of a phrase, with an ellipsis where others stand between."""
    words = [tokens[0].word.form]
    for before, place, token in zip(match.places, match.places[1:], tokens[1:], strict=False):
        words.append(("… " if place > before + 1 else "") + token.word.form)
    return " ".join(words)
