"""Frozen measurements of agreement as rows."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from coder.identity import Id


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as the log holds it; `settings` and `figures` are JSON, `coder` is a name."""

    id: Id
    name: str
    coder: str
    created_ms: int
    operations: tuple[str, ...]
    count: int
    digest: str
    settings: str
    figures: str
    program: str


def rounds(db: Database) -> list[RoundRow]:
    """The live rounds in the order they were made."""
    rows = db.execute(
        "SELECT r.id, r.name, c.name, r.created_ms, r.operations, r.count, r.digest, r.settings, "
        "r.figures, r.program FROM round r JOIN coder c ON c.id = r.coder "
        "WHERE r.deleted = 0 ORDER BY r.created_ms, r.id"
    )
    return [
        RoundRow(key.hex(), name, coder, made, tuple(json.loads(operations)), *rest)
        for key, name, coder, made, operations, *rest in rows
    ]
