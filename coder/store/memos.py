"""Live memos as values; those on a span follow their words into the newest text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from coder.identity import Id
from coder.model import Memo
from coder.store.followed import corrected, here
from coder.store.texts import Texts


def memos(db: Database, kind: str | None = None, target: Id | None = None) -> list[Memo]:
    """The live memos, the oldest first; of one kind, or on one thing.

    On a text that was corrected since they stand where their words are now. A memo whose words are
    gone has no place; what it was on is still its quote.
    """
    newest = corrected(db)
    texts = Texts(db)
    found: list[Memo] = []
    for one in memos_as_made(db, kind, target):
        now = here(one, newest.get(one.document or ""), texts)
        found.append(now or replace(one, revision=None, start=None, end=None))
    return found


def memos_as_made(db: Database, kind: str | None = None, target: Id | None = None) -> list[Memo]:
    """The same, each at its place in the version of the text on which it was made.

    Without a place where this file does not hold that text, or where there is no such place in it.
    """
    query = (
        "SELECT m.id, m.target_kind, m.target, m.document, m.start, m.end, m.text, "
        "coalesce(s.target, m.coder), m.created_ms, m.revision "
        "FROM memo m LEFT JOIN same_person s ON s.coder = m.coder WHERE m.deleted = 0"
    )
    parameters: list[object] = []
    if kind is not None:
        query += " AND m.target_kind = ?"
        parameters.append(kind)
    if target is not None:
        query += " AND m.target = ?"
        parameters.append(bytes.fromhex(target))
    rows = db.execute(query + " ORDER BY m.created_ms, m.id", parameters).fetchall()
    every = [
        Memo(
            key.hex(), on, _hex(what), _hex(where), start, end, text, coder.hex(), made, _hex(said)
        )
        for key, on, what, where, start, end, text, coder, made, said in rows
    ]
    return list(_quoting(db, every))


def _quoting(db: Database, every: Iterable[Memo]) -> Iterable[Memo]:
    """Memos with the words they are on, and those without a revision with the first one."""
    texts = Texts(db)
    for one in every:
        if one.start is None or one.end is None or one.document is None:
            yield replace(one, revision=None, start=None, end=None)
            continue
        revision = one.revision or _first_revision(db, one.document)
        text = "" if revision is None else texts(revision)
        if 0 <= one.start < one.end <= len(text):
            yield replace(one, revision=revision, quote=text[one.start : one.end])
        else:
            yield replace(one, revision=None, start=None, end=None)


def _first_revision(db: Database, document: Id) -> Id | None:
    """The text that a document was imported with, on every machine the same."""
    row = db.execute(
        "SELECT min(id) FROM revision WHERE document = ? AND parents = '[]'",
        [bytes.fromhex(document)],
    ).fetchone()
    return _hex(row[0])


def _hex(value: bytes | None) -> Id | None:
    return None if value is None else value.hex()
