"""What is known about transcripts: attributes, from a table or one by one, and speakers' roles."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coder.errors import InputError
from coder.identity import Id, composite_id
from coder.model import Document, Role
from coder.oplog.kinds import DELETED
from coder.oplog.operation import Draft
from coder.project.drafting import put
from coder.project.naming import folded
from coder.project.project import Project
from coder.store import records

MAX_FILE = 20_000_000

_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

_HEADING = "The first row holds headings: 'document' and then the attributes."


@dataclass(frozen=True, slots=True)
class AttributeTable:
    """A table of attributes as read: names of attributes, and rows of document and values.

    `rows` holds number of the row in the file (from 1), name of the document, values.
    """

    path: Path
    heading: str
    keys: tuple[str, ...]
    rows: tuple[tuple[int, str, tuple[str, ...]], ...]


def set_about(
    project: Project,
    document: Document,
    values: Iterable[tuple[str, str]],
    roles: Mapping[str, Role],
) -> int:
    """Set attributes of a document and correct roles of its speakers, as one act.

    An empty value takes the attribute away. Returns how many changed; raises InputError for a
    speaker who is not in the document.
    """
    for speaker in roles:
        if speaker not in document.speakers:
            known = ", ".join(document.speakers) or "none"
            raise InputError(f"{document.name} has no speaker '{speaker}'.", f"There are: {known}.")
    pairs = {_checked_key(key): value for key, value in values}
    written = 0

    def drafts() -> list[Draft]:
        nonlocal written
        found = [
            draft
            for key, value in pairs.items()
            for draft in attribute_drafts(project, document.id, key, value)
        ]
        for speaker, role in roles.items():
            eid = composite_id("speaker", document.id, speaker)
            about = {"document": document.id, "label": speaker, "role": role.value}
            found += put(project.store, "speaker", eid, about)
        written = len({(draft.entity, draft.eid) for draft in found})
        return found

    project.store.write("describe a transcript", drafts)
    return written


def import_attributes(project: Project, table: AttributeTable) -> int:
    """Set the attributes of a table, all or none, as one act.

    An empty cell leaves the attribute alone. Returns the number of attributes changed. Raises
    InputError naming row and column where a document is unknown or stands there twice.
    """
    written = 0

    def drafts() -> list[Draft]:
        nonlocal written
        found = [
            draft
            for document, values in _matched(project, table).items()
            for key, value in zip(table.keys, values, strict=False)
            if value
            for draft in attribute_drafts(project, document, key, value)
        ]
        written = len({draft.eid for draft in found})
        return found

    project.store.write("import attributes", drafts)
    return written


def attribute_drafts(project: Project, document: Id, key: str, value: str) -> list[Draft]:
    """What gives a document's attribute a value, or takes it away where the value is empty."""
    eid = composite_id("attribute", document, key)
    drafts = put(
        project.store, "attribute", eid, {"document": document, "key": key, "value": value}
    )
    if value:
        return drafts
    row = project.store.db.execute(
        "SELECT 1 FROM attribute WHERE id = ? AND deleted = 0", [bytes.fromhex(eid)]
    ).fetchone()
    return [Draft("attribute", eid, DELETED, True)] if row else []


def read_attributes(path: Path) -> AttributeTable:
    """Read a CSV with comma, semicolon or tab, in UTF-8, UTF-16 or Windows-1252.

    The first column names documents, the others are attributes. Raises InputError with the row
    for what cannot be taken.
    """
    rows = _cells(path)
    if not rows or len(rows[0][1]) < 2:
        raise InputError(f"{path} has no columns of attributes.", _HEADING)
    number, first = rows[0]
    while not first[-1].strip() and len(first) > 2:
        first = first[:-1]
    try:
        keys = tuple(_checked_key(key) for key in first[1:])
    except InputError as error:
        raise InputError(f"{path}, row {number}: {error.problem}", error.remedy) from error
    twice = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
    if twice is not None:
        raise InputError(
            f"{path}, row {number}: two columns are called '{twice}'.", "Rename one of them."
        )
    values: list[tuple[int, str, tuple[str, ...]]] = []
    for number, row in rows[1:]:
        cells = tuple(cell.strip() for cell in row)
        if any(cells[len(first) :]):
            raise InputError(
                f"{path}, row {number}: {len(cells)} cells under {len(first)} headings.",
                "Quote cells that hold the separator.",
            )
        values.append((number, cells[0], cells[1 : len(first)]))
    return AttributeTable(path, first[0].strip(), keys, tuple(values))


def _matched(project: Project, table: AttributeTable) -> dict[Id, tuple[str, ...]]:
    """The values of each document that the table names."""
    names = records.document_names(project.store.db)
    known = {folded(name): eid for eid, name in names.items()}
    found: dict[Id, tuple[str, ...]] = {}
    seen: dict[Id, int] = {}
    unknown: list[tuple[int, str]] = []
    for number, name, values in table.rows:
        document = known.get(folded(name)) or known.get(folded(name.rpartition(".")[0]))
        if document is None:
            unknown.append((number, name))
        elif document in seen:
            raise InputError(
                f"{table.path}, row {number}: '{name}' was in row {seen[document]} already.",
                "Keep one row for each transcript.",
            )
        else:
            found[document] = values
            seen[document] = number
    if unknown:
        number, name = unknown[0]
        others = ", ".join(str(row) for row, _ in unknown[1:11])
        raise InputError(
            f"{table.path}, row {number}, column {table.heading}: there is no transcript '{name}'"
            + (f" (nor those of rows {others})." if others else "."),
            f"There are: {', '.join(sorted(names.values())[:20]) or 'none yet'}.",
        )
    return found


def _cells(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a CSV that hold anything, with their numbers from 1."""
    text = _text(path)
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], "\n" + rest
    else:
        separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend(
            (number, row) for number, row in enumerate(reader, 1) if any(map(str.strip, row))
        )
    except csv.Error as error:
        raise InputError(
            f"{path}, line {reader.line_num}: {error}.", "Save it as CSV again."
        ) from error
    return rows


def _text(path: Path) -> str:
    """The text of a table file; raises InputError for what is no text."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise InputError(f"{path} is too large for attributes.", "Is it the right file?")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}.", "Check the path.") from error
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if data.startswith(mark)), "")
    if b"\0" in data and marked != "utf-16":
        raise InputError(f"{path} is not a CSV.", "Save the sheet as CSV and give that file.")
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _checked_key(key: str) -> str:
    key = key.strip()
    if not key or not key.isprintable() or len(key) > 100:
        raise InputError(f"'{key}' cannot name an attribute.", "Use a short word, such as 'group'.")
    return key
