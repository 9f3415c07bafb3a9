"""What the log of several people leaves undecided, as plain rows; `coder.merge` asks about it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from coder.identity import Id
from coder.merge.questions import DIFFERENT, Asks
from coder.oplog.fold import heads, replaced_by, written_value
from coder.oplog.kinds import CREATE, DELETED, KINDS
from coder.oplog.operation import Operation
from coder.oplog.undo import meant
from coder.store.log import operations_in, operations_of
from coder.store.merges import merged_codes, merges
from coder.store.moved_edges import PLACE

UNASKED = frozenset(
    {
        ("document", "origin"),
        ("document", "format"),
        ("document", "encoding"),
        ("document", "warnings"),
        ("code", "position"),
        ("code", "merged_into"),
        ("coder", "same_as"),
        ("verdict", "band"),
        ("verdict", "engine"),
        ("verdict", "origin"),
        ("coding", "origin"),
        *(("answer", field) for field in (*KINDS["answer"].fields, DELETED)),
        *(("resolution", field) for field in (*KINDS["resolution"].fields, DELETED)),
    }
)
"""Fields of which nobody needs to be asked: the value that is shown is as good as the other.

Two decisions on one spot are asked about where spots are decided, as a whole; two answers alike are
one answer.
"""

MOVED = frozenset(
    (kind, field)
    for kind in ("coding", "memo", "verdict", "resolution")
    for field in ("document", "revision", "target")
)
"""Fields that change where two transcripts become one: no change of what stands there.

Where two people made different ones of three, it stands in one of these; if that is gone, what is
in it is asked about.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """One of the values that compete for a field, and who wrote it (not who undid something)."""

    value: object
    actor: Id


def competing(db: Database) -> list[tuple[str, Id, str]]:
    """The registers with several values, of live entities: kind, id and field.

    Where codings are is told by `moved_edges`.
    """
    rows = db.execute("SELECT entity, eid, field FROM conflict ORDER BY entity, eid, field")
    return [
        (entity, eid.hex(), field)
        for entity, eid, field in rows.fetchall()
        if (entity, field) not in UNASKED | MOVED
        if not (entity == "coding" and field in PLACE)
        if field == DELETED or _is_live(db, entity, eid)
    ]


def values_of(db: Database, entity: str, eid: Id, field: str) -> list[Written]:
    """The different values of a register, the shown one first."""
    default = KINDS[entity].fields.get(field, False)
    operations = operations_of(db, entity, eid)
    found: list[Written] = []
    for operation in heads(operations, field):
        value = written_value(operation, field, default)
        if value not in [one.value for one in found]:
            wrote = [
                one.actor
                for one in meant([operation], operations, field)
                if written_value(one, field, default) == value
            ]
            found.append(Written(value, wrote[-1] if wrote else operation.actor))
    return found


def value_before(db: Database, entity: str, eid: Id, field: str) -> object:
    """The last value that all who wrote the competing ones had before them; None without one."""
    operations = operations_of(db, entity, eid)
    writes = meant(heads(operations, field), operations, field)
    common = set.intersection(*(_before([one], operations) for one in writes))
    last = common - _before([one for one in operations if one.id in common], operations)
    found = [one for one in operations if one.id in last]
    return written_value(found[0], field) if len(found) == 1 else None


def _before(writes: list[Operation], operations: list[Operation]) -> set[Id]:
    """The writes to the same register that some writes replaced, directly or through others."""
    found: set[Id] = set()
    todo = list(writes)
    while todo:
        older = [one for one in replaced_by(todo.pop(), operations) if one.id not in found]
        found.update(one.id for one in older)
        todo += older
    return found


def creation_rank(db: Database, entity: str, eid: Id) -> tuple[int, Id]:
    """When an entity was made, in the order that all machines share."""
    first = min(operations_of(db, entity, eid), key=lambda one: (one.lam, one.id))
    return first.lam, first.id


def deleter(db: Database, entity: str, eid: Id) -> Id:
    """Who deleted an entity, the last of several."""
    operations = operations_of(db, entity, eid)
    return meant(heads(operations, DELETED), operations, DELETED)[-1].actor


def deleted_documents_in_use(db: Database) -> dict[Id, list[Id]]:
    """Deleted documents with the live codings in them."""
    rows = db.execute(
        "SELECT d.id, g.id FROM document d JOIN coding g ON g.document = d.id "
        "WHERE d.deleted = 1 AND g.deleted = 0 ORDER BY d.id, g.id"
    )
    found: dict[Id, list[Id]] = {}
    for document, coding in rows:
        found.setdefault(document.hex(), []).append(coding.hex())
    return found


def deleted_with(db: Database, document: Id) -> list[tuple[str, Id]]:
    """What was deleted of a document by the acts that deleted it: its texts, roles, attributes.

    Undoing an import deletes all of these.
    """
    found: list[tuple[str, Id]] = []
    batches = {one.batch for one in heads(operations_of(db, "document", document), DELETED)}
    for operation in (one for batch in sorted(batches) for one in operations_in(db, batch)):
        kind = operation.entity
        if operation.field == DELETED and kind in ("revision", "speaker", "attribute"):
            there = db.execute(
                f"SELECT 1 FROM {kind} WHERE id = ? AND document = ? AND deleted = 1",
                [bytes.fromhex(operation.eid), bytes.fromhex(document)],
            ).fetchone()
            found += [(kind, operation.eid)] if there is not None else []
    return found


