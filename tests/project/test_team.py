"""Copies for others, blind ones and parts, and the shared folder: all are projects that merge."""

import json
import shutil

import pytest
from teamwork import NAMES, put, state

from coder.errors import InputError, StoreError
from coder.project.answering import answer
from coder.project.coding import codings
from coder.project.finishing import set_done
from coder.project.memos import memos, write_memo
from coder.project.merging import merge
from coder.project.project import open_project
from coder.project.purging import purge
from coder.project.questions import questions
from coder.project.shared_folder import files_in, shared_name
from coder.project.team import (
    export_copy,
    members,
    sent_copies,
    share,
    team_record,
)
from coder.store.health import examine
from coder.store.replica import load_person


def sit(path, folder, name, monkeypatch):
    """Somebody's machine with a file of theirs."""
    config = folder / name / "own"
    config.mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv("CODER_CONFIG", str(config))
    return open_project(path, load_person(config, name.title()))


def test_a_blind_copy_holds_nothing_that_others_coded_or_noted(team, monkeypatch):
    with team.at("cato", monkeypatch) as cato:
        put(cato, "d01", 4, 15, "doorstroom")
        write_memo(cato, "document", cato.document("d01").id, "geheim van cato")
        set_done(cato, cato.document("d01"), True)
        who = cato.me.id
    secrets = (b"geheim van cato", b"Cato", who.encode(), bytes.fromhex(who))
    with team.at("anna", monkeypatch) as anna:
        made = put(anna, "d01", 0, 2, "trust")
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [team.path("cato"), team.path("anna")])
        write_memo(bram, "project", None, "Zo gaan we te werk.")
        everything = bram.path.read_bytes() + bram.path.with_name("bram.coder-wal").read_bytes()
        assert all(secret in everything for secret in secrets if secret != who.encode())
        target = team.folder / "for-anna.coder"
        export_copy(bram, "anna", target, blind=True)
    assert not any(secret in target.read_bytes() for secret in secrets)
    assert [one.name for one in team.folder.glob(".coder*")] == []
    with sit(target, team.folder, "anna", monkeypatch) as anna:
        assert examine(anna.store).faults == ()
        assert [one.id for one in codings(anna)] == [made]
        assert [one.text for one in memos(anna)] == ["Zo gaan we te werk."]
        assert len(anna.documents()) == 3
        assert len(anna.codes()) == 4
        assert [one.name for one in anna.coders()] == ["Anna", "Bram"]


def test_a_part_is_a_project_and_comes_home(team, monkeypatch):
    with team.at("anna", monkeypatch) as anna:
        put(anna, "d01", 0, 2, "trust")
        put(anna, "d02", 0, 2, "trust")
        target = team.folder / "part.coder"
        export_copy(anna, "Bram", target, documents=[anna.document("d02")])
        with pytest.raises(InputError, match="already there"):
            export_copy(anna, "Bram", target)
        before = state(anna)
    assert b"in d01" not in target.read_bytes()
    with sit(target, team.folder, "bram", monkeypatch) as bram:
        assert examine(bram.store).faults == ()
        assert examine(bram.store).notes == ()
        assert [one.name for one in bram.documents()] == ["d02"]
        assert len(codings(bram)) == 1
        mine = put(bram, "d02", 4, 9, "doorstroom")
        merge(bram, [team.path("anna")])
        assert len(bram.documents()) == 3
        assert before[1] < state(bram)[1]
        whole = state(bram)
    with team.at("anna", monkeypatch) as anna:
        assert merge(anna, [target]).lines == ("1 new coding by Bram",)
        assert mine in {one.id for one in codings(anna)}
        assert state(anna) == whole


def test_a_copy_takes_nothing_along_that_is_not_in_the_log(team, monkeypatch):
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [team.path("bram")])
        put(anna, "d01", 0, 2, "trust")
        export_copy(anna, "Bram", team.folder / "one.coder")
        export_copy(anna, "Bram", team.folder / "two.coder")
        before = state(anna)
    with sit(team.folder / "two.coder", team.folder, "bram", monkeypatch) as bram:
        assert state(bram) == before
        assert bram.store.db.execute("SELECT count(*) FROM local").fetchone() == (0,)


