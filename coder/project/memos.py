"""Memos on the project, a document, a code, a coding or a span."""

from __future__ import annotations

from dataclasses import dataclass

from coder.errors import InputError
from coder.identity import Id, new_id
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.project.project import Project

MAX_LENGTH = 100_000


@dataclass(frozen=True, slots=True)
class Memo:
    """A free text on something; `kind` is project, document, code, coding or span.

    `target` is the id of what it is on (the document for a span); `start` and `end` are code
    points of that document, for a span only.
    """

    id: Id
    kind: str
    target: Id | None
    document: Id | None
    start: int | None
    end: int | None
    text: str
    coder: Id
    created_ms: int


def memos(project: Project, kind: str | None = None, target: Id | None = None) -> list[Memo]:
    """The live memos, the oldest first; of one kind, or on one thing."""
    query = (
        "SELECT id, target_kind, target, document, start, end, text, coder, created_ms "
        "FROM memo WHERE deleted = 0"
    )
    parameters: list[object] = []
    if kind is not None:
        query += " AND target_kind = ?"
        parameters.append(kind)
    if target is not None:
        query += " AND target = ?"
        parameters.append(bytes.fromhex(target))
    with project.store.reading():
        rows = project.store.db.execute(query + " ORDER BY created_ms, id", parameters).fetchall()
    return [
        Memo(
            row[0].hex(),
            row[1],
            _hex(row[2]),
            _hex(row[3]),
            row[4],
            row[5],
            row[6],
            row[7].hex(),
            row[8],
        )
        for row in rows
    ]


def write_memo(
    project: Project,
    kind: str,
    target: Id | None,
    text: str,
    *,
    document: Id | None = None,
    span: tuple[int, int] | None = None,
) -> Id:
    """Write a new memo; raises InputError for an empty or endless one."""
    eid = new_id()
    value = {
        "target_kind": kind,
        "target": target,
        "document": document,
        "start": None if span is None else span[0],
        "end": None if span is None else span[1],
        "text": _checked(text),
        "coder": project.me.id,
    }
    project.store.write("write a memo", [Draft("memo", eid, CREATE, value)])
    return eid


def edit_memo(project: Project, memo: Memo, text: str) -> None:
    """Change a memo; an empty text deletes it."""
    if not text.strip():
        project.store.write("delete a memo", [Draft("memo", memo.id, DELETED, True)])
    elif text != memo.text:
        project.store.write("edit a memo", [Draft("memo", memo.id, "text", _checked(text))])


def _checked(text: str) -> str:
    if not text.strip():
        raise InputError("The memo is empty.", "Write something, or leave it.")
    if len(text) > MAX_LENGTH:
        raise InputError("The memo is too long.", f"Keep it under {MAX_LENGTH:,} characters.")
    return text


def _hex(value: bytes | None) -> Id | None:
    return None if value is None else value.hex()
