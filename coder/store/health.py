"""Whether a project file is whole: pages, references, hashes, and caches equal to the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from coder.errors import StoreError
from coder.oplog import fold
from coder.oplog.operation import Operation, is_authentic
from coder.oplog.shapes import fault_of
from coder.store.backup import backups
from coder.store.connection import storage_errors, transaction
from coder.store.store import Store
from coder.store.turns import turn_rows


@dataclass(frozen=True, slots=True)
class Health:
    """What was examined: `faults` is empty for a healthy file, `notes` are no faults."""

    operations: int
    backups: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def examine(store: Store) -> Health:
    """Check everything that can be checked, at one moment; changes nothing."""
    faults: list[str] = []
    notes: list[str] = []
    operations: Sequence[Operation] = ()
    with storage_errors(store.path), transaction(store.db):
        try:
            faults += _damage(store.db)
            operations = store.operations()
            faults += _forgeries(operations) or _stale(store, operations)
            notes += _open_ends(store.db)
        except (sqlite3.Error, StoreError, ValueError) as error:
            faults.append(f"the file cannot be read to the end: {error}")
    return Health(len(operations), len(backups(store.path)), tuple(faults), tuple(notes))


def _damage(db: Database) -> Iterator[str]:
    """Pages that SQLite cannot read, and rows that refer to nothing."""
    for row in db.execute("PRAGMA quick_check(20)"):
        if row[0] != "ok":
            yield f"damaged page: {row[0]}"
    loose = db.execute("PRAGMA foreign_key_check").fetchall()
    if loose:
        yield f"{len(loose)} rows refer to rows that are not there"


def _forgeries(operations: Sequence[Operation]) -> list[str]:
    """Operations that were changed after they were written, or not written by coder."""
    forged = sum(not is_authentic(operation) for operation in operations)
    strange = sum(bool(fault_of(operation)) for operation in operations)
    twice = len(operations) - len({operation.id for operation in operations})
    found = {
        "operations do not match their hash": forged,
        "operations are there twice": twice,
        "operations hold values that coder does not write": strange,
    }
    return [f"{count} {what}" for what, count in found.items() if count]


def _stale(store: Store, operations: Sequence[Operation]) -> Iterator[str]:
    """Tables that are not what the log says."""
    db = store.db
    if store.dump() != fold.dump(fold.fold(operations)) or _stale_turns(db):
        yield "the tables differ from the log: run 'coder doctor --rebuild'"
    try:
        db.execute("INSERT INTO turn_fts (turn_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield f"the search index differs: run 'coder doctor --rebuild' ({error})"


def _stale_turns(db: Database) -> bool:
    expected: list[tuple[object, ...]] = []
    for row in db.execute("SELECT id FROM document ORDER BY id").fetchall():
        expected += turn_rows(db, row[0].hex())
    found = db.execute(
        "SELECT document, revision, position, start, end, speaker, role, begin_ms, end_ms, text "
        "FROM turn ORDER BY document, position"
    )
    return expected != found.fetchall()


def _open_ends(db: Database) -> Iterator[str]:
    """What is no fault, but worth knowing."""
    dangling = db.execute("SELECT count(*) FROM dangling").fetchone()[0]
    if dangling:
        yield f"{dangling} entries wait for something this file does not hold"
    conflicts = db.execute("SELECT count(*) FROM conflict").fetchone()[0]
    if conflicts:
        yield f"{conflicts} fields were set differently by several people"
    circles = db.execute("SELECT count(*) FROM merged_code WHERE target IS NULL").fetchone()[0]
    if circles:
        yield f"{circles} mergings of codes are left out, as they lead back to where they began"
    moved = db.execute(
        "SELECT count(*) FROM coding_row WHERE deleted = 0 AND quote IS NOT NULL"
    ).fetchone()[0]
    if moved:
        yield f"{moved} codings quote other words than those at their place"
