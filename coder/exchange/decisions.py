"""Decisions where coders differed as notes to a codebook, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.exchange.atomic import write_file
from coder.exchange.markdown import escaped


@dataclass(frozen=True, slots=True)
class Note:
    """One decision in words: where, what stands there, what each coder gave, what was decided."""

    code: str
    place: str
    quote: str
    versions: tuple[tuple[str, str], ...]
    decided: str
    reason: str = ""


def write_notes(
    path: Path, title: str, about: str, notes: Sequence[Note], *, overwrite: bool
) -> None:
    """Write notes under the codes they are about, in the order given."""
    parts = [f"# {escaped(title)}", escaped(about)]
    code = None
    for note in notes:
        if note.code != code:
            code = note.code
            parts.append(f"## {escaped(code)}")
        parts.append(_item(note))
    write_file(path, [("\n\n".join(parts) + "\n").encode("utf-8")], overwrite=overwrite)


def _item(note: Note) -> str:
    lines = [f"- {escaped(note.place)}: “{escaped(note.quote)}”"]
    lines += [f"  - {escaped(who)}: {escaped(what)}" for who, what in note.versions]
    lines.append(f"  - Decided: {escaped(note.decided)}")
    if note.reason:
        lines.append(f"  - Reason: {escaped(note.reason)}")
    return "\n".join(lines)
