"""Moving a selection through a document by segment, word and character; pure.

Spans are half-open, in code points. Edges never fall inside a grapheme, so an emoji or a letter
with its accents is taken whole, and never leave the turns a selection lies in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rich.cells import split_graphemes

from coder.model import Segment

Span = tuple[int, int]

AROUND = 400
"""Characters on either side of an edge that are looked at to move it."""

_WORD = re.compile(r"[^\W_]+(?:['’.\-/][^\W_]+)*")


def segment_at(segments: Sequence[Segment], position: int) -> int:
    """The number of the segment that holds a position, or of the nearest one before it."""
    starts = [segment.start for segment in segments]
    return max(bisect_right(starts, position) - 1, 0)


def covering(segments: Sequence[Segment], first: int, last: int) -> Span:
    """The span from one segment to another, whichever comes first."""
    first, last = min(first, last), max(first, last)
    return segments[first].start, segments[last].end


def move_end(text: str, span: Span, *, by: str, forward: bool, limit: Span) -> Span:
    """Move the end of a selection by "word" or "character", inside `limit`, after its start."""
    start, end = span
    bounds = _stops(text, (start, limit[1]), end, by, ends=True)
    if forward:
        place = bisect_right(bounds, end)
        return start, bounds[place] if place < len(bounds) else end
    place = bisect_left(bounds, end) - 1
    return (start, bounds[place]) if place >= 0 and bounds[place] > start else span


def move_start(text: str, span: Span, *, by: str, forward: bool, limit: Span) -> Span:
    """Move the start of a selection, inside `limit`, before its end."""
    start, end = span
    bounds = _stops(text, (limit[0], end), start, by, ends=False)
    if forward:
        place = bisect_right(bounds, start)
        return (bounds[place], end) if place < len(bounds) and bounds[place] < end else span
    place = bisect_left(bounds, start) - 1
    return (bounds[place], end) if place >= 0 else span


def word_at(text: str, position: int, limit: Span) -> Span:
    """The word at a position, or the character there if it is in none."""
    for match in _WORD.finditer(text, *limit):
        if match.start() <= position < match.end():
            return match.span()
        if match.start() > position:
            break
    return position, min(position + 1, limit[1])


def snap(text: str, span: Span) -> Span:
    """The span widened so that it cuts no grapheme."""
    start, end = span
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    pieces, _ = split_graphemes(text[line_start:line_end])
    for first, last, _cells in pieces:
        if line_start + first < start < line_start + last:
            start = line_start + first
        if line_start + first < end < line_start + last:
            end = line_start + last
    return start, end


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty at its start if it holds nothing else."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _stops(text: str, limit: Span, near: int, by: str, *, ends: bool) -> list[int]:
    """Where an edge near a position can stand: the ends or starts of words or of graphemes."""
    start, end = max(limit[0], near - AROUND), min(limit[1], near + AROUND)
    if start > limit[0]:
        start = max(text.find(" ", start, near) + 1, start)
    if by == "word":
        stops = {
            match.end() if ends else match.start() for match in _WORD.finditer(text, start, end)
        }
        outermost = limit[1] if ends else limit[0]
        return sorted(stops | ({outermost} if start <= outermost <= end else set()))
    pieces, _ = split_graphemes(text[start:end])
    return [start + (last if ends else first) for first, last, _cells in pieces]
