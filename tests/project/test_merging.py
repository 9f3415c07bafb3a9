"""Merging in the product: previewed, all or nothing, undoable, in any order."""

import shutil
from dataclasses import replace
from itertools import permutations

import pytest
from teamwork import NAMES, put, state

from coder.errors import InputError
from coder.oplog.operation import VERSION, Draft, Stamp, operation_id, seal
from coder.project.codes import rename_code
from coder.project.coding import codings, remove_codings, remove_document, undo
from coder.project.finishing import set_done
from coder.project.importing import import_files
from coder.project.merging import merge, undo_merge
from coder.project.project import open_project
from coder.project.purging import purge
from coder.store.backup import KEPT, backups, write_backup
from coder.store.connection import transaction
from coder.store.health import examine
from coder.store.log import insert_checked


def test_a_preview_says_what_a_merge_then_brings_and_changes_nothing(team, monkeypatch):
    with team.at("bram", monkeypatch) as bram:
        for start in (0, 3, 7):
            put(bram, "d01", start, start + 2, "doorstroom")
        rename_code(bram, bram.code("trust"), "betrouwbaarheid")
        set_done(bram, bram.document("d01"), True)
    with team.at("anna", monkeypatch) as anna:
        before = state(anna)
        seen = merge(anna, [team.path("bram")], rehearse=True)
        assert state(anna) == before
        assert backups(anna.path) == []
        done = merge(anna, [team.path("bram")])
        assert (
            done.lines
            == seen.lines
            == (
                "1 code renamed",
                "3 new codings by Bram",
                "1 transcript marked as done or not by Bram",
            )
        )
        assert done.backup == backups(anna.path)[0]
        assert len(codings(anna)) == 3
        again = merge(anna, [team.path("bram")])
        assert (again.operations, again.lines) == (0, ("Nothing new.",))


def test_what_two_people_made_alike_counts_once(team, monkeypatch, tmp_path):
    for name in ("doc", "weg"):
        (tmp_path / f"{name}.txt").write_text(f"Respondent: Dit is {name}.\n", "utf-8")
    for name in ("bram", "cato"):
        with team.at(name, monkeypatch) as one:
            import_files(one, [tmp_path / "doc.txt", tmp_path / "weg.txt"])
            remove_document(one, one.document("weg"))
    with team.at("anna", monkeypatch) as anna:
        done = merge(anna, [team.path("bram"), team.path("cato")])
        assert done.lines == ("1 new transcript",)


def test_all_orders_and_chains_end_in_the_same_project(team, monkeypatch):
    for number, name in enumerate(NAMES):
        with team.at(name, monkeypatch) as one:
            put(one, "d01", number, number + 4, "coöperatie")
            doomed = put(one, "d02", number, number + 5, "trust")
            remove_codings(one, [doomed])
            one.store.write("x", [Draft("code", one.code("trust").id, "definition", name)])
    ends = []
    for order in permutations(NAMES):
        folder = team.folder / "-".join(order)
        folder.mkdir()
        mine = folder / "mine.coder"
        shutil.copy(team.path(order[0]), mine)
        with open_project(mine) as project:
            merge(project, [team.path(order[1])])
            merge(project, [team.path(order[2])])
            ends.append(state(project))
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [team.path("cato")])
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [team.path("bram")])
        ends.append(state(anna))
    assert all(end == ends[0] for end in ends)


def test_a_merge_is_taken_back_whole_and_done_again(team, monkeypatch):
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
        rename_code(bram, bram.code("trust"), "geloof")
    with team.at("anna", monkeypatch) as anna:
        put(anna, "d01", 5, 9, "doorstroom")
        before = state(anna)
        merge(anna, [team.path("bram")])
        after = state(anna)
        put(anna, "d02", 5, 9, "doorstroom")
        assert undo_merge(anna).files == (str(team.path("bram")),)
        undo(anna)
        assert examine(anna.store).faults == ()
        assert before[1] <= state(anna)[1]
        assert not any("geloof" in (op.val or "") for op in anna.store.operations())
        with pytest.raises(InputError, match="no merge"):
            undo_merge(anna)
        merge(anna, [team.path("bram")])
        assert after[1] <= state(anna)[1]


@pytest.mark.parametrize("deed", ["rename", "code", "undo"])
def test_what_later_work_builds_on_is_not_taken_back(team, monkeypatch, deed):
    with team.at("bram", monkeypatch) as bram:
        made = put(bram, "d01", 0, 4, "trust")
        rename_code(bram, bram.code("trust"), "geloof")
        bram.store.write(
            "x",
            [
                Draft(
                    "code",
                    "9" * 32,
                    "",
                    {"codebook": bram.code("geloof").codebook, "name": "nieuw"},
                )
            ],
        )
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [team.path("bram")])
        if deed == "rename":
            rename_code(anna, anna.code("geloof"), "hoop")
        elif deed == "code":
            put(anna, "d02", 0, 4, "nieuw")
        else:
            remove_codings(anna, [made])
        before = state(anna)
        with pytest.raises(InputError, match="later"):
            undo_merge(anna)
        assert state(anna) == before
        undo(anna)
        with pytest.raises(InputError, match="later"):  # the undo is a write that cites it too
            undo_merge(anna)


