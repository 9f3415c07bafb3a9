"""Corrected transcripts: the text never changes in place, a new version stands beside the old."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

from coder.errors import InputError
from coder.identity import Id
from coder.merge.edits import edits
from coder.merge.texts import bases_of, joined, preferred
from coder.model import Document, Turn, revision_id, turn_from_record, turn_record
from coder.oplog.operation import Draft
from coder.project.drafting import put
from coder.project.project import Project
from coder.store import records
from coder.store.followed import competing_texts, lost
from coder.store.memos import memos_as_made

_Versions: TypeAlias = dict[Id, tuple[list[Id], tuple[str, tuple[Turn, ...]]]]
"""What each version of a text comes from, and its text and turns."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction changed: places, and codings and memos that lost all their words.

    `kept` is the share of the characters of the old text that the new one still has.
    """

    places: int
    lost: int
    lost_memos: int = 0
    kept: float = 1.0


def correct(project: Project, document: Document, path: Path) -> Corrected:
    """Take a file as the corrected text of a transcript; codings follow their words.

    Raises InputError for a file that holds the same text, or that of another transcript.
    """
    from coder.readers import read

    new = read(path)
    if new.text == document.text:
        raise InputError(
            f"{path} holds the same text as {document.name}.", "There is nothing to correct."
        )
    for other in project.documents():
        if other.text == new.text:
            raise InputError(
                f"{path} holds the text of {other.name}, not of {document.name}.",
                f"Name the corrected file, or correct {other.name}.",
            )
    db = project.store.db
    before, memos_before = _lost(project)

    def drafts() -> list[Draft]:
        now = records.document(db, document.id)
        return revision_drafts(project, document.id, (now.revision,), (new.text, new.turns))

    project.store.write("correct a transcript", drafts)
    gone, memos_gone = _lost(project)
    changed = edits(document.text, new.text)
    taken = sum(edit.end - edit.start for edit in changed)
    kept = 1 - taken / len(document.text) if document.text else 1.0
    return Corrected(len(changed), max(gone - before, 0), max(memos_gone - memos_before, 0), kept)


def _lost(project: Project) -> tuple[int, int]:
    """How many codings, and how many memos, have no words in the newest texts."""
    db = project.store.db
    with project.store.reading():
        codings = lost(db, records.codings_as_made(db))
        return len(codings), len(lost(db, memos_as_made(db, "span")))


def revision_drafts(
    project: Project, document: Id, parents: tuple[Id, ...], said: tuple[str, tuple[Turn, ...]]
) -> list[Draft]:
    """The writes of a new version of a text; the same one on every machine that makes it."""
    text, turns = said
    values: dict[str, Any] = {
        "document": document,
        "parents": sorted(parents),
        "text": text,
        "turns": [turn_record(turn) for turn in turns],
    }
    eid = revision_id(document, tuple(sorted(parents)), text, turns)
    return put(project.store, "revision", eid, values)


def joining_drafts(project: Project) -> list[Draft]:
    """What makes one text of corrections that several people made in different places.

    Call it again after writing: of three corrections two are joined first. What somebody took back
    is not joined again.
    """
    drafts: list[Draft] = []
    for document, heads in competing_texts(project.store.db).items():
        texts = _versions(project, document)
        for pair in combinations(heads, 2):
            found = _joined(pair, texts)
            made = revision_drafts(project, document, pair, found) if found else []
            if made and made[0].eid not in texts:
                drafts += made
                break
    return drafts


def _joined(pair: tuple[Id, Id], texts: _Versions) -> tuple[str, tuple[Turn, ...]] | None:
    """Two versions as one text, the same whichever text they come from; None where they differ."""
    one, other = (texts[eid][1] for eid in pair)
    bases = bases_of(*pair, {eid: parents for eid, (parents, _) in texts.items()})
    if one[0] == other[0]:
        return joined(one, one, other)
    ways = [joined(texts[base][1], one, other) for base in bases]
    return ways[0] if ways and all(way == ways[0] for way in ways) else None


def text_of_choice(project: Project, document: Id, chosen: Id) -> tuple[str, tuple[Turn, ...]]:
    """One of several versions, with what the others correct in places that it does not touch."""
    texts = _versions(project, document)
    above = {eid: parents for eid, (parents, _) in texts.items()}
    said = texts[chosen][1]
    for other in competing_texts(project.store.db).get(document, []):
        bases = bases_of(chosen, other, above)
        if len(bases) == 1:
            said = preferred(texts[bases[0]][1], said, texts[other][1])
    return said


def versions(project: Project, document: Id) -> list[Id]:
    """The corrections of a document that stand side by side; none where there is one text."""
    return competing_texts(project.store.db).get(document, [])


def said_in(project: Project, revision: Id) -> tuple[str, tuple[Turn, ...]]:
    """Text and turns of one version."""
    row = project.store.db.execute(
        "SELECT text, turns FROM revision WHERE id = ?", [bytes.fromhex(revision)]
    ).fetchone()
    return row[0], tuple(map(turn_from_record, json.loads(row[1])))


def _versions(project: Project, document: Id) -> _Versions:
    """All versions of a document: their parents, and what they say."""
    rows = project.store.db.execute(
        "SELECT id, parents FROM revision WHERE document = ?", [bytes.fromhex(document)]
    ).fetchall()
    return {key.hex(): (json.loads(parents), said_in(project, key.hex())) for key, parents in rows}
