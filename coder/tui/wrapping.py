"""Text cut into lines that fit a width, in code points of the document; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, split_graphemes

from coder.model import Turn

_FIRST_COMBINING = "\u0300"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a turn: `[start, end)` in the document; white space at the break is left out."""

    turn: int
    start: int
    end: int
    first: bool


@dataclass(frozen=True, slots=True)
class Page:
    """All lines of a document at one width; `tops[t]` is the row where turn `t` begins.

    An empty line (None) stands between turns.
    """

    lines: tuple[Line | None, ...]
    tops: tuple[int, ...]

    def row_of(self, turn: int, position: int) -> int:
        """The row that shows a position of a turn."""
        first = self.tops[turn]
        last = self.tops[turn + 1] - 1 if turn + 1 < len(self.tops) else len(self.lines)
        starts = [line.start for line in self.lines[first:last] if line is not None]
        return first + max(bisect_right(starts, position) - 1, 0)


def paginate(text: str, turns: tuple[Turn, ...], width: int) -> Page:
    """Wrap every turn at `width` terminal cells (at least 1)."""
    lines: list[Line | None] = []
    tops: list[int] = []
    for number, turn in enumerate(turns):
        if lines:
            lines.append(None)
        tops.append(len(lines))
        spans = list(wrap(text, turn.start, turn.end, max(width, 1)))
        for start, end in spans or [(turn.start, turn.start)]:
            lines.append(Line(number, start, end, len(lines) == tops[-1]))
    return Page(tuple(lines), tuple(tops))


def wrap(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The lines of `text[start:end]`: broken at line ends and white space, else between graphemes.

    Yields half-open spans in code points; a character wider than the width has its own line.
    """
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        paragraph = text[start:stop]
        if paragraph.isascii() or max(paragraph, default="") < _FIRST_COMBINING:
            yield from _wrap_simple(text, start, stop, width)
        else:
            yield from _wrap_graphemes(text, start, stop, width)
        start = stop + 1


def _wrap_simple(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Where every character takes one cell."""
    start = _skip_blanks(text, start, end)
    while start < end:
        if end - start <= width:
            yield start, _trim(text, start, end)
            return
        cut = text.rfind(" ", start + 1, start + width + 1)
        stop = start + width if cut < 0 else cut
        yield start, _trim(text, start, stop)
        start = _skip_blanks(text, stop, end)


def _wrap_graphemes(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Where characters may be wide, narrow or joined to what stands before."""
    start = _skip_blanks(text, start, end)
    pieces, _ = split_graphemes(text[start:end])
    base, begun, used, blank = start, start, 0, -1
    for first, last, cells in pieces:
        if text[base + first].isspace():
            blank = base + first
        if used + cells > width and base + first > begun:
            stop = blank if blank > begun else base + first
            yield begun, _trim(text, begun, stop)
            begun = _skip_blanks(text, stop, end)
            used = cell_len(text[begun : base + first]) if begun < base + first else 0
            blank = -1
        if base + last > begun:
            used += cells
    if begun < end:
        yield begun, _trim(text, begun, end)


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
