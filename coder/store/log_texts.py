"""The texts of transcripts where the log holds them, for the quotes that are found in them."""

from __future__ import annotations

import re
from typing import Any

from sqlite_utils import Database

from coder.identity import Id, from_json
from coder.oplog.kinds import CREATE
from coder.oplog.shapes import is_text
from coder.store.numbers import id_reader
from coder.store.packing import unpack
from coder.store.texts import Remembered

TEXTS = "revision"
"""The kind of what holds a text."""

_THOSE = (
    f"entity = (SELECT n FROM word WHERE text = '{TEXTS}') "
    f"AND field = (SELECT n FROM word WHERE text = '{CREATE}') AND gone IS NULL"
)


_BEFORE_TEXT = re.compile(r'\{"document":"[0-9a-f]{32}","parents":\[["0-9a-f,]*\],"text":')
"""What a text stands behind; the turns after it, which are longer to read, are left unread."""


class LogTexts:
    """Texts by the rows of the log that made them; of a log in which nothing is erased meanwhile.

    Where something is, `forget` makes them be read anew.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._id_of = id_reader(db)
        self._texts = Remembered(self._read)
        self._revisions: dict[int, Id] = {}
        self._rows: dict[Id, int] = {}

    def at(self, n: int) -> tuple[Id, str]:
        """Revision and text of a row; raises ValueError for a row that made none."""
        text = self._texts(n)
        return self._revisions[n], text

    def of(self, revision: Id) -> tuple[int, str] | None:
        """The first row that made a revision, and its text; None where there is none."""
        n = self._rows.get(revision)
        if n is None:
            query = f"SELECT min(n) FROM log WHERE eid = ? AND {_THOSE}"
            n = self._db.conn.execute(query, [bytes.fromhex(revision)]).fetchone()[0]
            if n is None:
                return None
            self._rows[revision] = n
        try:
            return n, self._texts(n)
        except ValueError:
            return None

    def forget(self) -> None:
        """Read everything anew."""
        self._texts.forget()
        self._revisions.clear()
        self._rows.clear()

    def _read(self, n: int) -> str:
        query = "SELECT eid, (SELECT text FROM word w WHERE w.n = shape), val FROM log WHERE n = ?"
        row = self._db.conn.execute(f"{query} AND {_THOSE}", [n]).fetchone()
        if row is None:
            raise ValueError("a quote of a text that is not there")
        eid, shape, val = row
        whole = val if shape is None else unpack(shape, val, self._id_of, _no_text)
        before = _BEFORE_TEXT.match(whole)
        value = from_json(whole, before.end()) if before else from_json(whole)
        text = value.get("text") if isinstance(value, dict) else value
        if not is_text(text):
            raise ValueError("a text that is none")
        self._revisions[n] = eid.hex()
        return str(text)


def _no_text(_: int) -> Any:
    raise ValueError("a text that quotes another")
