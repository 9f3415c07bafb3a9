"""All that was coded, read at one moment: of the file as it is, or of a part of its log."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

from sqlite_utils import Database

from coder.identity import Id
from coder.merge.questions import DIFFERENT
from coder.model import Code, Coder, Coding, Document
from coder.oplog.operation import Operation
from coder.store import caches, code_records, log, records
from coder.store.connection import snapshot, storage_errors
from coder.store.followed import competing_texts, corrected, lost
from coder.store.schema import migrations
from coder.store.store import Store
from coder.store.unsettled import answered


@dataclass(frozen=True, slots=True)
class Coded:
    """What coders gave to what, and who says to be done with what (coder, document).

    Codings stand in the newest texts; `lost` are those of which no word is left there. `disputed`
    are documents of which several corrections stand side by side, `apart` the questions that were
    answered with "these are two".
    """

    documents: tuple[Document, ...]
    codes: tuple[Code, ...]
    coders: tuple[Coder, ...]
    codings: tuple[Coding, ...]
    done: frozenset[tuple[Id, Id]]
    lost: tuple[Coding, ...] = ()
    disputed: frozenset[Id] = frozenset()
    apart: frozenset[Id] = frozenset()


Numbers: TypeAlias = Mapping[Id, tuple[tuple[int, int], ...]]
"""Per replica the numbers of some operations: first and last (inclusive) of each run, in order.

Numbers that are missing may come later: programs that write at once each use a block of their
own, and a copy with some transcripts holds not all that its coder wrote.
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """A part of the log: what the file held when it was looked at.

    `digest` is BLAKE2b-128 of the sorted ids of these operations, `count` how many there are.
    """

    numbers: Numbers
    count: int
    digest: Id


def coded_now(store: Store) -> tuple[Coded, Moment]:
    """All that was coded, and the part of the log that says so: all of it."""
    with storage_errors(store.path), snapshot(store.db):
        return _read(store.db), _moment(store.db, _all_numbers(store.db))


def moment_here(store: Store, numbers: Numbers) -> Moment:
    """What this file holds of a part of the log."""
    with store.reading():
        return _moment(store.db, numbers)


def erased_since(store: Store, numbers: Numbers) -> int:
    """How many operations of a part of the log have lost their value by a purge."""
    query = f"SELECT count(*) FROM log WHERE {_RUN} AND gone IS NOT NULL"
    with store.reading():
        return sum(
            int(store.db.execute(query, [bytes.fromhex(replica), *run]).fetchone()[0])
            for replica, runs in numbers.items()
            for run in runs
        )


def coded_then(store: Store, numbers: Numbers) -> Coded:
    """All that was coded according to a part of the log.

    The part is folded in memory only, as it holds interviews.
    """
    with storage_errors(store.path), closing(sqlite3.connect(":memory:")) as connection:
        db = Database(connection, execute_plugins=False)
        migrations.apply(db)
        log.insert_checked(db, list(_operations(store.db, numbers)))
        caches.rebuild(db)
        return _read(db)


def _read(db: Database) -> Coded:
    done = db.execute(
        "SELECT coalesce(s.target, f.coder), f.document FROM done f "
        "LEFT JOIN same_person s ON s.coder = f.coder WHERE f.done = 1 AND f.deleted = 0"
    )
    return Coded(
        tuple(records.documents(db)),
        tuple(code_records.codes(db)),
        tuple(records.coders(db)),
        tuple(records.codings(db)),
        frozenset((coder.hex(), document.hex()) for coder, document in done.fetchall()),
        tuple(lost(db, records.codings_as_made(db))) if corrected(db) else (),
        frozenset(competing_texts(db)),
        frozenset(answered(db, DIFFERENT)),
    )


def _all_numbers(db: Database) -> Numbers:
    """The numbers of all operations: within a run, number less rank is the same."""
    found: defaultdict[Id, list[tuple[int, int]]] = defaultdict(list)
    for replica, first, last in db.execute(
        "SELECT r.id, min(seq), max(seq) FROM (SELECT replica, seq, "
        "seq - dense_rank() OVER (PARTITION BY replica ORDER BY seq) AS run FROM log) l "
        "JOIN ident r ON r.n = l.replica GROUP BY r.id, run ORDER BY r.id, run"
    ):
        found[replica.hex()].append((first, last))
    return {replica: tuple(runs) for replica, runs in found.items()}


def _operations(db: Database, numbers: Numbers) -> Iterator[Operation]:
    for one in log.operations_upto(db, {replica: runs[-1][1] for replica, runs in numbers.items()}):
        runs = numbers[one.replica]
        place = bisect_right(runs, one.seq, key=lambda run: run[0]) - 1
        if place >= 0 and one.seq <= runs[place][1]:
            yield one


_RUN = "replica = (SELECT n FROM ident WHERE id = ?) AND seq BETWEEN ? AND ?"


def _moment(db: Database, numbers: Numbers) -> Moment:
    ids: list[bytes] = []
    query = f"SELECT id FROM log WHERE {_RUN}"
    for replica, runs in numbers.items():
        for run in runs:
            ids += [row[0] for row in db.execute(query, [bytes.fromhex(replica), *run])]
    digest = blake2b(b"".join(sorted(ids)), digest_size=16).hexdigest()
    return Moment(numbers, len(ids), digest)
