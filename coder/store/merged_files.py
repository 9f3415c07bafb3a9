"""Which files were merged into this copy, what each brought, and taking that away again.

Kept in the table `local`: a merge is known to this copy only. What it brought are the rows of the
log after one number up to another, as a merge is one transaction.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlite_utils import Database

from coder.errors import InputError
from coder.identity import Id
from coder.oplog.kinds import PURGE
from coder.store import caches, log, rows
from coder.store.cache_rows import drop_numbers
from coder.store.connection import storage_errors, transaction
from coder.store.store import Store

_PREFIX = "merge/"

_ID = re.compile("[0-9a-f]{32}")
"""Ids in the values of operations."""


@dataclass(frozen=True, slots=True)
class Merging:
    """One merge: when (milliseconds since 1970 UTC), of which files, and what it brought.

    `first` and `last` are numbers of rows, `digests` of the files as they were; `purging` says
    that values were erased by it, which nothing brings back.
    """

    number: int
    wall: int
    files: tuple[str, ...]
    digests: tuple[Id, ...]
    first: int
    last: int
    lines: tuple[str, ...]
    purging: bool = False
    undone: bool = False


def mergings(db: Database) -> list[Merging]:
    """All merges into this copy, the oldest first."""
    rows = db.execute("SELECT value FROM local WHERE key LIKE ? ORDER BY key", [f"{_PREFIX}%"])
    return [_merging(json.loads(row[0])) for row in rows]


def remember(db: Database, merging: Merging) -> None:
    """Keep what is known of a merge; call it inside its transaction."""
    db.execute(
        "INSERT OR REPLACE INTO local (key, value) VALUES (?, ?)",
        [f"{_PREFIX}{merging.number:09}", json.dumps(asdict(merging))],
    )


def take_back(store: Store, merging: Merging) -> int:
    """Remove exactly the operations that a merge brought; returns how many.

    Raises InputError where something written later builds on them, or where values were erased.
    """
    db = store.db
    with storage_errors(store.path), transaction(db):
        now = next((one for one in mergings(db) if one.number == merging.number), None)
        if now is None or now.undone:
            raise InputError("This merge was taken back already.", "See 'coder team status'.")
        if now.purging:
            raise InputError(
                "This merge erased what somebody purged; that cannot be taken back.",
                "Leave it as it is.",
            )
        _check_uncited(db, now)
        held_back = _dangling(db)
        count, touched = log.remove_rows(db, now.first, now.last)
        drop_numbers(db, now.first, now.last)
        caches.refold(db, touched)
        if _dangling(db) - held_back:
            raise _built_on(len(_dangling(db) - held_back))
        for one in mergings(db):
            undone = one.undone or one.number == now.number
            remember(db, replace(one, undone=undone, digests=()))
    return count


def _check_uncited(db: Database, merging: Merging) -> None:
    """Raise InputError where a later operation cites what the merge brought.

    That is where it replaces or undoes an operation, names an entity that goes with the merge (a
    memo on a coding, a code under another, a text corrected further), or is a round of agreement
    that was computed from what the machine wrote.
    """
    place = [merging.first, merging.last]
    brought = db.execute(
        "SELECT id, batch, replica, eid FROM op WHERE n > ? AND n <= ?", place
    ).fetchall()
    ids, batches, machines, entities = (
        {row[column].hex() for row in brought} for column in range(4)
    )
    others = db.execute("SELECT DISTINCT eid FROM op WHERE n <= ? OR n > ?", place)
    going = entities - {row[0].hex() for row in others}
    later = rows.read(db, db.conn.execute(f"{rows.SELECT} WHERE l.n > ?", [merging.last]))
    citing = 0
    for operation in later:
        named = set(_ID.findall(operation.val or "")) if operation.entity != PURGE else set()
        cited = going | machines if operation.entity == "round" else going
        citing += (
            operation.undoes in batches
            or not ids.isdisjoint(operation.prev)
            or not named.isdisjoint(cited)
        )
    if citing:
        raise _built_on(citing)


def _built_on(count: int) -> InputError:
    things = "thing written later builds" if count == 1 else "things written later build"
    return InputError(
        f"{count} {things} on what this merge brought.",
        "Take that back first ('coder undo', or 'coder merge --undo' for a later merge).",
    )


def _dangling(db: Database) -> set[tuple[str, bytes]]:
    return set(db.execute("SELECT entity, eid FROM dangling").fetchall())


def _merging(value: dict[str, Any]) -> Merging:
    lists = {name: tuple(value[name]) for name in ("files", "digests", "lines")}
    return Merging(**{**value, **lists})
