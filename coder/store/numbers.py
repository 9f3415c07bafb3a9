"""Local numbers of ids and of words, so that rows of the log are small.

Numbers are of this file only: they are never hashed, compared with another file's, or exported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from coder.identity import Id

_SLICE = 500


def numbers_of_ids(db: Database, ids: Collection[Id]) -> dict[Id, int]:
    """The numbers of those ids that have one."""
    keys = [bytes.fromhex(one) for one in ids]
    return {key.hex(): n for key, n in select_in(db, "SELECT id, n FROM ident WHERE id", keys)}


def new_ids(db: Database, ids: Collection[Id]) -> dict[Id, int]:
    """Give numbers to ids that have none."""
    numbers = {one: n for n, one in enumerate(sorted(ids), largest(db, "ident") + 1)}
    rows = [(n, bytes.fromhex(one)) for one, n in numbers.items()]
    db.conn.executemany("INSERT INTO ident (n, id) VALUES (?, ?)", rows)
    return numbers


def first_rows(db: Database, entity: str, eids: Sequence[bytes]) -> dict[bytes, int]:
    """The first rows of the log on entities of a kind; those without one are left out."""
    query = "SELECT eid, n FROM log WHERE entity = (SELECT n FROM word WHERE text = ?) AND eid"
    found: dict[bytes, int] = {}
    for eid, n in select_in(db, query, eids, [entity]):
        found[eid] = min(n, found.get(eid, n))
    return found


def largest(db: Database, table: str) -> int:
    """The largest number of a row; 0 where there is none."""
    return int(db.conn.execute(f"SELECT coalesce(max(n), 0) FROM {table}").fetchone()[0])


def number_words(db: Database, words: Collection[str]) -> dict[str, int]:
    """The numbers of all these words; those that have none get one."""
    query = "SELECT text, n FROM word WHERE text"
    known = dict(select_in(db, query, list(words)))
    new = [(word,) for word in words if word not in known]
    if new:
        db.conn.executemany("INSERT INTO word (text) VALUES (?)", new)
        known |= dict(select_in(db, query, [word for (word,) in new]))
    return known


def id_reader(db: Database) -> Callable[[int], Id]:
    """What tells the id of a number and remembers it; raises ValueError for none."""
    known: dict[int, Id] = {}

    def id_of(number: int) -> Id:
        found = known.get(number)
        if found is None:
            row = db.conn.execute("SELECT id FROM ident WHERE n = ?", (number,)).fetchone()
            if row is None:
                raise ValueError("the number of an id that is not there")
            found = known[number] = row[0].hex()
        return found

    return id_of


def select_in(
    db: Database, query: str, keys: Sequence[Any], before: Sequence[Any] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that ends with a column, where that is one of many keys.

    `before` fills the places of the query itself.
    """
    for at in range(0, len(keys), _SLICE):
        some = keys[at : at + _SLICE]
        marks = ", ".join("?" * len(some))
        yield from db.conn.execute(f"{query} IN ({marks})", [*before, *some])
