"""All that was coded, read at one moment: of the file as it is, or of a part of its log."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b

from sqlite_utils import Database

from coder.identity import Id
from coder.model import Code, Coder, Coding, Document
from coder.store import caches, log, records
from coder.store.connection import snapshot, storage_errors
from coder.store.schema import migrations
from coder.store.store import Store


@dataclass(frozen=True, slots=True)
class Coded:
    """What coders gave to what, and who says to be done with what (coder, document)."""

    documents: tuple[Document, ...]
    codes: tuple[Code, ...]
    coders: tuple[Coder, ...]
    codings: tuple[Coding, ...]
    done: frozenset[tuple[Id, Id]]


@dataclass(frozen=True, slots=True)
class Moment:
    """A part of the log: every operation of each replica up to a number of it.

    `digest` is BLAKE2b-128 of the sorted ids of these operations, `count` how many there are.
    """

    upto: Mapping[Id, int]
    count: int
    digest: Id


def coded_now(store: Store) -> tuple[Coded, Moment]:
    """All that was coded, and the part of the log that says so: all of it."""
    with storage_errors(store.path), snapshot(store.db):
        rows = store.db.execute("SELECT replica, max(seq) FROM op GROUP BY replica")
        upto = {replica.hex(): seq for replica, seq in rows.fetchall()}
        return _read(store.db), _moment(store.db, upto)


def moment_here(store: Store, upto: Mapping[Id, int]) -> Moment:
    """What this file holds of a part of the log."""
    with store.reading():
        return _moment(store.db, upto)


def erased_since(store: Store, upto: Mapping[Id, int]) -> int:
    """How many operations of a part of the log have lost their value by a purge."""
    query = "SELECT count(*) FROM op WHERE replica = ? AND seq <= ? AND purged = 1"
    with store.reading():
        return sum(
            int(store.db.execute(query, [bytes.fromhex(replica), seq]).fetchone()[0])
            for replica, seq in upto.items()
        )


def coded_then(store: Store, upto: Mapping[Id, int]) -> Coded:
    """All that was coded according to a part of the log.

    The part is folded in memory only, as it holds interviews.
    """
    with storage_errors(store.path), closing(sqlite3.connect(":memory:")) as connection:
        db = Database(connection, execute_plugins=False)
        migrations.apply(db)
        log.insert_checked(db, list(log.operations_upto(store.db, upto)))
        caches.rebuild(db)
        return _read(db)


def _read(db: Database) -> Coded:
    done = db.execute(
        "SELECT coalesce(s.target, f.coder), f.document FROM done f "
        "LEFT JOIN same_person s ON s.coder = f.coder WHERE f.done = 1 AND f.deleted = 0"
    )
    return Coded(
        tuple(records.documents(db)),
        tuple(records.codes(db)),
        tuple(records.coders(db)),
        tuple(records.codings(db)),
        frozenset((coder.hex(), document.hex()) for coder, document in done.fetchall()),
    )


def _moment(db: Database, upto: Mapping[Id, int]) -> Moment:
    ids: list[bytes] = []
    for replica, seq in upto.items():
        rows = db.execute(
            "SELECT id FROM op WHERE replica = ? AND seq <= ?", [bytes.fromhex(replica), seq]
        )
        ids += [row[0] for row in rows]
    return Moment(dict(upto), len(ids), blake2b(b"".join(sorted(ids)), digest_size=16).hexdigest())
