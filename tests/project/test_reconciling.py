"""Decisions where coders differ: a consensus of its own; undone, stale, merged, as notes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from several_coders import code_id, code_of, conversation, person, start, work

from coder.analysis.reconciliation.outcomes import common, version, whole
from coder.analysis.reconciliation.queue import Case, State
from coder.analysis.reconciliation.rules import Rule, read_rule
from coder.errors import InputError
from coder.model import Coding
from coder.oplog.operation import Draft
from coder.project.coding import code_span, codings, find_quote, redo, remove_codings, undo
from coder.project.comparing import CONSENSUS_ID, Board, Wanted, document_of, read_board
from coder.project.correcting import correct
from coder.project.decision_notes import export_notes, shown_names
from coder.project.editing import move_edges
from coder.project.finishing import set_done
from coder.project.merging import merge
from coder.project.project import Project, open_project
from coder.project.purging import purge
from coder.project.questions import questions
from coder.project.reconciling import (
    decide_by_rule,
    give_reason,
    put_off,
    reopen,
    settle,
    settle_by_rule,
)
from coder.resolved import Piece, Ruling

TALK = conversation(
    "t1", "Hoe ging het?", "Er was geld. Er was tijd. Nu niet meer.", "En toen?", "Ja."
)
GELD, TIJD = TALK.text.index("Er was geld"), TALK.text.index("Er was tijd")
SILENT = conversation("t2", "En?", "Niets bijzonders eigenlijk.")


@pytest.fixture
def path(folder: Path) -> Path:
    """Anna, Bas and Carla agree on one spot, differ in edges at another, and one code is lone."""
    path = folder / "samen.coder"
    start(path, [TALK, SILENT], [code_of("geld"), code_of("tijd", place=1), code_of("nu", place=2)])
    for name, end in (("Anna", GELD + 12), ("Bas", GELD + 12), ("Carla", GELD + 6)):
        given = [("t1", "geld", GELD, end), ("t1", "tijd", TIJD, TIJD + 12)]
        given += [("t1", "nu", TIJD + 13, TIJD + 26)] if name == "Anna" else []
        work(path, name, given, ["t1"])
    return path


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with open_project(path, person("Anna")) as opened:
        yield opened


def board_of(project: Project) -> Board:
    return read_board(project, Wanted())


def case_of(project: Project, code: str) -> Case:
    (case,) = [one for one in board_of(project).cases if code_id(code) in one.spot.codes]
    return case


def consensus(project: Project) -> list[tuple[str, int, int]]:
    names = {code.id: code.name for code in project.codes()}
    found = [one for one in codings(project) if one.coder == CONSENSUS_ID]
    return [(names[one.code], one.start, one.end) for one in found]


def of_people(project: Project) -> list[Coding]:
    return [one for one in codings(project) if one.coder != CONSENSUS_ID]


def test_only_what_two_did_is_compared(project: Project) -> None:
    board = board_of(project)
    assert [one.name for one in board.documents.values()] == ["t1"]
    assert [case.spot.sign for case in board.cases] == ["~", "=", "1/3"]
    with pytest.raises(InputError, match="done by two"):
        read_board(project, Wanted(documents=(SILENT.id,)))
    assert read_board(project, Wanted(codes=(code_id("nu"),))).cases == board.cases[2:]
    two = tuple(person(name).id for name in ("Anna", "Bas"))
    assert [one.spot.sign for one in read_board(project, Wanted(two)).cases] == ["=", "=", "1/2"]


def test_a_decision_is_kept_beside_what_people_gave(project: Project) -> None:
    before = of_people(project)
    case = case_of(project, "geld")
    assert settle(project, case, common(case.spot), reason="te ruim") is Ruling.ACCEPT
    assert consensus(project) == [("geld", GELD, GELD + 6)]
    assert of_people(project) == before
    settled = case_of(project, "geld")
    assert settled.state is State.SETTLED
    assert settled.earlier[0].reason == "te ruim"
    assert settled.earlier[0].coder == project.me.id
    assert project.coder("Consensus").kind == "consensus"


def test_each_decision_is_undone_and_redone_by_itself(project: Project) -> None:
    empty = project.store.dump()
    geld, nu = case_of(project, "geld"), case_of(project, "nu")
    settle(project, geld, whole(geld.spot))
    settle(project, nu, ())
    assert case_of(project, "nu").earlier[0].ruling is Ruling.REJECT
    undone = undo(project)
    assert undone is not None
    assert undone.label == "decide a spot"
    assert case_of(project, "nu").state is State.OPEN
    undo(project)
    assert consensus(project) == []
    assert project.store.dump() != empty  # what was undone is kept in the log
    assert [one.state for one in board_of(project).cases] == [State.OPEN] * 3
    redo(project)
    assert consensus(project) == [("geld", GELD, GELD + 12)]


def test_deciding_again_replaces_what_was_decided(project: Project) -> None:
    case = case_of(project, "geld")
    settle(project, case, version(case.spot, person("Bas").id))
    again = case_of(project, "geld")
    other = (Piece(GELD, GELD + 6, code_id("tijd")),)
    assert settle(project, again, other) is Ruling.NEW
    assert consensus(project) == [("tijd", GELD, GELD + 6)]
    assert len(case_of(project, "geld").earlier) == 1
    undo(project)
    assert consensus(project) == [("geld", GELD, GELD + 12)]
    settle(project, case_of(project, "geld"), ())
    assert consensus(project) == []
    reopen(project, case_of(project, "geld"))
    assert case_of(project, "geld").state is State.OPEN


def test_put_off_and_reasons(project: Project) -> None:
    put_off(project, case_of(project, "nu"), reason="vraag Carla")
    case = case_of(project, "nu")
    assert case.state is State.LATER
    give_reason(project, case.earlier[0], "vraag  Bas")
    assert case_of(project, "nu").earlier[0].reason == "vraag Bas"
    with pytest.raises(InputError, match="reason"):
        give_reason(project, case.earlier[0], "x" * 5_000)
    undo(project)
    assert case_of(project, "nu").earlier[0].reason == "vraag Carla"


def test_what_changed_since_is_stale_and_decided_anew(project: Project, path: Path) -> None:
    case = case_of(project, "geld")
    settle(project, case, common(case.spot))
    with open_project(path, person("Bas")) as bas:
        (mine,) = [one for one in codings(bas, coder=bas.me.id) if one.code == code_id("geld")]
        move_edges(bas, mine, bas.document("t1"), mine.start, mine.end - 1)
    stale = case_of(project, "geld")
    assert (stale.state, stale.why) == (State.STALE, "codings since: 1 changed")
    assert consensus(project) == [("geld", GELD, GELD + 6)]
    settle(project, stale, whole(stale.spot))
    assert consensus(project) == [("geld", GELD, GELD + 12)]
    assert case_of(project, "geld").state is State.SETTLED


def test_what_changed_while_one_looked_is_not_decided(project: Project, path: Path) -> None:
    case = case_of(project, "geld")
    with open_project(path, person("Bas")) as bas:
        mine = [one.id for one in codings(bas, coder=bas.me.id) if one.code == code_id("geld")]
        remove_codings(bas, mine)
    with pytest.raises(InputError, match="changed since"):
        settle(project, case, common(case.spot))
    assert consensus(project) == []


def test_a_decision_whose_codings_are_gone_waits_to_be_withdrawn(project: Project) -> None:
    case = case_of(project, "nu")
    settle(project, case, whole(case.spot))
    remove_codings(project, [case.spot.claims[0].coding])
    gone = case_of(project, "nu")
    assert (gone.state, gone.spot.sign) == (State.STALE, "∅")
    assert len(consensus(project)) == 1
    settle(project, gone, ())
    assert consensus(project) == []
    assert len(board_of(project).cases) == 2


def test_a_rule_decides_open_spots_in_one_act(project: Project) -> None:
    settle(project, case_of(project, "nu"), ())
    for text, expected in (("same", 1), ("majority", 1), ("minority", 0)):
        rule = read_rule(text)
        decisions = decide_by_rule(board_of(project), rule)
        assert len(decisions) == expected
        settle_by_rule(project, decisions, rule)
    assert consensus(project) == [("geld", GELD, GELD + 12), ("tijd", TIJD, TIJD + 12)]
    assert case_of(project, "tijd").earlier[0].rule == "same"
    undone = undo(project)
    assert undone is not None
    assert undone.label == "decide 1 spot by the rule majority"
    assert consensus(project) == [("tijd", TIJD, TIJD + 12)]


def test_a_rule_does_not_give_the_consensus_the_same_twice(project: Project) -> None:
    settle(project, case_of(project, "nu"), (Piece(TIJD, TIJD + 12, code_id("tijd")),))
    assert decide_by_rule(board_of(project), Rule("same")) == []


@pytest.fixture
def elsewhere(
    project: Project, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Project], object]], Path]:
    """Do something as Bas in a copy of the project on another machine; returns the copy."""
    project.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = tmp_path / "bas" / "samen.coder"
    copy.parent.mkdir()
    shutil.copy(path, copy)

    def act(deed: Callable[[Project], object]) -> Path:
        with monkeypatch.context() as there:
            there.setenv("CODER_CONFIG", str(tmp_path / "bas" / "config"))
            with open_project(copy, person("Bas")) as bas:
                deed(bas)
        return copy

    return act


def test_the_same_decision_on_two_machines_is_one(project: Project, elsewhere) -> None:
    def decide(where: Project) -> None:
        case = case_of(where, "geld")
        settle(where, case, common(case.spot))

    decide(project)
    said = merge(project, [elsewhere(decide)]).lines
    assert not any("differently" in line for line in said)
    assert consensus(project) == [("geld", GELD, GELD + 6)]
    assert case_of(project, "geld").state is State.SETTLED


def test_two_decisions_on_one_spot_are_a_question(project: Project, elsewhere) -> None:
    case = case_of(project, "geld")
    settle(project, case, common(case.spot))
    other = elsewhere(lambda bas: settle(bas, case_of(bas, "geld"), whole(case.spot)))
    told = "1 spot was decided differently by two people: decide again (F9)"
    assert told in merge(project, [other], rehearse=True).lines
    assert told in merge(project, [other]).lines
    contested = case_of(project, "geld")
    assert (contested.state, contested.why) == (State.STALE, "two people decided it differently")
    assert len(consensus(project)) == 2
    assert questions(project) == []
    settle(project, contested, whole(case.spot))
    assert consensus(project) == [("geld", GELD, GELD + 12)]
    assert case_of(project, "geld").state is State.SETTLED
    before = project.store.dump()
    project.store.rebuild()
    assert project.store.dump() == before


def test_none_of_these_and_not_yet_are_two_decisions(project: Project, elsewhere) -> None:
    settle(project, case_of(project, "geld"), ())
    merge(project, [elsewhere(lambda bas: put_off(bas, case_of(bas, "geld")))])
    assert case_of(project, "geld").state is State.STALE
    settle(project, case_of(project, "geld"), ())
    assert case_of(project, "geld").state is State.SETTLED


def test_one_decision_by_rule_and_by_hand_is_one(project: Project, elsewhere) -> None:
    def by_hand(bas: Project) -> None:
        case = case_of(bas, "tijd")
        settle(bas, case, whole(case.spot))

    settle_by_rule(project, decide_by_rule(board_of(project), Rule("same")), Rule("same"))
    merge(project, [elsewhere(by_hand)])
    assert case_of(project, "tijd").state is State.SETTLED
    assert consensus(project) == [("tijd", TIJD, TIJD + 12)]
    assert questions(project) == []


def test_a_corrected_text_makes_no_decision_stale(project: Project, tmp_path: Path) -> None:
    case = case_of(project, "geld")
    settle(project, case, common(case.spot))
    fixed = tmp_path / "t1.txt"
    fixed.write_text(TALK.text.replace("Hoe ging het?", "Hoe ging het dan toch?"), "utf-8")
    correct(project, project.document("t1"), fixed)
    moved = case_of(project, "geld")
    assert moved.spot.start > case.spot.start
    assert moved.state is State.SETTLED
    assert [code for code, _, _ in consensus(project)] == ["geld"]
    nu = case_of(project, "nu")
    settle(project, nu, whole(nu.spot))
    assert case_of(project, "nu").state is State.SETTLED
    with open_project(project.path, person("Bas")) as bas:
        (mine,) = [one for one in codings(bas, coder=bas.me.id) if one.code == code_id("geld")]
        move_edges(bas, mine, bas.document("t1"), mine.start, mine.end - 1)
    assert case_of(project, "geld").state is State.STALE


def test_one_person_of_two_machines_is_one_coder(project: Project) -> None:
    case = case_of(project, "geld")
    settle(project, case, common(case.spot))
    same = Draft("coder", person("Bas").id, "same_as", person("Anna").id)
    project.store.write("say who is the same person", [same])
    board = board_of(project)
    assert [len(who) for who in board.compared.values()] == [2]
    settled = case_of(project, "geld")
    assert settled.state is State.SETTLED
    assert set(settled.spot.coders) == {person("Anna").id, person("Carla").id}


def test_notes(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "notes.md"
    geld = case_of(project, "geld")
    settle(project, geld, common(geld.spot), reason="Niet *meer* dan nodig.")
    settle_by_rule(project, decide_by_rule(board_of(project), Rule("same")), Rule("same"))
    assert export_notes(project, board_of(project), target) == 1
    text = target.read_text(encoding="utf-8")
    assert "## geld" in text
    assert "## tijd" not in text
    assert "Niet \\*meer\\* dan nodig." in text
    assert f"Carla: geld on “Er was” ({GELD}-{GELD + 6})" in text
    assert "2 of 3 spots decided" in text
    export_notes(project, board_of(project), target, every=True, blind=True, overwrite=True)
    text = target.read_text(encoding="utf-8")
    assert "by the rule same" in text
    assert not any(name in text for name in ("Anna", "Bas", "Carla"))
    with pytest.raises(InputError, match="Markdown"):
        export_notes(project, board_of(project), tmp_path / "notes.txt")


def test_hidden_names_are_the_same_each_time_and_not_in_one_order(project: Project) -> None:
    board = board_of(project)
    orders = [list(shown_names(board, case.spot, blind=True)) for case in board.cases]
    assert orders == [list(shown_names(board, case.spot, blind=True)) for case in board.cases]
    assert all(sorted(order) == sorted(board.cases[0].spot.coders) for order in orders)
    shown = shown_names(board, board.cases[0].spot, blind=False)
    assert list(shown.values()) == ["Anna", "Bas", "Carla"]


def test_a_purge_takes_decisions_along(project: Project) -> None:
    case = case_of(project, "geld")
    settle(project, case, common(case.spot), reason="Een geheim woord.")
    purge(project, TALK)
    values = [op.val for op in project.store.operations() if op.entity == "resolution"]
    assert values == [None]


def test_an_act_of_decisions_tells_the_one_document_it_is_in(project: Project) -> None:
    case = case_of(project, "geld")
    settle(project, case, common(case.spot))
    act = undo(project)
    assert act is not None and document_of(project, act) == TALK.id
    again = redo(project)
    assert again is not None and document_of(project, again) == TALK.id
    case = case_of(project, "geld")
    give_reason(project, case.earlier[0], "besproken")
    assert document_of(project, project.store.stacks()[0][-1]) == TALK.id


def test_an_act_of_two_documents_or_of_another_kind_is_in_none(project: Project) -> None:
    documents = {one.name: one for one in project.documents()}
    for name in ("t1", "t2"):
        set_done(project, documents[name], name == "t2")
        assert document_of(project, project.store.stacks()[0][-1]) is None
    words = find_quote(documents["t2"], "Niets")
    code_span(project, documents["t2"], *words, project.code("nu"))
    assert document_of(project, project.store.stacks()[0][-1]) == documents["t2"].id
    remove_codings(project, [one.id for one in of_people(project)])
    assert document_of(project, project.store.stacks()[0][-1]) is None
