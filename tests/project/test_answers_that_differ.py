"""Two people answer one question differently: the same everywhere, and no circle of questions."""

import pytest
from teamwork import document, put, state

from coder.merge.questions import Asks
from coder.project.answering import answer
from coder.project.codes import add_code, rename_code
from coder.project.coding import codings
from coder.project.importing import document_drafts
from coder.project.merging import merge
from coder.project.questions import questions

BOTH = ("anna", "bram")


def meet(team, monkeypatch):
    ends = []
    for _ in range(3):
        ends = []
        for name, other in (BOTH, BOTH[::-1]):
            with team.at(name, monkeypatch) as one:
                merge(one, [team.path(other)])
                ends.append(state(one))
    assert ends[0] == ends[1]


def same_code(one, name):
    add_code(one, "Hoop")
    put(one, "d01", 0, 4, "Hoop")


def same_text(one, name):
    new = document(f"van {name}", "Hetzelfde gesprek.")
    one.store.write("import", lambda: document_drafts(one, new))
    put(one, new.name, 0, 4, "trust")


def same_name(one, name):
    new = document("gesprek", f"Het gesprek van {name}.")
    one.store.write("import", lambda: document_drafts(one, new))
    put(one, new.name, 0, 4, "trust")


def renamed(one, name):
    put(one, "d01", 0, 4, "trust")
    rename_code(one, one.code("trust"), f"van {name}")


@pytest.mark.parametrize(
    ("happen", "asks", "answers", "left"),
    [
        (same_code, Asks.CODE, ("same", "different"), [Asks.ANSWERS]),
        (same_text, Asks.TRANSCRIPT, ("earlier", "different"), [Asks.ANSWERS]),
        (same_text, Asks.TRANSCRIPT, ("earlier", "later"), [Asks.VALUES]),
        (same_name, Asks.NAMESAKES, ("different", "later"), [Asks.ANSWERS]),
        (same_name, Asks.NAMESAKES, ("earlier", "later"), [Asks.TEXTS]),
        (renamed, Asks.VALUES, ("1", "2"), [Asks.VALUES]),
    ],
)
def test_it_ends_alike_everywhere(team, monkeypatch, happen, asks, answers, left):
    for name in BOTH:
        with team.at(name, monkeypatch) as one:
            happen(one, name)
    meet(team, monkeypatch)
    for name, choice in zip(BOTH, answers, strict=True):
        with team.at(name, monkeypatch) as one:
            (asked,) = questions(one)
            assert asked.asks is asks
            answer(one, asked, choice)
    meet(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        open_ones = questions(bram)
        assert [one.asks for one in open_ones] == left
        assert len(codings(bram)) == 2
        for one in open_ones:
            answer(bram, one, "1")
        assert questions(bram) == []
    meet(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        assert questions(anna) == []
        assert len(codings(anna)) == 2
