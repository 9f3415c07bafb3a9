"""Bringing transcripts into a project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from coder.errors import InputError
from coder.identity import Id, content_hash, new_id
from coder.model import Document, turn_record
from coder.oplog.operation import Draft
from coder.project.attributes import attribute_drafts
from coder.project.drafting import put
from coder.project.naming import folded
from coder.project.project import Project
from coder.store import records


class Outcome(StrEnum):
    """What became of one file of an import."""

    IMPORTED = "imported"
    RESTORED = "restored"
    UNCHANGED = "already here"
    RENAMED = "same text under another name"
    CHANGED = "changed"
    FAILED = "failed"


NOT_TAKEN = (Outcome.CHANGED, Outcome.FAILED)
"""What a person must look at; the rest is in the project."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One row of the table that an import prints; `message` says what to do, if anything."""

    path: Path
    outcome: Outcome
    document: Document | None = None
    message: str = ""


@dataclass(slots=True)
class _Import:
    """One run over files: its name in the history, and the texts seen so far by their hash."""

    label: str
    batch: Id = field(default_factory=new_id)
    texts: dict[Id, Id] = field(default_factory=dict)


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    progress: Callable[[Path], None] = lambda _: None,
) -> list[Imported]:
    """Import files, each in one transaction, all as one act that can be undone.

    A file that cannot be taken leaves the others alone; its row says why.
    """
    act = _Import("import a transcript" if len(paths) == 1 else "import transcripts")
    rows: list[Imported] = []
    for path in paths:
        rows.append(_import_file(project, path, act))
        progress(path)
    return rows


def _import_file(project: Project, path: Path, act: _Import) -> Imported:
    from coder.readers import read

    try:
        document = read(path)
    except InputError as error:
        return Imported(path, Outcome.FAILED, None, str(error))
    result = Imported(path, Outcome.FAILED)

    def drafts() -> list[Draft]:
        nonlocal result
        result = _compare(project, path, document, act.texts)
        if result.outcome not in (Outcome.IMPORTED, Outcome.RESTORED):
            return []
        return document_drafts(project, document)

    try:
        project.store.write(act.label, drafts, batch=act.batch)
    except InputError as error:
        return Imported(path, Outcome.FAILED, None, str(error))
    return result


def document_drafts(project: Project, document: Document) -> list[Draft]:
    """The writes that make a document live, with its text and its attributes."""
    store = project.store
    drafts = put(
        store,
        "document",
        document.id,
        {
            "name": document.name,
            "origin": document.origin,
            "format": document.format,
            "encoding": document.encoding,
            "warnings": list(document.warnings),
        },
    )
    drafts += put(
        store,
        "revision",
        document.revision,
        {
            "document": document.id,
            "parents": [],
            "text": document.text,
            "turns": [turn_record(turn) for turn in document.turns],
        },
    )
    for key, value in dict(document.attributes).items():
        drafts += attribute_drafts(project, document.id, key, value)
    return drafts


def import_row(row: Imported) -> dict[str, object]:
    """One row of an import as the flat record that scripts read."""
    document = row.document
    return {
        "file": row.path.name,
        "result": row.outcome.value,
        "name": document.name if document else None,
        "words": document.words if document else None,
        "turns": len(document.turns) if document else None,
        "speakers": list(document.speakers) if document else [],
        "encoding": document.encoding if document else None,
        "warnings": list(document.warnings) if document else [],
        "message": row.message,
    }


def _compare(project: Project, path: Path, document: Document, texts: dict[Id, Id]) -> Imported:
    """What a file is to the project: new, known, the same under another name, or changed."""
    db = project.store.db
    names = records.document_names(db)
    if document.id in names:
        return Imported(path, Outcome.UNCHANGED, records.document(db, document.id))
    namesake = next(
        (eid for eid, name in names.items() if folded(name) == folded(document.name)), None
    )
    if namesake is not None:
        return Imported(
            path,
            Outcome.CHANGED,
            records.document(db, namesake),
            f"The project holds '{document.name}' with another text, which was left as it is: "
            "codings stand on it. 'coder transcripts correct' takes it as a correction; to have "
            "both, import the file under another name.",
        )
    _note_texts(project, names, texts)
    twin = texts.get(content_hash(document.text.rstrip()))
    if twin is not None:
        return Imported(
            path,
            Outcome.RENAMED,
            records.document(db, twin),
            f"The project holds this text as '{names[twin]}'.",
        )
    deleted = db.execute(
        "SELECT 1 FROM document WHERE id = ?", [bytes.fromhex(document.id)]
    ).fetchone()
    return Imported(path, Outcome.RESTORED if deleted else Outcome.IMPORTED, document)


def _note_texts(project: Project, names: dict[Id, str], texts: dict[Id, Id]) -> None:
    """Add the hashes of the live documents' texts that are not in `texts` yet."""
    known = set(texts.values())
    for eid in names:
        if eid not in known:
            for row in project.store.db.execute(
                "SELECT text FROM revision WHERE document = ? AND deleted = 0",
                [bytes.fromhex(eid)],
            ):
                texts[content_hash(row[0].rstrip())] = eid
