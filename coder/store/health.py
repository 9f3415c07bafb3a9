"""Whether a project file is whole: pages, references, hashes, and caches equal to the log."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from coder.oplog import fold
from coder.oplog.operation import is_authentic
from coder.store.backup import backups
from coder.store.connection import storage_errors
from coder.store.store import Store


@dataclass(frozen=True, slots=True)
class Health:
    """What was examined: `faults` is empty for a healthy file, `notes` are no faults."""

    operations: int
    backups: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def examine(store: Store) -> Health:
    """Check everything that can be checked; reads only."""
    faults: list[str] = []
    notes: list[str] = []
    with storage_errors(store.path):
        pages = [row[0] for row in store.db.execute("PRAGMA quick_check(20)")]
        if pages != ["ok"]:
            faults += [f"damaged page: {page}" for page in pages]
        loose = store.db.execute("PRAGMA foreign_key_check").fetchall()
        if loose:
            faults.append(f"{len(loose)} rows refer to rows that are not there")
        operations = store.operations()
        forged = [operation for operation in operations if not is_authentic(operation)]
        if forged:
            faults.append(f"{len(forged)} operations do not match their hash")
        if store.dump() != fold.dump(fold.fold(operations)):
            faults.append("the tables differ from the log: run 'coder doctor --rebuild'")
        try:
            store.db.execute("INSERT INTO turn_fts (turn_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            faults.append(f"the search index differs: run 'coder doctor --rebuild' ({error})")
        dangling = store.db.execute("SELECT count(*) FROM dangling").fetchone()[0]
        if dangling:
            notes.append(f"{dangling} entries wait for something this file does not hold")
        conflicts = store.db.execute("SELECT count(*) FROM conflict").fetchone()[0]
        if conflicts:
            notes.append(f"{conflicts} fields were set differently by several people")
    return Health(len(operations), len(backups(store.path)), tuple(faults), tuple(notes))
