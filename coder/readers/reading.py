"""One transcript, from file to `Document`.

Positions are Unicode code points of the canonical text, end exclusive; times are whole
milliseconds. Every problem with a file is an `InputError` that says what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coder.errors import InputError
from coder.model import Document, Turn
from coder.readers.cues import cue_format, pieces_in
from coder.readers.decode import Decoded, decode
from coder.readers.frontmatter import front_matter
from coder.readers.intake import check_size, kind_of, load, shown
from coder.readers.plain import turns_in
from coder.readers.roles import with_roles
from coder.readers.spoken import compose
from coder.readers.word import read_word

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_FORM_NAMES = {"vtt": "WebVTT", "srt": "SubRip"}


@dataclass(frozen=True, slots=True)
class _Content:
    """What one reader made of a file."""

    format: str
    text: str
    turns: tuple[Turn, ...]
    encoding: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def read(path: Path, *, name: str | None = None) -> Document:
    """The transcript in a file; `name` replaces the file name without its suffix.

    Raises InputError for files that cannot be read or are no transcripts.
    """
    return read_bytes(load(path), path.name, name=name)


def read_bytes(data: bytes, filename: str, *, name: str | None = None) -> Document:
    """The transcript in some bytes: the content decides on the form, then the suffix.

    Raises InputError for what is no transcript.
    """
    label = shown(filename)
    check_size(len(data), label)
    suffix = Path(filename).suffix.casefold()
    is_word = kind_of(data, label) == "docx"
    content = _word(data, label, suffix) if is_word else _text(data, label, suffix)
    if not content.turns:
        raise InputError(f"{label} has no words in it.", "Check that it was saved with its text.")
    turns, guesses = with_roles(content.text, content.turns)
    filename = _encodable(Path(filename).name)
    return Document(
        name=Path(filename).stem if name is None else _encodable(name),
        text=content.text,
        turns=turns,
        origin=filename,
        format=content.format,
        encoding=content.encoding,
        attributes=content.attributes,
        warnings=(*content.warnings, *guesses, *_control_warnings(content.text)),
    )


def _encodable(name: str) -> str:
    """A file name without the surrogates that stand for bytes that are not UTF-8."""
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in name)


def _word(data: bytes, label: str, suffix: str) -> _Content:
    words = read_word(data, label)
    found = turns_in(words.text, blocks=True, headings=words.headings)
    warnings = words.warnings + found.warnings
    if suffix != ".docx":
        warnings = (f"This is a Word document, though its name ends in “{suffix}”.", *warnings)
    return _Content("docx", words.text, found.turns, warnings=warnings)


def _text(data: bytes, label: str, suffix: str) -> _Content:
    decoded = decode(data, label)
    form = cue_format(decoded.text)
    if not form and suffix in (".vtt", ".srt") and "-->" in decoded.text:
        form = suffix[1:]
    if form:
        return _cues(decoded, label, suffix, form)
    facts = front_matter(decoded.text)
    found = turns_in(decoded.text, facts.end, headings=frozenset())
    warnings = decoded.warnings + facts.warnings + found.warnings
    if suffix in (".vtt", ".srt"):
        warnings = (
            f"No cues with times were found; read as plain text, not as {suffix}.",
            *warnings,
        )
    form = "md" if suffix in (".md", ".markdown") else "txt"
    return _Content(form, decoded.text, found.turns, decoded.encoding, facts.attributes, warnings)


def _cues(decoded: Decoded, label: str, suffix: str, form: str) -> _Content:
    pieces, damaged = pieces_in(decoded.text, label, markup=form == "vtt")
    if not pieces:
        raise InputError(f"{label} has no words in it.", "Check the export of the transcript.")
    spoken = compose(pieces)
    warnings = decoded.warnings
    if suffix != f".{form}":
        named = _FORM_NAMES[form]
        warnings = (*warnings, f"Read as {named} by its content, though it is called “{suffix}”.")
    return _Content(
        form,
        spoken.text,
        spoken.turns,
        decoded.encoding,
        warnings=(*warnings, *damaged, *spoken.warnings),
    )


def _control_warnings(text: str) -> tuple[str, ...]:
    """A warning where the text has characters that steer a terminal."""
    found = _CONTROL.search(text)
    if found is None:
        return ()
    line = text.count("\n", 0, found.start()) + 1
    return (f"Line {line}: the text has control characters; they are shown as signs, not obeyed.",)
