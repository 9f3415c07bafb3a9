"""The person and the machine: identity, sequence numbers, locks, two programs at once."""

import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing

import pytest

from coder.errors import InputError, StoreError
from coder.identity import new_id
from coder.store import connection
from coder.store.replica import load_person, rename_person, reserve
from coder.store.store import Store
from store.making import Desk, run_python


@pytest.fixture
def config(tmp_path):
    return tmp_path / "settings" / "coder"


def test_a_person_is_made_once(config):
    one = load_person(config, "Een")
    assert load_person(config, "Twee") == one
    assert one.name == "Een"
    rename_person(config, "Ander", new_id())
    assert load_person(config, "x").name == "Ander"
    assert load_person(config, "x").id != one.id
    assert load_person(config, "x").replica == one.replica


def test_numbers_are_reserved_once(config):
    me = load_person(config, "Een")
    taken = [reserve(config, me, 0, count)[1] for count in (1, 200, 3)]
    numbers = [number for part in taken for number in part]
    assert len(set(numbers)) == len(numbers)
    assert len(taken[1]) >= 200


def test_a_restored_config_begins_a_new_replica(config):
    me = load_person(config, "Een")
    _, numbers = reserve(config, me, 0, 1)
    replica, fresh = reserve(config, me, numbers[-1] + 1, 1)
    assert replica != me.replica
    assert fresh[0] == 1
    assert load_person(config, "").replica == replica
    assert load_person(config, "").id == me.id


def test_a_copied_config_is_found_out_when_the_files_meet(desk, tmp_path):
    original = tmp_path / "config"
    clone = tmp_path / "clone"
    shutil.copytree(original, clone)
    with Store(desk.store.path, load_person(clone, ""), clone) as other:
        for number in range(200):
            other.write("code", [Desk(other).coding_draft(number % 20, 30)])
    with Store(desk.store.path, load_person(original, ""), original) as store:
        before = store.person.replica
        store.write("code", [desk.coding_draft(1, 5)])
        assert store.person.replica != before
    assert load_person(original, "").replica != before
    keys = [(op.replica, op.seq) for op in desk.store.operations()]
    assert len(set(keys)) == len(keys)


def test_a_store_that_was_open_meanwhile_notices_too(desk, tmp_path):
    """The replica is renewed while a store is open: its next numbers are checked again."""
    original = tmp_path / "config"
    first = desk.store.person.replica
    backup = (original / "identity.db").read_bytes()
    for number in range(150):
        desk.code(number % 20, 30)
    (original / "identity.db").write_bytes(backup)
    for number in range(300):
        desk.code(number % 20, 31)
    keys = [(op.replica, op.seq) for op in desk.store.operations()]
    assert len(set(keys)) == len(keys)
    assert desk.store.person.replica != first


@pytest.mark.parametrize("content", [b"niets", b"SQLite format 3\0" + bytes(84)])
def test_a_damaged_identity_is_an_error_with_a_remedy(config, content):
    config.mkdir(parents=True)
    (config / "identity.db").write_bytes(content * 100)
    with pytest.raises(StoreError) as caught:
        load_person(config, "x")
    assert caught.value.remedy


def test_a_strange_identity_is_an_error_with_a_remedy(config):
    load_person(config, "x")
    with closing(sqlite3.connect(config / "identity.db")) as db, db:
        db.execute("UPDATE identity SET value = 'geen id' WHERE key = 'replica'")
    with pytest.raises(StoreError) as caught:
        load_person(config, "x")
    assert caught.value.remedy


def test_a_config_folder_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "config").write_text("x")
    with pytest.raises(StoreError):
        load_person(tmp_path / "config", "x")


def test_a_new_name_is_followed(desk, tmp_path):
    rename_person(tmp_path / "config", "Nieuwe Naam")
    with Store(desk.store.path, load_person(tmp_path / "config", ""), tmp_path / "config") as store:
        store.write("code", [desk.coding_draft()])
        assert store.db.execute("SELECT name FROM coder").fetchall() == [("Nieuwe Naam",)]
        labels = [batch.label for batch in store.stacks()[0]]
    assert labels == ["import", "codes", "code"]


WRITER = """
import sys
from pathlib import Path
from coder.store.replica import load_person
from coder.store.store import Store
from store.making import Desk, run_python

project, config = Path(sys.argv[1]), Path(sys.argv[2])
with Store(project, load_person(config, "x"), config) as store:
    desk = Desk(store)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(100):
        desk.code(number % 20, number % 20 + 3)
"""


def test_two_programs_write_at_once(desk, tmp_path):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    programs = [run_python(WRITER, desk.store.path, tmp_path / "config", **pipes) for _ in range(2)]
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    operations = desk.store.operations()
    assert sum(op.entity == "coding" for op in operations) == 200
    assert len({(op.replica, op.seq) for op in operations}) == len(operations)
    assert len({op.lam for op in operations}) == len(operations)
    assert len({op.replica for op in operations}) == 1


def test_the_second_writer_waits_for_the_first(desk, tmp_path):
    person = load_person(tmp_path / "config", "")
    waiting = threading.Event()
    written = []

    def second():
        with Store(desk.store.path, person, tmp_path / "config") as store:
            waiting.set()
            store.write("second", [desk.coding_draft(1, 5)])
            written.append("second")

    thread = threading.Thread(target=second)
    with connection.transaction(desk.store.db):
        thread.start()
        assert waiting.wait(20)
        written.append("first")
    thread.join(20)
    assert written == ["first", "second"]


def test_a_lock_that_stays_is_an_error_and_nothing_is_half_done(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 20)
    person = load_person(tmp_path / "config", "")
    with Store(desk.store.path, person, tmp_path / "config") as store:
        before = store.dump()
        with connection.transaction(desk.store.db):
            with pytest.raises(StoreError, match="locked") as caught:
                store.write("second", [desk.coding_draft(1, 5)])
            assert "Another program" in caught.value.remedy
        assert store.dump() == before
        assert store.write("second", [desk.coding_draft(1, 5)]) is not None


def test_a_failing_act_changes_nothing(desk):
    before = desk.store.dump()
    rows = desk.store.db.execute("SELECT count(*) FROM op").fetchone()

    def drafts():
        yield desk.coding_draft(1, 5)
        raise InputError("nee", "toch niet")

    with pytest.raises(InputError, match="nee"):
        desk.store.write("act", drafts)
    assert desk.store.write("nothing", []) is None
    assert desk.store.dump() == before
    assert desk.store.db.execute("SELECT count(*) FROM op").fetchone() == rows


def test_a_closed_store_is_an_error(desk):
    desk.store.close()
    with pytest.raises(StoreError, match="closed"):
        desk.store.dump()


def test_a_full_disk_is_an_error_and_nothing_is_half_done(desk):
    before = desk.store.dump()
    pages = desk.store.db.execute("PRAGMA page_count").fetchone()[0]
    desk.store.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full") as caught:
        desk.store.write("much", [desk.coding_draft(0, 70) for _ in range(500)])
    assert "make room" in caught.value.remedy
    desk.store.db.execute("PRAGMA max_page_count = 1000000")
    assert desk.store.dump() == before
    desk.code(0, 5)
