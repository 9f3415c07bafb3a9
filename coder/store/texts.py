"""The texts of the revisions that a project holds, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from coder.identity import Id


class Texts:
    """Remembers the texts that were read; for one piece of work, as others may write meanwhile."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._read: dict[Id, str] = {}

    def __call__(self, revision: Id) -> str:
        """The text of a revision, "" where this file does not hold it."""
        text = self._read.get(revision)
        if text is None:
            query = "SELECT text FROM revision WHERE id = ?"
            row = self._db.conn.execute(query, [bytes.fromhex(revision)]).fetchone()
            text = self._read[revision] = "" if row is None else str(row[0])
        return text

    def forget(self, revisions: Iterable[Id]) -> None:
        """Read these anew when they are asked for."""
        for revision in revisions:
            self._read.pop(revision, None)
