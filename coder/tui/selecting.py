"""Moving a selection through a document by segment, word and character; pure.

Spans are half-open, in code points. Edges never fall inside a grapheme, so an emoji or a letter
with its accents is taken whole, and never leave the turns a selection lies in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rich.cells import split_graphemes

from coder.model import Document, Segment

Span = tuple[int, int]

AROUND = 400
"""Characters on either side of an edge that are looked at to move it."""

_JOINER = "\u200d"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u1dc0-\u1dff\u20d0-\u20ff"
)
_LETTERS = rf"(?:[^\W_][{_MARKS}]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’.\-/]{_LETTERS})*")


def segment_at(segments: Sequence[Segment], position: int) -> int:
    """The number of the segment that holds a position, or of the nearest one before it."""
    return max(bisect_right(segments, position, key=lambda one: one.start) - 1, 0)


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


def snap(text: str, span: Span) -> Span:
    """The span widened so that it cuts no grapheme."""
    start, end = span
    begin = start
    while begin > 0 and (begin == len(text) or not _begins_anew(text, begin)):
        begin -= 1
    stop = end
    while stop < len(text) and not _begins_anew(text, stop):
        stop += 1
    pieces, _ = split_graphemes(text[begin:stop])
    for first, last, _cells in pieces:
        if begin + first < span[0] < begin + last:
            start = begin + first
        if begin + first < span[1] < begin + last:
            end = begin + last
    return start, end


def _begins_anew(text: str, position: int) -> bool:
    """Whether a grapheme surely begins here: at a blank that nothing is joined to."""
    return text[position].isspace() and text[position - 1 : position] != _JOINER


def turns_around(document: Document, span: Span) -> Span:
    """The turns a span lies in: as far as its edges may go."""
    turns = document.turns
    first = bisect_right(turns, span[0], key=lambda one: one.end)
    last = bisect_left(turns, span[1], key=lambda one: one.start) - 1
    return (turns[first].start, turns[last].end) if first <= last else span


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
    pieces, _ = split_graphemes(text[start:end])
    edges = [start + (last if ends else first) for first, last, _cells in pieces]
    if by == "character":
        return edges
    stops = {match.end() if ends else match.start() for match in _WORD.finditer(text, start, end)}
    outermost = limit[1] if ends else limit[0]
    return [edge for edge in edges if edge in stops or edge == outermost]
