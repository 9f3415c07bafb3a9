"""The tables of the log: `log` is the truth, with the ids and words that recur in its rows apart.

Rows hold local numbers for what recurs (see `coder.store.numbers`), and values without what recurs
in them (see `coder.store.packing`). Their own ids and that of the act stand in them, as nearly
every row has others. The view `op` shows ids and words; it leaves out the values, which only coder
puts together.
"""

from __future__ import annotations

from coder.oplog.kinds import KINDS, MAX_NUMBER

_IDENTITY = "CHECK (length(id) = 16)"

_BATCH_END = "substr({}, 9, 4)"
"""Four random bytes of the id of an act: enough to find its operations by, in half the room."""

OF_BATCH = f"{_BATCH_END.format('l.batch')} = {_BATCH_END.format('?1')} AND l.batch = ?1"
"""The condition for operations of one act."""

TABLES = f"""
CREATE TABLE ident (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE {_IDENTITY}) STRICT;
CREATE TABLE word (n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE log (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL {_IDENTITY},
  eid BLOB NOT NULL CHECK (length(eid) = 16),
  batch BLOB NOT NULL CHECK (length(batch) = 16),
  replica INTEGER NOT NULL REFERENCES ident(n),
  seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND {MAX_NUMBER}),
  lam INTEGER NOT NULL CHECK (lam BETWEEN 0 AND {MAX_NUMBER}),
  entity INTEGER NOT NULL REFERENCES word(n),
  field INTEGER NOT NULL REFERENCES word(n),
  shape INTEGER REFERENCES word(n),
  val TEXT,
  gone BLOB CHECK (length(gone) = 16),
  prev BLOB NOT NULL CHECK (length(prev) % 16 = 0),
  actor INTEGER NOT NULL REFERENCES ident(n),
  wall INTEGER NOT NULL CHECK (wall BETWEEN -{MAX_NUMBER} AND {MAX_NUMBER}),
  label INTEGER NOT NULL REFERENCES word(n),
  undoes BLOB CHECK (length(undoes) = 16),
  v INTEGER NOT NULL,
  CHECK ((val IS NULL) = (gone IS NOT NULL) AND (val IS NOT NULL OR shape IS NULL))
) STRICT;
CREATE INDEX log_entity ON log (entity, eid);
CREATE INDEX log_batch ON log ({_BATCH_END.format("batch")});
CREATE INDEX log_order ON log (actor, lam)
"""

TRIGGERS = (
    """
CREATE TRIGGER log_is_immutable BEFORE UPDATE ON log
WHEN NOT (
  new.gone IS NOT NULL AND old.gone IS NULL
  AND (new.n, new.id, new.eid, new.batch, new.replica, new.seq, new.lam, new.entity, new.field,
       new.prev, new.actor, new.wall, new.label, new.v)
    = (old.n, old.id, old.eid, old.batch, old.replica, old.seq, old.lam, old.entity, old.field,
       old.prev, old.actor, old.wall, old.label, old.v)
  AND new.undoes IS old.undoes
)
BEGIN SELECT RAISE(ABORT, 'operations are immutable'); END""",
    """
CREATE TRIGGER log_is_kept BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END""",
    *(
        f"""
CREATE TRIGGER {table}_is_{never} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, 'numbers stand for one thing for ever'); END"""
        for table in ("ident", "word")
        for never, deed in (("immutable", "UPDATE"), ("kept", "DELETE"))
    ),
)

QUIET = frozenset(kind.name for kind in KINDS.values() if kind.housekeeping)
"""Kinds of which nobody wants to see in the history what was done to them."""

_QUIET = ", ".join(f"'{kind}'" for kind in sorted(QUIET))

ACTS = f"""
SELECT l.batch AS id, l.actor, l.label, l.undoes, l.wall, min(l.lam) AS lam, count(*) AS size,
       sum(l.field IN (SELECT n FROM word WHERE text = 'same_as')
         OR l.entity NOT IN (SELECT n FROM word WHERE text IN ({_QUIET}))) AS loud
FROM log l {{}} GROUP BY l.actor, l.batch, l.label, l.undoes"""
"""The acts, each with how many operations it has, and how many of these are no housekeeping.

The time of an act is that of its first operation. To be filled with a condition, or nothing.
"""

VIEWS = {
    "op": """
        SELECT l.n, l.id, r.id AS replica, l.seq, l.lam, e.text AS entity, l.eid,
               f.text AS field, l.prev, p.id AS actor, l.wall, l.batch, w.text AS label,
               l.undoes, l.v, l.gone IS NOT NULL AS purged
        FROM log l
        LEFT JOIN word w ON w.n = l.label LEFT JOIN ident p ON p.n = l.actor
        LEFT JOIN ident r ON r.n = l.replica LEFT JOIN word e ON e.n = l.entity
        LEFT JOIN word f ON f.n = l.field""",
    "batch": f"""
        SELECT a.id, p.id AS actor, w.text AS label, a.wall, a.lam, a.size, a.undoes,
               a.loud = 0 AS housekeeping
        FROM ({ACTS.format("")}) a
        LEFT JOIN ident p ON p.n = a.actor LEFT JOIN word w ON w.n = a.label""",
}
"""`op`: the log with ids and words. `batch`: the acts (see `ACTS`).

By LEFT JOIN, as SQLite leaves out those of which nothing is asked for.
"""

LAST_OF_EACH = """
WITH RECURSIVE person(n) AS (
  SELECT min(actor) FROM log
  UNION ALL SELECT (SELECT min(actor) FROM log WHERE actor > person.n) FROM person
  WHERE person.n IS NOT NULL)
SELECT i.id, l.wall, l.lam FROM person JOIN ident i ON i.n = person.n
JOIN log l ON l.n = (SELECT o.n FROM log o WHERE o.actor = person.n ORDER BY o.lam DESC LIMIT 1)"""
"""Of everyone who wrote the operation with the largest number, by a few steps in an index."""

LOG = ("log", "ident", "word")
"""What must be as coder makes it for a log to be read."""
