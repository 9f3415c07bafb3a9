"""Operations as rows of the table `op`, and the batches they form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from coder.identity import Id
from coder.oplog.kinds import KINDS
from coder.oplog.operation import Operation
from coder.oplog.undo import Batch

_COLUMNS = (
    "id, replica, seq, lam, entity, eid, field, val, val_hash, prev, actor, wall, batch, label, "
    "undoes, v, purged"
)


def insert_operations(db: Database, operations: Iterable[Operation]) -> None:
    """Add operations to the log and list their batches; those it has already are left alone."""
    added = list(operations)
    db.conn.executemany(
        f"INSERT INTO op ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO NOTHING",
        [_to_row(operation) for operation in added],
    )
    refresh_batches(db, {operation.batch for operation in added})


def operations_of(db: Database, entity: str, eid: Id) -> list[Operation]:
    """All operations on one entity."""
    return _select(db, "entity = ? AND eid = ?", [entity, bytes.fromhex(eid)])


def operations_in(db: Database, batch: Id) -> list[Operation]:
    """All operations of one batch in the order they were written."""
    return _select(db, "batch = ?", [bytes.fromhex(batch)])


def all_operations(db: Database) -> Iterator[Operation]:
    """Every operation of the log, in the order of their numbers."""
    return (_from_row(row) for row in db.execute(f"SELECT {_COLUMNS} FROM op ORDER BY lam, id"))


def entities(db: Database) -> list[tuple[str, Id]]:
    """Kind and id of everything that the log speaks of."""
    rows = db.execute("SELECT DISTINCT entity, eid FROM op")
    return [(entity, eid.hex()) for entity, eid in rows]


def largest_lam(db: Database) -> int:
    """The largest Lamport number in the log; 0 for an empty one."""
    return int(db.execute("SELECT coalesce(max(lam), 0) FROM op").fetchone()[0])


def largest_seq(db: Database, replica: Id) -> int:
    """The largest sequence number of one replica in the log; 0 if it never wrote."""
    query = "SELECT coalesce(max(seq), 0) FROM op WHERE replica = ?"
    return int(db.execute(query, [bytes.fromhex(replica)]).fetchone()[0])


def batches(db: Database, actor: Id | None = None, *, all_kinds: bool = False) -> list[Batch]:
    """The acts in the log in order, of one person or of all.

    Housekeeping (naming the project, a coder joining) is left out unless `all_kinds`.
    """
    query = "SELECT id, actor, label, wall, lam, size, undoes FROM batch WHERE 1"
    parameters: list[Any] = []
    if not all_kinds:
        query += " AND housekeeping = 0"
    if actor is not None:
        query += " AND actor = ?"
        parameters.append(bytes.fromhex(actor))
    rows = db.execute(query + " ORDER BY lam, id", parameters)
    return [
        Batch(row[0].hex(), row[1].hex(), row[2], row[3], row[4], row[5], _hex(row[6]))
        for row in rows
    ]


def refresh_batches(db: Database, ids: Iterable[Id]) -> None:
    """Recompute the listed batches from the operations."""
    quiet = ", ".join(f"'{kind.name}'" for kind in KINDS.values() if kind.housekeeping)
    db.conn.executemany(
        "INSERT INTO batch (id, actor, label, wall, lam, size, undoes, housekeeping) "
        "SELECT batch, actor, label, min(wall), min(lam), count(*), undoes, "
        f"min(entity IN ({quiet})) FROM op WHERE batch = ? GROUP BY batch "
        "ON CONFLICT (id) DO UPDATE SET wall = excluded.wall, lam = excluded.lam, "
        "size = excluded.size, housekeeping = excluded.housekeeping",
        [(bytes.fromhex(batch),) for batch in ids],
    )


def _select(db: Database, where: str, parameters: Sequence[Any]) -> list[Operation]:
    query = f"SELECT {_COLUMNS} FROM op WHERE {where} ORDER BY lam, id"
    return [_from_row(row) for row in db.execute(query, parameters)]


def _to_row(operation: Operation) -> tuple[Any, ...]:
    return (
        bytes.fromhex(operation.id),
        bytes.fromhex(operation.replica),
        operation.seq,
        operation.lam,
        operation.entity,
        bytes.fromhex(operation.eid),
        operation.field,
        operation.val,
        bytes.fromhex(operation.val_hash),
        bytes.fromhex("".join(operation.prev)),
        bytes.fromhex(operation.actor),
        operation.wall,
        bytes.fromhex(operation.batch),
        operation.label,
        None if operation.undoes is None else bytes.fromhex(operation.undoes),
        operation.v,
        int(operation.purged),
    )


def _from_row(row: Sequence[Any]) -> Operation:
    prev: bytes = row[9]
    return Operation(
        id=row[0].hex(),
        replica=row[1].hex(),
        seq=row[2],
        lam=row[3],
        entity=row[4],
        eid=row[5].hex(),
        field=row[6],
        val=row[7],
        val_hash=row[8].hex(),
        prev=tuple(prev[at : at + 16].hex() for at in range(0, len(prev), 16)),
        actor=row[10].hex(),
        wall=row[11],
        batch=row[12].hex(),
        label=row[13],
        undoes=_hex(row[14]),
        v=row[15],
        purged=bool(row[16]),
    )


def _hex(value: bytes | None) -> Id | None:
    return None if value is None else value.hex()
