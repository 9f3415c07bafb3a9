"""Worksheets of flat records: one row each, with headings that filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from coder.exchange.sheet import Field, Kind, Sheet, lines
from coder.exchange.workbook import Workbook, check_size

_WRAPPED_FROM: Final = 50
_A4: Final = 9


def add_flat(workbook: Workbook, sheet: Sheet) -> None:
    """Add a worksheet with one row per record, filters and headings that stay in view."""
    check_size(sheet.name, len(sheet.rows) + 1, len(sheet.fields))
    worksheet = workbook.worksheet(sheet.name)
    heading = workbook.look(bold=True, bottom=1, text_wrap=True, valign="top")
    for column, field in enumerate(sheet.fields):
        workbook.put(worksheet, 0, column, field.name, heading)
        worksheet.set_column(column, column, field.width)
    puts = [workbook.put_moment if f.kind is Kind.MOMENT else workbook.put for f in sheet.fields]
    looks = [_look(workbook, field) for field in sheet.fields]
    for row, line in enumerate(lines(sheet), start=1):
        for column, value in enumerate(line):
            if value is not None and value != "":
                puts[column](worksheet, row, column, value, looks[column])
    worksheet.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.fields) - 1)
    worksheet.freeze_panes(1, 1)
    set_up_print(worksheet, repeated_row=0)


def add_about(workbook: Workbook, about: Sequence[str]) -> None:
    """Add a worksheet "about" with one line of text per row."""
    check_size("about", len(about), 1)
    worksheet = workbook.worksheet("about")
    worksheet.set_column(0, 0, 110)
    for row, text in enumerate(about):
        workbook.put(worksheet, row, 0, text, workbook.look(text_wrap=True, valign="top"))


def set_up_print(worksheet: Any, repeated_row: int) -> None:
    """A4 across, one page wide, headings on every page, page numbers below."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(repeated_row)
    worksheet.set_footer("&L&A&R&P / &N")


def _look(workbook: Workbook, field: Field) -> Any:
    """How the cells of a field look."""
    if field.kind is Kind.MOMENT:
        return workbook.look(num_format="yyyy-mm-dd hh:mm:ss", valign="top")
    if field.width >= _WRAPPED_FROM:
        return workbook.look(text_wrap=True, valign="top")
    return workbook.look(valign="top")
