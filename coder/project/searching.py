"""Searching what was said, with the words around each hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from coder.identity import Id
from coder.model import Code, Coding, Document
from coder.project.coding import codings
from coder.project.editing import code_many
from coder.project.project import Project
from coder.segment import segments
from coder.store import records
from coder.store.search import Hit, Wanted, search_any, terms

AROUND = 60
"""Characters shown on either side of a hit."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment that holds hits, in a turn that holds all the words of the query.

    `start` and `end` are the segment, `matches` the hits in it, in code points of the document;
    `turn` is the text of the whole turn, which starts at `turn_start`.
    """

    document: Id
    name: str
    speaker: str
    begin_ms: int | None
    start: int
    end: int
    matches: tuple[tuple[int, int], ...]
    turn: str
    turn_start: int

    @property
    def text(self) -> str:
        """The words of the segment."""
        return self.turn[self.start - self.turn_start : self.end - self.turn_start]


def search(
    project: Project,
    query: str,
    document: Document | None = None,
    *,
    wanted: Sequence[Wanted] | None = None,
) -> list[dict[str, Any]]:
    """The turns that hold all words of the query, as flat records; positions in the document.

    `wanted` are the words in all their forms, to look for instead of the query as it is.
    """
    with project.store.reading():
        names = records.document_names(project.store.db)
        hits = _hits(project, query, None if document is None else document.id, wanted)
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


def passages(
    project: Project,
    query: str,
    document: Id | None = None,
    *,
    wanted: Sequence[Wanted] | None = None,
) -> list[Passage]:
    """The segments with hits, of turns that hold all words of the query, in order of the text.

    `wanted` as for `search`. Raises InputError for a query without words.
    """
    found: list[Passage] = []
    with project.store.reading():
        hits = _hits(project, query, document, wanted)
        texts = {
            eid: records.document(project.store.db, eid)
            for eid in dict.fromkeys(hit.document for hit in hits)
        }
    turns = {eid: {turn.start: turn for turn in text.turns} for eid, text in texts.items()}
    for hit in hits:
        whole = texts[hit.document]
        turn = turns[hit.document].get(hit.start)
        alone = replace(whole, turns=() if turn is None else (turn,))
        for one in segments(alone):
            inside = tuple((a, b) for a, b in hit.matches if a < one.end and one.start < b)
            if inside:
                found.append(
                    Passage(
                        hit.document,
                        whole.name,
                        hit.speaker,
                        hit.begin_ms,
                        one.start,
                        one.end,
                        inside,
                        hit.text,
                        hit.start,
                    )
                )
    return found


def codes_on(project: Project, found: Sequence[Passage]) -> list[list[Id]]:
    """For each passage the codes that this person put on it or on words of it."""
    mine: dict[Id, list[Coding]] = {}
    for one in codings(project, coder=project.me.id):
        mine.setdefault(one.document, []).append(one)
    return [
        list(
            dict.fromkeys(
                one.code
                for one in mine.get(place.document, ())
                if one.start < place.end and place.start < one.end
            )
        )
        for place in found
    ]


def code_passages(project: Project, found: Sequence[Passage], code: Code) -> int:
    """Put a code on the segments of passages as one act; returns how many did not have it."""
    with project.store.reading():
        texts = {
            eid: records.document(project.store.db, eid)
            for eid in dict.fromkeys(one.document for one in found)
        }
    places = list(dict.fromkeys((one.document, one.start, one.end) for one in found))
    many = "a passage" if len(places) == 1 else f"{len(places)} passages"
    return code_many(
        project,
        [(texts[eid], start, end) for eid, start, end in places],
        code,
        f"code {many} found by searching with {code.name}",
    )


def _hits(
    project: Project, query: str, document: Id | None, wanted: Sequence[Wanted] | None
) -> list[Hit]:
    if wanted is None:
        wanted = [Wanted((term,)) for term in terms(query)]
    return search_any(project.store.db, wanted, document=document)


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
