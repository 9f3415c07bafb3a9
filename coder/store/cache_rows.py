"""Folded entities as rows of their tables, and back.

Of the kinds that a project has most of, rows hold local numbers instead of ids; a view of the
kind's name shows them as the other tables are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from coder.identity import Id, canonical_json
from coder.model import Origin
from coder.oplog.fold import Entity
from coder.oplog.kinds import DELETED, KINDS, Kind
from coder.store.numbers import first_rows, numbers_of_ids
from coder.store.placed_tables import NUMBERED
from coder.store.rows import Inserted
from coder.store.texts import Texts

_ID_FIELDS = frozenset({"parent", "target", "merged_into", "same_as"}) | {
    name for kind in KINDS.values() for name in kind.references
}


def table_of(kind: str) -> str:
    """The table with the rows of a kind."""
    return f"{kind}_row" if kind in NUMBERED else kind


def write_rows(
    db: Database, kind: Kind, entities: Sequence[Entity], known: Inserted, texts: Texts
) -> None:
    """Write or replace the rows of entities of one kind; some numbers may be known."""
    numbered = kind.name in NUMBERED
    key = "n" if numbered else "id"
    names = (key, *kind.fields, DELETED, "created_ms", "created_by")
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    marks = [f"?{n}" for n in range(1, len(names) + 1)]
    if numbered:  # left out where it is that of the row of the log
        place = names.index("created_ms")
        marks[place] = f"nullif({marks[place]}, (SELECT wall FROM log WHERE log.n = ?1))"
    own = _first_rows(db, kind, entities, known) if numbered else bytes.fromhex
    others = _numbers(db, kind, entities, known) if numbered else bytes.fromhex
    db.conn.executemany(
        f"INSERT INTO {table_of(kind.name)} ({', '.join(names)}) "
        f"VALUES ({', '.join(marks)}) ON CONFLICT ({key}) DO UPDATE SET {updates}",
        [(own(entity.id), *_columns(entity, others, texts)) for entity in entities],
    )


def delete_rows(db: Database, kind: Kind, keys: Sequence[bytes]) -> None:
    """Delete the rows of entities that are not shown."""
    if kind.name not in NUMBERED:
        query = f"DELETE FROM {kind.name} WHERE id = ?"
        db.conn.executemany(query, [(key,) for key in keys])
        return
    numbers = first_rows(db, kind.name, keys).values()
    db.conn.executemany(f"DELETE FROM {table_of(kind.name)} WHERE n = ?", zip(numbers))


def drop_numbers(db: Database, first: int, last: int) -> None:
    """Delete the rows with a number after one up to another: those rows of the log are gone."""
    for kind in NUMBERED:
        db.execute(f"DELETE FROM {table_of(kind)} WHERE n > ? AND n <= ?", [first, last])


def read_rows(db: Database, kind: Kind) -> Iterator[dict[str, Any]]:
    """The rows of a kind as mappings of fields to values, ids as text."""
    texts = Texts(db)
    names = ["id", *kind.fields, DELETED, "created_ms", "created_by"]
    columns = ", ".join("other_quote AS quote" if name == "quote" else name for name in names)
    for row in db.query(f"SELECT {columns} FROM {kind.name}"):
        values = _values(kind, row)
        if kind.name == "coding" and values["quote"] is None:
            values["quote"] = texts(values["revision"])[values["start"] : values["end"]]
        yield values


def _first_rows(
    db: Database, kind: Kind, entities: Sequence[Entity], known: Inserted
) -> Callable[[Id], int]:
    """The numbers of entities."""
    found = {one.id: known.first_rows.get((kind.name, one.id)) for one in entities}
    rest = [bytes.fromhex(eid) for eid, n in found.items() if n is None]
    rows = {eid: n for eid, n in found.items() if n is not None}
    rows |= {key.hex(): n for key, n in first_rows(db, kind.name, rest).items()}
    return rows.__getitem__


def _numbers(
    db: Database, kind: Kind, entities: Sequence[Entity], known: Inserted
) -> Callable[[Id], int]:
    """The numbers of the ids in entities: whom they refer to, who made them."""
    ids = {one.created_by for one in entities}
    ids |= {one.values[name] for name in kind.references for one in entities}
    return {**known.numbers, **numbers_of_ids(db, ids - known.numbers.keys())}.__getitem__


def _columns(entity: Entity, key_of: Callable[[Id], Any], texts: Texts) -> tuple[Any, ...]:
    """An entity's fields as columns of its table: ids as keys, lists as JSON, booleans as 0, 1."""
    lists, values = entity.kind.json_fields, entity.values
    if entity.kind.name == "coding":
        values = _without_the_usual(values, texts)
    row: list[Any] = []
    for name, value in values.items():
        if name in _ID_FIELDS:
            row.append(None if value is None else key_of(value))
        elif name in lists:
            row.append(canonical_json(value))
        else:
            row.append(int(value) if value is True or value is False else value)
    return (*row, entity.created_ms, key_of(entity.created_by))


def _without_the_usual(coding: Mapping[str, Any], texts: Texts) -> dict[str, Any]:
    """The fields of a coding, None for what goes without saying."""
    there = texts(coding["revision"])[coding["start"] : coding["end"]]
    return {
        **coding,
        "quote": None if coding["quote"] == there else coding["quote"],
        "origin": None if coding["origin"] == Origin.MANUAL else coding["origin"],
    }


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
