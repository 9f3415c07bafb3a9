"""The tables that are folded from the log: kept up to date entity by entity, or rebuilt whole.

Both ways give the same rows; `dump` shows it.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from coder.identity import Id, canonical_json
from coder.oplog.fold import Entity, Missing, dump_entity, fold_entity
from coder.oplog.kinds import KINDS, Kind
from coder.oplog.operation import Operation
from coder.store.log import entities, operations_of, refresh_batches

DERIVED = ("conflict", "dangling", "batch", "turn", "analysis_cache")

_ID_FIELDS = frozenset({"parent", "target"}) | {
    name for kind in KINDS.values() for name in kind.references
}


def refold(db: Database, touched: Iterable[tuple[str, Id]]) -> None:
    """Bring the caches up to date for the entities that were written, and for what hangs on them.

    An entity that appears or vanishes takes those that refer to it along.
    """
    order = {kind: number for number, kind in enumerate(KINDS)}
    known = {key for key in touched if key[0] in order}
    todo = deque(sorted(known, key=lambda key: order[key[0]]))
    stale_texts: set[Id] = set()
    while todo:
        kind_name, eid = todo.popleft()
        kind = KINDS[kind_name]
        was = _row_exists(db, kind_name, eid)
        now = _refold_one(db, kind, eid)
        if was != now:
            todo.extend(_referring(db, kind_name, eid))
        document = _document_of(db, kind_name, eid)
        if document is not None:
            stale_texts.add(document)
    for document in stale_texts:
        _rewrite_turns(db, document)
    if not {"document", "revision", "purge"}.isdisjoint(kind for kind, _ in known):
        _drop_turns(db, "revision NOT IN (SELECT id FROM revision)")
        db.execute("DELETE FROM analysis_cache WHERE document NOT IN (SELECT id FROM document)")


def rebuild(db: Database) -> None:
    """Empty every cache and fold it anew from the log; call it inside a transaction."""
    for table in (*DERIVED, *reversed(KINDS)):
        db.execute(f"DELETE FROM {table}")
    db.execute("INSERT INTO turn_fts (turn_fts) VALUES ('rebuild')")
    refold(db, entities(db))
    refresh_batches(db, [row[0].hex() for row in db.execute("SELECT DISTINCT batch FROM op")])


def dump(db: Database) -> str:
    """The canonical text of the caches; equal to `coder.oplog.fold.dump` of the log."""
    conflicts: dict[tuple[str, Id], dict[str, Any]] = {}
    for entity, eid, field, others in db.execute("SELECT * FROM conflict"):
        conflicts.setdefault((entity, eid.hex()), {})[field] = json.loads(others)
    lines: list[tuple[tuple[str, Id], str]] = []
    for kind in KINDS.values():
        for row in db.table(kind.name).rows:
            values = _values(kind, row)
            created = values.pop("created_ms"), values.pop("created_by")
            eid = values.pop("id")
            found = conflicts.get((kind.name, eid), {})
            entity_value = Entity(kind, eid, values, found, *created)
            lines.append(((kind.name, eid), dump_entity(entity_value)))
    text = [line for _, line in sorted(lines)]
    dangling = db.execute("SELECT entity, eid, missing_kind, missing FROM dangling")
    text += [
        canonical_json(["dangling", entity, eid.hex(), kind, None if gone is None else gone.hex()])
        for entity, eid, kind, gone in sorted(dangling, key=lambda row: row[:2])
    ]
    return "\n".join(text)


def _refold_one(db: Database, kind: Kind, eid: Id) -> bool:
    """Write, replace or drop one entity's rows; True if it is there afterwards."""
    key = [kind.name, bytes.fromhex(eid)]
    entity = None if _is_purged(db, kind.name, eid) else _fold(db, kind, eid)
    missing = None if entity is None else _missing(db, entity)
    db.execute("DELETE FROM conflict WHERE entity = ? AND eid = ?", key)
    db.execute("DELETE FROM dangling WHERE entity = ? AND eid = ?", key)
    if entity is None or missing is not None:
        db.execute(f"DELETE FROM {kind.name} WHERE id = ?", key[1:])
        if missing is not None:
            gone = None if missing.id is None else bytes.fromhex(missing.id)
            db.execute("INSERT INTO dangling VALUES (?, ?, ?, ?)", [*key, missing.kind, gone])
        return False
    row = _columns(entity)
    names = ", ".join(row)
    updates = ", ".join(f"{name} = excluded.{name}" for name in row)
    db.execute(
        f"INSERT INTO {kind.name} ({names}) VALUES ({', '.join('?' * len(row))}) "
        f"ON CONFLICT (id) DO UPDATE SET {updates}",
        list(row.values()),
    )
    for field, others in entity.conflicts.items():
        db.execute(
            "INSERT INTO conflict VALUES (?, ?, ?, ?)", [*key, field, canonical_json(others)]
        )
    return True


def _fold(db: Database, kind: Kind, eid: Id) -> Entity | None:
    operations: list[Operation] = operations_of(db, kind.name, eid)
    return fold_entity(operations)


