"""Three people on three machines: they code, merge in any order, reconcile, and end alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import permutations
from pathlib import Path

import pytest
from several_coders import code_id, code_of, conversation, person, start

from coder.analysis.reconciliation.outcomes import common, whole
from coder.analysis.reconciliation.queue import Case, State
from coder.analysis.reconciliation.rules import Rule
from coder.project.coding import code_span, codings
from coder.project.comparing import CONSENSUS_ID, Wanted, read_board
from coder.project.finishing import set_done
from coder.project.merging import merge
from coder.project.project import Project, open_project
from coder.project.reconciling import decide_by_rule, put_off, settle, settle_by_rule

TALKS = [
    conversation(f"t{n}", "Hoe ging het?", "Er was geld genoeg. Er was tijd. Nu niet meer.")
    for n in (1, 2)
]
NAMES = ("Anna", "Bas", "Carla")
GIVEN = {
    "Anna": [("geld", "Er was geld genoeg."), ("tijd", "Er was tijd.")],
    "Bas": [("geld", "geld genoeg"), ("tijd", "Er was tijd."), ("geld", "Nu niet")],
    "Carla": [("geld", "geld"), ("tijd", "Er was tijd.")],
}
ORDERS = list(permutations(range(3)))


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AbstractContextManager]:
    """Sit down at somebody's machine, with a folder and a copy of the project of its own."""
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    first = tmp_path / "eerste.coder"
    start(first, TALKS, [code_of("geld"), code_of("tijd", place=1)])
    for name in NAMES:
        (tmp_path / name).mkdir()
        shutil.copy(first, tmp_path / name / "team.coder")

    def sit_down(name: str) -> AbstractContextManager[Project]:
        monkeypatch.setenv("CODER_CONFIG", str(tmp_path / name / "config"))
        return open_project(tmp_path / name / "team.coder", person(name))

    return sit_down


def exchange(at, tmp_path, order):
    """Everybody merges what the others sent, each in an order of their own; twice goes round."""
    for step in range(2):
        for name in NAMES[step:] + NAMES[:step]:
            others = [one for one in (NAMES[place] for place in order) if one != name]
            with at(name) as project:
                for other in others:
                    merge(project, [tmp_path / other / "team.coder"])


def dumps(at):
    found = set()
    for name in NAMES:
        with at(name) as project:
            found.add(project.store.dump())
    return found


def cases(project: Project) -> dict[tuple[str, str], Case]:
    """The spots by transcript and first code."""
    board = read_board(project, Wanted())
    names = {code_id(key): key for key in ("geld", "tijd")}
    return {
        (board.documents[case.spot.document].name, names[case.spot.codes[0]] + case.spot.sign): case
        for case in board.cases
    }


@pytest.mark.parametrize("order", ORDERS)
def test_they_end_with_one_project_and_one_consensus(at, tmp_path, order) -> None:
    for name, given in GIVEN.items():
        with at(name) as project:
            for talk in TALKS:
                for key, words in given:
                    begin = talk.text.index(words)
                    span = (begin, begin + len(words))
                    code_span(project, talk, *span, project.code(key))
                set_done(project, talk, True)
    exchange(at, tmp_path, order)
    assert len(dumps(at)) == 1

    with at("Anna") as project:
        rule = Rule("same")
        settle_by_rule(project, decide_by_rule(read_board(project, Wanted()), rule), rule)
        one = cases(project)["t1", "geld~"]
        settle(project, one, common(one.spot), reason="het woord zelf")
    with at("Bas") as project:
        same = cases(project)["t1", "tijd="]
        settle(project, same, whole(same.spot))
        two = cases(project)["t2", "geld~"]
        settle(project, two, whole(two.spot))
    with at("Carla") as project:
        one = cases(project)["t1", "geld~"]
        settle(project, one, whole(one.spot))
        put_off(project, cases(project)["t2", "geld1/3"])
    exchange(at, tmp_path, order)
    assert len(dumps(at)) == 1

    with at("Bas") as project:
        found = cases(project)
        assert {key: case.state for key, case in found.items()} == {
            ("t1", "geld~"): State.STALE,
            ("t1", "tijd="): State.SETTLED,
            ("t1", "geld1/3"): State.OPEN,
            ("t2", "geld~"): State.SETTLED,
            ("t2", "tijd="): State.SETTLED,
            ("t2", "geld1/3"): State.LATER,
        }
        settle(project, found["t1", "geld~"], common(found["t1", "geld~"].spot))
        settle(project, found["t1", "geld1/3"], ())
        settle(project, found["t2", "geld1/3"], ())
    exchange(at, tmp_path, order)
    assert len(dumps(at)) == 1
    with at("Carla") as project:
        assert {case.state for case in cases(project).values()} == {State.SETTLED}
        consensus = [one.quote for one in codings(project) if one.coder == CONSENSUS_ID]
        assert sorted(consensus) == ["Er was geld genoeg.", "Er was tijd.", "Er was tijd.", "geld"]
        before = project.store.dump()
        project.store.rebuild()
        assert project.store.dump() == before


def test_a_merge_tells_codings_of_the_consensus_apart_from_those_of_who_wrote_them(at) -> None:
    for name in ("Anna", "Bas"):
        with at(name) as project:
            for talk in TALKS:
                begin = talk.text.index("Er was tijd.")
                code_span(project, talk, begin, begin + 12, project.code("tijd"))
                set_done(project, talk, True)
    with at("Anna") as anna:
        merge(anna, [anna.path.parent.parent / "Bas" / "team.coder"])
        rule = Rule("same")
        settle_by_rule(anna, decide_by_rule(read_board(anna, Wanted()), rule), rule)
    with at("Bas") as bas:
        done = merge(bas, [bas.path.parent.parent / "Anna" / "team.coder"])
        assert sorted(done.lines) == [
            "2 new codings by Anna",
            "2 new codings by Consensus",
            "2 new decisions where coders differ by Anna",
            "2 transcripts marked as done or not by Anna",
        ]