def test_of_several_files_none_comes_in_where_one_is_refused(team, monkeypatch):
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
    bad = team.folder / "bad.coder"
    whole = team.path("cato").read_bytes()
    bad.write_bytes(whole[: len(whole) // 3] + b"x" * (len(whole) - len(whole) // 3))
    with team.at("anna", monkeypatch) as anna:
        before = state(anna)
        for order in ((team.path("bram"), bad), (bad, team.path("bram"))):
            with pytest.raises(InputError, match=r"bad\.coder"):
                merge(anna, order)
            assert state(anna) == before


def test_somebody_elses_purge_asks_first(team, monkeypatch):
    with team.at("bram", monkeypatch) as bram:
        purge(bram, bram.document("d02"))
    with team.at("anna", monkeypatch) as anna:
        put(anna, "d02", 0, 6, "trust")
        before = state(anna)
        with pytest.raises(InputError, match=r"purged.*d02"):
            merge(anna, [team.path("bram")])
        assert state(anna) == before
        assert backups(anna.path) == []
        seen = merge(anna, [team.path("bram")], rehearse=True)
        assert "erased for good: d02" in seen.lines
        merge(anna, [team.path("bram")], erase=True)
        assert "d02" not in [one.name for one in anna.documents()]
        assert examine(anna.store).faults == ()
        assert backups(anna.path) == []
        with pytest.raises(InputError, match="erased"):
            undo_merge(anna)
    assert b"in d02" not in team.path("anna").read_bytes()


def test_a_purge_here_wins_over_a_copy_that_still_holds_the_transcript(team, monkeypatch):
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d02", 0, 6, "trust")
    with team.at("anna", monkeypatch) as anna:
        purge(anna, anna.document("d02"))
        merge(anna, [team.path("bram")])
        assert "d02" not in [one.name for one in anna.documents()]
        assert examine(anna.store).faults == ()
    assert b"in d02" not in team.path("anna").read_bytes()


def test_merging_with_oneself_or_an_ancestor_changes_nothing(team, project, monkeypatch):
    with team.at("anna", monkeypatch) as anna:
        put(anna, "d01", 0, 4, "trust")
        before = state(anna)
        assert merge(anna, [team.path("anna"), project.path]).operations == 0
        assert state(anna) == before


def test_what_a_newer_coder_wrote_is_passed_on_unharmed(team, monkeypatch):
    """Kinds, fields and versions that nobody here knows travel from one to the next."""
    with team.at("bram", monkeypatch) as bram:
        drafts = [
            Draft("smell", "5" * 32, "", {"of": "rozen"}),
            Draft("code", bram.code("trust").id, "smell", "munt"),
        ]
        bram.store.write("later", drafts)
        stamp = Stamp(bram.me.replica, bram.me.id, 5, "6" * 32, "later", lam=99, seq=9_999)
        (newer,) = seal([Draft("code", bram.code("trust").id, "name", "x")], stamp, lambda *_: ())
        newer = replace(newer, v=VERSION + 1)
        newer = replace(newer, id=operation_id(newer))
        with transaction(bram.store.db):
            insert_checked(bram.store.db, [newer])
        bram.store.rebuild()
    known = None
    for name, other in (("anna", "bram"), ("cato", "anna")):
        with team.at(name, monkeypatch) as one:
            told = merge(one, [team.path(other)]).warnings
            assert told == ("2 writes of a newer coder are kept and passed on, but not shown.",)
            assert one.code("trust").name == "trust"
            known = state(one)[1]
            assert newer.id in known
            assert {"5" * 32} <= {op.eid for op in one.store.operations()}


def test_only_a_merge_that_came_in_takes_the_place_of_the_oldest_backup(team, monkeypatch):
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
    with team.at("anna", monkeypatch) as anna:
        made = [write_backup(anna.store.db, anna.path, f"n{n}") for n in range(KEPT)]
        with monkeypatch.context() as failing:
            failing.setattr("coder.project.merging.remember", _fail)
            with pytest.raises(InputError, match="no room"):
                merge(anna, [team.path("bram")])
        assert backups(anna.path) == made
        done = merge(anna, [team.path("bram")])
        assert backups(anna.path) == [*made[1:], done.backup]


def _fail(*_):
    raise InputError("no room")
