"""Values that only this copy of a project keeps: not in the log, never merged or exported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlite_utils import Database

from coder.store.connection import storage_errors, transaction


def read_local(db: Database, path: Path, key: str) -> str | None:
    """The value of a key, or None."""
    with storage_errors(path):
        row = db.execute("SELECT value FROM local WHERE key = ?", [key]).fetchone()
    return None if row is None else str(row[0])


def read_prefixed(db: Database, path: Path, prefix: str) -> list[str]:
    """The values of all keys that begin so, in the order of the keys."""
    with storage_errors(path):
        rows = db.execute("SELECT value FROM local WHERE key GLOB ? ORDER BY key", [f"{prefix}*"])
        return [row[0] for row in rows]


def write_local(db: Database, path: Path, values: Mapping[str, str]) -> None:
    """Keep values, replacing those of the same keys."""
    with storage_errors(path), transaction(db):
        for key, value in values.items():
            db.execute(
                "INSERT INTO local (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            )
