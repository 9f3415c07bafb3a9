"""Text cut into lines that fit a width, in code points of the document; pure."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, split_graphemes

from coder.model import Turn

_UNPLAIN = re.compile("[^\x00-\u02ff\u2010-\u2027\u20ac]")
"""What may be wide, narrow or joined to what stands before; all else takes one cell."""

_NONE = -1

BLOCK = 40
"""Lines of one turn whose margin is laid out together."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a turn: `[start, end)` in the document; white space at the break is left out."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """All lines of a document at one width; `tops[t]` is the row where turn `t` begins.

    An empty line stands between turns. `starts` are the positions at which the rows begin, an
    empty one where the line before it ends. `blocks` are the rows at which blocks begin: a turn,
    or at most `BLOCK` lines of one. Numbers in arrays: a long document has thousands of rows, and
    an object for each would slow every collection of garbage.
    """

    turns: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    tops: Sequence[int]
    blocks: Sequence[int]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.starts)

    def line_at(self, row: int) -> Line | None:
        """The line on a row; None for an empty one and outside the page."""
        if not 0 <= row < self.height or self.turns[row] == _NONE:
            return None
        return Line(self.turns[row], self.starts[row], self.ends[row])

    def lines_of(self, rows: range) -> list[Line]:
        """The lines on some rows, without empty ones."""
        found = (self.line_at(row) for row in rows)
        return [line for line in found if line is not None]

    def row_at(self, position: int) -> int:
        """The row that shows a position, or the last one before it; 0 on an empty page."""
        row = max(bisect_right(self.starts, position) - 1, 0)
        return row - 1 if row < self.height and self.turns[row] == _NONE else row

    def rows_of(self, span: tuple[int, int]) -> range:
        """The rows on which a span stands."""
        return range(self.row_at(span[0]), self.row_at(max(span[1] - 1, span[0])) + 1)

    def block_rows(self, block: int) -> range:
        """The rows of a block, with the empty one behind it."""
        last = self.blocks[block + 1] if block + 1 < len(self.blocks) else self.height
        return range(self.blocks[block], last)

    def block_of(self, row: int) -> int:
        """The block that a row belongs to."""
        return bisect_right(self.blocks, row) - 1

    def blocks_of(self, span: tuple[int, int]) -> range:
        """The blocks on which a span stands; none on an empty page."""
        if not self.height:
            return range(0)
        rows = self.rows_of(span)
        return range(self.block_of(rows[0]), self.block_of(rows[-1]) + 1)


EMPTY_PAGE = Page((), (), (), (), ())


def paginate(text: str, turns: tuple[Turn, ...], width: int) -> Page:
    """Wrap every turn at `width` terminal cells (at least 1)."""
    owners, starts, ends, tops, blocks = array("q"), array("q"), array("q"), array("q"), array("q")
    for number, turn in enumerate(turns):
        if starts:
            gap = turns[number - 1].end
            owners.append(_NONE)
            starts.append(gap)
            ends.append(gap)
        top = len(starts)
        tops.append(top)
        for start, end in wrap(text, turn.start, turn.end, max(width, 1)):
            starts.append(start)
            ends.append(end)
        if len(starts) == top:
            starts.append(turn.start)
            ends.append(turn.start)
        owners.extend([number] * (len(starts) - top))
        blocks.extend(range(top, len(starts), BLOCK))
    return Page(owners, starts, ends, tops, blocks)


def wrap(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The lines of `text[start:end]`: broken at line ends and white space, else between graphemes.

    Yields half-open spans in code points; a character wider than the width has its own line.
    """
    if _UNPLAIN.search(text, start, end) is None:
        yield from _wrap_plain(text, start, end, width)
        return
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        plain = _UNPLAIN.search(text, start, stop) is None
        yield from (_wrap_plain if plain else _wrap_graphemes)(text, start, stop, width)
        start = stop + 1


def _wrap_plain(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Where every character takes one cell."""
    for found in _plain_lines(width).finditer(text, start, end):
        first, last = found.span()
        yield first, _trim(text, first, last) if text[last - 1].isspace() else last


@lru_cache(maxsize=16)
def _plain_lines(width: int) -> re.Pattern[str]:
    """A line of at most so many characters: up to a blank or the end, or else cut anywhere."""
    line = rf"\S[^\n]{{0,{width - 1}}}"
    return re.compile(rf"{line}(?=[ \n]|\Z)|{line}")


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
