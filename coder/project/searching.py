"""Searching what was said, with the words around each hit."""

from __future__ import annotations

from typing import Any

from coder.model import Document
from coder.project.project import Project
from coder.store import records
from coder.store.search import Hit
from coder.store.search import search as search_turns

AROUND = 60
"""Characters shown on either side of a hit."""


def search(project: Project, query: str, document: Document | None = None) -> list[dict[str, Any]]:
    """The turns that hold all words of the query, as flat records; positions in the document."""
    with project.store.reading():
        names = records.document_names(project.store.db)
        hits = search_turns(
            project.store.db, query, document=None if document is None else document.id
        )
    return [
        {
            "document": names[hit.document],
            "document_id": hit.document,
            "speaker": hit.speaker,
            "start": hit.start,
            "end": hit.end,
            "text": hit.text,
            "context": _context(hit),
            "matches": [list(match) for match in hit.matches],
        }
        for hit in hits
    ]


def _context(hit: Hit) -> str:
    """The words around the hits of a turn, each hit between » and «."""
    if not hit.matches:
        return hit.text[: 2 * AROUND]
    first = max(hit.matches[0][0] - hit.start - AROUND, 0)
    last = min(hit.matches[0][1] - hit.start + AROUND, len(hit.text))
    pieces: list[str] = []
    at = first
    for start, end in hit.matches:
        begin, stop = start - hit.start, end - hit.start
        if stop > last:
            break
        pieces += [hit.text[at:begin], "»", hit.text[begin:stop], "«"]
        at = stop
    pieces.append(hit.text[at:last])
    before = "…" if first else ""
    after = "…" if last < len(hit.text) else ""
    return before + "".join(pieces) + after
