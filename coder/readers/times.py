"""Time stamps as transcription tools write them; linear-time patterns, whole milliseconds."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLOCK = (
    r"(?:\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3}|-\d(?![\d:]))?"
    r"|\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,7})(?!\d|:\d)"
)


def _span(begin: str, end: str) -> str:
    """The pattern of one time or of two with an arrow or dash between, as named groups."""
    until = r"\s{0,2}(?:-->|->|[-–—]|tot|to)\s{0,2}"
    return rf"(?P<{begin}>{_CLOCK})(?:{until}(?P<{end}>{_CLOCK}))?"


_STAMP = re.compile(
    r"\\?[\[(<{]\s{0,2}"
    + _span("b1", "e1")
    + r"\s{0,2}\\?[\])>}]"
    + r"|\#\s{0,2}"
    + _span("b2", "e2")
    + r"\s{0,2}\#"
    + r"|(?<![\w:.,])"
    + _span("b3", "e3")
    + r"(?!\w)"
)
_LAST_STAMP = re.compile(
    r"(?:\[\s{0,2}"
    + _span("b1", "e1")
    + r"\s{0,2}\]|\(\s{0,2}"
    + _span("b2", "e2")
    + r"\s{0,2}\)|\#\s{0,2}"
    + _span("b3", "e3")
    + r"\s{0,2}\#)$"
)
_INNER_STAMP = re.compile(
    r"\#(?P<b1>\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3}|-\d)?)\#"
    r"|[\[(](?P<b2>\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)[\])]"
)
_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,7})|-(\d))?")
_LONGEST_STAMP = 48


class Stamp(NamedTuple):
    """A time stamp in a text: its span, its times in ms, and whether it can be nothing else.

    `sure` is false for a bare "12:30", which prose has too.
    """

    start: int
    end: int
    begin_ms: int
    end_ms: int | None
    sure: bool


def milliseconds(clock: str) -> int | None:
    """Milliseconds of "1:02:03.456", "02:03,4" or f4's "00:00:12-3"; None for no such time."""
    found = _PARTS.fullmatch(clock.strip())
    if found is None:
        return None
    hours, minutes, seconds, fraction, tenths = found.groups()
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return None
    thousandths = int((fraction or tenths or "0").ljust(3, "0")[:3])
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + thousandths


def stamp_at(text: str, position: int, limit: int) -> Stamp | None:
    """The time stamp that starts at a position, if one does."""
    return _stamp(_STAMP.match(text, position, min(limit, position + _LONGEST_STAMP)))


def stamp_in(text: str, position: int, limit: int) -> Stamp | None:
    """The first time stamp between two positions, if there is one."""
    return _stamp(_STAMP.search(text, position, limit))


def stamp_before(text: str, start: int, end: int) -> Stamp | None:
    """The bracketed or hashed time stamp that a stretch ends with, if it ends with one."""
    if end <= start or text[end - 1] not in "])#":
        return None
    return _stamp(_LAST_STAMP.search(text, max(start, end - _LONGEST_STAMP), end))


def stamps_within(text: str, start: int, end: int) -> list[Stamp]:
    """Time stamps in the middle of words: only forms that cannot be a time of day."""
    found = (_stamp(match) for match in _INNER_STAMP.finditer(text, start, end))
    return [stamp for stamp in found if stamp is not None]


def _stamp(match: re.Match[str] | None) -> Stamp | None:
    if match is None:
        return None
    groups = match.groupdict()
    begin = next(value for name, value in groups.items() if name[0] == "b" and value)
    end = next((value for name, value in groups.items() if name[0] == "e" and value), None)
    begin_ms = milliseconds(begin)
    if begin_ms is None:
        return None
    end_ms = milliseconds(end) if end else None
    bare = match[0][0].isdigit()
    sure = not bare or end is not None or begin.count(":") == 2
    return Stamp(match.start(), match.end(), begin_ms, end_ms, sure)
