"""The texts of the revisions that a project holds, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlite_utils import Database

from coder.identity import Id

Key = TypeVar("Key")

_MOST = 20_000_000
"""How many characters are remembered: a hundred long interviews."""


class Remembered(Generic[Key]):
    """Texts that were read; for one piece of work, as others may write meanwhile."""

    def __init__(self, read: Callable[[Key], str]) -> None:
        self._read = read
        self._texts: dict[Key, str] = {}
        self._size = 0

    def __call__(self, key: Key) -> str:
        """The text of a key; raises what reading it raises."""
        text = self._texts.get(key)
        if text is None:
            text = self._read(key)
            self._size += len(text)
            if self._size > _MOST:
                self.forget()
                self._size = len(text)
            self._texts[key] = text
        return text

    def forget(self) -> None:
        """Read every text anew when it is asked for."""
        self._texts.clear()
        self._size = 0


class Texts(Remembered[Id]):
    """The texts of revisions by their ids, "" for those that this file does not hold."""

    def __init__(self, db: Database) -> None:
        def read(revision: Id) -> str:
            query = "SELECT text FROM revision WHERE id = ?"
            row = db.conn.execute(query, [bytes.fromhex(revision)]).fetchone()
            return "" if row is None else str(row[0])

        super().__init__(read)
