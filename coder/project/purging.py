"""Erasing a transcript for good, and what is beyond coder's reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder.model import Document
from coder.project.project import Project
from coder.store.purge import purge_document

SHORTEST = 20
"""An example of a code with fewer characters says nothing of where it is from."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What was erased, and where the transcript may still be quoted.

    `exports` are files in the project's exports folder, `quoted_by` names of codes.
    """

    erased: int
    exports: tuple[Path, ...]
    quoted_by: tuple[str, ...]


def purge(project: Project, document: Document) -> Purge:
    """Erase a document with everything that hangs on it; nothing brings it back."""
    text = _plain(document.text)
    quoted_by = tuple(
        code.name
        for code in project.codes()
        if any(len(plain) >= SHORTEST and plain in text for plain in map(_plain, code.examples))
    )
    erased = purge_document(project.store, document.id)
    folder = project.exports
    exports = sorted(folder.iterdir()) if folder.is_dir() else []
    files = tuple(path for path in exports if path.is_file() and path.stem.lower() != "readme")
    return Purge(erased, files, quoted_by)


def _plain(text: str) -> str:
    """A text without case, quotation marks at its ends, and differences in white space."""
    return " ".join(text.casefold().split()).strip("'\"“”‘’„…. ")
