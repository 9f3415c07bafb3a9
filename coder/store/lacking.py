"""What a file lacks of a part of the log: operations that are missing, erased, or there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from coder.store.coded import Numbers
from coder.store.store import Store


class How(StrEnum):
    """How operations of a part of the log are not what they were.

    TWICE are those whose number another one has too, as on a copied machine.
    """

    MISSING = "missing"
    ERASED = "erased"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Lack:
    """Some operations that one person wrote, and that are not here as they were.

    `who` is a name, "" where nothing here tells it; of missing ones the name of who wrote on that
    machine before and after (two names where they are not the same). `act` is the label of what was
    done, known of missing operations only where others of the same act are here. `since_ms` and
    `until_ms` are when they were written (milliseconds since 1970 UTC); for missing ones, when the
    same machine wrote what stands before and after them, None where that is not here.
    """

    how: How
    who: str
    act: str
    count: int
    since_ms: int | None
    until_ms: int | None


def lacking(store: Store, numbers: Numbers) -> list[Lack]:
    """What this file lacks of a part of the log, by person and act; missing ones first."""
    found: list[Lack] = []
    with store.reading():
        for replica, runs in sorted(numbers.items()):
            for run in runs:
                found += _missing(store.db, bytes.fromhex(replica), run)
                found += _changed(store.db, bytes.fromhex(replica), run)
    order = list(How)
    return sorted(_added_up(found), key=lambda one: (order.index(one.how), one.who, one.act))


def _missing(db: Database, replica: bytes, run: tuple[int, int]) -> Iterator[Lack]:
    """The numbers of a run that no operation here has, a stretch at a time."""
    query = "SELECT DISTINCT seq FROM op WHERE replica = ? AND seq BETWEEN ? AND ? ORDER BY seq"
    rows = db.execute(query, [replica, *run]).fetchall()
    expected = run[0]
    for (seq,) in [*rows, (run[1] + 1,)]:
        if seq > expected:
            yield _gap(db, replica, expected, seq - 1)
        expected = seq + 1


def _gap(db: Database, replica: bytes, first: int, last: int) -> Lack:
    """What is known of missing operations by what stands before and after them."""
    before = _neighbour(db, replica, first, "< ? ORDER BY seq DESC")
    after = _neighbour(db, replica, last, "> ? ORDER BY seq")
    batch, act, since, who = before or (None, "", None, "")
    other, _, until, also = after or (None, "", None, "")
    people = " or ".join(sorted({name for name in (who, also) if name}))
    return Lack(How.MISSING, people, act if batch == other else "", last - first + 1, since, until)


def _neighbour(db: Database, replica: bytes, seq: int, side: str) -> tuple[Any, ...] | None:
    """Batch, label, time and person of the operation that stands beside a number."""
    row: tuple[Any, ...] | None = db.execute(
        "SELECT o.batch, o.label, o.wall, coalesce(c.name, '') FROM op o "
        f"LEFT JOIN coder c ON c.id = o.actor WHERE o.replica = ? AND o.seq {side} LIMIT 1",
        [replica, seq],
    ).fetchone()
    return row


def _changed(db: Database, replica: bytes, run: tuple[int, int]) -> Iterator[Lack]:
    """The operations of a run that were erased, and those whose number others have too."""
    twice = (
        "o.seq IN (SELECT seq FROM op WHERE replica = ? AND seq BETWEEN ? AND ? "
        "GROUP BY seq HAVING count(*) > 1)"
    )
    for how, which in ((How.ERASED, "o.purged = 1"), (How.TWICE, twice)):
        place = [replica, *run]
        rows = db.execute(
            "SELECT coalesce(c.name, ''), o.label, count(*), min(o.wall), max(o.wall) "
            "FROM op o LEFT JOIN coder c ON c.id = o.actor "
            f"WHERE o.replica = ? AND o.seq BETWEEN ? AND ? AND {which} GROUP BY 1, 2",
            place * which.count("BETWEEN") + place,
        )
        yield from (Lack(how, *row) for row in rows.fetchall())


def _added_up(found: Iterable[Lack]) -> Iterator[Lack]:
    """What one person did alike at several times and on several machines, as one."""
    groups: dict[tuple[How, str, str], list[Lack]] = {}
    for one in found:
        groups.setdefault((one.how, one.who, one.act), []).append(one)
    for key, some in groups.items():
        since = [one.since_ms for one in some if one.since_ms is not None]
        until = [one.until_ms for one in some if one.until_ms is not None]
        yield Lack(
            *key,
            sum(one.count for one in some),
            min(since) if len(since) == len(some) else None,
            max(until) if len(until) == len(some) else None,
        )
