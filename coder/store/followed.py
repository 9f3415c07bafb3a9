"""What stands on a text that was corrected since: where its words are in the newest version."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from sqlite_utils import Database

from coder.identity import Id
from coder.merge.edits import edits, moved
from coder.model import Coding, Memo
from coder.store.texts import Texts
from coder.store.turns import current_revision

Placed = TypeVar("Placed", Coding, Memo)
"""What a person put on a span of one revision."""


def corrected(db: Database) -> dict[Id, Id]:
    """The documents that have several texts, with the newest one of each."""
    found = {document: current_revision(db, document) for document in _several(db)}
    return {document: revision for document, revision in found.items() if revision is not None}


def followed(db: Database, codings: Iterable[Coding]) -> list[Coding]:
    """Codings at their places in the newest texts; those of which no word is left are left out.

    The order is kept but within a document, where it is that of the new places.
    """
    every = list(codings)
    newest = corrected(db)
    if not newest:
        return every
    texts = Texts(db)
    order = {document: n for n, document in enumerate(dict.fromkeys(c.document for c in every))}
    found = [here(one, newest.get(one.document), texts) for one in every]
    left = [one for one in found if one is not None]
    return sorted(left, key=lambda one: (order[one.document], one.start, one.end))


def follow_places(
    db: Database, places: Iterable[tuple[Id, Id, int, int, Id]]
) -> set[tuple[Id, int, int, Id]]:
    """Document, place in its newest text, and code, of places in one of its revisions."""
    newest = corrected(db)
    texts = Texts(db)
    found: set[tuple[Id, int, int, Id]] = set()
    for document, revision, start, end, code in places:
        now = newest.get(document, revision)
        span = place_now((start, end), revision, now, texts)
        if span is not None:
            found.add((document, *span, code))
    return found


def place_now(
    span: tuple[int, int], revision: Id, newest: Id, texts: Texts
) -> tuple[int, int] | None:
    """Where the words of a span in one revision stand in another; None where none is left."""
    if revision == newest:
        return span
    return moved(edits(texts(revision), texts(newest)), *span)


def here(one: Placed, newest: Id | None, texts: Texts) -> Placed | None:
    """A coding or memo in the newest text; None where none of its words are there.

    What is on no words stays as it is.
    """
    if newest is None or one.revision is None or one.start is None or one.end is None:
        return one
    if one.revision == newest:
        return one
    place = place_now((one.start, one.end), one.revision, newest, texts)
    if place is None:
        return None
    start, end = place
    return replace(one, revision=newest, start=start, end=end, quote=texts(newest)[start:end])


def lost(db: Database, made: Iterable[Placed]) -> list[Placed]:
    """Those of which no word is left in the newest text, as they were made."""
    newest = corrected(db)
    texts = Texts(db)
    return [one for one in made if here(one, newest.get(one.document or ""), texts) is None]


def competing_texts(db: Database) -> dict[Id, list[Id]]:
    """The documents of which several corrections stand side by side, with these revisions."""
    found: dict[Id, list[Id]] = {}
    for document in _several(db):
        rows = db.execute(
            "SELECT id, parents FROM revision WHERE document = ? AND deleted = 0",
            [bytes.fromhex(document)],
        ).fetchall()
        parents = {parent for _, said in rows for parent in json.loads(said)}
        heads = sorted({key.hex() for key, _ in rows} - parents)
        if len(heads) > 1:
            found[document] = heads
    return found


def _several(db: Database) -> list[Id]:
    """The documents that ever had several texts; an index tells, as it is asked all the time."""
    rows = db.execute("SELECT document FROM revision GROUP BY document HAVING count(*) > 1")
    return [row[0].hex() for row in rows.fetchall()]