def test_a_team_with_a_shared_folder_ends_with_equal_projects(team, monkeypatch):
    """Three people code, share and merge in turns, answer, and hold the same in the end."""
    drive = team.folder / "drive"
    drive.mkdir()
    for turn in range(2):
        for number, name in enumerate(NAMES):
            with team.at(name, monkeypatch) as one:
                put(one, "d01", number, number + 3 + turn, "trust")
                merge(one, files_in(one, drive))
                set_done(one, one.document("d02"), turn == 0)
                share(one, drive)
    ends = []
    for name in (*NAMES, *NAMES):
        with team.at(name, monkeypatch) as one:
            merge(one, files_in(one, drive))
            for asked in questions(one):
                answer(one, asked, "1")
            share(one, drive)
            ends.append(state(one))
    assert ends[-1] == ends[-2] == ends[-3]
    assert len(list(drive.iterdir())) == 3
    with team.at("anna", monkeypatch) as anna:
        assert len(codings(anna)) == 6
        assert shared_name(anna) not in {path.name for path in files_in(anna, drive)}
        assert merge(anna, files_in(anna, drive)).operations == 0


def test_a_person_of_any_name_gets_a_file_of_their_own(team, monkeypatch):
    drive = team.folder / "drive"
    drive.mkdir()
    config = team.folder / "x"
    for name in ("../../weg", "", "Zoë / van 't Hof", "." * 90):
        with open_project(team.path("anna"), load_person(config / str(len(name)), name)) as one:
            target = share(one, drive)
            assert target.parent == drive
            assert not target.name.startswith(".")
    assert len(list(drive.iterdir())) == 4
    with team.at("anna", monkeypatch) as anna:
        for deed in (lambda: share(anna, config / "nowhere"), lambda: files_in(anna, drive / "x")):
            with pytest.raises(InputError, match="no folder"):
                deed()


def test_an_interrupted_copy_leaves_what_was_there(team, monkeypatch):
    drive = team.folder / "drive"
    drive.mkdir()
    with team.at("anna", monkeypatch) as anna:
        target = share(anna, drive)
        before = target.read_bytes()
        put(anna, "d01", 0, 2, "trust")

        def fail(_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("coder.store.copies.caches.rebuild", fail)
        with pytest.raises(Exception, match="No space"):
            share(anna, drive)
    assert target.read_bytes() == before
    assert [path.name for path in drive.iterdir()] == [target.name]


def test_the_state_of_a_team(team, monkeypatch):
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
        set_done(bram, bram.document("d01"), True)
    with team.at("anna", monkeypatch) as anna:
        put(anna, "d02", 0, 4, "trust")
        export_copy(anna, "bram", team.folder / "b.coder", blind=True)
        export_copy(anna, "Nieuw", team.folder / "n.coder", documents=[anna.document("d01")])
        merge(anna, [team.path("bram")])
        found = {one.name: one for one in members(anna)}
        assert set(found) >= {"Anna", "Bram", "Nieuw"}
        bram, new = found["Bram"], found["Nieuw"]
        assert (bram.codings, bram.coded, bram.done) == (1, ("d01",), ("d01",))
        assert [copy.blind for copy in bram.sent] == [True]
        assert (new.id, new.codings, new.sent[0].documents) == (None, 0, ("d01",))
        record = json.loads(json.dumps(team_record(anna)))
        assert (record["transcripts"], record["coded"], record["questions"]) == (3, 2, 0)
        assert record["merges"][0]["lines"] == [
            "1 new coding by Bram",
            "1 transcript marked as done or not by Bram",
        ]


def test_a_purge_names_the_copies_that_it_cannot_reach(team, monkeypatch):
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [team.path("bram")])
        put(anna, "d01", 0, 2, "trust")
        export_copy(anna, "Bram", team.folder / "b.coder")
        part = team.folder / "p.coder"
        export_copy(anna, "Cato", part, documents=[anna.document("d01")])
        shutil.copy(team.path("cato"), team.folder / "c.coder")
        merge(anna, [team.folder / "b.coder"])
        copies = purge(anna, anna.document("d02")).copies
        assert str(team.folder / "b.coder") in copies
        assert str(part) not in copies


def test_a_copy_that_cannot_be_noted_is_not_made(team, monkeypatch):
    def locked(*_):
        raise StoreError("anna.coder: database is locked.", "Try again.")

    monkeypatch.setattr("coder.project.team.write_local", locked)
    with team.at("anna", monkeypatch) as anna:
        with pytest.raises(StoreError):
            export_copy(anna, "Bram", team.folder / "b.coder")
        assert sent_copies(anna) == []
    assert not (team.folder / "b.coder").exists()


def test_a_copy_that_cannot_be_made_is_named_by_its_own_name(team, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    target = team.folder / "for-anna.coder"
    with team.at("bram", monkeypatch) as bram:
        monkeypatch.setattr("tempfile.mkstemp", refuse)
        with pytest.raises(StoreError) as caught:
            export_copy(bram, "anna", target)
    assert str(target) in caught.value.problem
    assert "unfinished" not in caught.value.problem
