"""What stands in the margin of a turn: bars in lanes for codings, and their names; pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from coder.identity import Id
from coder.tui.wrapping import Line

LANES = 4
BAR = "▌"
IMPORTANT_BAR = "█"


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding to show: span in the document, the code's name and colour (#rrggbb)."""

    id: Id
    start: int
    end: int
    name: str
    colour: str
    important: bool = False
    memo: bool = False


@dataclass(frozen=True, slots=True)
class LaneMark:
    """Somebody else's coding: number and letter of their lane, span, the code's name and colour."""

    id: Id
    lane: int
    letter: str
    start: int
    end: int
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One line's margin: a bar or None per lane in use around it, then names with colours.

    `lanes` holds for each other coder shown what they gave to words of the line.
    """

    bars: tuple[Mark | None, ...]
    names: tuple[Mark, ...]
    hidden: int
    lanes: tuple[tuple[LaneMark, ...], ...] = ()


def margin(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Cell]:
    """The margin of lines that follow each other.

    A coding keeps its lane on all its lines; codings without a free lane are counted as hidden.
    Names stand on the first line of a coding, or on a later one of its lines if that is free.
    """
    covered = [
        range(
            bisect_right(lines, mark.start, key=lambda line: line.end),
            bisect_left(lines, mark.end, key=lambda line: line.start),
        )
        for mark in marks
    ]
    lanes: list[list[Mark | None]] = [[None] * LANES for _ in lines]
    hidden = [0] * len(lines)
    names: list[list[Mark]] = [[] for _ in lines]
    order = sorted(
        (number for number, rows in enumerate(covered) if rows),
        key=lambda number: (covered[number][0], -len(covered[number]), marks[number].id),
    )
    for number in order:
        rows = covered[number]
        lane = next(
            (one for one in range(LANES) if all(lanes[row][one] is None for row in rows)), None
        )
        for row in rows:
            if lane is None:
                hidden[row] += 1
            else:
                lanes[row][lane] = marks[number]
        named = next((row for row in rows if not names[row]), rows[0])
        names[named].append(marks[number])
    used = max((n for bars in lanes for n, bar in enumerate(bars, 1) if bar), default=0)
    return [
        Cell(tuple(bars[:used]), tuple(found), count)
        for bars, found, count in zip(lanes, names, hidden, strict=True)
    ]


def name_pieces(cell: Cell, width: int) -> list[tuple[str, Mark | None]]:
    """The names of a margin cell as pieces that fit a width in terminal cells."""
    pieces: list[tuple[str, Mark | None]] = []
    left = width
    for number, mark in enumerate(cell.names):
        separator = "" if number == 0 else ", "
        label = _label(mark)
        need = cell_len(separator) + cell_len(label)
        more = len(cell.names) - number - 1
        if need > left - (4 if more else 0):
            if number == 0:
                pieces.append((_cut(label, left - (4 if more else 0)), mark))
            rest = more if number == 0 else more + 1
            if rest:
                pieces.append((f" +{rest}", None))
            return pieces
        if separator:
            pieces.append((separator, None))
        pieces.append((label, mark))
        left -= need
    if cell.hidden and left >= 4:
        pieces.append((f" +{cell.hidden}", None))
    return pieces


def _label(mark: Mark) -> str:
    return f"{'!' if mark.important else ''}{mark.name}{'*' if mark.memo else ''}"


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…" if width > 0 else ""
