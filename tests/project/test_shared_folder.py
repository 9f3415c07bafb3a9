"""The folder of a team: what is newer in it, and merging it again whenever something is."""

import pytest
from teamwork import put

from coder.errors import InputError
from coder.project.coding import codings
from coder.project.merging import undo_merge
from coder.project.shared_folder import (
    look,
    merge_folder,
    merge_when_newer,
    newer,
    owner,
    shared_folder,
    shared_name,
    told,
)
from coder.project.team import share


@pytest.fixture
def drive(tmp_path):
    (tmp_path / "drive").mkdir()
    return tmp_path / "drive"


def worked(team, monkeypatch, drive, name, start=0):
    """Somebody codes and shares; returns the file."""
    with team.at(name, monkeypatch) as one:
        put(one, "d01", start, start + 4, "trust")
        return share(one, drive)


def seen(project, drive):
    return newer(project, look(drive, shared_name(project)))


def test_what_was_merged_is_not_newer_until_it_changes(team, monkeypatch, drive):
    anna = worked(team, monkeypatch, drive, "anna")
    with team.at("bram", monkeypatch) as bram:
        assert shared_folder(bram) is None
        share(bram, drive)
        assert shared_folder(bram) == drive
        assert seen(bram, drive) == [anna.name]
        merge_folder(bram, drive, rehearse=True)
        assert seen(bram, drive) == [anna.name]
        assert merge_folder(bram, drive).operations > 0
        assert seen(bram, drive) == []
    worked(team, monkeypatch, drive, "anna", start=5)
    with team.at("bram", monkeypatch) as bram:
        assert told(seen(bram, drive)) == "Anna's file is newer"
        assert len(codings(bram)) == 1
        merge_folder(bram, drive)
        assert len(codings(bram)) == 2


def test_another_folder_is_seen_as_new(team, monkeypatch, drive, tmp_path):
    (tmp_path / "other").mkdir()
    anna = worked(team, monkeypatch, drive, "anna")
    with team.at("anna", monkeypatch) as one:
        share(one, tmp_path / "other")
        assert shared_folder(one) == tmp_path / "other"
    with team.at("bram", monkeypatch) as bram:
        merge_folder(bram, drive)
        share(bram, tmp_path / "other")
        assert seen(bram, tmp_path / "other") == [anna.name]
        merge_folder(bram, tmp_path / "other")
        assert seen(bram, tmp_path / "other") == []


def test_whose_file_it_is():
    assert owner("Anna-de-Vries-0a1b2c.coder") == "Anna de Vries"
    assert owner("interviews.coder") == "interviews"
    assert "\x1b" not in owner("\x1b[31mAnna-0a1b2c.coder")
    names = [f"{name}-0a1b2c.coder" for name in ("Anna", "Bram", "Cato", "Dirk")]
    assert told(names[:1]) == "Anna's file is newer"
    assert told(names[:2]) == "The files of Anna and Bram are newer"
    assert told(names[:3]) == "The files of Anna, Bram and Cato are newer"
    assert told(names) == "The files of 4 people are newer"
    assert told([names[0], "Anna-ffffff.coder"]) == "Anna's file is newer"


def test_a_folder_that_is_not_there_shows_nothing_and_cannot_be_merged(team, monkeypatch, drive):
    assert look(drive / "gone", "x.coder") == {}
    (drive / ".hidden.coder").touch()
    (drive / "folder.coder").mkdir()
    (drive / "notes.txt").touch()
    assert look(drive, "x.coder") == {}
    with team.at("bram", monkeypatch) as bram:
        with pytest.raises(InputError, match="no folder"):
            merge_folder(bram, drive / "gone")
        assert shared_folder(bram) is None


def test_each_change_is_merged_once_and_a_bad_file_stops_nothing(team, monkeypatch, drive):
    """What others do happens while it pauses; a half-copied file is tried again when it changed."""
    meanwhile = iter(
        [
            lambda: worked(team, monkeypatch, drive, "anna"),
            lambda: None,
            lambda: (drive / "half.coder").write_bytes(b"SQLite format 3\0"),
            lambda: None,
            (drive / "half.coder").unlink,
            lambda: worked(team, monkeypatch, drive, "cato"),
        ]
    )

    def pause():
        act = next(meanwhile, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    found = []
    with pytest.raises(KeyboardInterrupt):
        for one in merge_when_newer(lambda: team.at("bram", monkeypatch), drive, pause=pause):
            found.append("refused" if isinstance(one, InputError) else one.operations > 0)
    assert found == [False, True, "refused", False, True]
    with team.at("bram", monkeypatch) as bram:
        assert len(codings(bram)) == 2
        undo_merge(bram)
        assert len(codings(bram)) == 1
