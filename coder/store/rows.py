"""Operations as rows of the log, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlite_utils import Database

from coder.identity import Id, content_hash
from coder.oplog.kinds import KINDS
from coder.oplog.operation import Operation
from coder.store.log_texts import TEXTS, LogTexts
from coder.store.numbers import (
    id_reader,
    largest,
    new_ids,
    number_words,
    numbers_of_ids,
    select_in,
)
from coder.store.packing import Parts, SourceAt, pack, take_apart, unpack

Row: TypeAlias = tuple[Any, ...]

SELECT = (
    "SELECT l.id, r.id, l.seq, l.lam, e.text, l.eid, f.text, s.text, l.val, l.gone, l.prev, "
    "p.id, l.wall, l.batch, w.text, l.undoes, l.v "
    "FROM log l CROSS JOIN word w ON w.n = l.label CROSS JOIN ident p ON p.n = l.actor "
    "CROSS JOIN ident r ON r.n = l.replica CROSS JOIN word e ON e.n = l.entity "
    "CROSS JOIN word f ON f.n = l.field LEFT JOIN word s ON s.n = l.shape"
)
"""Reads rows of the log, whichever are asked for, with what their numbers stand for."""

REFERRED = frozenset(kind for one in KINDS.values() for kind in one.references.values())
"""The kinds that others refer to: their ids recur, and get numbers."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """What inserting touched: ids with their numbers, and the first rows of entities.

    Of the entities in `first_rows` (kind and id) the log held nothing before. `erased` are rows
    that were there, of operations that came without their values.
    """

    first_rows: Mapping[tuple[str, Id], int]
    numbers: Mapping[Id, int]
    erased: frozenset[int] = frozenset()


def read(db: Database, rows: Iterable[Row]) -> Iterator[Operation]:
    """The operations of rows that `SELECT` gave."""
    id_of, source_at = id_reader(db), LogTexts(db).at
    return (_to_operation(row, id_of, source_at) for row in rows)


def _to_operation(row: Row, id_of: Callable[[int], Id], source_at: SourceAt) -> Operation:
    """An operation from its row; raises ValueError for what only a damaged page can hold."""
    own, replica, seq, lam, entity, eid, field, shape, val, gone, prev = row[:11]
    actor, wall, batch, label, undoes, v = row[11:]
    try:
        text = val if shape is None else unpack(shape, val, id_of, source_at)
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
    db: Database,
    added: Sequence[Operation],
    texts: LogTexts,
    places: Sequence[int] | None = None,
) -> Inserted:
    """Insert the operations that the log does not hold; of two copies the purged one.

    `places` are the numbers of the rows, where they are known.
    """
    there = _rows_of(db, added)
    held = {own: n for rows in there.values() for own, n in rows.items()}
    fresh = {one.id: one for one in added if one.id not in held}
    fresh.update((one.id, one) for one in added if one.purged and one.id in fresh)
    operations = list(fresh.values())
    if places is None:
        first = largest(db, "log") + 1
        places = range(first, first + len(operations))
    placed = list(zip(places, operations, strict=True))
    numbers: dict[Id, int] = {}
    for now_texts in (True, False):  # what quotes a text comes after it
        some = [pair for pair in placed if (pair[1].entity == TEXTS) is now_texts]
        numbers |= _insert_fresh(db, some, texts)
    first_rows: dict[tuple[str, Id], int] = {}
    for place, one in placed:
        if (one.entity, one.eid) not in there:
            first_rows.setdefault((one.entity, one.eid), place)
    erased = {held[one.id] for one in added if one.purged and one.id in held}
    return Inserted(first_rows, numbers, frozenset(erased))


def _rows_of(db: Database, added: Iterable[Operation]) -> dict[tuple[str, Id], dict[Id, int]]:
    """Of the entities of operations, where the log holds any: the rows by their ids."""
    eids: defaultdict[str, set[bytes]] = defaultdict(set)
    for one in added:
        eids[one.entity].add(_BYTES(one.eid))
    found: defaultdict[tuple[str, Id], dict[Id, int]] = defaultdict(dict)
    query = "SELECT eid, id, n FROM log WHERE entity = (SELECT n FROM word WHERE text = ?) AND eid"
    for entity, keys in eids.items():
        for eid, own, n in select_in(db, query, sorted(keys), [entity]):
            found[entity, _HEX(eid)][_HEX(own)] = n
    return found


def _insert_fresh(
    db: Database, placed: Sequence[tuple[int, Operation]], texts: LogTexts
) -> dict[Id, int]:
    """Insert operations that the log does not hold as these rows; returns numbers of ids."""
    added = [one for _, one in placed]
    values = list(_taken_apart(added))
    named = {id_ for one in added for id_ in (one.replica, one.actor)}
    named |= {one.eid for one in added if one.entity in REFERRED}
    known = numbers_of_ids(db, named | {id_ for one in values if one for id_ in one.ids()})
    ids = known | new_ids(db, named - known.keys())
    packed = [
        (None, one.val) if value is None else pack(value, ids, texts.of)
        for one, value in zip(added, values, strict=True)
    ]
    shapes = {shape for shape, _ in packed if shape is not None}
    words = number_words(
        db, shapes | {word for one in added for word in (one.entity, one.field, one.label)}
    )
    db.conn.executemany(
        _INSERT,
        [
            (
                place,
                *(_BYTES(one.id), _BYTES(one.eid), _BYTES(one.batch)),
                *(ids[one.replica], one.seq, one.lam),
                *(words[one.entity], words[one.field]),
                *(None if shape is None else words[shape], filling),
                _BYTES(one.val_hash) if one.purged else None,
                _BYTES("".join(one.prev)),
                *(ids[one.actor], one.wall, words[one.label]),
                None if one.undoes is None else _BYTES(one.undoes),
                one.v,
            )
            for (place, one), (shape, filling) in zip(placed, packed, strict=True)
        ],
    )
    return ids


_INSERT = (
    "INSERT INTO log (n, id, eid, batch, replica, seq, lam, entity, field, shape, val, gone, prev, "
    f"actor, wall, label, undoes, v) VALUES ({', '.join('?' * 18)})"
)


def _taken_apart(added: Iterable[Operation]) -> Iterator[Parts | None]:
    """The values in their parts; the last one of the same register tells how to cut."""
    like: dict[tuple[str, str], Parts | None] = {}
    for one in added:
        register = one.entity, one.field
        parts = None if one.val is None else take_apart(one.val, like.get(register))
        like[register] = parts
        yield parts


_HEX, _BYTES = bytes.hex, bytes.fromhex
