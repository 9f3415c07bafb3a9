"""Which code stands for which, kept in a table so that every query and view can follow it."""

from __future__ import annotations

from sqlite_utils import Database

from coder.identity import Id
from coder.oplog.fold import merge_rank
from coder.oplog.merging import Merged, resolve
from coder.store.log import operations_of


def merged_codes(db: Database) -> Merged:
    """Which code stands for which, as the cache has it."""
    rows = db.execute("SELECT code, target FROM merged_code").fetchall()
    return Merged(
        {code.hex(): target.hex() for code, target in rows if target is not None},
        frozenset(code.hex() for code, target in rows if target is None),
    )


def merges(db: Database) -> dict[Id, Id]:
    """What merged codes say they are merged into."""
    rows = db.execute("SELECT id, merged_into FROM code WHERE merged_into IS NOT NULL")
    return {code.hex(): target.hex() for code, target in rows}


def rewrite_merged(db: Database) -> None:
    """Write again which code stands for which."""
    db.execute("DELETE FROM merged_code")
    found = merges(db)
    if not found:
        return
    every = {row[0].hex(): None for row in db.execute("SELECT id FROM code")}
    merged = resolve({**every, **found}, lambda eid: merge_rank(operations_of(db, "code", eid)))
    pairs: dict[Id, Id | None] = {**merged.targets, **dict.fromkeys(merged.cut)}
    db.conn.executemany(
        "INSERT INTO merged_code VALUES (?, ?)",
        [
            (bytes.fromhex(code), None if target is None else bytes.fromhex(target))
            for code, target in pairs.items()
        ],
    )
