"""Alpha as coded is that of the agreement table; as decided it is that of a project coded so."""

from pathlib import Path

import pytest
from several_coders import CODES, DOCUMENTS, code_id, first_project, start, work

from coder.analysis.agreement.asking import Asked
from coder.project.agreeing import agree
from coder.project.comparing import Board, Wanted, read_again, read_board
from coder.project.project import open_project
from coder.project.reconciling import settle
from coder.project.solving import (
    Standing,
    alpha_decided,
    alpha_given,
    alpha_with,
    decided_again,
    read_standing,
    result,
)
from coder.resolved import Piece

KEYS = ("geld", "tijd")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "eerste.coder"
    first_project(path)
    return path


def read(path: Path) -> tuple[Board, Standing]:
    with open_project(path) as project:
        board = read_board(project, Wanted())
        return board, read_standing(board, [code.id for code in project.codes()])


def table(path: Path) -> dict[str, float | None]:
    with open_project(path) as project:
        lines = agree(project, Asked(measures=("alpha",))).lines
    return {line.row.name: line.measured[0].figure.value for line in lines}


def test_as_given_it_is_the_alpha_of_the_table(path: Path) -> None:
    _, standing = read(path)
    figures = table(path)
    for key in KEYS:
        assert alpha_given(standing, [code_id(key)]) == pytest.approx(figures[key])
        assert alpha_decided(standing, [code_id(key)]) == alpha_given(standing, [code_id(key)])
    every = [code.id for code in CODES]
    assert alpha_given(standing, every) == pytest.approx(figures["all codes together"])
    assert alpha_given(standing, [code_id("middelen")]) is None  # nobody gave it
    assert alpha_given(standing, ["no such code"]) is None


def test_as_decided_it_is_that_of_coders_who_gave_so(path: Path, tmp_path: Path) -> None:
    board, standing = read(path)
    case = next(one for one in board.cases if one.spot.sign == "≠")  # geld or tijd in t2
    pieces = (Piece(case.spot.start, case.spot.end, code_id("geld")),)
    with_it = [alpha_with(standing, board, case, pieces, [code_id(key)]) for key in KEYS]
    with open_project(path) as project:
        settle(project, case, pieces)
        board = read_again(project, board, case.spot.document)
    after = decided_again(standing, board, case.spot.document)
    assert [alpha_decided(after, [code_id(key)]) for key in KEYS] == with_it
    assert alpha_given(after, [code_id("geld")]) == alpha_given(standing, [code_id("geld")])
    again, fresh = read(path)  # another day
    assert [alpha_decided(fresh, [code_id(key)]) for key in KEYS] == with_it
    settled = next(one for one in again.cases if one.spot == case.spot)
    assert result(again, settled) == pieces

    other = tmp_path / "zo.coder"
    start(other, DOCUMENTS, CODES)
    names = [one.name for one in DOCUMENTS[:5]]
    with open_project(path) as project:
        given = {
            (board.coders[c.coder].name, board.documents[one.spot.document].name, c)
            for one in board.cases
            for c in one.spot.claims
        }
    keys = {code_id(key): key for key in KEYS}
    for name in ("Anna", "Bas"):
        mine = [
            (document, keys[claim.code], claim.start, claim.end)
            for who, document, claim in given
            if who == name
        ]
        if name == "Bas":
            mine = [
                (d, "geld", s, e) if (d, s, e) == ("t2", case.spot.start, case.spot.end) else one
                for one in mine
                for d, _, s, e in [one]
            ]
        work(other, name, mine, names)
    figures = table(other)
    assert [figures[key] for key in KEYS] == pytest.approx(with_it)


def test_none_of_these_takes_the_code_from_all(path: Path) -> None:
    board, standing = read(path)
    case = next(one for one in board.cases if one.spot.sign == "1/2")  # tijd in t3, one alone
    only = [code_id("tijd")]
    given = alpha_given(standing, only)
    without = alpha_with(standing, board, case, (), only)
    assert given is not None
    assert without is not None
    assert without > given
