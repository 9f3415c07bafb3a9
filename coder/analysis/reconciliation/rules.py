"""Rules that decide many spots at once, chosen by a person beforehand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from coder.analysis.reconciliation.outcomes import common, size, version, voted, whole
from coder.analysis.reconciliation.spots import Difference, Spot
from coder.errors import InputError
from coder.resolved import Piece

_LETTER: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by name; `amount` is its number (characters or percent), 0 where it has none."""

    name: str
    amount: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.amount}" if self.amount else self.name


Decide: TypeAlias = Callable[[Spot, str, int], tuple[Piece, ...] | None]
"""From spot, text of the document and amount to the pieces; None: it does not say anything."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a rule does in words, with N for its number, and the largest number (0: none)."""

    words: str
    decide: Decide
    largest: int = 0


def read_rule(text: str) -> Rule:
    """The rule that a person wrote, such as `majority` or `wider:80`; raises InputError."""
    name, _, amount = text.strip().partition(":")
    kind = KINDS.get(name)
    if kind is None:
        raise InputError(f"There is no rule '{text}'.", f"Rules: {listed()}.")
    if not kind.largest:
        if amount:
            raise InputError(f"The rule {name} has no number.", f"Write {name}.")
        return Rule(name)
    if not re.fullmatch(r"[0-9]{1,5}", amount) or not 1 <= int(amount) <= kind.largest:
        raise InputError(
            f"The rule {name} needs a number from 1 to {kind.largest}.", f"Write {name}:80, say."
        )
    return Rule(name, int(amount))


def listed() -> str:
    """The rules as one writes them."""
    return ", ".join(f"{name}:N" if kind.largest else name for name, kind in KINDS.items())


def explained(rule: Rule) -> str:
    """What a rule does, in words."""
    return KINDS[rule.name].words.replace("N", str(rule.amount))


def decide(rule: Rule, spot: Spot, text: str) -> tuple[Piece, ...] | None:
    """What a rule makes of a spot: pieces, nothing at all (none of these), or None: no word."""
    if spot.difference is Difference.GONE:
        return None
    return KINDS[rule.name].decide(spot, text, rule.amount)


def _same(spot: Spot, _text: str, _amount: int) -> tuple[Piece, ...] | None:
    return version(spot, spot.coders[0]) if spot.difference is Difference.SAME else None


def _words(spot: Spot, text: str, _amount: int) -> tuple[Piece, ...] | None:
    found = _one_piece(spot)
    if found is None:
        return None
    shared, everything = found
    start, end = everything[0].start, everything[0].end
    more = text[start : shared[0].start] + text[shared[0].end : end]
    return None if _LETTER.search(more) else everything


def _edges(spot: Spot, _text: str, most: int) -> tuple[Piece, ...] | None:
    found = _one_piece(spot)
    if found is None:
        return None
    shared, everything = found
    before = shared[0].start - everything[0].start
    return shared if max(before, everything[0].end - shared[0].end) <= most else None


def _wider(spot: Spot, _text: str, percent: int) -> tuple[Piece, ...] | None:
    return whole(spot) if _overlap(spot, percent) else None


def _narrower(spot: Spot, _text: str, percent: int) -> tuple[Piece, ...] | None:
    return common(spot) if _overlap(spot, percent) else None


def _majority(spot: Spot, _text: str, _amount: int) -> tuple[Piece, ...] | None:
    found = voted(spot, spot.codes[0], len(spot.coders) // 2 + 1)
    return found if len(found) == 1 else None


def _minority(spot: Spot, _text: str, _amount: int) -> tuple[Piece, ...] | None:
    return () if 2 * len(spot.givers) < len(spot.coders) else None


def _one_piece(spot: Spot) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """What all share and all of it, where coders differ in edges only and each is one piece."""
    if not _only_edges(spot):
        return None
    shared, everything = common(spot), whole(spot)
    return (shared, everything) if len(shared) == len(everything) == 1 else None


def _only_edges(spot: Spot) -> bool:
    return spot.difference in (Difference.SAME, Difference.EDGES, Difference.SPLIT)


def _overlap(spot: Spot, percent: int) -> bool:
    return _only_edges(spot) and 100 * size(common(spot)) >= percent * size(whole(spot))


KINDS: Final[dict[str, Kind]] = {
    "same": Kind("where all gave the code to the same words, take it", _same),
    "words": Kind("where all gave the code and only marks differ at the edges, take all", _words),
    "edges": Kind(
        "where all gave the code and their edges are at most N characters apart, take the words "
        "that they share",
        _edges,
        1000,
    ),
    "wider": Kind(
        "where all gave the code and share N % of the words, take all words", _wider, 100
    ),
    "narrower": Kind(
        "where all gave the code and share N % of the words, take the words that they share",
        _narrower,
        100,
    ),
    "majority": Kind(
        "where more than half gave a code, take it on the words that more than half gave it to",
        _majority,
    ),
    "minority": Kind("where fewer than half gave anything, take none of it", _minority),
}
