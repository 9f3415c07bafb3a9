"""What coders said of suggestions: accepted or refused, when, and why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from coder.identity import Id
from coder.store.followed import follow_places
from coder.store.merges import known_as
from coder.store.placed_tables import rows_with


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's word on one suggestion; the code is the one that stands for it if merged."""

    document: Id
    revision: Id
    start: int
    end: int
    code: Id
    accepted: bool
    in_batch: bool
    reason: str
    at_ms: int


def verdicts(db: Database, coder: Id) -> list[Verdict]:
    """What a coder said of the suggestions in live documents for live codes, oldest first."""
    rows = db.execute(
        "SELECT v.document, v.revision, v.start, v.end, c.id, v.verdict, v.origin, v.reason, "
        "v.created_ms FROM verdict v "
        "JOIN document d ON d.id = v.document AND d.deleted = 0 "
        "LEFT JOIN merged_code m ON m.code = v.code "
        "JOIN code c ON c.id = coalesce(m.target, v.code) AND c.deleted = 0 "
        f"WHERE v.n IN {rows_with('verdict', coder=1)} AND v.deleted = 0 "
        "AND v.verdict IN ('accept', 'reject') "
        "ORDER BY v.created_ms, v.id",
        [bytes.fromhex(coder)],
    )
    return [
        Verdict(
            document.hex(),
            revision.hex(),
            start,
            end,
            code.hex(),
            verdict == "accept",
            origin == "batch",
            reason,
            at,
        )
        for document, revision, start, end, code, verdict, origin, reason, at in rows
    ]


def refusals(db: Database, coder: Id, document: Id | None = None) -> set[tuple[Id, int, int, Id]]:
    """Document, place and code of the suggestions that a coder refused.

    What was refused of a merged code is refused of the code that stands for it, and in a text that
    was corrected since where its words are now.
    """
    ids = known_as(db, coder)
    there = [] if document is None else [bytes.fromhex(document)]
    counts = {"coder": len(ids)} | ({"document": 1} if there else {})
    rows = db.execute(
        "SELECT v.document, v.revision, v.start, v.end, coalesce(m.target, v.code) FROM verdict v "
        "LEFT JOIN merged_code m ON m.code = v.code "
        f"WHERE v.n IN {rows_with('verdict', **counts)} AND v.verdict = 'reject' AND v.deleted = 0",
        [*ids, *there],
    )
    placed = [
        (where.hex(), text.hex(), start, end, code.hex()) for where, text, start, end, code in rows
    ]
    return follow_places(db, placed)
