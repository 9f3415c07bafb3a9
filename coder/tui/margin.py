"""What stands in the margin of a turn: bars in lanes for codings, and their names; pure."""

from __future__ import annotations

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
class Cell:
    """One line's margin: a bar or None per lane, then names with their colours."""

    bars: tuple[Mark | None, ...]
    names: tuple[Mark, ...]
    hidden: int


def margin(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Cell]:
    """The margin of the lines of one turn.

    A coding keeps its lane on all its lines; codings without a free lane are counted as hidden.
    Names stand on the first line of a coding, or on a later one of its lines if that is free.
    """
    rows = [
        [
            number
            for number, line in enumerate(lines)
            if mark.start < line.end > line.start < mark.end
        ]
        for mark in marks
    ]
    lanes: list[list[Mark | None]] = [[None] * LANES for _ in lines]
    hidden = [0] * len(lines)
    names: list[list[Mark]] = [[] for _ in lines]
    order = sorted(
        (number for number, covered in enumerate(rows) if covered),
        key=lambda number: (rows[number][0], -len(rows[number]), marks[number].id),
    )
    for number in order:
        covered = rows[number]
        lane = next(
            (one for one in range(LANES) if all(lanes[row][one] is None for row in covered)), None
        )
        for row in covered:
            if lane is None:
                hidden[row] += 1
            else:
                lanes[row][lane] = marks[number]
        named = next((row for row in covered if not names[row]), covered[0])
        names[named].append(marks[number])
    return [
        Cell(tuple(bars), tuple(found), count)
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
