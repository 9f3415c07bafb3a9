from contextlib import closing
from dataclasses import replace

import pytest

from coder.errors import InputError, StoreError
from coder.identity import new_id
from coder.oplog.kinds import CREATE, PURGE, purge_id
from coder.oplog.operation import Draft
from coder.store import connection
from coder.store.backup import backup_folder, backups, write_backup
from coder.store.health import examine
from coder.store.purge import purge_document
from coder.store.search import search
from coder.store.store import Store
from store.making import CODES, import_drafts, make_document, pure_dump, unite_file

SECRET = make_document("Geheimenis", "Wie was dat?", "Dat was Zwaluwstaart uit Kraggenburg.")
WORDS = ("Geheimenis", "geheimenis", "Zwaluw", "zwaluw", "Kraggenburg", "kraggenburg", "Wie was")
WRITTEN = ("memowoord", "verdictwoord", "attribuutwoord", "anderememo")


def fill_with_secrets(desk):
    desk.store.db.execute("PRAGMA secure_delete = OFF")  # some builds of SQLite hide faults by it
    desk.store.write("import", import_drafts(SECRET))
    coding = desk.code(22, 34, SECRET)
    memo = desk.memo("coding", coding, "memowoord")
    moved = desk.memo("project", None, "anderememo")
    desk.set(moved, "target", memo, "memo")
    desk.attribute(SECRET, "groep", "attribuutwoord")
    verdict = {
        "coder": desk.me,
        "document": SECRET.id,
        "revision": SECRET.revision,
        "start": 0,
        "end": 4,
        "code": None,
        "verdict": "rejected",
        "reason": "verdictwoord",
    }
    desk.store.write("verdict", [Draft("verdict", new_id(), CREATE, verdict)])
    desk.set(coding, "quote", "Zwaluwstaart!")
    desk.delete(coding)


def bytes_around(path):
    """Every byte that coder keeps of a project."""
    files = [path, *path.parent.glob(path.name + "-*"), *path.parent.glob(".*unfinished*")]
    files += backup_folder(path).glob("*")
    return b"".join(file.read_bytes() for file in files if file.is_file())


def found(path):
    everything = bytes_around(path)
    return [word for word in (*WORDS, *WRITTEN) if word.encode() in everything]


def test_nothing_of_a_purged_document_is_left_in_any_byte(desk):
    fill_with_secrets(desk)
    write_backup(desk.store.db, desk.store.path, "test")
    (backup_folder(desk.store.path) / "x.unfinished").write_bytes(b"Zwaluwstaart")
    assert len(found(desk.store.path)) > 8
    assert purge_document(desk.store, SECRET.id) == 7
    assert found(desk.store.path) == []
    assert backups(desk.store.path) == []
    desk.store.close()
    assert found(desk.store.path) == []


def test_the_rest_of_the_project_stays_whole(desk):
    kept = desk.code(0, 8)
    fill_with_secrets(desk)
    operations = {op.id for op in desk.store.operations()}
    purge_document(desk.store, SECRET.id)
    assert examine(desk.store).faults == ()
    assert operations < {op.id for op in desk.store.operations()}
    assert search(desk.store.db, "sfeer")
    rows = desk.store.db.execute("SELECT id FROM coding").fetchall()
    assert rows == [(bytes.fromhex(kept),)]
    assert desk.store.dump() == pure_dump(desk.store)
    before = desk.store.dump()
    desk.store.rebuild()
    assert desk.store.dump() == before


def test_purging_again_keeps_the_purge(desk):
    fill_with_secrets(desk)
    purge_document(desk.store, SECRET.id)
    operations = list(desk.store.operations())
    assert purge_document(desk.store, SECRET.id) == 0
    assert list(desk.store.operations()) == operations


def test_a_purged_document_cannot_come_back(desk):
    desk.store.write("import", import_drafts(SECRET))
    purge_document(desk.store, SECRET.id)
    before = desk.store.dump()
    with pytest.raises(InputError, match="purged"):
        desk.store.write("import", import_drafts(SECRET))
    assert desk.store.dump() == before
    assert found(desk.store.path) == []


def test_a_purge_of_what_never_was_is_refused(desk):
    with pytest.raises(InputError, match="never was"):
        purge_document(desk.store, new_id())


