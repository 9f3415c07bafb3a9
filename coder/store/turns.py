"""The turns of every document as rows, for search: its newest text by turn, with roles mended."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from coder.identity import Id

TURN_KINDS = ("revision", "speaker")
"""What the turns of a document are made of."""


def documents_of(db: Database, kind: str, eids: Iterable[Id]) -> set[Id]:
    """The documents whose turns must be written again after a change to these entities."""
    if kind not in TURN_KINDS:
        return set()
    query = f"SELECT document FROM {kind} WHERE id = ?"
    rows = [db.execute(query, [bytes.fromhex(eid)]).fetchone() for eid in eids]
    return {row[0].hex() for row in rows}


def rewrite_turns(db: Database, document: Id) -> None:
    """Write the turns of a document's newest revision, with corrected roles, for search."""
    key = bytes.fromhex(document)
    rows = turn_rows(db, document)
    # A forged log may have moved a text here, whose turns are still those of another document.
    place = [key, rows[0][1] if rows else key]
    # Not by triggers: those may not touch a virtual table while `trusted_schema` is off, which
    # guards against files that others made.
    db.execute(
        "INSERT INTO turn_fts (turn_fts, rowid, text) "
        "SELECT 'delete', id, text FROM turn WHERE document = ? OR revision = ?",
        place,
    )
    db.execute("DELETE FROM turn WHERE document = ? OR revision = ?", place)
    db.conn.executemany(
        "INSERT INTO turn (document, revision, position, start, end, speaker, role, begin_ms, "
        "end_ms, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    db.execute(
        "INSERT INTO turn_fts (rowid, text) SELECT id, text FROM turn WHERE document = ?", [key]
    )


def turn_rows(db: Database, document: Id) -> list[tuple[Any, ...]]:
    """What `turn` must hold for a document: its newest text by turn, with corrected roles."""
    revision = current_revision(db, document)
    if revision is None:
        return []
    key, text_key = bytes.fromhex(document), bytes.fromhex(revision)
    roles = roles_of(db, document)
    text, turns = db.execute("SELECT text, turns FROM revision WHERE id = ?", [text_key]).fetchone()
    return [
        (
            key,
            text_key,
            position,
            *(start, end, speaker),
            roles.get(speaker, role),
            *times,
            text[start:end],
        )
        for position, (start, end, speaker, role, *times, _) in enumerate(json.loads(turns))
    ]


def roles_of(db: Database, document: Id) -> dict[str, str]:
    """The corrected roles of a document, by the label of the speaker."""
    query = "SELECT label, role FROM speaker WHERE document = ? AND deleted = 0 ORDER BY id"
    return dict(db.execute(query, [bytes.fromhex(document)]).fetchall())


def current_revision(db: Database, document: Id) -> Id | None:
    """The newest revision of a document: live and no parent of another live one.

    Where corrections compete, and where all are each other's parents (in a forged log), the one
    with the greatest id, on every machine the same.
    """
    rows = db.execute(
        "SELECT id, parents FROM revision WHERE document = ? AND deleted = 0",
        [bytes.fromhex(document)],
    ).fetchall()
    parents = {parent for row in rows for parent in json.loads(row[1])}
    every = {row[0].hex() for row in rows}
    return max(every - parents or every, default=None)
