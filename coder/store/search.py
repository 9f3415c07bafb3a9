"""Full-text search in what was said, by SQLite's FTS5: without case, without diacritics."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlite_utils import Database

from coder.errors import InputError
from coder.identity import Id

_TERM = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn that holds all the words; `matches` are spans in document positions."""

    document: Id
    speaker: str
    begin_ms: int | None
    start: int
    end: int
    text: str
    matches: tuple[tuple[int, int], ...]


def search(db: Database, query: str, *, document: Id | None = None) -> list[Hit]:
    """The turns that hold every word and "quoted phrase" of a query; `word*` is a prefix.

    Raises InputError for a query without words.
    """
    expression = _expression(query)
    where = "" if document is None else " AND t.document = ?"
    parameters = [expression] if document is None else [expression, bytes.fromhex(document)]
    rows = db.execute(
        "SELECT t.document, t.speaker, t.begin_ms, t.start, t.end, t.text, "
        "highlight(turn_fts, 0, char(2), char(3)) "
        "FROM turn_fts JOIN turn t ON t.id = turn_fts.rowid "
        "JOIN document d ON d.id = t.document AND d.deleted = 0 "
        f"WHERE turn_fts MATCH ?{where} ORDER BY d.name, t.start",
        parameters,
    )
    return [
        Hit(row[0].hex(), row[1], row[2], row[3], row[4], row[5], _spans(row[5], row[6], row[3]))
        for row in rows
    ]


def _expression(query: str) -> str:
    """An FTS5 expression that takes no character of the query for syntax, but a final `*`."""
    parts: list[str] = []
    for phrase, word in _TERM.findall(query.replace("\0", " ")):
        text = (phrase or word).replace('"', " ")
        prefix = "*" if word.endswith("*") else ""
        text = text.rstrip("*") if prefix else text
        if any(character.isalnum() for character in text):
            parts.append(f'"{text}"{prefix}')
    if not parts:
        raise InputError(f"There is no word to look for in '{query}'.", "Give a word or a phrase.")
    return " ".join(parts)


def _spans(text: str, marked: str, offset: int) -> tuple[tuple[int, int], ...]:
    """The places of the marks that FTS5 put around hits, as document positions.

    The text may hold the mark characters itself, so it is walked along beside the marked copy.
    """
    spans: list[tuple[int, int]] = []
    at, opened = 0, -1
    for character in marked:
        if at < len(text) and character == text[at]:
            at += 1
        elif character == "\x02":
            opened = at
        elif character == "\x03":
            spans.append((offset + opened, offset + at))
    return tuple(spans)
