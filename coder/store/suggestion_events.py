"""Which suggestions a person could see, segment by segment: local, appended to only, never merged.

They are written beside the person's acts, by a connection of their own, so that no act waits for
them; what a power cut takes of them is not missed.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from coder.identity import Id
from coder.model import Exposure, SuggestionEvent
from coder.store.connection import open_file, storage_errors, transaction

MOST_AT_ONCE = 500
"""Events in one transaction, about; so that no act waits longer than a few milliseconds."""

Visit = Sequence[SuggestionEvent]
"""What a person could see of one segment at one moment: at least one event, in order of rank."""

_COLUMNS = (
    "at_ms, coder, document, revision, start, end, exposure, code, probability, band, rank, "
    "engine, features"
)


def append_visits(path: Path, visits: Sequence[Visit]) -> int:
    """Write what is new in visits, in order; returns how many events were written.

    A visit is new where exposure, codes or bands differ from the last one of the same person at
    the same place. Visits of documents that were purged meanwhile are dropped.
    """
    written = 0
    with closing(open_file(path)) as db, storage_errors(path):
        db.execute("PRAGMA synchronous = NORMAL")
        waiting = list(visits)
        while waiting:
            taken = _some(waiting)
            with transaction(db):
                for visit in taken:
                    if _is_new(db, visit):
                        db.conn.executemany(
                            f"INSERT INTO suggestion_event ({_COLUMNS}) VALUES "
                            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            map(_row, visit),
                        )
                        written += len(visit)
            del waiting[: len(taken)]
    return written


def suggestion_events(db: Database, coder: Id | None = None) -> list[SuggestionEvent]:
    """The events of a person, or of all who work on this machine, in the order of writing."""
    mine = "" if coder is None else "WHERE coder = ? "
    parameters = [] if coder is None else [bytes.fromhex(coder)]
    rows = db.execute(f"SELECT {_COLUMNS} FROM suggestion_event {mine}ORDER BY n", parameters)
    return [_event(row) for row in rows]


def _some(visits: Sequence[Visit]) -> list[Visit]:
    """As many visits from the beginning as one transaction takes, at least one."""
    taken: list[Visit] = []
    size = 0
    for visit in visits:
        size += len(visit)
        if taken and size > MOST_AT_ONCE:
            break
        taken.append(visit)
    return taken


def _is_new(db: Database, visit: Visit) -> bool:
    """Whether a visit tells more than the last one at its place, and its document is there."""
    first = visit[0]
    document = bytes.fromhex(first.document)
    if db.execute("SELECT 1 FROM document WHERE id = ?", [document]).fetchone() is None:
        return False
    place = [document, bytes.fromhex(first.coder), first.start, first.end]
    there = "document = ? AND coder = ? AND start = ? AND end = ?"
    last = db.execute(
        "SELECT revision, engine, exposure, code, band FROM suggestion_event "
        f"WHERE {there} AND at_ms = (SELECT max(at_ms) FROM suggestion_event WHERE {there}) "
        "ORDER BY n",
        [*place, *place],
    ).fetchall()
    return last != [_key(event) for event in visit]


def _key(event: SuggestionEvent) -> tuple[bytes, str, str, bytes | None, str]:
    """What must differ for an event to be worth keeping; the probability always does."""
    code = None if event.code is None else bytes.fromhex(event.code)
    return bytes.fromhex(event.revision), event.engine, event.exposure.value, code, event.band


def _row(event: SuggestionEvent) -> tuple[Any, ...]:
    return (
        event.at_ms,
        bytes.fromhex(event.coder),
        bytes.fromhex(event.document),
        bytes.fromhex(event.revision),
        event.start,
        event.end,
        event.exposure.value,
        None if event.code is None else bytes.fromhex(event.code),
        event.probability,
        event.band,
        event.rank,
        event.engine,
        array("f", event.features).tobytes(),
    )


def _event(row: tuple[Any, ...]) -> SuggestionEvent:
    at, coder, document, revision, start, end, exposure, code, likely, band, rank, by, numbers = row
    return SuggestionEvent(
        at,
        coder.hex(),
        document.hex(),
        revision.hex(),
        start,
        end,
        Exposure(exposure),
        None if code is None else code.hex(),
        likely,
        band,
        rank,
        by,
        tuple(array("f", numbers)),
    )
