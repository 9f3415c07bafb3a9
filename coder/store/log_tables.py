"""The tables of the log: `log` is the truth, with what its rows share in `act`, `ident`, `word`.

Rows hold local numbers instead of ids and words (see `coder.store.numbers`), and values without
what recurs in them (see `coder.store.packing`), in a third of the room of ids and words. The
view `op` shows ids and words; it leaves out the values, which only coder puts together.
"""

from __future__ import annotations

from coder.oplog.kinds import KINDS, MAX_NUMBER

_IDENTITY = "CHECK (length(id) = 16)"

TABLES = f"""
CREATE TABLE ident (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE {_IDENTITY}) STRICT;
CREATE TABLE word (n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE act (
  n INTEGER PRIMARY KEY,
  batch BLOB NOT NULL CHECK (length(batch) = 16),
  actor INTEGER NOT NULL REFERENCES ident(n),
  label INTEGER NOT NULL REFERENCES word(n),
  undoes BLOB CHECK (length(undoes) = 16),
  wall INTEGER NOT NULL CHECK (wall BETWEEN -{MAX_NUMBER} AND {MAX_NUMBER}),
  lam INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 0,
  loud INTEGER NOT NULL DEFAULT 0,
  began INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX act_batch ON act (batch);
CREATE INDEX act_order ON act (actor, lam);
CREATE TABLE log (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL {_IDENTITY},
  replica INTEGER NOT NULL REFERENCES ident(n),
  seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND {MAX_NUMBER}),
  lam INTEGER NOT NULL CHECK (lam BETWEEN 0 AND {MAX_NUMBER}),
  entity INTEGER NOT NULL REFERENCES word(n),
  eid INTEGER NOT NULL REFERENCES ident(n),
  field INTEGER NOT NULL REFERENCES word(n),
  shape INTEGER REFERENCES word(n),
  val TEXT,
  gone BLOB CHECK (length(gone) = 16),
  prev BLOB NOT NULL CHECK (length(prev) % 16 = 0),
  act INTEGER NOT NULL REFERENCES act(n),
  later INTEGER NOT NULL CHECK (later BETWEEN -2 * {MAX_NUMBER} AND 2 * {MAX_NUMBER}),
  v INTEGER NOT NULL,
  CHECK ((val IS NULL) = (gone IS NOT NULL) AND (val IS NOT NULL OR shape IS NULL)),
  UNIQUE (entity, eid, id)
) STRICT;
CREATE INDEX log_act ON log (act);
CREATE INDEX log_replica ON log (replica, seq);
CREATE INDEX log_lam ON log (lam)
"""

TRIGGERS = (
    """
CREATE TRIGGER log_is_immutable BEFORE UPDATE ON log
WHEN NOT (
  new.gone IS NOT NULL AND old.gone IS NULL
  AND (new.n, new.id, new.replica, new.seq, new.lam, new.entity, new.eid, new.field, new.prev,
       new.act, new.later, new.v)
    = (old.n, old.id, old.replica, old.seq, old.lam, old.entity, old.eid, old.field, old.prev,
       old.act, old.later, old.v)
)
BEGIN SELECT RAISE(ABORT, 'operations are immutable'); END""",
    """
CREATE TRIGGER log_is_kept BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END""",
    """
CREATE TRIGGER act_is_immutable BEFORE UPDATE OF n, batch, actor, label, undoes, wall ON act
BEGIN SELECT RAISE(ABORT, 'acts are immutable'); END""",
    """
CREATE TRIGGER act_is_kept BEFORE DELETE ON act WHEN EXISTS (SELECT 1 FROM log WHERE act = old.n)
BEGIN SELECT RAISE(ABORT, 'acts are kept as long as their operations'); END""",
    *(
        f"""
CREATE TRIGGER {table}_is_{never} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, 'numbers stand for one thing for ever'); END"""
        for table in ("ident", "word")
        for never, deed in (("immutable", "UPDATE"), ("kept", "DELETE"))
    ),
)

VIEWS = {
    "op": """
        SELECT l.n, l.id, r.id AS replica, l.seq, l.lam, e.text AS entity, i.id AS eid,
               f.text AS field, l.prev, p.id AS actor, a.wall + l.later AS wall, a.batch,
               w.text AS label, a.undoes, l.v, l.gone IS NOT NULL AS purged
        FROM log l
        LEFT JOIN act a ON a.n = l.act LEFT JOIN word w ON w.n = a.label
        LEFT JOIN ident p ON p.n = a.actor LEFT JOIN ident r ON r.n = l.replica
        LEFT JOIN ident i ON i.n = l.eid LEFT JOIN word e ON e.n = l.entity
        LEFT JOIN word f ON f.n = l.field""",
    "batch": """
        SELECT a.batch AS id, p.id AS actor, w.text AS label, a.wall + a.began AS wall, a.lam,
               a.size, a.undoes, a.loud = 0 AS housekeeping
        FROM act a LEFT JOIN ident p ON p.n = a.actor LEFT JOIN word w ON w.n = a.label""",
}
"""`op`: the log with ids and words. `batch`: the acts, each with how many operations it has.

By LEFT JOIN, as SQLite leaves out those of which nothing is asked for.
"""

LOG = ("log", "act", "ident", "word")
"""What must be as coder makes it for a log to be read."""

QUIET = frozenset(kind.name for kind in KINDS.values() if kind.housekeeping)
"""Kinds of which nobody wants to see in the history what was done to them."""

_QUIET = ", ".join(f"'{kind}'" for kind in sorted(QUIET))

COUNT_ACTS = f"""
UPDATE act SET (lam, size, loud, began) = (
  SELECT coalesce(min(l.lam), 0), count(*), count(*) FILTER (
    WHERE e.text NOT IN ({_QUIET}) OR f.text = 'same_as'),
    (SELECT o.later FROM log o WHERE o.act = act.n ORDER BY o.lam, o.id LIMIT 1)
  FROM log l JOIN word e ON e.n = l.entity JOIN word f ON f.n = l.field WHERE l.act = act.n)"""
"""Count the operations of acts anew; `loud` are those that are no housekeeping.

`wall` is the time of the operation that came first, `began` what to add for that with the least
number, whichever came first; `later` of an operation is what to add for its own.
"""
