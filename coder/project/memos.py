"""Memos on the project, a document, a code, a coding or a span."""

from __future__ import annotations

from collections.abc import Sequence

from coder.analysis.memo_records import memo_records
from coder.errors import InputError
from coder.identity import Id, new_id
from coder.model import Memo
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.project.coding import codings
from coder.project.project import Project
from coder.store import memos as stored
from coder.store.merges import merged_codes

MAX_LENGTH = 100_000


def memos(project: Project, kind: str | None = None, target: Id | None = None) -> list[Memo]:
    """The live memos, the oldest first; of one kind, or on one thing.

    Those on a span stand where their words are in the newest text, or nowhere where they are gone.
    """
    with project.store.reading():
        return stored.memos(project.store.db, kind, target)


def listed(
    project: Project, chosen: Sequence[Memo] | None = None
) -> list[dict[str, str | int | None]]:
    """One flat record per memo, of all of them or of some; see `memo_records`."""
    every = memos(project) if chosen is None else chosen
    with project.store.reading():
        targets = merged_codes(project.store.db).targets
    codes = {code.id: code for code in project.codes()}
    merged = {code: codes[target] for code, target in targets.items() if target in codes}
    return memo_records(
        every,
        {one.id: one for one in codings(project)},
        codes | merged,
        project.documents(),
        project.coders(),
    )


def write_memo(
    project: Project,
    kind: str,
    target: Id | None,
    text: str,
    *,
    document: Id | None = None,
    revision: Id | None = None,
    span: tuple[int, int] | None = None,
) -> Id:
    """Write a new memo; raises InputError for an empty or endless one.

    A `span` stands in a `revision` of the document, which goes with it.
    """
    eid = new_id()
    value = {
        "target_kind": kind,
        "target": target,
        "document": document,
        "revision": revision,
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
