"""Which codings a table counts, whose they are, and how many were left out and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coder.analysis.pieces import Piece, count_codings, cut, distinct
from coder.errors import InputError
from coder.identity import Id
from coder.model import Coder, Coding, Document, Role

CONSENSUS: Final = "consensus"


@dataclass(frozen=True, slots=True)
class Selection:
    """The pieces to count, by whom, and what was left out.

    `people` may count, `active` are those of them with pieces. `turns` are the indexes of the
    turns that count, per document. `repeated`: codings equal in coder, code and span to one
    that counts; `elsewhere`: of other documents or codes;
    `left_turns`: in turns that do not count only; `outside`: counted, though outside all turns;
    `consensus_aside`: whether there are codings of a consensus that nobody asked for.
    """

    pieces: tuple[Piece, ...]
    people: tuple[Coder, ...]
    active: tuple[Coder, ...]
    turns: Mapping[Id, frozenset[int]]
    repeated: int
    elsewhere: int
    left_turns: int
    outside: int
    consensus_aside: bool


def select(
    codings: Iterable[Coding],
    codes: Collection[Id],
    documents: Mapping[Id, Document],
    coders: Sequence[Coder],
    whose: Collection[Id] | None,
    *,
    without_interviewer: bool,
) -> Selection:
    """The codings by `whose` (None: all persons, not the consensus) of these documents and codes.

    Raises InputError where `whose` names nobody among the coders or the codings.
    """
    everything = list(codings)
    present = _present(coders, everything)
    people = _people(present, whose)
    chosen = {person.id for person in people}
    theirs = [coding for coding in everything if coding.coder in chosen]
    placed = [c for c in theirs if c.document in documents and c.code in codes]
    single = distinct(placed)
    turns = {key: _turns(document, without_interviewer) for key, document in documents.items()}
    pieces = cut(single, documents, turns)
    busy = {piece.person for piece in pieces}
    others = {person.id for person in present if person.kind == CONSENSUS} - chosen
    return Selection(
        pieces=tuple(pieces),
        people=people,
        active=tuple(person for person in people if person.id in busy),
        turns=turns,
        repeated=len(placed) - len(single),
        elsewhere=len(theirs) - len(placed),
        left_turns=len(single) - count_codings(pieces),
        outside=sum(piece.turn is None for piece in pieces),
        consensus_aside=whose is None and any(coding.coder in others for coding in everything),
    )


def _present(coders: Sequence[Coder], codings: Iterable[Coding]) -> tuple[Coder, ...]:
    """The coders given, then those that only their codings tell of, named by their ids."""
    people = {person.id: person for person in coders}
    for unknown in sorted({coding.coder for coding in codings} - people.keys()):
        people[unknown] = Coder(unknown, f"unknown coder {unknown[:8]}")
    return tuple(people.values())


def _people(present: Sequence[Coder], whose: Collection[Id] | None) -> tuple[Coder, ...]:
    """Those of the coders present whose codings count."""
    if whose is None:
        return tuple(person for person in present if person.kind != CONSENSUS)
    missing = sorted(set(whose) - {person.id for person in present})
    if missing:
        names = ", ".join(person.name for person in present) or "nobody"
        raise InputError(
            f"There is no coder {', '.join(missing)} in this project.", f"There is: {names}."
        )
    return tuple(person for person in present if person.id in whose)


def _turns(document: Document, without_interviewer: bool) -> frozenset[int]:
    """The indexes of the turns that count."""
    return frozenset(
        index
        for index, turn in enumerate(document.turns)
        if not (without_interviewer and turn.role is Role.INTERVIEWER)
    )
