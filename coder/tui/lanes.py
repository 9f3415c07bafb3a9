"""Lanes beside the text: what other coders gave, a column for each of them; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len, set_cell_size

from coder.tui.margin import Cell, LaneMark
from coder.tui.wrapping import Line

GOES_ON, SEVERAL = "│", "┃"

LEAST = 4
"""Cells that a part of a name needs to be worth showing."""


def add_lanes(
    cells: Sequence[Cell], lines: Sequence[Line], marks: Sequence[LaneMark], lanes: int
) -> list[Cell]:
    """The margin of lines that follow each other, with what others gave to words of each."""
    order = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.id))
    found: list[Cell] = []
    for cell, line in zip(cells, lines, strict=True):
        here = [mark for mark in order if mark.start < line.end and line.start < mark.end]
        each = tuple(tuple(one for one in here if one.lane == lane) for lane in range(lanes))
        found.append(replace(cell, lanes=each))
    return found


def lane_sign(lane: Sequence[LaneMark], line: Line) -> str:
    """One cell of a lane: the coder's letter where a coding begins, a bar where it goes on."""
    if any(_begins(mark, line) for mark in lane):
        return lane[0].letter
    if not lane:
        return " "
    return SEVERAL if len(lane) > 1 else GOES_ON


def lane_names(
    cell: Cell, line: Line, width: int, *, first: bool
) -> Iterator[tuple[str, LaneMark]]:
    """The codes that others begin on a line, each behind the letters of those who gave it.

    `first` says that no name stands there yet. The last one that does not fit is cut with ….
    """
    begun: dict[str, list[LaneMark]] = {}
    for mark in (one for lane in cell.lanes for one in lane if _begins(one, line)):
        begun.setdefault(mark.name, []).append(mark)
    for name, marks in begun.items():
        who = "".join(dict.fromkeys(mark.letter for mark in marks))
        label = f"{'' if first else ', '}{who}:{name}"
        if cell_len(label) > width:
            if width >= LEAST:
                yield set_cell_size(label, width - 1).rstrip() + "…", marks[0]
            return
        yield label, marks[0]
        width -= cell_len(label)
        first = False


def _begins(mark: LaneMark, line: Line) -> bool:
    return line.start <= mark.start < line.end
