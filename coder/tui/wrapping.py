"""Text cut into lines that fit a width, in code points of the document; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, split_graphemes

from coder.model import Turn

_FIRST_COMBINING = "\u0300"

BLOCK = 40
"""Lines of one turn whose margin is laid out together."""


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

    An empty line (None) stands between turns. `starts` are the positions at which the rows begin,
    an empty one where the line before it ends. `blocks` are the rows at which blocks begin: a
    turn, or at most `BLOCK` lines of one.
    """

    lines: tuple[Line | None, ...]
    tops: tuple[int, ...]
    starts: tuple[int, ...]
    blocks: tuple[int, ...]

    def row_at(self, position: int) -> int:
        """The row that shows a position, or the last one before it; 0 on an empty page."""
        row = max(bisect_right(self.starts, position) - 1, 0)
        return row - 1 if row < len(self.lines) and self.lines[row] is None else row

    def rows_of(self, span: tuple[int, int]) -> range:
        """The rows on which a span stands."""
        return range(self.row_at(span[0]), self.row_at(max(span[1] - 1, span[0])) + 1)

    def block_rows(self, block: int) -> range:
        """The rows of a block, with the empty one behind it."""
        last = self.blocks[block + 1] if block + 1 < len(self.blocks) else len(self.lines)
        return range(self.blocks[block], last)

    def block_of(self, row: int) -> int:
        """The block that a row belongs to."""
        return bisect_right(self.blocks, row) - 1


EMPTY_PAGE = Page((), (), (), ())


def paginate(text: str, turns: tuple[Turn, ...], width: int) -> Page:
    """Wrap every turn at `width` terminal cells (at least 1)."""
    lines: list[Line | None] = []
    starts: list[int] = []
    tops: list[int] = []
    blocks: list[int] = []
    for number, turn in enumerate(turns):
        if lines:
            starts.append(turns[number - 1].end)
            lines.append(None)
        tops.append(len(lines))
        spans = list(wrap(text, turn.start, turn.end, max(width, 1)))
        blocks.extend(range(len(lines), len(lines) + max(len(spans), 1), BLOCK))
        for start, end in spans or [(turn.start, turn.start)]:
            starts.append(start)
            lines.append(Line(number, start, end, len(lines) == tops[-1]))
    return Page(tuple(lines), tuple(tops), tuple(starts), tuple(blocks))


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
