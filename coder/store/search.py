"""Full-text search in what was said, by SQLite's FTS5: without case, without diacritics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from sqlite_utils import Database

from coder.errors import InputError
from coder.identity import Id, new_id

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
    mark = new_id()  # stands in no text
    where = "" if document is None else " AND t.document = ?"
    parameters = [mark, mark, _expression(query)]
    rows = db.execute(
        "SELECT t.document, t.speaker, t.begin_ms, t.start, t.end, t.text, "
        "highlight(turn_fts, 0, ?, ?) "
        "FROM turn_fts JOIN turn t ON t.id = turn_fts.rowid "
        "JOIN document d ON d.id = t.document AND d.deleted = 0 "
        f"WHERE turn_fts MATCH ?{where} ORDER BY d.name, d.id, t.start, t.id",
        parameters if document is None else [*parameters, bytes.fromhex(document)],
    )
    return [
        Hit(key.hex(), speaker, begin_ms, start, end, text, _spans(marked.split(mark), start))
        for key, speaker, begin_ms, start, end, text, marked in rows
    ]


def _expression(query: str) -> str:
    """An FTS5 expression that takes no character of the query for syntax, but a final `*`."""
    parts: list[str] = []
    text = query.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    for phrase, word in _TERM.findall(text):
        text = (phrase or word).replace('"', " ")
        prefix = "*" if word.endswith("*") else ""
        text = text.rstrip("*") if prefix else text
        if any(character.isalnum() for character in text):
            parts.append(f'"{text}"{prefix}')
    if not parts:
        raise InputError(f"There is no word to look for in '{query}'.", "Give a word or a phrase.")
    return " ".join(parts)


def _spans(pieces: list[str], start: int) -> tuple[tuple[int, int], ...]:
    """The places of hits in a turn that was cut at their edges, as document positions.

    Every second piece is a hit; the turn begins at `start`.
    """
    edges = [start, *(start + end for end in accumulate(map(len, pieces)))]
    return tuple(zip(edges[1:-1:2], edges[2::2], strict=True))
