"""Linguistic analyses kept in the project file: derived, local, never merged, gone with a purge."""

from __future__ import annotations

from sqlite_utils import Database

from coder.identity import Id


def cached_analysis(db: Database, key: Id) -> bytes | None:
    """What was kept under a key (a hash of the text and of everything that read it)."""
    row = db.execute(
        "SELECT value FROM analysis_cache WHERE key = ?", [bytes.fromhex(key)]
    ).fetchone()
    return None if row is None else bytes(row[0])


def keep_analysis(db: Database, key: Id, document: Id, value: bytes) -> None:
    """Keep an analysis; older ones of the same document are dropped."""
    with db.atomic():
        db.execute("DELETE FROM analysis_cache WHERE document = ?", [bytes.fromhex(document)])
        db.execute(
            "INSERT INTO analysis_cache (key, document, value) VALUES (?, ?, ?)",
            [bytes.fromhex(key), bytes.fromhex(document), value],
        )
