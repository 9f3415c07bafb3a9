"""What one coder decided, as the engine learns from it: places coded and refused, documents done.

Only what stands in the newest text of a live document counts, and only that coder's own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlite_utils import Database

from coder.identity import Id
from coder.model import Origin
from coder.store.merges import known_as
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
    """What a coder decided, by document; those where nothing was decided are left out."""
    me = known_as(db, coder)
    mine = f"coder IN ({', '.join('?' * len(me))})"
    found: dict[Id, Decided] = {}
    codings: defaultdict[tuple[Id, Id], list[tuple[Place, bool]]] = defaultdict(list)
    for document, revision, start, end, code, origin in db.execute(
        "SELECT g.document, g.revision, g.start, g.end, c.id, g.origin FROM coding g "
        "LEFT JOIN merged_code m ON m.code = g.code "
        "JOIN code c ON c.id = coalesce(m.target, g.code) "
        f"WHERE g.deleted = 0 AND g.{mine} ORDER BY g.start, g.end, c.id, g.id",
        me,
    ):
        place = (start, end, code.hex())
        codings[document.hex(), revision.hex()].append((place, origin == Origin.BATCH.value))
    refusals: defaultdict[tuple[Id, Id], list[Place]] = defaultdict(list)
    for document, revision, start, end, code in db.execute(
        "SELECT v.document, v.revision, v.start, v.end, c.id FROM verdict v "
        "LEFT JOIN merged_code m ON m.code = v.code "
        "JOIN code c ON c.id = coalesce(m.target, v.code) AND c.deleted = 0 "
        f"WHERE v.deleted = 0 AND v.{mine} AND v.verdict = 'reject' "
        "ORDER BY v.start, v.end, c.id, v.id",
        me,
    ):
        refusals[document.hex(), revision.hex()].append((start, end, code.hex()))
    rows = db.execute(
        f"SELECT document, created_ms FROM done WHERE {mine} AND done = 1 AND deleted = 0", me
    )
    done = {document.hex(): made for document, made in rows}
    for document in sorted({eid for eid, _ in (*codings, *refusals)} | done.keys()):
        revision = _live_revision(db, document)
        if revision is None:
            continue
        coded = codings[document, revision]
        refused = refusals[document, revision]
        if coded or refused or document in done:
            found[document] = Decided(
                revision,
                [place for place, _ in coded],
                refused,
                [place for place, batch in coded if batch],
                done.get(document),
            )
    return found


def _live_revision(db: Database, document: Id) -> Id | None:
    """The revision of the newest text of a document that is not deleted."""
    row = db.execute(
        "SELECT 1 FROM document WHERE id = ? AND deleted = 0", [bytes.fromhex(document)]
    ).fetchone()
    return None if row is None else current_revision(db, document)