def changed_and_deleted(db: Database, entity: str) -> list[tuple[Id, Id, str]]:
    """Deleted entities with a change that nobody who deleted them had seen: whose, of which field.

    A deletion names in `prev` all that it had seen of the entity (`oplog.fold.named_by`), so this
    depends on no clock and no order of merging. What was changed back counts as no change. Two
    limits: a deletion by a program that did not name other fields yet is taken not to have seen
    what others changed, so that it is asked about once too often rather than never; and "seen" is
    what the file held, as nobody can know what a person looked at.
    """
    rows = db.execute(
        f"SELECT e.id FROM {entity} e JOIN op c ON c.entity = ? AND c.eid = e.id "
        "AND c.field <> '' WHERE e.deleted = 1 GROUP BY e.id HAVING "
        "min(c.replica) <> max(c.replica) OR max(c.seq) FILTER (WHERE c.field <> 'deleted') "
        ">= min(c.seq) FILTER (WHERE c.field = 'deleted') ORDER BY e.id",
        [entity],
    ).fetchall()  # not what one machine changed and then deleted, of which there is much
    found: list[tuple[Id, Id, str]] = []
    for (eid,) in rows:
        change = _unseen_change(entity, operations_of(db, entity, eid.hex()))
        if change is not None:
            found.append((eid.hex(), change.actor, change.field))
    return found


def circles(db: Database) -> list[tuple[Id, list[Id]]]:
    """Codes that were merged into each other: the one whose merge is left out, and all of them."""
    onward = merges(db)
    found: list[tuple[Id, list[Id]]] = []
    for cut in sorted(merged_codes(db).cut):
        way = [cut]
        while (code := onward[way[-1]]) != cut:
            way.append(code)
        found.append((cut, sorted(way)))
    return found


def answered(db: Database, choice: str) -> set[Id]:
    """The questions that somebody answered so, where it was written down."""
    rows = db.execute("SELECT id FROM answer WHERE deleted = 0 AND choice = ?", [choice])
    return {row[0].hex() for row in rows}


def made_one(db: Database) -> dict[Id, Id]:
    """The transcripts that somebody said are one with another: what went, and what stayed."""
    rows = db.execute(
        "SELECT subjects FROM answer WHERE deleted = 0 AND question IN (?, ?) AND choice <> ? "
        "ORDER BY id",
        [Asks.TRANSCRIPT.value, Asks.NAMESAKES.value, DIFFERENT],
    )
    pairs = [sorted(json.loads(row[0])) for row in rows]
    return {pair[-1]: pair[0] for pair in pairs if len(pair) == 2}


def became_one(db: Database, document: Id) -> set[Id]:
    """A transcript and all that were made one with it and were not brought back since."""
    rows = db.execute("SELECT id FROM document WHERE deleted = 1").fetchall()
    gone = {row[0].hex() for row in rows}
    pairs = [pair for pair in made_one(db).items() if pair[0] in gone]
    found = {document}
    while more := {eid for pair in pairs if not found.isdisjoint(pair) for eid in pair} - found:
        found |= more
    return found


def copies_of(db: Database, document: Id) -> set[Id]:
    """The versions of other transcripts that say what a version of this one says.

    They are there where it was ever made one with another of its name that stayed, also where that
    was taken back.
    """
    rows = db.execute(
        "SELECT subjects FROM answer WHERE question = ?", [Asks.NAMESAKES.value]
    ).fetchall()
    pairs = [sorted(json.loads(row[0])) for row in rows]
    kept_in = {pair[0] for pair in pairs if len(pair) == 2 and pair[1] == document}
    query = (
        "SELECT id FROM revision WHERE document = ? "
        "AND text IN (SELECT text FROM revision WHERE document = ?)"
    )
    return {
        row[0].hex()
        for other in kept_in
        for row in db.execute(query, [bytes.fromhex(other), bytes.fromhex(document)])
    }


def beginnings(db: Database) -> list[tuple[Id, str]]:
    """The texts with which the live transcripts began: document and text, a row for each."""
    rows = db.execute(
        "SELECT DISTINCT r.document, r.text FROM revision r "
        "JOIN document d ON d.id = r.document AND d.deleted = 0 "
        "WHERE r.deleted = 0 AND r.parents = '[]' ORDER BY r.document, r.text"
    )
    return [(document.hex(), text) for document, text in rows]


def made_by(db: Database, entity: str, eid: Id) -> Id:
    """Who made an entity first."""
    query = f"SELECT created_by FROM {entity} WHERE id = ?"
    return str(db.execute(query, [bytes.fromhex(eid)]).fetchone()[0].hex())


def _unseen_change(entity: str, operations: list[Operation]) -> Operation | None:
    """A change of a deleted entity that none of its deletions had seen; None without one."""
    deletions = meant(heads(operations, DELETED), operations, DELETED)
    for field, default in KINDS[entity].fields.items():
        if (entity, field) in UNASKED | MOVED:
            continue
        writes = [one for one in operations if one.field in (CREATE, field)]
        known = [one for one in writes if one.field == CREATE or _seen(one, deletions)]
        before = [written_value(one, field, default) for one in heads(known, field)]
        unseen = [one for one in heads(writes, field) if one not in known]
        changed = (one for one in unseen if one.value not in before)
        if (change := next(changed, None)) is not None:
            return change
    return None


def _seen(change: Operation, deletions: list[Operation]) -> bool:
    """Whether a write is what somebody who deleted the entity had before them."""
    return any(
        change.id in one.prev or (change.replica == one.replica and change.seq < one.seq)
        for one in deletions
    )


def _is_live(db: Database, entity: str, eid: bytes) -> bool:
    row = db.execute(f"SELECT deleted FROM {entity} WHERE id = ?", [eid]).fetchone()
    return row is not None and not row[0]
