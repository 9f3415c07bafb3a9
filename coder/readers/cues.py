"""Cues of subtitle-like files (WebVTT, SubRip): times, and words by speaker.

Times are whole milliseconds. Damaged times cost the times, never the words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from coder.errors import InputError
from coder.readers.times import milliseconds

MOST_CUES = 200_000
MOST_PIECES = 400_000
MOST_LINES = 2_000_000
_TIMES = re.compile(r"[ \t]{0,8}([\d:.,]{1,16})[ \t]{0,4}-{1,2}>[ \t]{0,4}([\d:.,]{1,16})")
_TIMES_LINE = re.compile(
    _TIMES.pattern + r"(?:[ \t]{1,9}[a-zA-Z]\w{0,9}:\S{1,40}){0,8}[ \t]*(?:\n|$)"
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]{1,4}([^<>\n]{1,120})>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|rt|ruby|lang|font)(?:[.\s][^<>\n]{0,200})?>"
    r"|<\d{1,3}:[\d:.]{2,12}>|\{\\[^{}\n]{0,40}\}"
)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:[\s:]|$)")
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]{0,99}\S[^\n]*)*")


class Piece(NamedTuple):
    """Words of one cue by one voice: the cue's number, the voice's name ("" for none), times.

    `tagged` is true where the file names voices in tags, so that words need no label.
    """

    cue: int
    voice: str
    tagged: bool
    words: str
    begin_ms: int | None
    end_ms: int | None


class _Raw(NamedTuple):
    """A cue as it stands in the file: its times and its lines."""

    begin_ms: int | None
    end_ms: int | None
    lines: list[str]


def cue_format(text: str) -> str:
    """Tell "vtt" or "srt" where the text starts like one, "" for any other text."""
    head = text[:4000].lstrip()
    if re.match(r"WEBVTT(?:[ \t\n]|$)", head):
        return "vtt"
    lines = head.split("\n", 2)
    if _TIMES_LINE.match(lines[0]) or (
        len(lines) > 1 and lines[0].strip().isdigit() and _TIMES_LINE.match(lines[1])
    ):
        return "srt"
    return ""


def pieces_in(text: str, name: str, *, markup: bool) -> tuple[list[Piece], list[str]]:
    """The words of a cue file in file order, and warnings about damaged times.

    `markup` says that the text has WebVTT's character references (`&amp;`). Raises InputError
    for more than MOST_CUES cues or MOST_PIECES lines of words.
    """
    if text.count("\n") > MOST_LINES:
        raise InputError(f"{name} has more than {MOST_LINES:,} lines.", "Split the file.")
    warnings: list[str] = []
    pieces: list[Piece] = []
    for number, raw in enumerate(_cues(text, warnings)):
        if number >= MOST_CUES:
            raise InputError(f"{name} has more than {MOST_CUES:,} cues.", "Split the file.")
        pieces += islice(_pieces(number, raw, markup=markup), MOST_PIECES + 1 - len(pieces))
        if len(pieces) > MOST_PIECES:
            raise InputError(f"{name} has more than {MOST_PIECES:,} lines.", "Split the file.")
    if len(warnings) > 5:
        warnings[5:] = [f"{len(warnings) - 5} more cues have damaged times."]
    return pieces, warnings


def _cues(text: str, warnings: list[str]) -> Iterator[_Raw]:
    """The cues of a text; blocks without times go on with the cue before them."""
    current: _Raw | None = None
    line = 1
    last = 0
    for match in _BLOCK.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        lines = match[0].split("\n")
        if not any("-->" in part for part in lines):
            if not _ASIDE.match(lines[0]) and not (len(lines) == 1 and lines[0].strip().isdigit()):
                current = current or _Raw(None, None, [])
                current.lines.extend(lines)
            continue
        for offset, part in enumerate(lines):
            if "-->" in part:
                begin, end = _times(part, line + offset, warnings)
                if current is not None:
                    yield current
                current = _Raw(begin, end, [])
            elif current is not None and not _is_id(lines, offset):
                current.lines.append(part)
    if current is not None:
        yield current


def _is_id(lines: list[str], offset: int) -> bool:
    """Whether a line names the cue whose times follow on the next line."""
    if offset + 1 >= len(lines) or "-->" not in lines[offset + 1]:
        return False
    return offset == 0 or lines[offset].strip().isdigit()


def _times(line: str, number: int, warnings: list[str]) -> tuple[int | None, int | None]:
    found = _TIMES.match(line)
    begin = milliseconds(found[1]) if found else None
    end = milliseconds(found[2]) if found else None
    if begin is None or end is None:
        warnings.append(f"Line {number}: the times of this cue are damaged; its words were kept.")
        return None, None
    if end < begin:
        warnings.append(f"Line {number}: this cue ends before it begins; its words were kept.")
        return begin, None
    return begin, end


def _pieces(number: int, raw: _Raw, *, markup: bool) -> Iterator[Piece]:
    """The pieces of one cue: cut at voice tags and at line ends."""
    voice = ""
    for line in raw.lines:
        last = 0
        for match in _VOICE.finditer(line):
            yield from _piece(number, raw, voice, line[last : match.start()], markup=markup)
            voice = _plain(match[1] or "", markup=markup)
            last = match.end()
        yield from _piece(number, raw, voice, line[last:], markup=markup)


def _piece(number: int, raw: _Raw, voice: str, words: str, *, markup: bool) -> Iterator[Piece]:
    words = _plain(words, markup=markup)
    if words:
        yield Piece(number, voice, bool(voice), words, raw.begin_ms, raw.end_ms)


def _plain(words: str, *, markup: bool) -> str:
    """Words without tags and without white space beyond single spaces."""
    words = _TAG.sub("", words)
    if markup:
        words = html.unescape(words)
    return " ".join(words.split())
