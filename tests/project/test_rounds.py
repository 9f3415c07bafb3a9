"""Rounds: what is coded later does not change them, and what is gone is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from several_coders import CODES, DOCUMENTS, code_id, first_project, person, start, work

from coder.analysis.agreement.asking import Asked
from coder.analysis.agreement.freezing import differences, figures_from_text, figures_text
from coder.errors import InputError, StoreError
from coder.identity import new_id
from coder.model import Document, Origin
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft, operation_id
from coder.project.coding import coding_draft, codings, remove_code, remove_codings
from coder.project.finishing import set_done
from coder.project.merging import merge, undo_merge
from coder.project.project import Project, open_project
from coder.project.purging import purge
from coder.project.rounds import find_round, freeze, lack_lines, recompute, rounds, written_at
from coder.store import caches, log
from coder.store.connection import transaction
from coder.store.lacking import How

ASKED = Asked(measures=("percent", "kappa", "alpha"), draws=40, seed=3)


def give(project: Project, document: Document, key: str) -> None:
    draft = coding_draft(
        document, 19, 31, code=code_id(key), coder=project.me.id, origin=Origin.MANUAL
    )
    project.store.write("code", [draft])


@pytest.fixture
def first(folder: Path) -> Path:
    path = folder / "eerste.coder"
    first_project(path)
    return path


def test_a_round_is_the_same_whatever_is_coded_later(first: Path) -> None:
    with open_project(first, person("Anna")) as project:
        frozen = freeze(project, " ronde  1 ", ASKED)
        assert frozen.name == "ronde 1"
        assert recompute(project, frozen).same
    work(first, "Bas", [("t2", "geld", 19, 31), ("t1", "tijd", 46, 50)], ["t6"])
    work(first, "Carla", [("t1", "geld", 19, 31)], ["t1", "t2"])
    with open_project(first, person("Anna")) as project:
        document = project.document("t3")
        set_done(project, document, False)
        remove_codings(project, [codings(project, document=document)[0].id])
        remove_code(project, project.code("tijd"))
        (again,) = rounds(project)
        assert again == frozen
        done = recompute(project, again)
        assert done.same
        assert done.table is not None
        assert [coder.name for coder in done.table.coders] == ["Anna", "Bas"]
        later = freeze(project, "ronde 2", ASKED)
        assert later.figures != frozen.figures
        assert later.moment.count > frozen.moment.count
        assert find_round(project, "ronde 2") == later


def test_what_an_open_program_codes_on_is_not_of_the_round(first: Path) -> None:
    # each program writes under numbers of its own: the screen goes on below those of a command
    with open_project(first, person("Anna")) as screen:
        document = screen.document("t1")
        give(screen, document, "middelen")
        with open_project(first, person("Anna")) as command:
            give(command, command.document("t2"), "middelen")
            frozen = freeze(command, "ronde 1", ASKED)
        give(screen, document, "tijd")
        done = recompute(screen, frozen)
        assert done.same
        assert done.here.count == frozen.moment.count
        assert find_round(screen, "ronde 1") == frozen


def test_rounds_that_hold_last_numbers_only_are_read(first: Path) -> None:
    with open_project(first, person("Anna")) as project:
        frozen = freeze(project, "ronde 1", ASKED)
        last = [f"{replica}:{runs[-1][1]}" for replica, runs in frozen.moment.numbers.items()]
        project.store.write("x", [Draft("round", frozen.id, "operations", last)])
        (older,) = rounds(project)
        assert all(runs[0][0] == 1 for runs in older.moment.numbers.values())
        assert recompute(project, older).here.digest == frozen.moment.digest


@pytest.mark.parametrize("operations", [["00:"], ["00:1-"], ["00:x-2"], ["00"], ["xx:1-2"]])
def test_numbers_that_are_none_are_refused(first: Path, operations: list[str]) -> None:
    with open_project(first, person("Anna")) as project:
        frozen = freeze(project, "ronde 1", ASKED)
        project.store.write("x", [Draft("round", frozen.id, "operations", operations)])
        with pytest.raises(StoreError):
            rounds(project)


def test_settings_are_kept_with_all_that_was_chosen_by_default(first: Path) -> None:
    with open_project(first, person("Anna")) as project:
        asked = freeze(project, "ronde 1", ASKED).asked
        assert asked.coders == (person("Anna").id, person("Bas").id)
        assert len(asked.documents) == 5
        assert len(asked.codes) == len(CODES)
        assert (asked.draws, asked.seed, asked.measures) == (40, 3, ASKED.measures)


def test_names_are_not_frozen(first: Path) -> None:
    with open_project(first, person("Anna")) as project:
        kept = figures_text(freeze(project, "ronde 1", ASKED).figures)
    assert not any(name in kept for name in ("Anna", "Bas", "geld", "t1"))


def test_a_name_is_given_once_and_undo_takes_a_round_away(first: Path) -> None:
    with open_project(first, person("Anna")) as project:
        freeze(project, "ronde 1", ASKED)
        with pytest.raises(InputError, match="already"):
            freeze(project, "RONDE 1", ASKED)
        for wrong in ("", "  ", "a\x1bb", "x" * 300):
            with pytest.raises(InputError):
                freeze(project, wrong, ASKED)
        undoable, _ = project.store.stacks()
        project.store.undo(undoable[-1])
        assert rounds(project) == []
        with pytest.raises(InputError):
            find_round(project, "ronde 1")
        freeze(project, "ronde 1", ASKED)


def test_nothing_is_frozen_where_nothing_can_be_measured(folder: Path) -> None:
    path = folder / "leeg.coder"
    start(path, DOCUMENTS, CODES)
    with open_project(path, person("Anna")) as project:
        with pytest.raises(InputError):
            freeze(project, "ronde 1", ASKED)
        assert rounds(project) == []


def test_what_was_purged_since_is_told(first: Path) -> None:
    with open_project(first, person("Anna")) as project:
        frozen = freeze(project, "ronde 1", ASKED)
        purge(project, project.document("t1"))
        done = recompute(project, frozen)
        assert done.erased > 0
        assert not done.whole
        assert not done.same
        assert done.here.digest == frozen.moment.digest  # ids outlive their values
        assert {one.how for one in done.lacks} == {How.ERASED}
        assert sum(one.count for one in done.lacks) == done.erased
        assert any("by Bas ('code')" in line for line in lack_lines(done))
        assert done.table is None
        assert "transcript" in done.why


def test_a_file_without_some_of_the_operations_says_so(first: Path, folder: Path) -> None:
    with open_project(first, person("Anna")) as project:
        frozen = freeze(project, "ronde 1", ASKED)
        every = project.store.operations()
    lost = next(op for op in every if op.entity == "coding" and op.actor == person("Bas").id)
    assert lost.label == "code"
    part = folder / "deel.coder"
    start(part, (), ())
    with open_project(part, person("Anna")) as project:
        with transaction(project.store.db):
            log.insert_operations(project.store.db, [op for op in every if op != lost])
            caches.rebuild(project.store.db)
        (found,) = rounds(project)
        done = recompute(project, found)
        assert done.here.count == frozen.moment.count - 1
        assert not done.whole
        assert done.differences
        (lack,) = done.lacks
        assert (lack.how, lack.who, lack.act, lack.count) == (How.MISSING, "Bas", "", 1)
        first_line, line = lack_lines(done)
        many = len(every) - 1
        assert first_line == f"This file holds {many - 1} of the {many} operations of then."
        assert line.startswith("Missing here: 1 operation from the machine of Bas")


def test_missing_operations_are_told_by_act_where_others_of_it_are_here(
    first: Path, folder: Path
) -> None:
    with open_project(first, person("Anna")) as project:
        document, code = project.document("t1"), code_id("geld")
        span = {"code": code, "coder": project.me.id, "origin": Origin.BATCH}
        spans = [(at, at + 2) for at in range(0, 20, 2)]
        drafts = [coding_draft(document, *one, **span) for one in spans]
        project.store.write("accept 10 suggestions", drafts)
        freeze(project, "ronde 1", ASKED)
        every = project.store.operations()
    batch = [op for op in every if op.label == "accept 10 suggestions"]
    elsewhere = {op.id for op in every if op.actor == person("Bas").id}
    lost = {op.id for op in [*batch[2:5], *batch[7:8]]} | elsewhere
    part = folder / "deel.coder"
    start(part, (), ())
    with open_project(part, person("Anna")) as project:
        with transaction(project.store.db):
            log.insert_operations(project.store.db, [op for op in every if op.id not in lost])
            caches.rebuild(project.store.db)
        done = recompute(project, rounds(project)[0])
        lines = lack_lines(done)
    assert "4 operations from the machine of Anna ('accept 10 suggestions')" in lines[1]
    assert (
        f"{len(elsewhere)} operations from the machine of Anna or Carla, written after" in lines[2]
    )
    assert sum(one.count for one in done.lacks) == len(lost)


def test_another_operation_under_the_number_of_one_of_then_is_told(
    first: Path, folder: Path
) -> None:
    """As a copied machine writes it, or a forger; the same number of operations, another digest."""
    with open_project(first, person("Anna")) as project:
        give(project, project.document("t1"), "middelen")
        frozen = freeze(project, "ronde 1", ASKED)
        every = project.store.operations()
    old = next(op for op in every if op.label == "code" and op.actor == person("Anna").id)
    other = replace(old, label="gave", id="")
    other = replace(other, id=operation_id(other))
    for kept, said in (
        ([op for op in every if op != old], "differ from those of then under the same numbers"),
        (every, "under numbers that are used twice"),
    ):
        part = folder / f"deel{len(kept)}.coder"
        start(part, (), ())
        with open_project(part, person("Anna")) as project:
            with transaction(project.store.db):
                log.insert_operations(project.store.db, [*kept, other])
                caches.rebuild(project.store.db)
            done = recompute(project, rounds(project)[0])
            assert done.here.digest != frozen.moment.digest
            lines = lack_lines(done)
        assert any(said in line for line in lines)


def test_times_that_no_clock_shows_are_no_error() -> None:
    assert written_at(0) == "1970-01-01 00:00 UTC"
    assert written_at(2**53) == written_at(-(2**53)) == "a time that no clock shows"


def test_what_another_program_wrote_is_refused(first: Path) -> None:
    with open_project(first, person("Anna")) as project:
        values = {
            "name": "vreemd", "coder": project.me.id, "operations": ["geen"], "count": 1,
            "digest": "", "settings": "{}", "figures": "[]", "program": "",
        }  # fmt: skip
        project.store.write("x", [Draft("round", new_id(), CREATE, values)])
        with pytest.raises(StoreError):
            rounds(project)


def test_figures_survive_being_written_and_differences_are_found() -> None:
    then = {("code", "a", "kappa"): (0.5, None, 0.75), ("any", "", "n"): (3.0,)}
    assert figures_from_text(figures_text(then)) == then
    now = {("code", "a", "kappa"): (0.5 + 1e-12, None, 0.75), ("all", "", "n"): (3.0,)}
    assert [(one.key, one.then, one.now) for one in differences(then, now)] == [
        (("all", "", "n"), (), (3.0,)),
        (("any", "", "n"), (3.0,), ()),
    ]
    assert differences({("a",): (None,)}, {("a",): (0.0,)})
    assert differences({("a",): (0.5, 0.4, 0.6)}, {("a",): (0.5, 0.4, 0.7)})
    assert not differences({("a",): (0.5,)}, {("a",): (0.5, 0.4, 0.6)})  # no interval then
    for wrong in ("{", "3", "[3]", '[["a",[1]]]', '[[["a"],["1"]]]', '[[["a"],[true]]]'):
        with pytest.raises(ValueError, match=r"."):
            figures_from_text(wrong)


def test_a_merge_from_which_a_round_was_computed_is_not_taken_back(
    first: Path, folder: Path
) -> None:
    other = folder / "ander.coder"
    shutil.copy(first, other)
    work(other, "Carla", [("t1", "geld", 19, 31)], ["t1", "t2"])
    with open_project(first, person("Anna")) as project:
        merge(project, [other])
        freeze(project, "ronde 1", ASKED)
        with pytest.raises(InputError, match="on what this merge brought"):
            undo_merge(project)
        undoable, _ = project.store.stacks()
        project.store.undo(undoable[-1])
        with pytest.raises(InputError, match="on what this merge brought"):
            undo_merge(project)  # a round that was taken away can come back


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("settings", "[" * 100_000),
        ("settings", "null"),
        ("figures", "[" * 100_000),
        ("figures", '[[["all","","alpha"],[]]]'),
        ("figures", '[[["all","","alpha"],[NaN]]]'),
        ("figures", '[[["all","","alpha"],[1e400]]]'),
        ("figures", '[[["all","","alpha"],[' + "9" * 400 + "]]]"),
    ],
)
def test_one_strange_round_is_refused_and_others_go_on(first: Path, field: str, value: str) -> None:
    with open_project(first, person("Anna")) as project:
        strange = freeze(project, "vreemd", ASKED)
        project.store.write("x", [Draft("round", strange.id, field, value)])
        with pytest.raises(StoreError):
            rounds(project)
        with pytest.raises(StoreError):
            find_round(project, "vreemd")
        frozen = freeze(project, "ronde 2", ASKED)
        assert find_round(project, "ronde 2") == frozen
        assert recompute(project, frozen).same
