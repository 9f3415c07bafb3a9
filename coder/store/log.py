"""Operations as rows of the table `op`, and the batches they form."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from sqlite_utils import Database

from coder.errors import InputError
from coder.identity import Id
from coder.oplog.kinds import CREATE, KINDS, PURGE, purge_id
from coder.oplog.operation import VERSION, Operation
from coder.oplog.shapes import fault_of
from coder.oplog.undo import Batch

_COLUMNS = (
    "id, replica, seq, lam, entity, eid, field, val, val_hash, prev, actor, wall, batch, label, "
    "undoes, v, purged"
)

Row: TypeAlias = tuple[Any, ...]
"""A row of `op`, without its number."""

_QUIET = ", ".join(f"'{kind.name}'" for kind in KINDS.values() if kind.housekeeping)

_BATCH_ROWS = (
    "INSERT OR REPLACE INTO batch (id, actor, label, wall, lam, size, undoes, housekeeping) "
    "SELECT batch, actor, label, wall, min(lam), count(*), undoes, "
    f"sum(entity NOT IN ({_QUIET}) OR field = 'same_as') = 0 FROM op"
)


def insert_operations(db: Database, operations: Iterable[Operation]) -> None:
    """Unite operations with the log and list their batches; call it inside a transaction.

    Of two copies of an operation the purged one wins, and what belongs to an entity that was
    purged is stored without its value: uniting logs is free of order.
    Raises InputError for an operation that cannot have been written by coder.
    """
    added = list(operations)
    for operation in added:
        fault = fault_of(operation)
        if fault:
            raise InputError(
                f"Operation {operation.id} was not written by coder: {fault}.",
                "The file it comes from is damaged or was changed by another program.",
            )
    insert_checked(db, added)
    refresh_batches(db, {operation.batch for operation in added})


def insert_checked(
    db: Database, added: Sequence[Operation], rows: Sequence[Row] | None = None
) -> None:
    """Unite operations that were checked already with the log; their batches are not listed.

    `rows` are those of the operations, where they were read from another file.
    """
    db.conn.executemany(
        f"INSERT INTO op ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET val = NULL, purged = 1 "
        "WHERE excluded.purged = 1 AND op.purged = 0",
        [_to_row(operation) for operation in added] if rows is None else rows,
    )
    purged = purges(db)
    if purged:
        targets = purge_targets(db, {op.eid for op in added if op.entity == PURGE})
        keys = {(op.entity, op.eid) for op in added if not op.purged}
        erase(db, targets | {key for key in keys if purge_id(*key) in purged})


def purges(db: Database) -> frozenset[Id]:
    """The ids of all purges in the log; `purge_id` tells which entity each has erased."""
    rows = db.conn.execute(
        "SELECT DISTINCT eid FROM op WHERE entity = ? AND field = ? AND v <= ?",
        (PURGE, CREATE, VERSION),
    )
    return frozenset(_id(row[0]) for row in rows)


def purge_targets(db: Database, purges: Iterable[Id]) -> set[tuple[str, Id]]:
    """What the listed purges erase."""
    query = "SELECT val FROM op WHERE entity = ? AND eid = ? AND field = ? AND v <= ?"
    values = [
        json.loads(row[0])
        for eid in purges
        for row in db.conn.execute(query, (PURGE, bytes.fromhex(eid), CREATE, VERSION))
    ]
    return {(value["target_kind"], value["target"]) for value in values}


def is_erased(db: Database, entity: str, eid: Id) -> bool:
    """Whether a purge in the log has erased an entity for good."""
    key = bytes.fromhex(purge_id(entity, eid))
    query = "SELECT 1 FROM op WHERE entity = ? AND eid = ? AND field = ? AND v <= ?"
    return db.conn.execute(query, (PURGE, key, CREATE, VERSION)).fetchone() is not None


def erase(db: Database, keys: Iterable[tuple[str, Id]]) -> None:
    """Take the values of all operations on the listed entities away."""
    db.conn.executemany(
        "UPDATE op SET val = NULL, purged = 1 WHERE entity = ? AND eid = ? AND purged = 0",
        [(entity, bytes.fromhex(eid)) for entity, eid in keys],
    )


def operations_of(db: Database, entity: str, eid: Id) -> list[Operation]:
    """All operations on one entity."""
    return _select(db, "entity = ? AND eid = ?", [entity, bytes.fromhex(eid)])


def operations_in(db: Database, batch: Id) -> list[Operation]:
    """All operations of one batch in the order they were written."""
    return _select(db, "batch = ?", [bytes.fromhex(batch)])


def all_operations(db: Database) -> Iterator[Operation]:
    """Every operation of the log, in the order of their numbers."""
    return (_from_row(row) for row in db.execute(f"SELECT {_COLUMNS} FROM op ORDER BY lam, id"))


def operations_upto(db: Database, upto: Mapping[Id, int]) -> Iterator[Operation]:
    """The operations of each replica up to a number of it."""
    for replica, seq in upto.items():
        yield from _select(db, "replica = ? AND seq <= ?", [bytes.fromhex(replica), seq])


def each_operation(db: Database) -> Iterator[Operation]:
    """Every operation of the log, in the order of their rows."""
    return map(_from_row, db.conn.execute(f"SELECT {_COLUMNS} FROM op ORDER BY n"))


def chosen_operations(db: Database, wanted: Container[bytes]) -> Iterator[tuple[Operation, Row]]:
    """The operations whose ids are wanted with their rows, in the order of the rows."""
    rows = db.conn.execute(f"SELECT {_COLUMNS} FROM op ORDER BY n")
    return ((_from_row(row), row) for row in rows if row[0] in wanted)


def operations_by_entity(
    db: Database, entity: str, eids: Sequence[Id] | None = None
) -> Iterator[tuple[Id, list[Operation]]]:
    """All operations of one kind of entity, or of these (some hundreds), one after the other.

    Entities without operations are left out.
    """
    query = f"SELECT {_COLUMNS} FROM op WHERE entity = ?"
    if eids is not None:
        query += f" AND eid IN ({', '.join('?' * len(eids))})"
    rows = db.execute(query + " ORDER BY eid", [entity, *map(bytes.fromhex, eids or ())])
    for eid, operations in groupby(map(_from_row, rows), key=lambda operation: operation.eid):
        yield eid, list(operations)


def largest_lam(db: Database) -> int:
    """The largest Lamport number in the log; 0 for an empty one."""
    return int(db.execute("SELECT coalesce(max(lam), 0) FROM op").fetchone()[0])


def last_row_of(db: Database, kinds: Sequence[str]) -> tuple[int, int]:
    """How many operations there are on entities of some kinds, and the last one's row."""
    marks = ", ".join("?" * len(kinds))
    row = db.execute(
        f"SELECT count(*), coalesce(max(n), 0) FROM op WHERE entity IN ({marks})", list(kinds)
    ).fetchone()
    return int(row[0]), int(row[1])


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
        Batch(_id(key), _id(who), label, wall, lam, size, None if undone is None else _id(undone))
        for key, who, label, wall, lam, size, undone in rows
    ]


