"""Codings whose edges several people moved: the place that each of them gave, as a whole.

Start, end, words and version of the text are registers of their own, but a person moves them
together: half of one place and half of another is the place of nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from sqlite_utils import Database

from coder.identity import Id
from coder.oplog.fold import heads, written_value
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Operation
from coder.oplog.undo import meant
from coder.store.log import operations_of
from coder.store.texts import Texts

PLACE = ("revision", "start", "end", "quote")
"""The fields of a coding that say where it is."""


@dataclass(frozen=True, slots=True)
class MovedTo:
    """Where one person put a coding: code points in a version of the text, and the words there."""

    revision: Id
    start: int
    end: int
    quote: str
    actor: Id


def moved_apart(db: Database) -> list[Id]:
    """The live codings that several people moved to different places.

    The same words in two versions of a text are one place.
    """
    rows = db.execute(
        "SELECT DISTINCT c.eid FROM conflict c JOIN coding g ON g.id = c.eid AND g.deleted = 0 "
        "WHERE c.entity = 'coding' AND c.field IN ('start', 'end', 'quote') ORDER BY c.eid"
    )
    return [row[0].hex() for row in rows]


def places_of(db: Database, coding: Id) -> list[MovedTo]:
    """The places that people gave a coding, the last given first.

    What somebody left as it was has several values by now; theirs is the one with which the place
    holds the words that they saw.
    """
    operations = operations_of(db, "coding", coding)
    now = {field: meant(heads(operations, field), operations, field) for field in PLACE}
    movers: dict[Id, Operation] = {}
    for operation in sorted((one for ops in now.values() for one in ops), key=_rank):
        if operation.field != CREATE:
            movers[operation.replica] = operation
    found: list[MovedTo] = []
    for replica, last in sorted(movers.items(), key=lambda item: _rank(item[1]), reverse=True):
        values = (_values(now[field], operations, field, replica) for field in PLACE)
        fitting = (one for one in product(*values) if _fits(db, *one))
        for revision, start, end, quote in islice(fitting, 1):
            place = MovedTo(revision, start, end, quote, last.actor)
            if _where(place) not in map(_where, found):
                found.append(place)
    return found


def _values(
    now: Sequence[Operation], operations: Sequence[Operation], field: str, replica: Id
) -> list[Any]:
    """What a field can be for who wrote on a machine: what they wrote, else all it ever was."""
    own = [one for one in now if one.replica == replica and one.field != CREATE]
    every = [one for one in operations if one.field in (CREATE, field)]
    return [written_value(one, field) for one in own[-1:] or sorted(every, key=_rank)]


def _fits(db: Database, revision: Id | None, start: int, end: int, quote: str) -> bool:
    """Whether the words of a place are those that stand there; a stranger may name no text."""
    if revision is None:
        return False
    known = db.execute("SELECT 1 FROM revision WHERE id = ?", [bytes.fromhex(revision)])
    return known.fetchone() is not None and Texts(db)(revision)[start:end] == quote


def _where(place: MovedTo) -> tuple[Id, int, int]:
    return place.revision, place.start, place.end


def _rank(operation: Operation) -> tuple[int, Id]:
    return operation.lam, operation.id
