"""Agreement as it was given, and as it would be had all coders given what is decided; pure.

The second says how much of the disagreement the decisions are about. It is no agreement between
coders, who did not give that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from coder.analysis.agreement.measures import alpha
from coder.analysis.agreement.sums import Sums, pooled, sum_up
from coder.analysis.agreement.units import Span, code_tallies, judge
from coder.analysis.reconciliation.spots import Spot
from coder.identity import Id
from coder.model import Document
from coder.resolved import Claim, Piece

GIVEN: Final = 2
"""Values per code: given to a unit, or not."""

Solved: TypeAlias = tuple[Spot, Sequence[Piece] | None]
"""A spot with what all are taken to have given to it; None: what they gave."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A document on which coders (by number) are compared, and its units in text order."""

    document: Document
    units: tuple[Span, ...]
    coders: Mapping[Id, int]


def code_sums(
    ground: Ground, everyone: int, spots: Iterable[Solved], codes: Collection[Id]
) -> dict[Id, Sums]:
    """Per code what a document adds to its agreement; `everyone` is the number of coders."""
    claims = chain.from_iterable(_claims(*one) for one in spots)
    judged = judge(ground.document, ground.units, claims, ground.coders)
    tallies = code_tallies(judged, everyone, codes)
    return {code: sum_up(tally, everyone, GIVEN) for code, tally in tallies.items()}


def alpha_of(parts: Iterable[Sums]) -> float | None:
    """Krippendorff's alpha of sums together; None where it is undefined."""
    every = list(parts)
    return alpha(pooled(every)).value if every else None


def _claims(spot: Spot, pieces: Sequence[Piece] | None) -> Iterator[Claim]:
    """What the coders gave to a spot, or what all of them are taken to have given."""
    if spot.gone:
        return
    if pieces is None:
        yield from spot.claims
        return
    for coder in spot.coders:
        for piece in pieces:
            yield Claim(piece.start, piece.end, piece.code, coder, "")
