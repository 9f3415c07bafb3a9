"""Erasing a document for good (privacy law): the one write that cannot be undone.

The operations stay, without their values, so that the log can still be verified and a copy that
comes back does not bring the text back.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from coder.errors import InputError, StoreError
from coder.identity import Id
from coder.oplog.kinds import CREATE, PURGE, purge_id
from coder.oplog.operation import Draft
from coder.oplog.shapes import is_id
from coder.store.backup import delete_backups
from coder.store.connection import storage_errors
from coder.store.log import purge_targets, purges, writes_to
from coder.store.store import Store
from coder.store.unsettled import copies_of


def purge_document(store: Store, document: Id) -> int:
    """Erase a document with its codings, memos, verdicts and attributes from the project file.

    Also empties the search index, the caches and the free pages, and deletes coder's own backups.
    Returns the number of entities erased. Copies elsewhere are not reached. Doing it again sweeps
    what another open program kept from being swept.
    Raises InputError for a document that the project never held, and StoreError where the file
    could not be swept.
    """
    erased = 0

    def drafts() -> list[Draft]:
        nonlocal erased
        copies = {eid: ("revision", eid) for eid in copies_of(store.db, document)}
        found = _erasing(store.db, _document(store.db, document) | copies)
        erased = len(found)
        return found

    store.write("purge a document", drafts)
    sweep(store)
    return erased


def leftover_drafts(db: Database) -> list[Draft]:
    """What erases things that belong to what was purged, and that somebody made elsewhere.

    Whoever did not know of the purge went on coding and writing memos; a merge brings that.
    """
    erased = purge_targets(db, purges(db))
    return _erasing(db, {eid: (kind, eid) for kind, eid in erased})


def sweep(store: Store) -> None:
    """Leave nothing of what was purged in the search index, in free pages, or in backups.

    Raises StoreError where another program has the file open and reads in it.
    """
    with storage_errors(store.path):
        delete_backups(store.path)
        store.db.execute("INSERT INTO turn_fts (turn_fts) VALUES ('optimize')")
        store.db.execute("VACUUM")
        busy = store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreError(
            f"{store.path}: erased, but another program that has the project open keeps the old "
            "pages on the disk.",
            "Close it and purge again.",
        )


def _document(db: Database, document: Id) -> dict[Id, tuple[str, Id]]:
    query = "SELECT 1 FROM op WHERE entity = 'document' AND eid = ?"
    if db.execute(query, [bytes.fromhex(document)]).fetchone() is None:
        raise InputError(f"There never was a transcript {document}.", "See 'coder transcripts'.")
    return {document: ("document", document)}


def _erasing(db: Database, known: dict[Id, tuple[str, Id]]) -> list[Draft]:
    """What erases some things and everything made on them or moved to them, if not yet purged.

    What was moved to one and moved away again, as by an answer taken back, does not belong to it.
    Memos on a coding or on another memo of a document belong to it too.
    """
    if not known:
        return []
    writes = list(writes_to(db, [CREATE, "document", "target"]))
    replaced = {eid for write in writes for eid in write.prev}
    said = [
        (write.entity, write.eid, _named(write.value))
        for write in writes
        if write.entity not in ("document", PURGE)
        if write.field == CREATE or write.id not in replaced
    ]
    size = 0
    while size != len(known):
        size = len(known)
        for kind, eid, named in said:
            if not named.isdisjoint(known):
                known[eid] = (kind, eid)
    gone = purges(db)
    return [
        Draft(PURGE, purge_id(*key), CREATE, {"target_kind": key[0], "target": key[1]})
        for key in sorted(known.values())
        if purge_id(*key) not in gone
    ]


def _named(value: Any) -> set[Id]:
    """The ids by which the value of a creation, or of one such field, says where it belongs."""
    if isinstance(value, dict):
        value = [value.get("document"), value.get("target")]
    return {name for name in (value if isinstance(value, list) else [value]) if is_id(name)}
