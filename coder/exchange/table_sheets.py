"""Worksheets of a table of figures: one to read and print, one whose codes fold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from coder.analysis.table import ANY_CODE, Cell, Table, denominator
from coder.exchange.flat_sheets import set_up_print
from coder.exchange.workbook import Workbook, check_size, text_width

_DEEPEST_GROUP: Final = 7
_DEEPEST_INDENT: Final = 15
_OWN: Final = "Own, without subcodes"
_BAR: Final = "#9DC3E6"
_TOTAL_BAR: Final = "#C5C5C5"
_LINE: Final = 15


def add_report(workbook: Workbook, table: Table) -> None:
    """Add the worksheet "report": what was counted, then indented codes with bars and totals."""
    texts = (table.counted, *table.notes)
    headings = _headings(table)
    check_size("report", len(table.rows) + len(texts) + 10, len(headings))
    worksheet = workbook.worksheet("report")
    _set_widths(worksheet, table, headings)
    workbook.put(worksheet, 0, 0, table.title, workbook.look(bold=True, font_size=14))
    across = max(len(headings) - 1, 1)
    for row, text in enumerate(texts, start=1):
        _put_across(workbook, worksheet, row, across, text)
    top = len(texts) + 2
    _put_line(workbook, worksheet, top, headings, bold=True, bottom=1, text_wrap=True)
    _put_codes(workbook, worksheet, top + 1, table)
    bottom = top + len(table.rows) + 1
    _put_totals(workbook, worksheet, bottom, table)
    for row, name in enumerate(_denominators(table), start=bottom + 1):
        sizes = [denominator(column, name) for column in table.columns]
        line: tuple[str | Cell, ...] = (f"{name.capitalize()} in all", *sizes)
        _put_line(workbook, worksheet, row, line, italic=True, num_format="#,##0")
    _add_bars(worksheet, table, top + 1, bottom - 1)
    worksheet.freeze_panes(top + 1, 1)
    set_up_print(worksheet, repeated_row=top)


def add_outline(workbook: Workbook, table: Table) -> None:
    """Add the worksheet "outline": a plain table whose rows fold at every parent code."""
    headings = _headings(table)
    check_size("outline", len(table.rows) + 2, len(headings))
    worksheet = workbook.worksheet("outline")
    _set_widths(worksheet, table, headings)
    worksheet.outline_settings(symbols_below=False)
    _put_line(workbook, worksheet, 0, headings, bold=True, bottom=1, text_wrap=True)
    _put_codes(workbook, worksheet, 1, table)
    for row, code in enumerate(table.rows, start=1):
        worksheet.set_row(row, None, None, {"level": min(code.depth, _DEEPEST_GROUP)})
    _put_totals(workbook, worksheet, len(table.rows) + 1, table)
    worksheet.freeze_panes(1, 1)
    set_up_print(worksheet, repeated_row=0)


def _headings(table: Table) -> tuple[str, ...]:
    """The headings of the columns, that of the codes first."""
    own = (_OWN,) if table.own else ()
    return (f"Code ({table.unit})", *(column.label for column in table.columns), *own)


def _lines(table: Table) -> list[tuple[Cell, ...]]:
    """The figures of each code, the last of its own row total where the table has those."""
    if not table.own:
        return list(table.cells)
    return [(*cells, own[-1]) for cells, own in zip(table.cells, table.own, strict=True)]


def _put_codes(workbook: Workbook, worksheet: Any, top: int, table: Table) -> None:
    """Write a row per code: its name indented, then its figures."""
    figure = workbook.look(num_format=_number(table))
    for row, (code, line) in enumerate(zip(table.rows, _lines(table), strict=True), start=top):
        name = workbook.look(indent=min(code.depth, _DEEPEST_INDENT), bold=not code.depth)
        workbook.put(worksheet, row, 0, code.name, name)
        for column, value in enumerate(line, start=1):
            workbook.put(worksheet, row, column, value, figure)


def _put_totals(workbook: Workbook, worksheet: Any, row: int, table: Table) -> None:
    """Write the figures for any code."""
    look = {"bold": True, "top": 1, "num_format": _number(table)}
    _put_line(workbook, worksheet, row, (ANY_CODE, *table.totals), **look)


def _put_line(
    workbook: Workbook, worksheet: Any, row: int, values: Sequence[str | Cell], **look: Any
) -> None:
    """Write values side by side in one look."""
    for column, value in enumerate(values):
        workbook.put(worksheet, row, column, value, workbook.look(**look))


def _put_across(workbook: Workbook, worksheet: Any, row: int, last: int, text: str) -> None:
    """Write a paragraph over all columns, high enough to be read."""
    look = workbook.look(text_wrap=True, valign="top")
    last = min(last, 8)
    worksheet.merge_range(row, 0, row, last, "", look)
    workbook.put(worksheet, row, 0, text, look)
    worksheet.set_row(row, _LINE * (1 + len(text) // (24 + 12 * last)))


def _set_widths(worksheet: Any, table: Table, headings: Sequence[str]) -> None:
    """Widths for the names of codes and for the figures."""
    names = [" " * (2 * row.depth) + row.name for row in table.rows]
    worksheet.set_column(0, 0, text_width(names, 24, 60))
    worksheet.set_column(1, len(headings) - 1, 13)


def _number(table: Table) -> str:
    """The number format of the figures: whole numbers, or decimals where there are any."""
    figures = [value for line in (*table.cells, table.totals) for value in line]
    if not any(isinstance(value, float) for value in figures):
        return "#,##0"
    return "0.0" if table.unit.startswith("%") else "0.00"


def _denominators(table: Table) -> tuple[str, ...]:
    """The names of what is known about the size of the columns."""
    return tuple(dict.fromkeys(name for c in table.columns for name, _ in c.denominators))


def _add_bars(worksheet: Any, table: Table, first: int, last: int) -> None:
    """Bars behind the figures, from zero: one scale for the parts, one for the totals."""
    if first > last:
        return
    parts = sum(not column.total for column in table.columns)
    ends = len(table.columns)
    for left, right, colour in ((1, parts, _BAR), (parts + 1, ends, _TOTAL_BAR)):
        if left <= right:
            bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True}
            scale = {"bar_color": colour, "min_type": "num", "min_value": 0}
            worksheet.conditional_format(first, left, last, right, bar | scale)
