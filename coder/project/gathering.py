"""Which files a person means by what they typed, pasted or dropped on the terminal."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.errors import InputError
from coder.readers import transcripts_in


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files to read, each once, and files in folders that coder does not read."""

    files: tuple[Path, ...]
    others: tuple[Path, ...] = ()


def typed_paths(text: str) -> list[Path]:
    """The paths in a line: one as it stands, or several as a shell would part them.

    `~` is the home folder. Raises InputError for what is not there.
    """
    text = text.strip()
    if not text:
        raise InputError("No file or folder is named.", "Type a path.")
    whole = _path(text)
    if _exists(whole):
        return [whole]
    try:
        parts = [_path(part) for part in shlex.split(text)]
    except ValueError:
        parts = [whole]
    missing = next((part for part in parts if not _exists(part)), None)
    if missing is not None:
        raise InputError(f"There is no {missing}.", "Check the path.")
    return parts


def gather(paths: Sequence[Path]) -> Gathered:
    """The transcripts among files and in folders; raises InputError where there are none."""
    files: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = transcripts_in(path)
            files += found.transcripts
            others += found.others
        else:
            files.append(path)
    if not files:
        raise InputError(
            f"There is no transcript in {', '.join(map(str, paths))}.",
            "coder reads .txt, .md, .vtt, .srt and .docx.",
        )
    return Gathered(tuple(dict.fromkeys(files)), tuple(others))


def _path(text: str) -> Path:
    """A path as typed; a home folder that nobody has is left as it stands."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
