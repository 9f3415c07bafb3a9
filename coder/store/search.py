"""Full-text search in what was said, by SQLite's FTS5: without case, without diacritics."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlite_utils import Database

from coder.errors import InputError
from coder.identity import Id, new_id

_TERM = re.compile(r'"([^"]*)"|(\S+)')
_HIT = (
    "SELECT t.document, t.speaker, t.begin_ms, t.start, t.end, t.text, {text} "
    "FROM {table} JOIN document d ON d.id = t.document AND d.deleted = 0 "
    "WHERE {where} ORDER BY d.name, d.id, t.start, t.id"
)
_INDEXED = "turn_fts JOIN turn t ON t.id = turn_fts.rowid"


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


@dataclass(frozen=True, slots=True)
class Apart:
    """A word that stands in pieces ("haakte ... af"): the spans of the pieces in a document."""

    document: Id
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What counts as one word of a query: any of the forms, or any of the places.

    A form is a word or a phrase, or the beginning of a word if it ends in `*`.
    """

    forms: tuple[str, ...]
    places: tuple[Apart, ...] = ()


def search(db: Database, query: str, *, document: Id | None = None) -> list[Hit]:
    """The turns that hold every word and "quoted phrase" of a query; `word*` is a prefix.

    Raises InputError for a query without words.
    """
    return search_any(db, [Wanted((text,)) for text in terms(query)], document=document)


def search_any(db: Database, wanted: Sequence[Wanted], *, document: Id | None = None) -> list[Hit]:
    """The turns that hold each of the wanted words in one of its forms or places.

    Matches are all forms and places found there. Raises InputError where nothing is wanted.
    """
    expressions = [_any_of(one.forms) for one in wanted]
    if not expressions:
        raise InputError("There is no word to look for.", "Give a word or a phrase.")
    where = "" if document is None else " AND t.document = ?"
    of_document = [] if document is None else [bytes.fromhex(document)]
    if not any(one.places for one in wanted):
        every = " AND ".join(f"({one})" for one in expressions)
        return _marked(db, f"turn_fts MATCH ?{where}", [every, *of_document])
    turns: set[int] | None = None
    pieces: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for one, expression in zip(wanted, expressions, strict=True):
        apart = _turns_of(db, one.places, document)
        for turn, spans in apart.items():
            pieces[turn] |= spans
        found = db.execute(
            f"SELECT t.id FROM {_INDEXED} WHERE turn_fts MATCH ?{where}",
            [expression, *of_document],
        )
        here = {row[0] for row in found} | apart.keys()
        turns = here if turns is None else turns & here
    return _with_pieces(db, " OR ".join(expressions), turns or set(), pieces)


def terms(query: str) -> list[str]:
    """The words and "quoted phrases" of a query, a beginning of a word with its `*`.

    Raises InputError for a query without words.
    """
    found: list[str] = []
    text = query.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    for phrase, word in _TERM.findall(text):
        plain = (phrase or word.rstrip("*")).replace('"', " ").strip()
        if any(character.isalnum() for character in plain):
            found.append(plain + "*" if word.endswith("*") else f'"{plain}"' if phrase else plain)
    if not found:
        raise InputError(f"There is no word to look for in '{query}'.", "Give a word or a phrase.")
    return found


def is_plain(term: str) -> bool:
    """Whether a term is a single word that may be looked for in all its forms."""
    return not term.endswith("*") and '"' not in term and " " not in term


def _any_of(forms: Sequence[str]) -> str:
    """An FTS5 expression for one of some forms, no character of which is taken for syntax."""
    parts = []
    for form in forms:
        text = form.removesuffix("*").replace('"', " ")
        parts.append(f'"{text}"' + ("*" if form.endswith("*") else ""))
    return " OR ".join(parts)


def _marked(db: Database, where: str, parameters: Sequence[object]) -> list[Hit]:
    """The turns of a search in the index, with what was found."""
    mark = new_id()  # stands in no text
    query = _HIT.format(text="highlight(turn_fts, 0, ?, ?)", table=_INDEXED, where=where)
    return [
        Hit(key.hex(), speaker, begin_ms, start, end, text, _spans(marked.split(mark), start))
        for key, speaker, begin_ms, start, end, text, marked in db.execute(
            query, [mark, mark, *parameters]
        )
    ]


def _turns_of(
    db: Database, places: Sequence[Apart], document: Id | None
) -> dict[int, set[tuple[int, int]]]:
    """The turns in which places lie, with their spans."""
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for place in places:
        if document in (None, place.document):
            row = db.execute(
                "SELECT id FROM turn WHERE document = ? AND start <= ? AND end >= ?",
                [bytes.fromhex(place.document), place.spans[0][0], place.spans[-1][1]],
            ).fetchone()
            if row is not None:
                found[row[0]].update(place.spans)
    return found


def _with_pieces(
    db: Database, expression: str, turns: set[int], pieces: Mapping[int, set[tuple[int, int]]]
) -> list[Hit]:
    """The turns of these ids with the forms found in them and the pieces of words beside."""
    listed = json.dumps(sorted(turns))
    among = "t.id IN (SELECT value FROM json_each(?))"
    indexed = _marked(db, f"turn_fts MATCH ? AND {among}", [expression, listed])
    by_place = {(hit.document, hit.start): hit for hit in indexed}
    rows = db.execute(_HIT.format(text="t.id", table="turn t", where=among), [listed])
    hits: list[Hit] = []
    for key, speaker, begin_ms, start, end, text, turn in rows:
        known = by_place.get((key.hex(), start))
        spans = {*(known.matches if known else ()), *pieces.get(turn, ())}
        hits.append(Hit(key.hex(), speaker, begin_ms, start, end, text, tuple(sorted(spans))))
    return hits


def _spans(pieces: list[str], start: int) -> tuple[tuple[int, int], ...]:
    """The places of hits in a turn that was cut at their edges, as document positions.

    Every second piece is a hit; the turn begins at `start`.
    """
    edges = [start, *(start + end for end in accumulate(map(len, pieces)))]
    return tuple(zip(edges[1:-1:2], edges[2::2], strict=True))
