"""Erasing a transcript for good, and what is beyond coder's reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder.model import Document
from coder.project.project import Project
from coder.project.team import sent_copies
from coder.store.merged_files import mergings
from coder.store.purge import purge_document
from coder.store.unsettled import became_one

SHORTEST = 20
"""An example of a code with fewer characters says nothing of where it is from."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What was erased, and where the transcript may still be quoted.

    `exports` are files in the project's exports folder, `quoted_by` names of codes, `copies` files
    that were made for others or merged from theirs.
    """

    erased: int
    exports: tuple[Path, ...]
    quoted_by: tuple[str, ...]
    copies: tuple[str, ...] = ()


def purge(project: Project, document: Document) -> Purge:
    """Erase a document with everything that hangs on it; nothing brings it back.

    What was made one with it holds the same words, and goes too.
    """
    text = _plain(document.text)
    quoted_by = tuple(
        code.name
        for code in project.codes()
        if any(len(plain) >= SHORTEST and plain in text for plain in map(_plain, code.examples))
    )
    with project.store.reading():
        same = became_one(project.store.db, document.id)
    erased = sum(purge_document(project.store, eid) for eid in sorted(same))
    folder = project.exports
    exports = sorted(folder.iterdir()) if folder.is_dir() else []
    files = tuple(path for path in exports if path.is_file() and path.stem.lower() != "readme")
    return Purge(erased, files, quoted_by, _copies(project, document))


def _copies(project: Project, document: Document) -> tuple[str, ...]:
    """The files of others that this copy knows of and that may hold the transcript."""
    with project.store.reading():
        merged = [name for one in mergings(project.store.db) for name in one.files]
    sent = [
        copy.file
        for copy in sent_copies(project)
        if not copy.documents or document.name in copy.documents
    ]
    return tuple(dict.fromkeys([*sent, *merged]))


def _plain(text: str) -> str:
    """A text without case, quotation marks at its ends, and differences in white space."""
    return " ".join(text.casefold().split()).strip("'\"“”‘’„…. ")
