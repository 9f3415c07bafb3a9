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
    "CASE w.entity WHEN 'coding' THEN "
    "coalesce((SELECT g.coder FROM coding g WHERE g.id = w.eid), actor) ELSE actor END"
)


def changes(db: Database, first: int, last: int) -> list[Change]:
    """What the rows made and changed; what was made and removed again is left out.

    What several people made alike, as one transcript imported on two machines, counts once.
    Codings are those of their coder, whoever wrote them: somebody writes those of the consensus.
    """
    older = "EXISTS (SELECT 1 FROM op o WHERE o.entity = w.entity AND o.eid = w.eid AND o.n <= ?)"
    made = db.execute(
        "SELECT entity, owner, count(*) FROM "
        f"(SELECT entity, eid, min({_OWNER}) AS owner FROM op w "
        f"WHERE n > ? AND n <= ? AND field = ? AND NOT {older} AND (entity <> 'revision' OR EXISTS "
        "(SELECT 1 FROM revision r WHERE r.id = w.eid AND r.parents <> '[]')) "
        "GROUP BY entity, eid) GROUP BY entity, owner",
        [first, last, CREATE, first],
    )
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
    query = f"SELECT count(*) FROM op WHERE n > ? AND n <= ? AND (v > ? OR entity NOT IN ({known}))"
    return int(db.execute(query, [first, last, VERSION]).fetchone()[0])


def doubled_replicas(db: Database, first: int, last: int) -> set[Id]:
    """The people of whom two machines write as one, as when a config folder was copied."""
    rows = db.execute(
        "SELECT DISTINCT p.id FROM log w JOIN log o ON o.replica = w.replica AND o.seq = w.seq "
        "AND o.n <> w.n JOIN act a ON a.n = w.act JOIN ident p ON p.n = a.actor "
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
        "SELECT DISTINCT p.id FROM log w JOIN act a ON a.n = w.act JOIN ident p ON p.n = a.actor "
        "JOIN log o ON o.entity = w.entity AND o.eid = w.eid AND o.id = substr(w.prev, 1, 16) "
        "JOIN act b ON b.n = o.act WHERE w.n > ? AND w.n <= ? AND length(w.prev) > 0 "
        "AND a.wall + w.later < b.wall + o.later - ?",
        [first, last, SLACK_MS],
    )
    return found | {row[0].hex() for row in rows}


def _deletion(db: Database, kind: str, eid: bytes) -> str:
    row = db.execute(f"SELECT deleted FROM {kind} WHERE id = ?", [eid]).fetchone()
    return REMOVED if row is None or row[0] else RESTORED


def _gone_again(db: Database, first: int, last: int) -> list[tuple[str, bytes, int]]:
    """What the rows both made and removed, by kind and by who made it."""
    found: Counter[tuple[str, bytes]] = Counter()
    rows = db.execute(
        f"SELECT w.entity, w.eid, min({_OWNER.replace('actor', 'c.actor')}) FROM op w "
        "JOIN op c ON c.entity = w.entity AND c.eid = w.eid AND c.field = ? AND c.n > ? "
        "WHERE w.n > ? AND w.n <= ? AND w.field = ? AND NOT EXISTS "
        "(SELECT 1 FROM op o WHERE o.entity = w.entity AND o.eid = w.eid AND o.n <= ?) "
        "GROUP BY w.entity, w.eid",
        [CREATE, first, first, last, DELETED, first],
    )
    for kind, eid, actor in rows.fetchall():
        if kind in KINDS and _deletion(db, kind, eid) == REMOVED:
            found[kind, actor] += 1
    return [(kind, actor, count) for (kind, actor), count in found.items()]