def last_acts(db: Database) -> dict[Id, int]:
    """When each person did something last (milliseconds since 1970 UTC), by the log's own order."""
    rows = db.execute(
        "SELECT coalesce(s.target, b.actor), b.wall, max(b.lam) FROM batch b "
        "LEFT JOIN same_person s ON s.coder = b.actor GROUP BY 1"
    )
    return {_id(actor): wall for actor, wall, _ in rows}


def refresh_batches(db: Database, ids: Iterable[Id]) -> None:
    """Recompute the listed batches from the operations; label and time are the first one's."""
    db.conn.executemany(
        f"{_BATCH_ROWS} WHERE batch = ? GROUP BY batch", [(bytes.fromhex(one),) for one in ids]
    )


def refresh_batches_after(db: Database, row: int) -> None:
    """Recompute the batches of the operations that were inserted after a row."""
    db.execute(
        f"{_BATCH_ROWS} WHERE batch IN (SELECT batch FROM op WHERE n > ?) GROUP BY batch", [row]
    )


def count_purged(db: Database, last: int) -> int:
    """How many operations up to a row have no value any more."""
    query = "SELECT count(*) FROM op WHERE purged = 1 AND n <= ?"
    return int(db.execute(query, [last]).fetchone()[0])


def last_row(db: Database) -> int:
    """The number of the newest row of the log; 0 for an empty one."""
    return int(db.execute("SELECT coalesce(max(n), 0) FROM op").fetchone()[0])


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
    """An operation from its row; raises ValueError for what only a damaged page can hold."""
    (eid, replica, seq, lam, entity, about, field, val, val_hash, prev) = row[:10]
    actor, wall, batch, label, undoes, v, purged = row[10:]
    try:
        before = _HEX(prev)
        return Operation(
            _HEX(eid),
            _HEX(replica),
            seq,
            lam,
            entity,
            _HEX(about),
            field,
            val,
            _HEX(val_hash),
            tuple(before[at : at + 32] for at in range(0, len(before), 32)) if before else (),
            _HEX(actor),
            wall,
            _HEX(batch),
            label,
            None if undoes is None else _HEX(undoes),
            v,
            purged == 1,
        )
    except TypeError as error:
        raise ValueError("an id that is no id") from error


def _id(value: Any) -> Id:
    """An id from its column; raises ValueError for what only a damaged page can hold."""
    try:
        return _HEX(value)
    except TypeError as error:
        raise ValueError("an id that is no id") from error


_HEX = bytes.hex
