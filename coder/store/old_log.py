"""The log as files of table version 7 and older hold it: for migrating them, and for merging them.

One table with every id and word written out.
"""

from __future__ import annotations

from itertools import islice

from sqlite_utils import Database

from coder.oplog.kinds import MAX_NUMBER
from coder.store import rows
from coder.store.log_texts import LogTexts

LAST_VERSION = 7

TABLES = f"""
CREATE TABLE op (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  replica BLOB NOT NULL CHECK (length(replica) = 16),
  seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND {MAX_NUMBER}),
  lam INTEGER NOT NULL CHECK (lam BETWEEN 0 AND {MAX_NUMBER}),
  entity TEXT NOT NULL,
  eid BLOB NOT NULL CHECK (length(eid) = 16),
  field TEXT NOT NULL,
  val TEXT,
  val_hash BLOB NOT NULL CHECK (length(val_hash) = 16),
  prev BLOB NOT NULL CHECK (length(prev) % 16 = 0),
  actor BLOB NOT NULL CHECK (length(actor) = 16),
  wall INTEGER NOT NULL CHECK (wall BETWEEN -{MAX_NUMBER} AND {MAX_NUMBER}),
  batch BLOB NOT NULL CHECK (length(batch) = 16),
  label TEXT NOT NULL,
  undoes BLOB CHECK (length(undoes) = 16),
  v INTEGER NOT NULL,
  purged INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1) AND (val IS NULL) = purged)
) STRICT;
CREATE INDEX op_entity ON op (entity, eid);
CREATE INDEX op_batch ON op (batch, lam);
CREATE INDEX op_replica ON op (replica, seq);
CREATE INDEX op_lam ON op (lam);
CREATE TRIGGER op_is_immutable BEFORE UPDATE ON op
WHEN NOT (
  new.purged = 1 AND new.val IS NULL
  AND (new.id, new.replica, new.seq, new.lam, new.entity, new.eid, new.field, new.val_hash,
       new.prev, new.actor, new.wall, new.batch, new.label, new.v)
    = (old.id, old.replica, old.seq, old.lam, old.entity, old.eid, old.field, old.val_hash,
       old.prev, old.actor, old.wall, old.batch, old.label, old.v)
  AND new.undoes IS old.undoes
)
BEGIN SELECT RAISE(ABORT, 'operations are immutable'); END;
CREATE TRIGGER op_is_kept BEFORE DELETE ON op
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END
"""

SELECT = (
    "SELECT id, replica, seq, lam, entity, eid, field, NULL, val, "
    "CASE WHEN purged = 1 THEN val_hash END, prev, actor, wall, batch, label, undoes, v FROM op l"
)
"""Reads old rows as `coder.store.rows.SELECT` reads new ones."""

_CHUNK = 2_000


def objects() -> dict[str, str]:
    """The SQL of the old log's table, indexes and triggers, by name."""
    statements = [one.strip() for one in TABLES.split(";\n")]
    return {one.split()[2]: one for one in statements}


def move(db: Database) -> None:
    """Copy the old log into the new tables, each operation under the number of its row."""
    numbers = (int(row[0]) for row in db.conn.execute("SELECT n FROM op ORDER BY n"))
    found = rows.read(db, db.conn.execute(f"{SELECT} ORDER BY l.n"))
    texts = LogTexts(db)
    while places := list(islice(numbers, _CHUNK)):
        rows.insert(db, list(islice(found, len(places))), texts, places)
