"""The log: operations go in and are read, by entity, batch, replica; and the acts they form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from coder.errors import InputError
from coder.identity import Id
from coder.oplog.kinds import CREATE, PURGE, purge_id
from coder.oplog.operation import VERSION, Operation
from coder.oplog.shapes import fault_of
from coder.oplog.undo import Batch
from coder.store import rows
from coder.store.log_tables import ACTS, LAST_OF_EACH, OF_BATCH
from coder.store.log_texts import TEXTS, LogTexts
from coder.store.numbers import id_reader, largest, select_in
from coder.store.packing import quoted_row, unpack
from coder.store.schema import expected_objects

_ENTITY = "l.entity = (SELECT n FROM word WHERE text = ?)"


def insert_operations(db: Database, operations: Iterable[Operation]) -> rows.Inserted:
    """Unite operations with the log; call it inside a transaction.

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
    return insert_checked(db, added)


def insert_checked(
    db: Database, added: Sequence[Operation], texts: LogTexts | None = None
) -> rows.Inserted:
    """Unite operations that were checked already with the log.

    `texts` remembers, from one call to the next, the texts that are quoted.
    """
    texts = texts or LogTexts(db)
    inserted = rows.insert(db, added, texts)
    erased = set(inserted.erased)
    purged = purges(db)
    if purged:
        targets = purge_targets(db, {op.eid for op in added if op.entity == PURGE})
        keys = {(op.entity, op.eid) for op in added if not op.purged}
        targets |= {key for key in keys if purge_id(*key) in purged}
        erased |= {n for key in targets for n in _rows_on(db, *key)}
    if erased:
        _erase(db, erased)
        texts.forget()
    return inserted


def purges(db: Database) -> frozenset[Id]:
    """The ids of all purges in the log; `purge_id` tells which entity each has erased."""
    found = db.conn.execute(
        "SELECT DISTINCT eid FROM op WHERE entity = ? AND field = ? AND v <= ?",
        (PURGE, CREATE, VERSION),
    )
    return frozenset(_id(row[0]) for row in found)


def purge_targets(db: Database, purges: Iterable[Id]) -> set[tuple[str, Id]]:
    """What the listed purges erase."""
    values = [
        operation.value
        for eid in purges
        for operation in operations_of(db, PURGE, eid)
        if operation.field == CREATE and operation.v <= VERSION
    ]
    return {(value["target_kind"], value["target"]) for value in values}


def _rows_on(db: Database, entity: str, eid: Id) -> list[int]:
    """The rows of an entity that have a value."""
    query = f"SELECT n FROM log l WHERE {_ENTITY} AND l.eid = ? AND gone IS NULL"
    return [row[0] for row in db.conn.execute(query, (entity, bytes.fromhex(eid)))]


def _erase(db: Database, erased: Collection[int]) -> None:
    """Take the values of rows away; their hashes stay."""
    _quote_in_full(db, erased)
    numbers = dict(select_in(db, "SELECT id, n FROM log WHERE gone IS NULL AND n", list(erased)))
    found = select_in(db, f"{rows.SELECT} WHERE l.gone IS NULL AND l.n", list(erased))
    hashes = {bytes.fromhex(one.id): one.val_hash for one in rows.read(db, found)}
    db.conn.executemany(
        "UPDATE log SET val = NULL, shape = NULL, gone = ? WHERE n = ?",
        [(bytes.fromhex(hashed), numbers[own]) for own, hashed in hashes.items()],
    )


def _quote_in_full(db: Database, going: Collection[int]) -> None:
    """Store quotes with what quotes them where the texts that they are from go, as these rows do.

    What goes itself is left as it is.
    """
    texts = db.conn.execute(f"SELECT n FROM log l WHERE {_ENTITY}", [TEXTS])
    sources = {n for (n,) in texts if n in going}
    if not sources:
        return
    found = db.conn.execute(
        "SELECT l.n, s.text, l.val FROM log l JOIN word s ON s.n = l.shape WHERE l.gone IS NULL"
    )
    id_of, source = id_reader(db), LogTexts(db).at
    values = [
        (unpack(shape, filling, id_of, source), n)
        for n, shape, filling in found
        if n not in going and quoted_row(shape, filling) in sources
    ]
    with _unlocked(db, "log_is_immutable"):
        db.conn.executemany("UPDATE log SET shape = NULL, val = ? WHERE n = ?", values)


@contextmanager
def _unlocked(db: Database, trigger: str) -> Iterator[None]:
    """Without one of the triggers that keep the log as it is, inside a transaction."""
    db.execute(f"DROP TRIGGER {trigger}")
    yield
    db.execute(expected_objects()[trigger])


def operations_of(db: Database, entity: str, eid: Id) -> list[Operation]:
    """All operations on one entity."""
    return _ordered(db, f"{_ENTITY} AND l.eid = ?", [entity, bytes.fromhex(eid)])


def operations_in(db: Database, batch: Id) -> list[Operation]:
    """All operations of one batch in the order they were written."""
    return _ordered(db, OF_BATCH, [bytes.fromhex(batch)])


def operations_upto(db: Database, upto: Mapping[Id, int]) -> Iterator[Operation]:
    """The operations of each replica up to a number of it."""
    where = "l.replica = (SELECT n FROM ident WHERE id = ?) AND l.seq <= ?"
    for replica, seq in upto.items():
        yield from _ordered(db, where, [bytes.fromhex(replica), seq])


