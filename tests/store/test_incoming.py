"""Files that others send: what is damaged, changed, hostile or too new is refused as a whole."""

import random
import shutil
import sqlite3
from contextlib import ExitStack, closing

import pytest

from coder.errors import InputError
from coder.identity import content_hash
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.store import incoming
from coder.store.connection import open_file, transaction
from coder.store.health import examine
from coder.store.incoming import open_incoming
from coder.store.log import insert_checked
from coder.store.replica import load_person
from coder.store.schema import SCHEMA_VERSION
from coder.store.store import Store
from coder.store.union import bring
from store.making import CODES, Desk, pure_dump, table_bytes
from store.test_hostile_operations import coding, forged


@pytest.fixture
def sent(tmp_path, empty_file):
    """A closed file that somebody else made, with a coding in it."""
    path = tmp_path / "sent.coder"
    shutil.copy(empty_file, path)
    config = tmp_path / "other"
    with Store(path, load_person(config, "Persoon Twee"), config) as store:
        other = Desk(store)
        other.fill()
        other.code(2, 9)
        other.set(CODES["sfeer"], "name", "stemming", "code")
    return path


def change(path, *statements):
    """What another program does to a file."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            db.execute(statement)
        db.commit()


def merged(desk, *paths):
    """Bring files in, as a merge does."""
    with desk.store.reading(), transaction(desk.store.db), ExitStack() as stack:
        return bring(desk.store.db, [stack.enter_context(open_incoming(p)) for p in paths])


def refused(desk, path, match):
    rows, dump = table_bytes(desk.store), desk.store.dump()
    before = path.read_bytes()
    with pytest.raises(InputError, match=match) as caught:
        merged(desk, path)
    assert str(path) in caught.value.problem
    assert caught.value.remedy
    assert (table_bytes(desk.store), desk.store.dump()) == (rows, dump)
    assert path.read_bytes() == before
    assert examine(desk.store).faults == ()


def test_what_is_new_comes_in_and_the_other_file_stays_as_it_was(desk, sent):
    before = sent.read_bytes()
    beside = sorted(sent.parent.iterdir())
    assert merged(desk, sent).operations > 0
    assert desk.store.dump() == pure_dump(desk.store)
    assert "stemming" in desk.store.dump()
    assert sent.read_bytes() == before
    assert sorted(sent.parent.iterdir()) == beside
    rows = table_bytes(desk.store)
    assert merged(desk, sent, sent).operations == 0
    assert table_bytes(desk.store) == rows
    assert examine(desk.store).faults == ()


def test_what_is_not_folded_in_yet_by_the_other_program_comes_too(desk, sent, tmp_path):
    config = tmp_path / "other"
    with Store(sent, load_person(config, ""), config) as store:
        made = Desk(store).code(10, 14)
        assert sent.with_name("sent.coder-wal").stat().st_size > 0
        merged(desk, sent)
    assert made in {op.eid for op in desk.store.operations()}


class ReadOnlyFolder(sqlite3.Connection):
    """As SQLite answers where it cannot make its index of a write-ahead log."""

    def execute(self, *_):
        raise sqlite3.OperationalError("unable to open database file")


def test_a_file_left_open_in_a_folder_that_cannot_be_written_says_what_to_do(
    desk, sent, tmp_path, monkeypatch
):
    connect = sqlite3.connect
    with Store(sent, load_person(tmp_path / "other", ""), tmp_path / "other") as store:
        Desk(store).code(10, 14)
        monkeypatch.setattr(
            "sqlite3.connect", lambda *a, **b: connect(*a, **b, factory=ReadOnlyFolder)
        )
        with pytest.raises(InputError, match="copy both files"), open_incoming(sent):
            pass


def test_a_file_that_may_not_be_written_can_be_read(desk, sent):
    sent.chmod(0o400)
    sent.parent.chmod(0o500)
    try:
        with open_incoming(sent) as one:
            assert one.ids()
    finally:
        sent.parent.chmod(0o700)


UPDATE = [f"DROP TRIGGER {table}_is_immutable" for table in ("log", "ident", "word")]
LAST = "n = (SELECT max(n) - 1 FROM log)"


@pytest.mark.parametrize(
    "change_",
    [
        "UPDATE word SET text = 'iets anders' WHERE text = 'code a span'",
        f"UPDATE log SET seq = seq + 1 WHERE {LAST}",
        f"UPDATE log SET wall = 5 WHERE {LAST}",
        f"UPDATE log SET batch = zeroblob(16) WHERE {LAST}",
        f"UPDATE log SET label = (SELECT max(n) FROM word) WHERE {LAST}",
        "UPDATE ident SET id = zeroblob(16) WHERE n = (SELECT max(actor) FROM log)",
        f"UPDATE log SET val = '{{}}', shape = NULL WHERE {LAST}",
        f"UPDATE log SET val = NULL, shape = NULL, gone = zeroblob(16) WHERE {LAST}",
        f"UPDATE log SET prev = zeroblob(16) WHERE {LAST}",
        f"UPDATE log SET field = (SELECT max(n) FROM word) WHERE {LAST}",
        f"UPDATE log SET entity = (SELECT n FROM word WHERE text = 'code') WHERE {LAST}",
        f"UPDATE log SET eid = zeroblob(16) WHERE {LAST}",
        f"UPDATE log SET undoes = zeroblob(16) WHERE {LAST}",
        f"UPDATE log SET v = 2 WHERE {LAST}",
    ],
)
def test_an_operation_that_was_changed_is_refused(desk, sent, change_):
    change(sent, *UPDATE, change_)
    refused(desk, sent, "changed after it was written")


@pytest.mark.parametrize(
    "change_",
    [
        f"UPDATE log SET actor = 9999 WHERE {LAST}",
        f"UPDATE log SET label = 9999 WHERE {LAST}",
    ],
)
def test_an_operation_without_what_belongs_to_it_is_refused(desk, sent, change_):
    """It would vanish without a word, as no row is read for it."""
    change(sent, *UPDATE, change_)
    refused(desk, sent, "lacks what belongs to it")


@pytest.mark.parametrize("row", [1, 9_999, "x"])
def test_a_quote_from_what_is_no_text_is_refused(desk, sent, row):
    with closing(sqlite3.connect(sent)) as db:
        found = "SELECT n, val FROM log WHERE entity = (SELECT n FROM word WHERE text = 'coding')"
        ((n, val),) = db.execute(found).fetchall()
    *parts, _, start = val.split("\n")
    filled = " || char(10) || ".join(f"'{part}'" for part in (*parts, row, start))
    change(sent, *UPDATE, f"UPDATE log SET val = {filled} WHERE n = {n}")
    refused(desk, sent, "damaged|holds something|no text")


def test_a_text_changed_under_what_quotes_it_is_refused(desk, sent):
    text = "val = replace(val, 'cliëntenraad', 'bewonersraad')"
    change(sent, *UPDATE, f"UPDATE log SET {text}")
    refused(desk, sent, "changed after it was written")


def test_an_operation_that_is_there_twice_is_refused(desk, sent):
    columns = "id, eid, batch, replica, seq, lam, entity, field, shape, val, gone, prev, actor"
    columns += ", wall, label, undoes, v"
    change(sent, f"INSERT INTO log ({columns}) SELECT {columns} FROM log WHERE {LAST}")
    refused(desk, sent, "is there twice")


def test_a_whole_row_that_coder_never_wrote_is_refused(desk, sent, tmp_path):
    """Its hashes are right, its value is not: a person made it with a program of their own."""
    wrong = forged(coding(desk, start="3"))[0]
    long = forged(Draft("later", content_hash("x"), CREATE, 1), label="x" * 1_001)[0]
    for number, operation in enumerate((wrong, long)):
        path = tmp_path / f"forged{number}.coder"
        shutil.copy(sent, path)
        with closing(open_file(path)) as db, transaction(db):
            insert_checked(db, [operation])
        refused(desk, path, "not written by coder")


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE log"],
        ["ALTER TABLE log RENAME TO hidden", "CREATE VIEW log AS SELECT * FROM hidden"],
        ["ALTER TABLE log ADD COLUMN extra TEXT AS (wall || 'x')"],
        ["CREATE INDEX mine ON log (abs(seq))"],
        ["UPDATE sqlite_schema SET sql = replace(sql, 'length(id) = 16', '1') WHERE name = 'log'"],
    ],
)
def test_a_log_that_is_made_otherwise_is_refused(desk, sent, statements):
    change(sent, *statements)
    refused(desk, sent, "not as coder makes it|damaged|holds something")


def test_things_of_two_kinds_may_have_one_id(desk, sent, tmp_path):
    """No program of ours makes them; each stays what it is."""
    with Store(sent, load_person(tmp_path / "other", ""), tmp_path / "other") as store:
        made = Desk(store).coding_draft(0, 4)
        memo = {"target_kind": "project", "text": "stemming", "coder": store.person.id}
        store.write("two", [Draft("memo", made.eid, CREATE, memo), made])
    merged(desk, sent)
    (found,) = desk.store.db.execute("SELECT id FROM coding WHERE start = 0").fetchall()
    assert found == (bytes.fromhex(made.eid),)
    assert desk.store.dump() == pure_dump(desk.store)
    assert examine(desk.store).faults == ()


def test_other_objects_of_a_hostile_file_never_run(desk, sent):
    """Views and triggers beside the log are not looked at, so they can do nothing."""
    change(
        sent,
        "CREATE VIEW trap AS SELECT writefile('/tmp/x', 'y') FROM log",
        "DROP VIEW op",
        "CREATE VIEW op AS SELECT 1 AS id",
        "CREATE TRIGGER snare AFTER INSERT ON local BEGIN DELETE FROM local; END",
    )
    assert merged(desk, sent).operations > 0


def test_files_that_are_none_are_refused(desk, tmp_path, sent):
    text = tmp_path / "text.coder"
    text.write_text("Dit is geen project. " * 500)
    refused(desk, text, "not a database|damaged")
    empty = tmp_path / "empty.coder"
    empty.write_bytes(b"")
    refused(desk, empty, "not a coder project")
    other = tmp_path / "other.coder"
    change(other, "CREATE TABLE op (id)")
    refused(desk, other, "not a coder project")
    with pytest.raises(InputError, match="no project file"):
        merged(desk, tmp_path)


def test_newer_tables_are_refused(desk, sent):
    change(sent, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    refused(desk, sent, "newer version")


def test_too_large_a_file_is_refused_unread(desk, sent, monkeypatch):
    monkeypatch.setattr(incoming, "MAX_BYTES", 1_000)
    refused(desk, sent, "larger")
    monkeypatch.setattr(incoming, "MAX_BYTES", 10**9)
    monkeypatch.setattr(incoming, "MAX_OPERATIONS", 2)
    refused(desk, sent, "operations")
    monkeypatch.setattr(incoming, "MAX_OPERATIONS", 100)
    monkeypatch.setattr(incoming, "MAX_VALUE_BYTES", 60)
    refused(desk, sent, "too big")


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_bytes_overwritten_is_refused_or_brings_only_what_is_true(desk, sent, seed):
    """Whatever a bad disk does, nothing false comes in: every operation is checked by its id."""
    chance = random.Random(seed)
    honest = {op.id: op for op in desk.store.operations()}
    with open_incoming(sent) as one:
        honest |= {op.id: op for op in one.operations(one.ids())}
    data = bytearray(sent.read_bytes())
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(100, len(data))] = chance.randrange(256)
    sent.write_bytes(data)
    before = table_bytes(desk.store)
    try:
        merged(desk, sent)
    except InputError as error:
        assert error.remedy
        assert table_bytes(desk.store) == before
    assert all(honest[op.id] == op for op in desk.store.operations())
    assert examine(desk.store).faults == ()
