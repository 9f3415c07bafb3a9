"""What rows of the log a merge added, counted; the rows are those after one up to another."""

from __future__ import annotations

from collections import Counter

from sqlite_utils import Database

from coder.identity import Id
from coder.merge.changes import REMOVED, RESTORED, Change
from coder.oplog.kinds import CREATE, DELETED, KINDS
from coder.oplog.operation import VERSION

SLACK_MS = 600_000
"""Clocks of two machines may differ so much without being called wrong."""

_OWNER = (
    "coalesce((SELECT g.coder FROM coding_row g WHERE g.n = c.n), "
    "(SELECT g.coder FROM coding_row g WHERE g.n = (SELECT min(o.n) FROM log o "
    "WHERE o.entity = c.entity AND o.eid = c.eid)), c.actor)"
)
"""Whose something is, as a local number: a coding is its coder's, all else who made it."""

_NEW = (
    "NOT EXISTS (SELECT 1 FROM log o WHERE o.entity = c.entity AND o.eid = c.eid "
    "AND o.n < c.n AND (o.n <= ? OR o.field = c.field))"
)
"""Whether a creation is that of something new, and the first of several that are alike."""

_FIELD = "(SELECT n FROM word WHERE text = ?)"

_MADE = f"""
SELECT e.text, p.id, made FROM (
  SELECT c.entity, {_OWNER} AS owner, count(*) AS made FROM log c
  WHERE c.n > ? AND c.n <= ? AND c.field = {_FIELD} AND {_NEW} AND c.eid NOT IN (
    SELECT id FROM revision WHERE parents = '[]')
  GROUP BY c.entity, owner) JOIN word e ON e.n = entity JOIN ident p ON p.n = owner"""
"""What rows made, by kind and owner; the first texts of transcripts come with those."""

_REMOVED = f"""
SELECT e.text, eid, p.id FROM (
  SELECT DISTINCT c.entity, c.eid, {_OWNER} AS owner FROM log w
  JOIN log c ON c.entity = w.entity AND c.eid = w.eid AND c.field = {_FIELD} AND c.n > ?
  WHERE w.n > ? AND w.n <= ? AND w.field = {_FIELD} AND {_NEW})
JOIN word e ON e.n = entity JOIN ident p ON p.n = owner"""
"""What rows made and also wrote a deletion of, and whose it was."""


def changes(db: Database, first: int, last: int) -> list[Change]:
    """What the rows made and changed; what was made and removed again is left out.

    What several people made alike, as one transcript imported on two machines, counts once.
    Codings are those of their coder, whoever wrote them: somebody writes those of the consensus.
    """
    older = "EXISTS (SELECT 1 FROM op o WHERE o.entity = w.entity AND o.eid = w.eid AND o.n <= ?)"
    made = db.execute(_MADE, [first, last, CREATE, first])
    counts = Counter({(kind, CREATE, actor, ""): count for kind, actor, count in made})
    written = db.execute(
        f"SELECT DISTINCT entity, eid, field, actor, {older} FROM op w "
        "WHERE n > ? AND n <= ? AND field <> ?",
        [first, first, last, CREATE],
    )
    for kind, eid, field, actor, known in written.fetchall():
        if kind not in KINDS or (field == DELETED and not known):
            continue
        deed = _deletion(db, kind, eid) if field == DELETED else ""
        counts[kind, field, actor, deed] += bool(known)
    for kind, actor, count in _gone_again(db, first, last):
        counts[kind, CREATE, actor, ""] -= count
    return [
        Change(kind, field, actor.hex(), count, deed)
        for (kind, field, actor, deed), count in sorted(counts.items())
        if count > 0
    ]


def waiting(db: Database) -> int:
    """How many entities wait for something that the log does not hold."""
    return int(db.execute("SELECT count(*) FROM dangling").fetchone()[0])


def newer_operations(db: Database, first: int, last: int) -> int:
    """How many of the rows a newer program wrote, so that they are kept but not shown."""
    known = ", ".join(f"'{name}'" for name in KINDS)
    query = (
        "SELECT count(*) FROM log WHERE n > ? AND n <= ? AND (v > ? OR entity NOT IN "
        f"(SELECT n FROM word WHERE text IN ({known})))"
    )
    return int(db.execute(query, [first, last, VERSION]).fetchone()[0])


def doubled_replicas(db: Database, first: int, last: int) -> set[Id]:
    """The people of whom two machines write as one, as when a config folder was copied."""
    rows = db.execute(
        "SELECT DISTINCT p.id FROM log w JOIN log o ON o.replica = w.replica AND o.seq = w.seq "
        "AND o.n <> w.n JOIN ident p ON p.n = w.actor "
        "WHERE w.n > ? AND w.n <= ?",
        [first, last],
    )
    return {row[0].hex() for row in rows}


def wrong_clocks(db: Database, first: int, last: int, now_ms: int) -> set[Id]:
    """The people whose acts have times in the future, or before those of what they replace."""
    ahead = db.execute(
        "SELECT DISTINCT actor FROM op WHERE n > ? AND n <= ? AND wall > ?",
        [first, last, now_ms + SLACK_MS],
    )
    found = {row[0].hex() for row in ahead}
    rows = db.execute(
        "SELECT DISTINCT p.id FROM log w JOIN ident p ON p.n = w.actor "
        "JOIN log o ON o.entity = w.entity AND o.eid = w.eid AND o.id = substr(w.prev, 1, 16) "
        "WHERE w.n > ? AND w.n <= ? AND length(w.prev) > 0 "
        "AND w.wall < o.wall - ?",
        [first, last, SLACK_MS],
    )
    return found | {row[0].hex() for row in rows}


def _deletion(db: Database, kind: str, eid: bytes) -> str:
    row = db.execute(f"SELECT deleted FROM {kind} WHERE id = ?", [eid]).fetchone()
    return REMOVED if row is None or row[0] else RESTORED


def _gone_again(db: Database, first: int, last: int) -> list[tuple[str, bytes, int]]:
    """What the rows both made and removed, by kind and by who made it."""
    found: Counter[tuple[str, bytes]] = Counter()
    rows = db.execute(_REMOVED, [CREATE, first, first, last, DELETED, first])
    for kind, eid, actor in rows.fetchall():
        if kind in KINDS and _deletion(db, kind, eid) == REMOVED:
            found[kind, actor] += 1
    return [(kind, actor, count) for (kind, actor), count in found.items()]
