"""A purge reaches what others made of the transcript meanwhile, without a byte left behind."""

import pytest
from teamwork import NAMES, put, state

from coder.errors import InputError
from coder.identity import new_id
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.coding import codings
from coder.project.editing import set_weight
from coder.project.memos import edit_memo, memos, write_memo
from coder.project.merging import merge, undo_merge
from coder.project.purging import purge
from coder.store.backup import backup_folder


def left_over(path, *words):
    """Which words are in any byte that coder keeps of a project."""
    files = [*path.parent.glob(path.name + "*"), *backup_folder(path).glob("*")]
    everything = b"".join(file.read_bytes() for file in files if file.is_file())
    return [word for word in words if word.encode() in everything]


def note(project, coding, text):
    write_memo(project, "coding", coding, text, document=project.document("d01").id)


@pytest.fixture
def parted(team, monkeypatch):
    """Anna purged d01; Bram, who does not know, coded it and wrote memos."""
    with team.at("anna", monkeypatch) as anna:
        note(anna, put(anna, "d01", 0, 16, "trust"), "oudmemo")
    for name in ("bram", "cato"):
        with team.at(name, monkeypatch) as one:
            merge(one, [team.path("anna")])
    with team.at("anna", monkeypatch) as anna:
        purge(anna, anna.document("d01"))
    with team.at("bram", monkeypatch) as bram:
        bram.store.db.execute("PRAGMA secure_delete = OFF")
        note(bram, put(bram, "d01", 7, 17, "trust"), "nieuwmemo")
        (old,) = [one for one in memos(bram) if one.text == "oudmemo"]
        write_memo(bram, "coding", old.id, "memo op memo")
        edit_memo(bram, old, "veranderdmemo")
        set_weight(bram, codings(bram)[0], 50)
    return team


def test_who_purged_keeps_nothing_of_what_others_made_meanwhile(parted, monkeypatch):
    with parted.at("anna", monkeypatch) as anna:
        anna.store.db.execute("PRAGMA secure_delete = OFF")
        seen = merge(anna, [parted.path("bram")], rehearse=True)
        done = merge(anna, [parted.path("bram")])
        assert done.lines == seen.lines
        assert done.erased == 0  # nothing that was here
        assert "erased too: " in "".join(done.lines)
        assert codings(anna) == memos(anna) == []
        assert anna.store.db.execute("SELECT count(*) FROM dangling").fetchone() == (0,)
        state(anna)
    assert left_over(parted.path("anna"), "nieuwmemo", "veranderdmemo", "memo op memo") == []
    assert left_over(parted.path("anna"), "vertrouwen en een coöperatie in d01") == []


def test_a_merge_that_erases_ones_own_codings_asks_and_then_leaves_nothing(parted, monkeypatch):
    with parted.at("bram", monkeypatch) as bram:
        bram.store.db.execute("PRAGMA secure_delete = OFF")
        with pytest.raises(InputError, match="purged"):
            merge(bram, [parted.path("anna")])
        assert len(codings(bram)) == 2
        merge(bram, [parted.path("anna")], erase=True)
        assert codings(bram) == memos(bram) == []
        with pytest.raises(InputError, match="erased"):
            undo_merge(bram)
    words = ("nieuwmemo", "veranderdmemo", "memo op memo", "oudmemo", "een coöperatie in d01")
    assert left_over(parted.path("bram"), *words) == []


def test_all_end_with_the_same_and_nothing_comes_back(parted, monkeypatch):
    ends = []
    for _ in range(3):
        ends = []
        for name in reversed(NAMES):
            with parted.at(name, monkeypatch) as one:
                merge(one, [parted.path(other) for other in NAMES if other != name], erase=True)
                ends.append(state(one))
    assert all(end == ends[0] for end in ends)
    assert "nieuwmemo" not in ends[0][0]
    with parted.at("cato", monkeypatch) as cato:
        assert merge(cato, [parted.path("anna")]).operations == 0


def test_nothing_is_written_in_a_transcript_that_was_purged_meanwhile(parted, monkeypatch):
    """As by a screen that was open all the time."""
    with parted.at("cato", monkeypatch) as cato:
        document, code = cato.document("d01"), cato.code("trust")
        draft = {"document": document.id, "target": document.id, "target_kind": "document"}
        purge(cato, document)
        value = {**draft, "text": "nog een memo", "coder": cato.me.id}
        with pytest.raises(InputError, match="purged"):
            cato.store.write("write a memo", [Draft("memo", new_id(), CREATE, value)])
        value = {"document": document.id, "revision": document.revision, "code": code.id}
        value |= {"start": 0, "end": 3, "quote": "Er ", "coder": cato.me.id}
        with pytest.raises(InputError, match="purged"):
            cato.store.write("code a span", [Draft("coding", new_id(), CREATE, value)])


def test_entities_of_a_newer_program_do_not_hinder_a_purge(parted, monkeypatch):
    with parted.at("cato", monkeypatch) as cato:
        for value in ({"document": ["x"], "target": {"a": 1}}, {"document": 3}, ["x", {}], 7):
            cato.store.write("x", [Draft("drawing", new_id(), CREATE, value)])
        assert purge(cato, cato.document("d01")).erased > 2
