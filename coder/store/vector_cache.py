"""Vectors of meaning kept in the project file: derived, local, never merged, gone with a purge."""

from __future__ import annotations

from sqlite_utils import Database

from coder.identity import Id

MOST = 256 << 20
"""Bytes that are kept at most: about 250 interviews of 10,000 words; the oldest go first."""


def cached_vectors(db: Database, key: Id) -> bytes | None:
    """What was kept under a key (a hash of the text, its segments, and the model that read it)."""
    row = db.execute(
        "SELECT value FROM vector_cache WHERE key = ?", [bytes.fromhex(key)]
    ).fetchone()
    return None if row is None else bytes(row[0])


def keep_vectors(db: Database, key: Id, document: Id, value: bytes, most: int = MOST) -> None:
    """Keep a document's vectors instead of older ones, and no more than `most` bytes in all."""
    with db.atomic():
        db.execute("DELETE FROM vector_cache WHERE document = ?", [bytes.fromhex(document)])
        db.execute(
            "INSERT INTO vector_cache (key, document, value) VALUES (?, ?, ?)",
            [bytes.fromhex(key), bytes.fromhex(document), value],
        )
        db.execute(
            "DELETE FROM vector_cache WHERE n IN (SELECT n FROM (SELECT n, "
            "sum(length(value)) OVER (ORDER BY n DESC) AS so_far FROM vector_cache) "
            "WHERE so_far > ?)",
            [most],
        )
