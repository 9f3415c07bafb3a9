"""What the log of several people leaves undecided, as plain rows; `coder.merge` asks about it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from coder.identity import Id
from coder.oplog.fold import heads, written_value
from coder.oplog.kinds import CREATE, DELETED, KINDS
from coder.oplog.operation import Operation
from coder.store.log import operations_of
from coder.store.merges import merged_codes, merges

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
        *(("resolution", field) for field in (*KINDS["resolution"].fields, DELETED)),
    }
)
"""Fields of which nobody needs to be asked: the value that is shown is as good as the other.

Two decisions on one spot are asked about where spots are decided, as a whole.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """One of the values that compete for a field, and who wrote it (not who undid something)."""

    value: object
    actor: Id


def competing(db: Database) -> list[tuple[str, Id, str]]:
    """The registers with several values, of live entities: kind, id and field."""
    rows = db.execute("SELECT entity, eid, field FROM conflict ORDER BY entity, eid, field")
    return [
        (entity, eid.hex(), field)
        for entity, eid, field in rows.fetchall()
        if (entity, field) not in UNASKED and (field == DELETED or _is_live(db, entity, eid))
    ]


def values_of(db: Database, entity: str, eid: Id, field: str) -> list[Written]:
    """The different values of a register, the shown one first."""
    default = KINDS[entity].fields.get(field, False)
    operations = operations_of(db, entity, eid)
    found: list[Written] = []
    for operation in heads(operations, field):
        value = written_value(operation, field, default)
        if value not in [one.value for one in found]:
            meant = [
                one.actor
                for one in operations
                if one.field in (CREATE, field)
                and one.undoes is None
                and written_value(one, field, default) == value
            ]
            brought_back = operation.undoes is not None and meant
            found.append(Written(value, meant[-1] if brought_back else operation.actor))
    return found


def value_before(db: Database, entity: str, eid: Id, field: str) -> object:
    """The value that several people replaced; None where they replaced different ones."""
    operations = operations_of(db, entity, eid)
    replaced = {operation.prev for operation in heads(operations, field)}
    if len(replaced) != 1 or len(prev := next(iter(replaced))) != 1:
        return None
    base = next((one for one in operations if one.id == prev[0]), None)
    return None if base is None else written_value(base, field)


def creation_rank(db: Database, entity: str, eid: Id) -> tuple[int, Id]:
    """When an entity was made, in the order that all machines share."""
    first = min(operations_of(db, entity, eid), key=lambda one: (one.lam, one.id))
    return first.lam, first.id


def deleter(db: Database, entity: str, eid: Id) -> Id:
    """Who deleted an entity, as it is shown."""
    return heads(operations_of(db, entity, eid), DELETED)[0].actor


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


def changed_and_deleted(db: Database, entity: str) -> list[tuple[Id, Id]]:
    """Deleted entities that another machine changed without knowing of it, and who changed them.

    A change is certain not to be known to a deletion whose Lamport number is not above its own.
    """
    rows = db.execute(
        f"SELECT DISTINCT e.id FROM {entity} e JOIN op c ON c.entity = ? AND c.eid = e.id "
        "AND c.field NOT IN ('', 'deleted') WHERE e.deleted = 1",
        [entity],
    ).fetchall()
    found: list[tuple[Id, Id]] = []
    for (eid,) in rows:
        operations = operations_of(db, entity, eid.hex())
        deletion = heads(operations, DELETED)[0]
        change = next((one for one in operations if _unseen(one, deletion)), None)
        if change is not None:
            found.append((eid.hex(), change.actor))
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


def answered(db: Database) -> set[Id]:
    """The questions that somebody answered with "different"."""
    return {row[0].hex() for row in db.execute("SELECT id FROM answer WHERE deleted = 0")}


def _unseen(operation: Operation, deletion: Operation) -> bool:
    return (
        operation.field not in (CREATE, DELETED)
        and operation.replica != deletion.replica
        and operation.lam >= deletion.lam
    )


def _is_live(db: Database, entity: str, eid: bytes) -> bool:
    row = db.execute(f"SELECT deleted FROM {entity} WHERE id = ?", [eid]).fetchone()
    return row is not None and not row[0]
