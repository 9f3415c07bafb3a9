"""A decision being made by hand: pieces whose edges are moved, that are cut and given other codes.

Pure. One edge is in hand; it moves by words or characters inside the turns around its piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coder.identity import Id
from coder.model import Document
from coder.resolved import Piece
from coder.tui.selecting import move_end, move_start, trim, turns_around


@dataclass(frozen=True, slots=True)
class Draft:
    """Pieces by place, and which edge is in hand: the end or the start of piece `at`."""

    pieces: tuple[Piece, ...]
    at: int = 0
    end: bool = True

    @property
    def piece(self) -> Piece:
        """The piece whose edge is in hand."""
        return self.pieces[self.at]

    @property
    def place(self) -> int:
        """Where the edge in hand is."""
        return self.piece.end if self.end else self.piece.start


def draft_of(pieces: Iterable[Piece]) -> Draft:
    """A draft of some pieces, at least one, with the end of the first in hand."""
    return Draft(tuple(sorted(set(pieces))))


def next_edge(draft: Draft) -> Draft:
    """The next edge in hand: the end of a piece after its start, then the next piece."""
    if not draft.end:
        return replace(draft, end=True)
    return replace(draft, at=(draft.at + 1) % len(draft.pieces), end=False)


def moved(draft: Draft, document: Document, *, end: bool, by: str, forward: bool) -> Draft:
    """The end or start of the piece at hand moved by a "word" or a "character"."""
    piece = draft.piece
    span = (piece.start, piece.end)
    move = move_end if end else move_start
    start, stop = move(
        document.text, span, by=by, forward=forward, limit=turns_around(document, span)
    )
    return replace(_with(draft, [Piece(start, stop, piece.code)]), end=end)


def cut(draft: Draft, text: str, edges: Sequence[int]) -> Draft | None:
    """The piece at hand as two, at the blank nearest to one of these edges, else to its middle.

    None where it is one word.
    """
    piece = draft.piece
    blanks = [n for n in range(piece.start + 1, piece.end - 1) if text[n].isspace()]
    if not blanks:
        return None
    middle = (piece.start + piece.end) // 2
    inside = [edge for edge in edges if piece.start < edge < piece.end]
    aim = min(inside, key=lambda edge: abs(edge - middle), default=middle)
    place = min(blanks, key=lambda blank: min(abs(blank - aim), abs(blank + 1 - aim)))
    first, second = trim(text, (piece.start, place)), trim(text, (place, piece.end))
    halves = [Piece(*first, piece.code), Piece(*second, piece.code)]
    return replace(_with(draft, halves), end=True)


def recoded(draft: Draft, code: Id) -> Draft:
    """Another code for the piece at hand."""
    return _with(draft, [replace(draft.piece, code=code)])


def without(draft: Draft) -> Draft | None:
    """The draft without the piece at hand; None where it is the only one."""
    if len(draft.pieces) == 1:
        return None
    left = _with(draft, [])
    return replace(left, at=min(draft.at, len(left.pieces) - 1))


def _with(draft: Draft, pieces: Sequence[Piece]) -> Draft:
    """The draft with pieces in place of the one at hand; the first of them is then at hand."""
    others = [*draft.pieces[: draft.at], *draft.pieces[draft.at + 1 :]]
    every = tuple(sorted({*others, *pieces}))
    return replace(draft, pieces=every, at=every.index(pieces[0]) if pieces else 0)
