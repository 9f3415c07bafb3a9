"""The tables that are folded from the log: kept up to date entity by entity, or rebuilt whole.

Both ways give the same rows; `coder.store.dumping.dump` shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias

from sqlite_utils import Database

from coder.identity import Id, canonical_json
from coder.oplog.fold import (
    Entity,
    Missing,
    fold_entity,
    missing_reference,
)
from coder.oplog.kinds import KINDS, PURGE, Kind, purge_id
from coder.oplog.operation import Operation
from coder.store.cache_rows import delete_rows, table_of, write_rows
from coder.store.log import operations_by_entity, purge_targets, purges
from coder.store.merges import merges, rewrite_merged, rewrite_same_people
from coder.store.placed_tables import NUMBERED, rows_with
from coder.store.rows import Inserted
from coder.store.texts import Texts
from coder.store.turns import TURN_KINDS, documents_of, rewrite_turns

DERIVED = (
    "conflict",
    "dangling",
    "turn",
    "merged_code",
    "same_person",
    "analysis_cache",
    "vector_cache",
)

_CHUNK = 500
"""How many entities a rebuild holds in memory at once."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What need not be read: purges, all operations of some entities, numbers, and texts.

    `purged` are the ids of the purges; `purge_id` tells which entity each has erased.
    """

    purged: Container[Id]
    operations: Mapping[tuple[str, Id], Sequence[Operation]]
    numbers: Inserted
    texts: Texts


_Folded: TypeAlias = tuple[Id, Entity | None, Missing | None]

_REFERRERS: dict[str, list[tuple[str, str]]] = {
    referred: [
        (kind.name, field)
        for kind in KINDS.values()
        for field, target in kind.references.items()
        if target == referred
    ]
    for referred in {target for kind in KINDS.values() for target in kind.references.values()}
}
"""Kind and field of what refers to a kind."""


def refold(db: Database, touched: Iterable[tuple[str, Id]]) -> None:
    """Bring the caches up to date for the entities written, and for what hangs on them."""
    todo: defaultdict[str, set[Id]] = defaultdict(set)
    for kind_name, eid in touched:
        todo[kind_name].add(eid)
    _refold(db, todo, _nothing_read(db))


def refold_inserted(
    db: Database, operations: Iterable[Operation], inserted: Inserted, texts: Texts | None = None
) -> None:
    """The same after an insertion: of what is new nothing need be read again.

    `texts` remembers, from one call to the next, the texts that codings are on.
    """
    todo: defaultdict[str, set[Id]] = defaultdict(set)
    at_hand: defaultdict[tuple[str, Id], list[Operation]] = defaultdict(list)
    for operation in operations:
        todo[operation.entity].add(operation.eid)
        if (operation.entity, operation.eid) in inserted.first_rows:
            at_hand[operation.entity, operation.eid].append(operation)
    _refold(db, todo, _Known(purges(db), at_hand, inserted, texts or Texts(db)))


def _refold(db: Database, todo: defaultdict[str, set[Id]], known: _Known) -> None:
    """Bring the caches up to date for entities, their ids by kind; empties `todo`.

    An entity that appears or vanishes takes those that refer to it along; as those are of later
    kinds, one pass in the order of the kinds is enough.
    """
    seen: set[str] = set()
    for kind_name, eid in purge_targets(db, todo[PURGE]):
        todo[kind_name].add(eid)
    stale_texts: set[Id] = set()
    for kind in KINDS.values():
        eids = sorted(todo.pop(kind.name, ()))
        for at in range(0, len(eids), _CHUNK):
            some = eids[at : at + _CHUNK]
            stale_texts |= _fold_some(db, kind, some, known, todo)
            seen.add(kind.name)
    for document in sorted(stale_texts):
        rewrite_turns(db, document)
    if "code" in seen:
        rewrite_merged(db)
    if "coder" in seen:
        rewrite_same_people(db)
    if "document" in seen:
        _forget_readings(db)
        _forget_events(db)


def _fold_some(
    db: Database,
    kind: Kind,
    eids: Sequence[Id],
    known: _Known,
    todo: defaultdict[str, set[Id]],
) -> set[Id]:
    """Fold some entities of a kind and note in `todo` what hangs on those that come or vanish.

    Returns the documents whose turns must be written again.
    """
    if kind.name not in _REFERRERS and kind.name not in TURN_KINDS:
        _write(db, kind, _resolve(db, kind, eids, known), known)
        return set()
    was = _present(db, kind.name, eids)
    stale_texts = documents_of(db, kind.name, was)
    _write(db, kind, _resolve(db, kind, eids, known), known)
    now = _present(db, kind.name, eids)
    # What comes is in no row yet; what is on a text may quote it, and the text may be another now.
    on_it = was - now if kind.name != "revision" else was
    hanging = [one for eid in on_it for one in _on(db, kind.name, eid)]
    hanging += [one for eid in was ^ now for one in _waiting_for(db, kind.name, eid)]
    hanging += _held_back(db, kind.name) if was - now else []
    for other, found_eid in hanging:
        todo[other].add(found_eid)
    return stale_texts | documents_of(db, kind.name, now)


def _nothing_read(db: Database) -> _Known:
    return _Known(purges(db), {}, Inserted({}, {}), Texts(db))


def rebuild(db: Database) -> None:
    """Empty every cache and fold it anew from the log; call it inside a transaction."""
    for table in (*DERIVED, *map(table_of, reversed(KINDS))):
        db.execute(f"DELETE FROM {table}")
    db.execute("INSERT INTO turn_fts (turn_fts) VALUES ('rebuild')")
    present: set[tuple[str, Id]] = set()
    known = _nothing_read(db)
    for kind in KINDS.values():
        found = operations_by_entity(db, kind.name)
        while some := list(islice(found, _CHUNK)):
            rows: list[_Folded] = []
            for eid, operations in some:
                entity = (
                    None if purge_id(kind.name, eid) in known.purged else fold_entity(operations)
                )
                missing = None if entity is None else missing_reference(entity, present)
                rows.append((eid, entity, missing))
                if entity is not None and missing is None and kind.name in _REFERRERS:
                    present.add((kind.name, eid))
            _write(db, kind, rows, known)
    for row in db.execute("SELECT id FROM document").fetchall():
        rewrite_turns(db, row[0].hex())
    rewrite_merged(db)
    rewrite_same_people(db)
    _forget_events(db)


def _forget_readings(db: Database) -> None:
    """Keep neither analyses nor vectors of documents that are gone."""
    for table in ("analysis_cache", "vector_cache"):
        db.execute(f"DELETE FROM {table} WHERE document NOT IN (SELECT id FROM document)")


def _forget_events(db: Database) -> None:
    """Drop what was suggested in documents that are gone for good."""
    db.execute("DELETE FROM suggestion_event WHERE document NOT IN (SELECT id FROM document)")


def _write(db: Database, kind: Kind, folded: Sequence[_Folded], known: _Known) -> None:
    """Write, replace or drop the rows of entities of one kind."""
    keys = [(kind.name, bytes.fromhex(eid)) for eid, _, _ in folded]
    for table in ("conflict", "dangling"):
        if db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            db.conn.executemany(f"DELETE FROM {table} WHERE entity = ? AND eid = ?", keys)
    gone: list[bytes] = []
    held: list[tuple[str, bytes, str, bytes | None]] = []
    shown: list[Entity] = []
    for (name, key), (_, entity, missing) in zip(keys, folded, strict=True):
        if entity is None or missing is not None:
            gone.append(key)
        else:
            shown.append(entity)
        if missing is not None:
            target = None if missing.id is None else bytes.fromhex(missing.id)
            held.append((name, key, missing.kind, target))
    delete_rows(db, kind, gone)
    db.conn.executemany("INSERT INTO dangling VALUES (?, ?, ?, ?)", held)
    write_rows(db, kind, shown, known.numbers, known.texts)
    if kind.name == "revision":
        known.texts.forget()
    db.conn.executemany(
        "INSERT INTO conflict VALUES (?, ?, ?, ?)",
        [
            (kind.name, bytes.fromhex(entity.id), field, canonical_json(others))
            for entity in shown
            for field, others in entity.conflicts.items()
        ],
    )


def _resolve(db: Database, kind: Kind, eids: Sequence[Id], known: _Known) -> list[_Folded]:
    """Fold some entities of a kind and look for what they refer to."""
    folded: dict[Id, Entity | None] = dict.fromkeys(eids)
    held = {eid: known.operations.get((kind.name, eid)) for eid in eids}
    at_hand = ((eid, operations) for eid, operations in held.items() if operations)
    unread = [eid for eid, operations in held.items() if not operations]
    for eid, operations in chain(operations_by_entity(db, kind.name, unread), at_hand):
        if not known.purged or purge_id(kind.name, eid) not in known.purged:
            folded[eid] = fold_entity(operations)
    entities = [entity for entity in folded.values() if entity is not None]
    present = {
        (referred, eid)
        for name, referred in kind.references.items()
        for eid in _present(db, referred, {entity.values[name] for entity in entities} - {None})
    }
    return [
        (eid, entity, None if entity is None else missing_reference(entity, present))
        for eid, entity in folded.items()
    ]


def _present(db: Database, kind: str, eids: Iterable[Id]) -> set[Id]:
    """Those of the entities of a kind that have a row."""
    keys = [bytes.fromhex(eid) for eid in eids]
    marks = ", ".join("?" * len(keys))
    rows = db.execute(f"SELECT id FROM {kind} WHERE id IN ({marks})", keys)
    return {row[0].hex() for row in rows}


def _on(db: Database, kind: str, eid: Id) -> list[tuple[str, Id]]:
    """What has a row that refers to an entity."""
    found: list[tuple[str, Id]] = []
    for other, field in _REFERRERS.get(kind, ()):
        which = (
            f"g.n IN {rows_with(other, **{field: 1})}" if other in NUMBERED else f"g.{field} = ?"
        )
        query = f"SELECT g.id FROM {other} g WHERE {which}"
        found += [(other, row[0].hex()) for row in db.execute(query, [bytes.fromhex(eid)])]
    return found


def _waiting_for(db: Database, kind: str, eid: Id) -> list[tuple[str, Id]]:
    """What was held back because an entity was missing."""
    query = "SELECT entity, eid FROM dangling WHERE missing_kind = ? AND missing = ?"
    rows = db.execute(query, [kind, bytes.fromhex(eid)])
    return [(entity, row.hex()) for entity, row in rows]


def _held_back(db: Database, kind: str) -> list[tuple[str, Id]]:
    """What is held back and can refer to a kind: what vanishes may be what it lacks first now."""
    found: list[tuple[str, Id]] = []
    for other in sorted({name for name, _ in _REFERRERS.get(kind, ())}):
        rows = db.execute("SELECT eid FROM dangling WHERE entity = ?", [other])
        found += [(other, row[0].hex()) for row in rows]
    return found


def live_references(db: Database, kind: str, eid: Id) -> list[tuple[str, Id]]:
    """The live entities that refer to one, and so would lose something by its deletion.

    Codes that are merged into a code are among them, as it holds their codings.
    """
    held = merges(db) if kind == "code" else {}
    merged = [("code", code) for code, target in held.items() if target == eid]
    return [
        (other, found)
        for other, found in [*_on(db, kind, eid), *_waiting_for(db, kind, eid), *merged]
        if _present(db, other, [found])
        and not db.execute(
            f"SELECT deleted FROM {other} WHERE id = ?", [bytes.fromhex(found)]
        ).fetchone()[0]
    ]
