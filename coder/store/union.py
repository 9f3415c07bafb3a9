"""The union of this project's log with others': what is new comes in, checked, row after row.

Not by ATTACH and INSERT … SELECT: what was checked must be what is inserted, and the other file
may change between the two.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from sqlite_utils import Database

from coder.identity import Id
from coder.oplog.kinds import PURGE
from coder.oplog.operation import Operation
from coder.store import caches, log
from coder.store.incoming import Incoming
from coder.store.log_texts import LogTexts
from coder.store.texts import Texts

_CHUNK = 2_000

_CACHE_KIB = 65_536
"""What SQLite may hold in memory during a merge: indexes are written all over the file."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a union added to the log: the rows after `first` up to `last`.

    `erased` counts the operations that were here with their values and lost them by a purge of
    others, `transcripts` names the transcripts among what was erased.
    """

    first: int
    last: int
    erased: int = 0
    transcripts: tuple[str, ...] = ()

    @property
    def operations(self) -> int:
        """How many operations are new."""
        return self.last - self.first


def news(db: Database, incoming: Incoming) -> bool:
    """Whether a file holds anything that this project does not."""
    known = {row[0] for row in db.execute("SELECT id FROM log")}
    return not incoming.ids() <= known or not incoming.purged_ids() <= _purged(db)


def bring(db: Database, files: Sequence[Incoming]) -> Brought:
    """Unite the log with those of other files and bring the caches up to date.

    Call it inside a transaction. Free of the order of the files, and of how often each comes.
    """
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    with _without_collecting():
        return _bring(db, files)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No looking for circles of garbage: millions of short-lived objects hold none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _bring(db: Database, files: Sequence[Incoming]) -> Brought:
    first = log.last_row(db)
    known = {row[0] for row in db.execute("SELECT id FROM log")}
    erased = _purged(db)
    erased_before = len(erased)
    transcripts: set[str] = set()
    texts, log_texts = Texts(db), LogTexts(db)
    for incoming in files:
        new = incoming.ids() - known
        wiped = incoming.purged_ids() - erased
        found = incoming.operations(new | wiped)
        while chunk := list(islice(found, _CHUNK)):
            transcripts |= _bring_some(db, chunk, texts, log_texts)
        known |= new
        erased |= wiped
    last = log.last_row(db)
    lost = log.count_purged(db, first) - erased_before
    return Brought(first, last, lost, tuple(sorted(transcripts)))


def _bring_some(
    db: Database, operations: Sequence[Operation], texts: Texts, log_texts: LogTexts
) -> set[str]:
    """Unite some operations and fold what they wrote to; returns the transcripts they erase."""
    inserted = log.insert_checked(db, operations, log_texts)
    lost = _transcripts_lost(db, {one.eid for one in operations if one.entity == PURGE})
    caches.refold_inserted(db, operations, inserted, texts)
    return lost


def _purged(db: Database) -> set[bytes]:
    """The ids of the operations here whose value was erased."""
    return {row[0] for row in db.execute("SELECT id FROM log WHERE gone IS NOT NULL")}


def _transcripts_lost(db: Database, purges: set[Id]) -> set[str]:
    """The transcripts that the caches still have and these purges erase, by name."""
    names = [
        db.execute("SELECT name FROM document WHERE id = ?", [bytes.fromhex(eid)]).fetchone()
        for kind, eid in log.purge_targets(db, purges)
        if kind == "document"
    ]
    return {row[0] for row in names if row}
