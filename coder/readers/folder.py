"""Which files of a folder are transcripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from coder.errors import InputError
from coder.readers.intake import shown

SUFFIXES = (".txt", ".md", ".vtt", ".srt", ".docx")
_NOT_TRANSCRIPTS = frozenset(("manifest", "readme", "license", "licence", "leesmij"))
_PARTS = re.compile(r"\d{1,18}|\D+")


class Folder(NamedTuple):
    """The transcripts of a folder, and what else is in it and not read, both sorted.

    Folders in it are not gone into. Hidden files, lock files (`~$x.docx`), README, MANIFEST and
    what belongs to a project (`x.coder`, its backups) are in neither.
    """

    transcripts: list[Path]
    others: list[Path]


def transcripts_in(folder: Path) -> Folder:
    """The files of a folder worth reading, 2 before 10; raises InputError if it is not one."""
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        raise InputError(
            f"{shown(folder.name)} is not a folder that can be read.", "Check its name."
        ) from error
    entries = sorted((entry for entry in entries if not _is_aside(entry)), key=_natural)
    known = [entry for entry in entries if _is_transcript(entry)]
    return Folder(known, [entry for entry in entries if entry not in set(known)])


def _is_transcript(path: Path) -> bool:
    return path.suffix.casefold() in SUFFIXES and path.is_file()


def _is_aside(path: Path) -> bool:
    name = path.name.casefold()
    project = name.endswith((".coder", ".coder-wal", ".coder-shm", ".coder.backups"))
    return project or name.startswith((".", "~")) or path.stem.casefold() in _NOT_TRANSCRIPTS


def _natural(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    """A key that sorts numbers in names by value."""
    parts = _PARTS.findall(path.name.casefold())
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts], path.name
