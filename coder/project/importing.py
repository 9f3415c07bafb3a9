"""Bringing transcripts and what is known about them into a project."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coder.errors import InputError
from coder.identity import Id, composite_id, new_id
from coder.model import Document, Role, turn_record
from coder.oplog.operation import Draft
from coder.project.drafting import put
from coder.project.project import Project
from coder.store import records

MAX_ATTRIBUTE_FILE = 20_000_000


class Outcome(StrEnum):
    """What became of one file of an import."""

    IMPORTED = "imported"
    RESTORED = "restored"
    UNCHANGED = "already here"
    RENAMED = "same text under another name"
    CHANGED = "changed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Imported:
    """One row of the table that an import prints; `message` says what to do, if anything."""

    path: Path
    outcome: Outcome
    document: Document | None = None
    message: str = ""


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    progress: Callable[[Path], None] = lambda _: None,
) -> list[Imported]:
    """Import files, each in one transaction, all as one act that can be undone.

    A file that cannot be taken leaves the others alone; its row says why.
    """
    batch = new_id()
    label = "import a transcript" if len(paths) == 1 else f"import {len(paths)} transcripts"
    rows: list[Imported] = []
    for path in paths:
        progress(path)
        rows.append(_import_file(project, path, label, batch))
    return rows


def _import_file(project: Project, path: Path, label: str, batch: Id) -> Imported:
    from coder.readers import read

    try:
        document = read(path)
    except InputError as error:
        return Imported(path, Outcome.FAILED, None, str(error))
    result = Imported(path, Outcome.FAILED)

    def drafts() -> list[Draft]:
        nonlocal result
        result = _compare(project, path, document)
        if result.outcome not in (Outcome.IMPORTED, Outcome.RESTORED):
            return []
        return document_drafts(project, document)

    project.store.write(label, drafts, batch=batch)
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
    for key, value in document.attributes:
        drafts += _attribute(project, document.id, key, value)
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


def set_about(
    project: Project,
    document: Document,
    values: Iterable[tuple[str, str]],
    roles: Mapping[str, Role],
) -> int:
    """Set attributes of a document and correct roles of its speakers, as one act.

    Returns how many changed; raises InputError for a speaker who is not in the document.
    """
    for speaker in roles:
        if speaker not in document.speakers:
            known = ", ".join(document.speakers) or "none"
            raise InputError(f"{document.name} has no speaker '{speaker}'.", f"There are: {known}.")
    pairs = [(_checked_key(key), value) for key, value in values]
    written = 0

    def drafts() -> list[Draft]:
        nonlocal written
        found = [
            draft for key, value in pairs for draft in _attribute(project, document.id, key, value)
        ]
        for speaker, role in roles.items():
            eid = composite_id("speaker", document.id, speaker)
            about = {"document": document.id, "label": speaker, "role": role.value}
            found += put(project.store, "speaker", eid, about)
        written = len(found)
        return found

    project.store.write("describe a transcript", drafts)
    return written


def import_attributes(project: Project, path: Path) -> int:
    """Read a CSV whose first column names documents and whose others are attributes.

    All or nothing, as one act; an empty cell leaves the attribute alone. Returns the number of
    attributes changed. Raises InputError naming row and column of what cannot be taken.
    """
    header, rows = _read_csv(path)
    with project.store.reading():
        names = {name: eid for eid, name in records.document_names(project.store.db).items()}
    folded = {name.casefold(): eid for name, eid in names.items()}
    wanted: list[tuple[Id, str, str]] = []
    for number, row in rows:
        if len(row) > len(header):
            raise InputError(
                f"{path}, row {number}: {len(row)} cells under {len(header)} headings.",
                "Quote cells that hold the separator.",
            )
        document = _document_of_cell(row[0].strip(), folded)
        if document is None:
            raise InputError(
                f"{path}, row {number}, column {header[0]}: there is no document '{row[0]}'.",
                f"There are: {', '.join(sorted(names)[:20])}.",
            )
        cells = zip(header[1:], row[1:], strict=False)
        wanted += [(document, key, value.strip()) for key, value in cells if value.strip()]
    drafts = [draft for document, *pair in wanted for draft in _attribute(project, document, *pair)]
    project.store.write("import attributes", drafts)
    return len(drafts)


def _compare(project: Project, path: Path, document: Document) -> Imported:
    """What a file is to the project: new, known, the same under another name, or changed."""
    db = project.store.db
    names = records.document_names(db)
    if document.id in names:
        return Imported(path, Outcome.UNCHANGED, records.document(db, document.id))
    namesake = next(
        (eid for eid, name in names.items() if name.casefold() == document.name.casefold()), None
    )
    if namesake is not None:
        return Imported(
            path,
            Outcome.CHANGED,
            records.document(db, namesake),
            f"The project holds '{document.name}' with another text, which was left as it is: "
            "codings stand on it. To have both, import the file under another name.",
        )
    twin = _same_text(project, document, names)
    if twin is not None:
        return Imported(
            path, Outcome.RENAMED, twin, f"The project holds this text as '{twin.name}'."
        )
    deleted = db.execute(
        "SELECT 1 FROM document WHERE id = ?", [bytes.fromhex(document.id)]
    ).fetchone()
    return Imported(path, Outcome.RESTORED if deleted else Outcome.IMPORTED, document)


def _same_text(project: Project, document: Document, names: dict[Id, str]) -> Document | None:
    text = document.text.rstrip()
    found = project.store.db.execute(
        "SELECT document, text FROM revision WHERE deleted = 0 AND length(text) BETWEEN ? AND ?",
        [len(text), len(text) + 1000],
    )
    for key, other in found:
        if other.rstrip() == text and key.hex() in names:
            return records.document(project.store.db, key.hex())
    return None


def _attribute(project: Project, document: Id, key: str, value: str) -> list[Draft]:
    eid = composite_id("attribute", document, key)
    values = {"document": document, "key": key, "value": value}
    return put(project.store, "attribute", eid, values)


def _checked_key(key: str) -> str:
    key = key.strip()
    if not key or not key.isprintable() or len(key) > 100:
        raise InputError(f"'{key}' cannot name an attribute.", "Use a short word, such as 'group'.")
    return key


def _document_of_cell(cell: str, folded: dict[str, Id]) -> Id | None:
    """A cell may name a document with or without the suffix of its file."""
    return folded.get(cell.casefold()) or folded.get(cell.rpartition(".")[0].casefold())


def _read_csv(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Headings and numbered rows of a CSV with comma, semicolon or tab, in UTF-8 or cp1252."""
    try:
        if path.stat().st_size > MAX_ATTRIBUTE_FILE:
            raise InputError(f"{path} is too large for attributes.", "Is it the right file?")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}.", "Check the path.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise InputError(f"{path}: {error}.", "Save it as CSV again.") from error
    rows = [(number, row) for number, row in enumerate(table, 1) if any(map(str.strip, row))]
    if not rows or len(rows[0][1]) < 2:
        raise InputError(
            f"{path} has no columns.",
            "The first row holds headings: 'document' and then the attributes.",
        )
    header = [rows[0][1][0].strip(), *(_checked_key(key) for key in rows[0][1][1:])]
    return header, rows[1:]
