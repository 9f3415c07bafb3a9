"""Alpha of the codes on a board of spots: as coded, as decided so far, and with a proposal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coder.analysis.agreement.sums import Sums
from coder.analysis.agreement.units import Unit
from coder.analysis.reconciliation.queue import Case, Order, State, in_order
from coder.analysis.reconciliation.solving import Ground, Solved, alpha_of, code_sums
from coder.identity import Id
from coder.project.agreeing import unit_spans
from coder.project.comparing import Board, Wanted, read_again, read_board
from coder.project.project import Project, open_project
from coder.resolved import Piece


@dataclass(frozen=True, slots=True)
class Standing:
    """Sums per document and code: `given` by the coders, `decided` as if all gave what is decided.

    Units are segments, as where agreement is asked for without more.
    """

    grounds: Mapping[Id, Ground]
    everyone: int
    given: Mapping[Id, Mapping[Id, Sums]]
    decided: Mapping[Id, Mapping[Id, Sums]]


def open_board(path: Path, codes: Collection[Id]) -> tuple[Board, Standing]:
    """All spots of a project file, on a connection of its own, and how the codes stand.

    Spots compute what orders and rules ask of all of them, so that no key has to wait for it.
    """
    with open_project(path) as project:
        board = read_board(project, Wanted())
    in_order(board.cases, Order.CODE)
    return board, read_standing(board, codes)


def board_again(
    project: Project, board: Board, standing: Standing, document: Id
) -> tuple[Board, Standing]:
    """The board and how the codes stand, after something was decided in one document."""
    board = read_again(project, board, document)
    return board, decided_again(standing, board, document)


def read_standing(board: Board, codes: Collection[Id]) -> Standing:
    """How the codes stand on a board with all spots of its documents."""
    people = sorted({one for coders in board.compared.values() for one in coders})
    number = {one: place for place, one in enumerate(people)}
    grounds = {
        eid: Ground(
            document,
            tuple(unit_spans(document, Unit.SEGMENT, range(len(document.turns)))),
            {one: number[one] for one in board.compared[eid]},
        )
        for eid, document in board.documents.items()
    }
    given = {
        eid: code_sums(ground, len(people), [(case.spot, None) for case in _of(board, eid)], codes)
        for eid, ground in grounds.items()
    }
    found = Standing(grounds, len(people), given, given)
    for eid in {case.spot.document for case in board.cases if case.state is State.SETTLED}:
        found = decided_again(found, board, eid)
    return found


def decided_again(standing: Standing, board: Board, document: Id) -> Standing:
    """The same after something was decided in one document."""
    spots = [(case.spot, result(board, case)) for case in _of(board, document)]
    codes = standing.given[document]
    sums = code_sums(standing.grounds[document], standing.everyone, spots, codes)
    return replace(standing, decided={**standing.decided, document: sums})


def alpha_given(standing: Standing, codes: Collection[Id]) -> float | None:
    """Krippendorff's alpha of the codes (of several their added counts) as the coders gave them."""
    return _alpha(standing.given, codes)


def alpha_decided(standing: Standing, codes: Collection[Id]) -> float | None:
    """The same had all given what is decided so far; what is not stays as it was given."""
    return _alpha(standing.decided, codes)


def alpha_with(
    standing: Standing, board: Board, case: Case, pieces: Sequence[Piece], codes: Collection[Id]
) -> float | None:
    """The same with these pieces decided at a spot too."""
    document = case.spot.document
    spots: list[Solved] = [
        (one.spot, pieces if one is case else result(board, one)) for one in _of(board, document)
    ]
    sums = code_sums(standing.grounds[document], standing.everyone, spots, codes)
    return _alpha({**standing.decided, document: sums}, codes)


def result(board: Board, case: Case) -> tuple[Piece, ...] | None:
    """What the consensus has at a decided spot; None where nothing is decided."""
    if case.state is not State.SETTLED:
        return None
    every = [eid for one in case.earlier for eid in one.result]
    live = [board.consensus[eid] for eid in every if eid in board.consensus]
    return tuple(sorted(Piece(one.start, one.end, one.code) for one in live))


def _of(board: Board, document: Id) -> list[Case]:
    return [case for case in board.cases if case.spot.document == document]


def _alpha(sums: Mapping[Id, Mapping[Id, Sums]], codes: Collection[Id]) -> float | None:
    return alpha_of(by_code[code] for by_code in sums.values() for code in codes if code in by_code)
