"""What one coder decided, as the engine learns from it: places coded and refused, documents done.

Only what is left in the newest text of a live document counts, and only that coder's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlite_utils import Database

from coder.identity import Id
from coder.model import Origin
from coder.store.followed import place_now
from coder.store.merges import known_as
from coder.store.placed_tables import rows_with
from coder.store.texts import Texts
from coder.store.turns import current_revision

Place = tuple[int, int, Id]
"""Start and end in code points of the text, and a code (one that stands for it if merged)."""


@dataclass
class Decided:
    """What a coder decided in one document; `batch` are places given that were accepted together.

    `done_ms` tells when it was first said to be done (Unix time), None where it is not.
    """

    revision: Id
    given: list[Place] = field(default_factory=list)
    refused: list[Place] = field(default_factory=list)
    batch: list[Place] = field(default_factory=list)
    done_ms: int | None = None

    @property
    def done(self) -> bool:
        """Whether the coder is done with it."""
        return self.done_ms is not None


def decisions(db: Database, coder: Id) -> dict[Id, Decided]:
    """What a coder decided, by document; those where nothing was decided are left out.

    On a text that was corrected since, places are where their words are now.
    """
    me = known_as(db, coder)
    codings = db.execute(
        "SELECT g.document, g.revision, g.start, g.end, c.id, g.origin FROM coding g "
        "LEFT JOIN merged_code m ON m.code = g.code "
        "JOIN code c ON c.id = coalesce(m.target, g.code) "
        f"WHERE g.deleted = 0 AND g.n IN {rows_with('coding', coder=len(me))} "
        "ORDER BY g.start, g.end, c.id, g.id",
        me,
    ).fetchall()
    refusals = db.execute(
        "SELECT v.document, v.revision, v.start, v.end, c.id FROM verdict v "
        "LEFT JOIN merged_code m ON m.code = v.code "
        "JOIN code c ON c.id = coalesce(m.target, v.code) AND c.deleted = 0 "
        f"WHERE v.deleted = 0 AND v.n IN {rows_with('verdict', coder=len(me))} "
        "AND v.verdict = 'reject' ORDER BY v.start, v.end, c.id, v.id",
        me,
    ).fetchall()
    rows = db.execute(
        f"SELECT document, created_ms FROM done WHERE coder IN ({', '.join('?' * len(me))}) "
        "AND done = 1 AND deleted = 0",
        me,
    ).fetchall()
    found: dict[Id, Decided] = {}
    for key in sorted({row[0] for row in (*codings, *refusals, *rows)}):
        revision = _live_revision(db, key.hex())
        if revision is not None:
            found[key.hex()] = Decided(revision)
    texts = Texts(db)
    for document, made, start, end, code, origin in codings:
        one = found.get(document.hex())
        place = one and place_now((start, end), made.hex(), one.revision, texts)
        if one and place:
            one.given.append((*place, code.hex()))
            if origin == Origin.BATCH.value:
                one.batch.append((*place, code.hex()))
    for document, made, start, end, code in refusals:
        one = found.get(document.hex())
        place = one and place_now((start, end), made.hex(), one.revision, texts)
        if one and place:
            one.refused.append((*place, code.hex()))
    for document, made in rows:
        if document.hex() in found:
            found[document.hex()].done_ms = made
    return {eid: one for eid, one in found.items() if one.given or one.refused or one.done}


def _live_revision(db: Database, document: Id) -> Id | None:
    """The revision of the newest text of a document that is not deleted."""
    row = db.execute(
        "SELECT 1 FROM document WHERE id = ? AND deleted = 0", [bytes.fromhex(document)]
    ).fetchone()
    return None if row is None else current_revision(db, document)
