"""The union of this project's log with others': what is new comes in, checked, row after row.

Not by ATTACH and INSERT … SELECT: what was checked must be what is inserted, and the other file
may change between the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sqlite_utils import Database

from coder.identity import Id
from coder.oplog.kinds import PURGE
from coder.store import caches, log
from coder.store.incoming import Incoming

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
    known = {row[0] for row in db.execute("SELECT id FROM op")}
    return not incoming.ids() <= known or not incoming.purged_ids() <= _purged(db)


def bring(db: Database, files: Sequence[Incoming]) -> Brought:
    """Unite the log with those of other files and bring the caches up to date.

    Call it inside a transaction. Free of the order of the files, and of how often each comes.
    """
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    first = log.last_row(db)
    known = {row[0] for row in db.execute("SELECT id FROM op")}
    erased = _purged(db)
    erased_before = len(erased)
    touched: defaultdict[str, set[Id]] = defaultdict(set)
    for incoming in files:
        new = incoming.ids() - known
        wiped = incoming.purged_ids() - erased
        found = incoming.operations(new | wiped)
        while chunk := list(islice(found, _CHUNK)):
            log.insert_checked(db, [one for one, _ in chunk], [row for _, row in chunk])
            for operation, _ in chunk:
                touched[operation.entity].add(operation.eid)
        known |= new
        erased |= wiped
    del known  # a million ids
    transcripts = _transcripts_lost(db, touched[PURGE])
    last = log.last_row(db)
    log.refresh_batches_after(db, first)
    caches.refold_all(db, touched)
    lost = log.count_purged(db, first) - erased_before
    return Brought(first, last, lost, transcripts)


def _purged(db: Database) -> set[bytes]:
    """The ids of the operations here whose value was erased."""
    return {row[0] for row in db.execute("SELECT id FROM op WHERE purged = 1")}


def _transcripts_lost(db: Database, purges: set[Id]) -> tuple[str, ...]:
    """The transcripts that the caches still have and these purges erase, by name."""
    names = [
        db.execute("SELECT name FROM document WHERE id = ?", [bytes.fromhex(eid)]).fetchone()
        for kind, eid in log.purge_targets(db, purges)
        if kind == "document"
    ]
    return tuple(sorted(row[0] for row in names if row))
