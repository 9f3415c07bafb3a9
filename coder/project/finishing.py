"""Marking transcripts as done: each coder says so for themselves."""

from __future__ import annotations

from collections.abc import Sequence

from coder.identity import Id, composite_id
from coder.model import Document
from coder.oplog.operation import Draft
from coder.project.drafting import put
from coder.project.project import Project
from coder.store.merges import known_as


def set_done(project: Project, document: Document, done: bool) -> None:
    """Say that one has finished coding a document, or that there is more to do."""
    set_all_done(project, [document], done)


def set_all_done(project: Project, documents: Sequence[Document], done: bool) -> None:
    """Say so of several documents in one act."""
    me = project.me.id

    def drafts() -> list[Draft]:
        return [
            draft
            for one in documents
            for draft in put(
                project.store,
                "done",
                composite_id("done", me, one.id),
                {"coder": me, "document": one.id, "done": done},
            )
        ]

    what = "a transcript" if len(documents) == 1 else f"{len(documents)} transcripts"
    project.store.write(f"{'mark' if done else 'no longer mark'} {what} as done", drafts)


def done_documents(project: Project) -> set[Id]:
    """The documents that one has marked as done."""
    with project.store.reading():
        ids = known_as(project.store.db, project.me.id)
        rows = project.store.db.execute(
            f"SELECT document FROM done WHERE coder IN ({', '.join('?' * len(ids))}) "  # noqa: S608
            "AND done = 1 AND deleted = 0",
            ids,
        )
        return {row[0].hex() for row in rows}


def done_marks(project: Project) -> set[tuple[Id, Id]]:
    """Who says to be done with what: pairs of coder and document."""
    with project.store.reading():
        rows = project.store.db.execute(
            "SELECT coalesce(s.target, f.coder), f.document FROM done f "
            "LEFT JOIN same_person s ON s.coder = f.coder WHERE f.done = 1 AND f.deleted = 0"
        )
        return {(coder.hex(), document.hex()) for coder, document in rows}
