"""Files that coder wrote while its log was one table: they open, merge, and lose nothing."""

import gzip
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coder.errors import InputError
from coder.store.backup import backups
from coder.store.connection import transaction
from coder.store.health import examine
from coder.store.incoming import open_incoming
from coder.store.replica import load_person
from coder.store.schema import SCHEMA_VERSION
from coder.store.store import Store
from coder.store.union import bring
from tests.store.making import table_bytes

KEPT = Path(__file__).parent.parent / "data" / "projects" / "tables-6.coder.gz"
OPERATIONS = "7d6b86fc15e48a2c40bd040ccacd8ef103bfc7add9dde8a624bec393471b35c7"
"""SHA-256 of what the program that wrote the file read from it."""


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.coder"
    path.write_bytes(gzip.decompress(KEPT.read_bytes()))
    return path


def opened(path, tmp_path):
    return Store(path, load_person(tmp_path / "config", "Iemand"), tmp_path / "config")


def digest(operations):
    return hashlib.sha256("".join(sorted(map(repr, operations))).encode()).hexdigest()


def test_it_opens_with_every_operation_and_act_and_leaves_a_backup(old, tmp_path):
    with opened(old, tmp_path) as store:
        assert store.db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert digest(store.operations()) == OPERATIONS
        assert examine(store).faults == ()
        rows = store.db.execute("SELECT count(*), sum(deleted) FROM coding").fetchone()
        assert rows == (2, 0)
        assert store.db.execute("SELECT count(*) FROM verdict").fetchone() == (1,)
        before = store.dump()
        store.rebuild()
        assert store.dump() == before
        labels = [row[0] for row in store.db.execute("SELECT act FROM v_log")]
        assert labels[-4:] == ["accept", "delete", "delete", "purge a document"]
        numbers = [row[0] for row in store.db.execute("SELECT n FROM log ORDER BY n")]
        assert numbers == list(range(1, len(numbers) + 1))
    assert len(backups(old)) == 1


def test_it_merges_as_it_is(old, tmp_path, desk):
    before = old.read_bytes()
    with transaction(desk.store.db), open_incoming(old) as one:
        assert bring(desk.store.db, [one]).operations > 0
    assert old.read_bytes() == before
    assert examine(desk.store).faults == ()
    here = {one.id: one for one in desk.store.operations()}
    with opened(old, tmp_path) as store:
        assert all(here[one.id] == one for one in table_bytes(store))


@pytest.mark.parametrize("column", ["label = 'x'", "val = '{}'", "wall = 5", "prev = zeroblob(16)"])
def test_what_was_changed_in_it_is_refused(old, desk, column):
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("DROP TRIGGER op_is_immutable")
        db.execute(f"UPDATE op SET {column} WHERE n = 7")
    before = table_bytes(desk.store)
    with (
        pytest.raises(InputError, match="changed after it was written"),
        transaction(desk.store.db),
        open_incoming(old) as one,
    ):
        bring(desk.store.db, [one])
    assert table_bytes(desk.store) == before


def test_a_table_that_is_made_otherwise_is_refused(old):
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("CREATE INDEX mine ON op (abs(seq))")
    with pytest.raises(InputError, match="not as coder makes it"), open_incoming(old):
        pass
