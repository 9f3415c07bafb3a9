"""Erasing a document for good (privacy law): the one write that cannot be undone.

The operations stay, without their values, so that the log can still be verified and a copy that
comes back does not bring the text back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from coder.identity import Id, composite_id
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.store.backup import backups
from coder.store.connection import storage_errors
from coder.store.store import Store


def purge_document(store: Store, document: Id) -> int:
    """Erase a document with its codings, memos, verdicts and attributes from the project file.

    Also empties the search index, the caches and the free pages, and deletes coder's own backups.
    Returns the number of entities erased. Copies elsewhere are not reached.
    """
    erased = 0

    def drafts() -> Iterator[Draft]:
        nonlocal erased
        doomed = _belonging(store.db, document)
        erased = len(doomed)
        store.db.conn.executemany(
            "UPDATE op SET val = NULL, purged = 1 WHERE entity = ? AND eid = ? AND purged = 0",
            [(kind, bytes.fromhex(eid)) for kind, eid in doomed],
        )
        for kind, eid in doomed:
            value = {"target_kind": kind, "target": eid}
            yield Draft("purge", composite_id("purge", kind, eid), CREATE, value)

    store.write("purge a document", drafts)
    with storage_errors(store.path):
        store.db.execute("INSERT INTO turn_fts (turn_fts) VALUES ('optimize')")
        store.db.execute("VACUUM")
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for copy in backups(store.path):
            copy.unlink()
    return erased


def _belonging(db: Database, document: Id) -> list[tuple[str, Id]]:
    """The document and everything that says it belongs to it, deleted or not.

    Memos on a coding or on another memo of the document belong to it too.
    """
    known: dict[Id, tuple[str, Id]] = {document: ("document", document)}
    created = [
        (kind, eid.hex(), json.loads(val))
        for kind, eid, val in db.execute(
            "SELECT entity, eid, val FROM op WHERE field = ? AND val IS NOT NULL "
            "AND entity != 'document'",
            [CREATE],
        )
    ]
    size = 0
    while size != len(known):
        size = len(known)
        for kind, eid, value in created:
            if _refers(value, known):
                known[eid] = (kind, eid)
    return sorted(known.values())


def _refers(value: Any, known: dict[Id, tuple[str, Id]]) -> bool:
    return isinstance(value, dict) and (
        value.get("document") in known or value.get("target") in known
    )
