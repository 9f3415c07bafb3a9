"""What the consensus can have at a spot: a coder's version, what all share, all of it, votes."""

from __future__ import annotations

from collections.abc import Iterable

from coder.analysis.reconciliation.spots import Spot, joined
from coder.identity import Id
from coder.resolved import Piece, Ruling


def version(spot: Spot, coder: Id, code: Id | None = None) -> tuple[Piece, ...]:
    """What one coder gave, or gave of one code; empty where that is nothing."""
    return _pieces((claim.start, claim.end, claim.code) for claim in spot.of(coder, code))


def common(spot: Spot, code: Id | None = None) -> tuple[Piece, ...]:
    """The words to which all who gave something here gave the same code."""
    chosen = spot.codes if code is None else (code,)
    givers = spot.givers if code is None else tuple(c for c in spot.givers if spot.of(c, code))
    return tuple(piece for one in chosen for piece in voted(spot, one, len(givers)))


def whole(spot: Spot, code: Id | None = None) -> tuple[Piece, ...]:
    """The words to which anybody gave a code, with that code."""
    chosen = spot.codes if code is None else (code,)
    return tuple(sorted(piece for one in chosen for piece in voted(spot, one, 1)))


def voted(spot: Spot, code: Id, least: int) -> tuple[Piece, ...]:
    """The words to which at least so many coders gave a code."""
    every = spot.votes.get(code, ())
    enough = [(start, end) for start, end, votes in every if votes >= least]
    return tuple(Piece(start, end, code) for start, end in joined(enough))


def recoded(spot: Spot, code: Id) -> tuple[Piece, ...]:
    """Another code on the words that all share, or on all of them where they share none."""
    every = [[(c.start, c.end) for c in spot.of(coder)] for coder in spot.givers]
    start = max(min(start for start, _ in spans) for spans in every)
    end = min(max(end for _, end in spans) for spans in every)
    return (Piece(start, end, code),) if start < end else (Piece(spot.start, spot.end, code),)


def size(pieces: Iterable[Piece]) -> int:
    """How many characters pieces hold, each piece by itself."""
    return sum(piece.end - piece.start for piece in pieces)


def ruling(spot: Spot, pieces: Iterable[Piece]) -> Ruling:
    """What it is to decide for these pieces: none, only what coders gave, or something new."""
    given = {(claim.start, claim.end, claim.code) for claim in spot.claims}
    chosen = [(piece.start, piece.end, piece.code) for piece in pieces]
    if not chosen:
        return Ruling.REJECT
    return Ruling.ACCEPT if given.issuperset(chosen) else Ruling.NEW


def _pieces(spans: Iterable[tuple[int, int, Id]]) -> tuple[Piece, ...]:
    return tuple(sorted({Piece(*span) for span in spans}))