def test_acts_on_a_purged_document_leave_the_stacks_usable(desk):
    desk.code(0, 8)
    fill_with_secrets(desk)
    purge_document(desk.store, SECRET.id)
    taken = [desk.store.undo(batch) for batch in reversed(desk.store.stacks()[0])]
    assert taken.count(None) == 9
    assert desk.store.db.execute("SELECT count(*) FROM coding WHERE deleted = 0").fetchone() == (0,)


@pytest.fixture
def copy(desk, tmp_path):
    """The same project on a colleague's machine, from before the purge."""
    fill_with_secrets(desk)
    path = tmp_path / "colleague.coder"
    with closing(connection.open_file(desk.store.path)) as db:
        db.execute("VACUUM INTO ?", [str(path)])
    with Store(path, desk.store.person, tmp_path / "config") as store:
        yield store


def test_a_purge_wins_in_both_directions(desk, copy):
    purge_document(desk.store, SECRET.id)
    ours, theirs = desk.store.operations(), copy.operations()
    unite_file(copy, ours)
    unite_file(desk.store, theirs)
    assert copy.dump() == desk.store.dump() == pure_dump(copy)
    assert {op.id: op for op in copy.operations()} == {op.id: op for op in desk.store.operations()}
    assert found(desk.store.path) == []
    purge_document(copy, SECRET.id)
    assert found(copy.path) == []


def test_later_writes_of_others_on_something_purged_are_kept_without_their_words(desk, copy):
    purge_document(desk.store, SECRET.id)
    coding = next(op.eid for op in copy.operations() if op.entity == "coding")
    copy.write("later", [Draft("coding", coding, "quote", "Zwaluwstaart uit Kraggenburg")])
    unite_file(desk.store, copy.operations())
    assert found(desk.store.path) == []
    assert examine(desk.store).faults == ()


def test_what_a_merge_brought_since_goes_when_purging_again(desk, copy):
    purge_document(desk.store, SECRET.id)
    later = desk.coding_draft(0, 8, SECRET)
    copy.write("later", [later])
    unite_file(desk.store, copy.operations())
    assert found(desk.store.path) == ["Wie was"]
    assert purge_document(desk.store, SECRET.id) == 1
    assert found(desk.store.path) == []


def test_an_open_reader_is_named_and_purging_again_sweeps(desk, monkeypatch):
    fill_with_secrets(desk)
    desk.store.db.execute("PRAGMA busy_timeout = 1")
    with closing(connection.open_file(desk.store.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM op").fetchone()
        with pytest.raises(StoreError, match="keeps the old"):
            purge_document(desk.store, SECRET.id)
        reader.execute("ROLLBACK")
    purge_document(desk.store, SECRET.id)
    assert found(desk.store.path) == []


def test_backups_are_those_of_the_file_not_of_a_link_to_it(desk, tmp_path):
    fill_with_secrets(desk)
    write_backup(desk.store.db, desk.store.path, "test")
    link = tmp_path / "elsewhere" / "link.coder"
    link.parent.mkdir()
    link.symlink_to(desk.store.path)
    with Store(link, desk.store.person, tmp_path / "config") as store:
        purge_document(store, SECRET.id)
    desk.store.close()
    assert found(desk.store.path) == []
    assert [path.name for path in link.parent.iterdir()] == ["link.coder"]


def test_a_purged_copy_wins_though_its_purge_did_not_come_along(desk):
    eid = desk.code(0, 8)
    mine = [op for op in desk.store.operations() if op.eid == eid]
    unite_file(desk.store, [replace(op, val=None, purged=True) for op in mine])
    assert all(op.purged for op in desk.store.operations() if op.eid == eid)
    unite_file(desk.store, mine)
    assert all(op.purged for op in desk.store.operations() if op.eid == eid)
    assert desk.store.db.execute("SELECT count(*) FROM coding").fetchone() == (0,)
    assert examine(desk.store).faults == ()


def test_what_hangs_on_something_purged_alone_is_held_back(desk):
    eid = desk.code(0, 8)
    target = {"target_kind": "code", "target": CODES["sfeer"]}
    draft = Draft(PURGE, purge_id("code", CODES["sfeer"]), CREATE, target)
    desk.store.write("purge", [draft])
    held = desk.store.db.execute("SELECT eid, missing_kind FROM dangling").fetchall()
    assert held == [(bytes.fromhex(eid), "code")]
    assert desk.store.dump() == pure_dump(desk.store)