def all_operations(db: Database) -> Iterator[Operation]:
    """Every operation of the log, in the order of their numbers."""
    return iter(_ordered(db, "1", []))


def each_operation(db: Database) -> Iterator[Operation]:
    """Every operation of the log, in the order in which they came."""
    return rows.read(db, db.conn.execute(f"{rows.SELECT} ORDER BY l.n"))


def writes_to(db: Database, fields: Sequence[str], kind: str | None = None) -> Iterator[Operation]:
    """The operations that write to some fields and have a value, on one kind of entity or all."""
    where = f"l.field IN (SELECT n FROM word WHERE text IN ({_marks(fields)})) AND l.gone IS NULL"
    parameters = list(fields)
    if kind is not None:
        where += f" AND {_ENTITY}"
        parameters.append(kind)
    return rows.read(db, db.conn.execute(f"{rows.SELECT} WHERE {where}", parameters))


def operations_by_entity(
    db: Database, entity: str, eids: Sequence[Id] | None = None
) -> Iterator[tuple[Id, list[Operation]]]:
    """All operations of one kind of entity, or of these (some hundreds), one after the other.

    Entities without operations are left out.
    """
    query = f"{rows.SELECT} WHERE {_ENTITY}"
    if eids is not None:
        query += f" AND l.eid IN ({_marks(eids)})"
    found = db.conn.execute(query + " ORDER BY l.eid", [entity, *map(bytes.fromhex, eids or ())])
    for eid, operations in groupby(rows.read(db, found), key=lambda operation: operation.eid):
        yield eid, list(operations)


def largest_lam(db: Database) -> int:
    """The largest Lamport number in the log; 0 for an empty one."""
    return max((lam for _, _, lam in db.conn.execute(LAST_OF_EACH)), default=0)


def last_row_of(db: Database, kinds: Sequence[str]) -> tuple[int, int]:
    """How many operations there are on entities of some kinds, and the last one's row."""
    row = db.execute(
        "SELECT count(*), coalesce(max(n), 0) FROM log WHERE entity IN "
        f"(SELECT n FROM word WHERE text IN ({_marks(kinds)}))",
        list(kinds),
    ).fetchone()
    return int(row[0]), int(row[1])


def largest_seq(db: Database, replica: Id) -> int:
    """The largest sequence number of one replica in the log; 0 if it never wrote."""
    query = (
        "SELECT coalesce(max(seq), 0) FROM log WHERE replica = (SELECT n FROM ident WHERE id = ?)"
    )
    return int(db.execute(query, [bytes.fromhex(replica)]).fetchone()[0])


def batches(db: Database, actor: Id | None = None) -> list[Batch]:
    """The acts in the log in order, of one person or of all.

    Housekeeping (naming the project, a coder joining) is left out.
    """
    mine = "" if actor is None else "WHERE l.actor = (SELECT n FROM ident WHERE id = ?)"
    found = db.execute(
        "SELECT a.id, p.id, w.text, a.wall, a.lam, a.size, a.undoes "
        f"FROM ({ACTS.format(mine)} HAVING loud > 0) a "
        "JOIN ident p ON p.n = a.actor JOIN word w ON w.n = a.label ORDER BY a.lam, a.id",
        [] if actor is None else [bytes.fromhex(actor)],
    )
    return [
        Batch(_id(key), _id(who), label, wall, lam, size, None if undone is None else _id(undone))
        for key, who, label, wall, lam, size, undone in found
    ]


def last_acts(db: Database) -> dict[Id, int]:
    """When each person did something last (milliseconds since 1970 UTC), by the log's own order."""
    found = db.execute(
        f"SELECT coalesce(s.target, e.id), e.wall, max(e.lam) FROM ({LAST_OF_EACH}) e "
        "LEFT JOIN same_person s ON s.coder = e.id GROUP BY 1"
    )
    return {_id(actor): wall for actor, wall, _ in found}


def count_purged(db: Database, last: int) -> int:
    """How many operations up to a row have no value any more."""
    query = "SELECT count(*) FROM log WHERE gone IS NOT NULL AND n <= ?"
    return int(db.execute(query, [last]).fetchone()[0])


def last_row(db: Database) -> int:
    """The number of the newest row of the log; 0 for an empty one."""
    return largest(db, "log")


def remove_rows(db: Database, first: int, last: int) -> tuple[int, set[tuple[str, Id]]]:
    """Delete the rows after one up to another; returns how many, and the entities they wrote to.

    Only taking a merge back does that; the caches are not brought up to date.
    """
    touched = db.execute(
        "SELECT DISTINCT entity, eid FROM op WHERE n > ? AND n <= ?", [first, last]
    ).fetchall()
    _quote_in_full(db, range(first + 1, last + 1))
    with _unlocked(db, "log_is_kept"):
        count = db.execute("DELETE FROM log WHERE n > ? AND n <= ?", [first, last]).rowcount
    return count, {(entity, _id(eid)) for entity, eid in touched}


def _ordered(db: Database, where: str, parameters: Sequence[Any]) -> list[Operation]:
    query = f"{rows.SELECT} WHERE {where} ORDER BY l.lam, l.id"
    return list(rows.read(db, db.conn.execute(query, parameters)))


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _id(value: Any) -> Id:
    """An id from its column; raises ValueError for what only a damaged page can hold."""
    try:
        return bytes.hex(value)
    except TypeError as error:
        raise ValueError("an id that is no id") from error
