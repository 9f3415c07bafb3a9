"""Operations as rows of the log, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias

from sqlite_utils import Database

from coder.identity import Id, content_hash
from coder.oplog.operation import Operation
from coder.store.log_tables import QUIET
from coder.store.numbers import id_reader, new_ids, number_words, numbers_of_ids, select_in
from coder.store.packing import Parts, pack, take_apart, unpack

Row: TypeAlias = tuple[Any, ...]

SELECT = (
    "SELECT l.id, r.id, l.seq, l.lam, e.text, i.id, f.text, s.text, l.val, l.gone, l.prev, "
    "p.id, a.wall + l.later, a.batch, w.text, a.undoes, l.v "
    "FROM log l CROSS JOIN act a ON a.n = l.act CROSS JOIN word w ON w.n = a.label "
    "CROSS JOIN ident p ON p.n = a.actor CROSS JOIN ident r ON r.n = l.replica "
    "CROSS JOIN ident i ON i.n = l.eid CROSS JOIN word e ON e.n = l.entity "
    "CROSS JOIN word f ON f.n = l.field LEFT JOIN word s ON s.n = l.shape"
)
"""Reads rows of the log, whichever are asked for, with what their numbers stand for."""


class _Act(NamedTuple):
    """The number of an act, and when it began (milliseconds since 1970 UTC)."""

    number: int
    wall: int


_Stamp: TypeAlias = tuple[Id, int, int, Id | None]
"""What all operations of one act share: batch, actor, label, and the batch that it takes back."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """What inserting touched: acts that were there before, and ids with their numbers.

    Of entities with a `strange` id the log held nothing before.
    """

    acts: frozenset[int]
    strange: frozenset[Id]
    numbers: Mapping[Id, int]


def read(db: Database, rows: Iterable[Row]) -> Iterator[Operation]:
    """The operations of rows that `SELECT` gave."""
    id_of = id_reader(db)
    return (to_operation(row, id_of) for row in rows)


def to_operation(row: Row, id_of: Callable[[int], Id]) -> Operation:
    """An operation from its row; raises ValueError for what only a damaged page can hold."""
    (own, replica, seq, lam, entity, eid, field, shape, val, gone, prev) = row[:11]
    actor, wall, batch, label, undoes, v = row[11:]
    try:
        text = val if shape is None else unpack(shape, val, id_of)
        before = _HEX(prev)
        return Operation(
            _HEX(own),
            _HEX(replica),
            seq,
            lam,
            entity,
            _HEX(eid),
            field,
            text,
            content_hash(text) if gone is None else _HEX(gone),
            tuple(before[at : at + 32] for at in range(0, len(before), 32)) if before else (),
            _HEX(actor),
            wall,
            _HEX(batch),
            label,
            None if undoes is None else _HEX(undoes),
            v,
            gone is not None,
        )
    except (TypeError, AttributeError) as error:
        raise ValueError("an operation that is none") from error


def insert(
    db: Database, added: Sequence[Operation], places: Sequence[int] | None = None
) -> Inserted:
    """Unite operations with the log; of two copies of an operation the purged one wins.

    `places` are the numbers of the rows, where they are known.
    """
    values = list(_taken_apart(added))
    named = {id_ for one in added for id_ in (one.eid, one.replica, one.actor)}
    known = numbers_of_ids(db, named | {id_ for one in values if one for id_ in one.ids()})
    strange = named - known.keys()
    ids = known | new_ids(db, strange)
    packed = [_packed(*pair, ids) for pair in zip(added, values, strict=True)]
    shapes = {shape for shape, _ in packed if shape is not None}
    words = number_words(
        db, shapes | {word for one in added for word in (one.entity, one.field, one.label)}
    )
    acts, seen = _number_acts(db, added, ids, words)
    db.conn.executemany(
        _INSERT,
        [
            (
                place,
                _BYTES(one.id),
                *(ids[one.replica], one.seq, one.lam),
                *(words[one.entity], ids[one.eid], words[one.field]),
                *(None if shape is None else words[shape], filling),
                _BYTES(one.val_hash) if one.purged else None,
                _BYTES("".join(one.prev)),
                *(act.number, one.wall - act.wall, one.v),
            )
            for one, (shape, filling), act, place in zip(
                added, packed, acts, places or repeat(None, len(added)), strict=True
            )
        ],
    )
    return Inserted(seen, frozenset(strange), ids)


_INSERT = (
    "INSERT INTO log (n, id, replica, seq, lam, entity, eid, field, shape, val, gone, prev, act, "
    f"later, v) VALUES ({', '.join('?' * 15)}) "
    "ON CONFLICT (entity, eid, id) DO UPDATE SET val = NULL, shape = NULL, gone = excluded.gone "
    "WHERE excluded.gone IS NOT NULL AND log.gone IS NULL"
)


def _taken_apart(added: Iterable[Operation]) -> Iterator[Parts | None]:
    """The values in their parts; the last one of the same register tells how to cut."""
    like: dict[tuple[str, str], Parts | None] = {}
    for one in added:
        register = one.entity, one.field
        parts = None if one.val is None else take_apart(one.val, like.get(register))
        like[register] = parts
        yield parts


def _packed(
    operation: Operation, parts: Parts | None, ids: Mapping[Id, int]
) -> tuple[str | None, str | None]:
    """The shape of a value and what fills it; without a shape it is whole."""
    return (None, operation.val) if parts is None else pack(parts, ids)


def _number_acts(
    db: Database, added: Sequence[Operation], ids: Mapping[Id, int], words: Mapping[str, int]
) -> tuple[list[_Act], frozenset[int]]:
    """Of each operation its act; and the numbers of those acts that were there before.

    New acts are written with how many operations they have.
    """
    stamps = [(one.batch, ids[one.actor], words[one.label], one.undoes) for one in added]
    known = dict(_known_acts(db, sorted({stamp[0] for stamp in stamps})))
    before = frozenset(act.number for act in known.values())
    last = int(db.conn.execute("SELECT coalesce(max(n), 0) FROM act").fetchone()[0])
    found: list[_Act] = []
    members: dict[_Stamp, dict[Id, Operation]] = {}
    for stamp, one in zip(stamps, added, strict=True):
        if stamp not in known:
            last += 1
            known[stamp] = _Act(last, one.wall)
            members[stamp] = {one.id: one}
        elif stamp in members:
            members[stamp][one.id] = one
        found.append(known[stamp])
    db.conn.executemany(
        "INSERT INTO act (n, wall, batch, actor, label, undoes, lam, size, loud, began) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *known[stamp],
                _BYTES(stamp[0]),
                *stamp[1:3],
                None if stamp[3] is None else _BYTES(stamp[3]),
                *_counted(list(operations.values()), known[stamp].wall),
            )
            for stamp, operations in members.items()
        ],
    )
    return found, before


def _counted(operations: Sequence[Operation], wall: int) -> tuple[int, int, int, int]:
    """What an act tells of its operations, as `log_tables.COUNT_ACTS` counts it."""
    first = min(operations, key=_rank) if len(operations) > 1 else operations[0]
    loud = sum(one.entity not in QUIET or one.field == "same_as" for one in operations)
    return first.lam, len(operations), loud, first.wall - wall


def _rank(operation: Operation) -> tuple[int, Id]:
    return operation.lam, operation.id


def _known_acts(db: Database, batches: Sequence[Id]) -> Iterator[tuple[_Stamp, _Act]]:
    query = "SELECT n, wall, batch, actor, label, undoes FROM act WHERE batch"
    for n, wall, batch, actor, label, undoes in select_in(db, query, list(map(_BYTES, batches))):
        undone = None if undoes is None else _HEX(undoes)
        yield (_HEX(batch), actor, label, undone), _Act(n, wall)


_HEX, _BYTES = bytes.hex, bytes.fromhex
