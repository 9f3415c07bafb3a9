"""A table of counts as cells with numbers and bars; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text

from coder.analysis.columns import ATTRIBUTE_PREFIX
from coder.analysis.table import ANY_CODE, Cell, Table
from coder.identity import Id
from coder.printable import one_line
from coder.project.counting import Count

EIGHTHS = " ▏▎▍▌▋▊▉█"
NARROWEST = 5
WIDEST_NAME = 34
WIDEST_HEADING = 16


def bar(value: Cell, largest: float, width: int) -> str:
    """A bar as long as a value is of the largest, in eighths of a cell, at least one of them."""
    if not value or largest <= 0:
        return " " * width
    eighths = max(round(min(value / largest, 1) * width * 8), 1)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (EIGHTHS[rest] if rest else "")).ljust(width)


def number(value: Cell) -> str:
    """A figure as people write it: whole counts, else one digit after the point; · for none."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.1f}" if value else "·"
    return str(value) if value else "·"


def order_of(table: Table, *, by_total: bool) -> list[int]:
    """The rows as the codebook has them, or the largest total first; the row of any code last."""
    rows = list(range(len(table.rows)))
    if by_total:
        rows.sort(key=lambda row: -(table.cells[row][-1] or 0))
    return rows


def row_name(table: Table, row: int | None, *, indented: bool) -> Text:
    """The name of a row, as deep as the code is in the codebook; None is any code."""
    if row is None:
        return Text(ANY_CODE, "bold")
    one = table.rows[row]
    room = max(WIDEST_NAME - 2 * one.depth, 8)
    return Text(f"{'  ' * one.depth if indented else ''}{one_line(one.name, room)}", no_wrap=True)


def row_id(table: Table, row: int | None) -> Id | None:
    """The code of a row; None is any code."""
    return None if row is None else table.rows[row].id


def figure_drawer(
    table: Table, rows: Sequence[int | None], bars: int
) -> Callable[[int, int], Text]:
    """A function that draws the figure at a place of the rows and a column, with its bar.

    Totals are compared with totals, other figures with each other; `bars` is in cells.
    """
    last = len(table.columns) - 1
    widths = [_number_width(table, column) for column in range(last + 1)]
    parts, whole = _largest(table, range(last)), _largest(table, [last])

    def draw(place: int, column: int) -> Text:
        row = rows[place]
        value = table.totals[column] if row is None else table.cells[row][column]
        strong = "bold" if column == last or row is None else ""
        cell = Text(number(value).rjust(widths[column]), strong)
        if bars and row is not None:
            largest = whole if column == last else parts
            cell.append(f" {bar(value, largest, bars)}", "not bold")
        return cell

    return draw


def heading(table: Table, column: int, bars: int) -> tuple[Text, int]:
    """The name of a column, and the cells that the column takes."""
    figures = _number_width(table, column) + (bars + 1 if bars else 0)
    name = Text(one_line(table.columns[column].label, max(figures, WIDEST_HEADING)), no_wrap=True)
    return name, max(figures, name.cell_len)


def _number_width(table: Table, column: int) -> int:
    every = [*(cells[column] for cells in table.cells), table.totals[column]]
    return max([NARROWEST, *(len(number(value)) for value in every)])


def _largest(table: Table, columns: Sequence[int]) -> float:
    return max((cells[column] or 0 for cells in table.cells for column in columns), default=0)


def cell_words(table: Table, row: int | None, column: int) -> str:
    """A figure in words: code, column, value and unit."""
    values = table.totals if row is None else table.cells[row]
    if column >= len(values):
        return ""
    name = row_name(table, row, indented=False).plain
    value = number(values[column]).replace("·", "0")
    return f"{name} × {one_line(table.columns[column].label, 30)}: {value} ({table.unit})"


def choices_line(wanted: Count, whose: str) -> Text:
    """What is counted and how, each with the key that changes it."""
    line = Text()
    for key, what, value in (
        ("p", "per", wanted.by.removeprefix(ATTRIBUTE_PREFIX) or "none"),
        ("#", "of", wanted.measure.value),
        ("=", "as", wanted.value.value),
        ("q", "interviewer", "out" if wanted.without_interviewer else "in"),
        ("h", "whose", whose),
    ):
        line.append(f"{key} ", "bold")
        line.append(f"{what}: ")
        line.append(f"{one_line(value, 24)}  ", "bold")
    return line
