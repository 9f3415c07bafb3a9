"""What to propose at a spot, with the reason in words; a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from coder.analysis.reconciliation.outcomes import common, version, whole
from coder.analysis.reconciliation.spots import Difference, Spot
from coder.identity import Id
from coder.resolved import Piece


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the consensus could have (nothing: none of these) and why.

    `pieces` is None where nothing speaks for one side. `way` says in a word what it is.
    """

    pieces: tuple[Piece, ...] | None
    way: str
    reason: str


def propose(spot: Spot, parents: Mapping[Id, Id | None]) -> Proposal:
    """The proposal for a spot; `parents` says under which code each stands."""
    if spot.difference is Difference.GONE:
        return Proposal((), "none", "the codings that were decided on are gone")
    if spot.difference is Difference.SAME:
        return Proposal(version(spot, spot.coders[0]), "all", "all gave it to the same words")
    code, reason = _which_code(spot, parents)
    everyone, givers = len(spot.coders), [one for one in spot.givers if code and spot.of(one, code)]
    if code is None:
        return Proposal(None, "", reason)
    if len(spot.codes) == 1 and 2 * len(givers) < everyone:
        return Proposal((), "none", f"only {len(givers)} of {everyone} gave it")
    if len(givers) < everyone and not reason:
        reason = f"{len(givers)} of {everyone} gave it"
        if 2 * len(givers) == everyone:
            reason += "; perhaps the others passed over it"
    pieces, way, edges = _edges(spot, code, givers)
    return Proposal(pieces, way, "; ".join(filter(None, (reason, edges))))


def _which_code(spot: Spot, parents: Mapping[Id, Id | None]) -> tuple[Id | None, str]:
    """The code that most gave; of equals the one that stands under all the others."""
    if len(spot.codes) == 1:
        return spot.codes[0], ""
    votes = {code: sum(bool(spot.of(one, code)) for one in spot.coders) for code in spot.codes}
    most = max(votes.values())
    first = [code for code in spot.codes if votes[code] == most]
    if len(first) == 1:
        return first[0], f"{most} of {len(spot.coders)} chose this code"
    for code in first:
        if set(first) - {code} <= _above(code, parents):
            return code, "it is the narrower of the codes"
    return None, f"{most} against {most}: nothing speaks for one of the codes"


def _above(code: Id, parents: Mapping[Id, Id | None]) -> set[Id]:
    found: set[Id] = set()
    above = parents.get(code)
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def _edges(spot: Spot, code: Id, givers: list[Id]) -> tuple[tuple[Piece, ...], str, str]:
    """Which words to take of one code: what most have, else what all share, else all of it."""
    shapes = Counter(version(spot, one, code) for one in givers)
    shape, count = min(shapes.items(), key=lambda item: (-item[1], item[0]))
    if len(givers) == 1:
        return shape, "as given", ""
    if 2 * count > len(givers):
        words = "the same words" if count == len(givers) else f"{count} of them the same words"
        return shape, "as most", words
    if len(whole(spot, code)) == 1 < max(map(len, shapes)):
        return whole(spot, code), "all words", "one has as a whole what another has in pieces"
    shared = common(spot, code)
    if shared:
        return shared, "common", "the words that they share"
    return whole(spot, code), "all words", "they share no words"