def _missing(db: Database, entity: Entity) -> Missing | None:
    for field, kind in entity.kind.references.items():
        target = entity.values[field]
        if target is None or not _row_exists(db, kind, target):
            return Missing(kind, target)
    return None


def _is_purged(db: Database, kind: str, eid: Id) -> bool:
    query = "SELECT 1 FROM purge WHERE target_kind = ? AND target = ?"
    return db.execute(query, [kind, bytes.fromhex(eid)]).fetchone() is not None


def _row_exists(db: Database, kind: str, eid: Id) -> bool:
    query = f"SELECT 1 FROM {kind} WHERE id = ?"
    return db.execute(query, [bytes.fromhex(eid)]).fetchone() is not None


def _referring(db: Database, kind: str, eid: Id) -> list[tuple[str, Id]]:
    """What refers to an entity: rows that hold it, and those held back because it was missing."""
    target = bytes.fromhex(eid)
    found = [
        (entity, row.hex())
        for entity, row in db.execute(
            "SELECT entity, eid FROM dangling WHERE missing_kind = ? AND missing = ?",
            [kind, target],
        )
    ]
    for other in KINDS.values():
        for field, referred in other.references.items():
            if referred == kind:
                rows = db.execute(f"SELECT id FROM {other.name} WHERE {field} = ?", [target])
                found += [(other.name, row[0].hex()) for row in rows]
    return found


def live_references(db: Database, kind: str, eid: Id) -> list[tuple[str, Id]]:
    """The live entities that refer to one, and so would lose something by its deletion."""
    return [
        (other, found)
        for other, found in _referring(db, kind, eid)
        if _row_exists(db, other, found)
        and not db.execute(
            f"SELECT deleted FROM {other} WHERE id = ?", [bytes.fromhex(found)]
        ).fetchone()[0]
    ]


def _columns(entity: Entity) -> dict[str, Any]:
    """An entity as the columns of its table: ids as BLOBs, lists as JSON, booleans as 0 and 1."""
    row: dict[str, Any] = {}
    for name, value in entity.row().items():
        if name in entity.kind.json_fields:
            row[name] = canonical_json(value)
        elif (name in _ID_FIELDS or name in ("id", "created_by")) and value is not None:
            row[name] = bytes.fromhex(value)
        else:
            row[name] = int(value) if isinstance(value, bool) else value
    return row


def _values(kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
    """The inverse of `_columns`."""
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name in kind.json_fields:
            values[name] = json.loads(value)
        elif isinstance(value, bytes):
            values[name] = value.hex()
        elif name == "deleted" or isinstance(kind.fields.get(name), bool):
            values[name] = bool(value)
        else:
            values[name] = value
    return values


def _document_of(db: Database, kind: str, eid: Id) -> Id | None:
    """The document whose turns must be written again after a change to this entity."""
    if kind not in ("revision", "speaker"):
        return None
    query = f"SELECT document FROM {kind} WHERE id = ?"
    found = db.execute(query, [bytes.fromhex(eid)]).fetchone()
    return None if found is None else found[0].hex()


def _rewrite_turns(db: Database, document: Id) -> None:
    """Write the turns of a document's newest revision, with corrected roles, for search."""
    key = bytes.fromhex(document)
    roles = dict(
        db.execute("SELECT label, role FROM speaker WHERE document = ? AND deleted = 0", [key])
    )
    revision = current_revision(db, document)
    _drop_turns(db, "document = ?", [key])
    if revision is None:
        return
    text, turns = db.execute(
        "SELECT text, turns FROM revision WHERE id = ?", [bytes.fromhex(revision)]
    ).fetchone()
    db.conn.executemany(
        "INSERT INTO turn (document, revision, position, start, end, speaker, role, begin_ms, "
        "end_ms, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                key,
                bytes.fromhex(revision),
                position,
                *turn[:3],
                roles.get(turn[2], turn[3]),
                *turn[4:6],
                text[turn[0] : turn[1]],
            )
            for position, turn in enumerate(json.loads(turns))
        ],
    )
    db.execute(
        "INSERT INTO turn_fts (rowid, text) SELECT id, text FROM turn WHERE document = ?", [key]
    )


def _drop_turns(db: Database, where: str, parameters: Sequence[Any] = ()) -> None:
    """Delete turns and their entries in the search index.

    Not by triggers: those may not touch a virtual table while `trusted_schema` is off, which
    guards against files that others made.
    """
    db.execute(
        "INSERT INTO turn_fts (turn_fts, rowid, text) "
        f"SELECT 'delete', id, text FROM turn WHERE {where}",
        parameters,
    )
    db.execute(f"DELETE FROM turn WHERE {where}", parameters)


def current_revision(db: Database, document: Id) -> Id | None:
    """The newest revision of a document: live and no parent of another live one.

    Where corrections compete, the one with the greatest id, on every machine the same.
    """
    rows = db.execute(
        "SELECT id, parents FROM revision WHERE document = ? AND deleted = 0",
        [bytes.fromhex(document)],
    ).fetchall()
    parents = {parent for row in rows for parent in json.loads(row[1])}
    return max((row[0].hex() for row in rows if row[0].hex() not in parents), default=None)
