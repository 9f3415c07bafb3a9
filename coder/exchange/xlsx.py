"""Excel workbooks: tables of frequencies to read, to fold and to analyse, and flat sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coder.analysis.table import Table
from coder.exchange.atomic import write_file
from coder.exchange.figures import tidy_sheet
from coder.exchange.flat_sheets import add_about, add_flat
from coder.exchange.sheet import Sheet
from coder.exchange.table_sheets import add_outline, add_report
from coder.exchange.workbook import Workbook


def write_frequencies(
    path: Path, table: Table, *, more: Sequence[Table] = (), overwrite: bool = False
) -> tuple[str, ...]:
    """Write a table as a workbook of three sheets; returns what a person should be told.

    "report" is for reading and printing, "outline" has the codes as groups that fold, and
    "tidy data" one row per cell, that of `more` tables too. Raises InputError if a sheet gets
    too large for Excel, and for what `write_file` refuses.
    """
    workbook = Workbook()
    add_report(workbook, table)
    add_outline(workbook, table)
    add_flat(workbook, tidy_sheet(table, *more))
    return _write(path, workbook, overwrite=overwrite)


def write_rows(path: Path, sheet: Sheet, *, overwrite: bool = False) -> tuple[str, ...]:
    """Write a flat sheet as a workbook; returns what a person should be told.

    What the sheet says about itself stands on a second worksheet. Raises InputError if it is
    too large for Excel, and for what `write_file` refuses.
    """
    workbook = Workbook()
    add_flat(workbook, sheet)
    if sheet.about:
        add_about(workbook, sheet.about)
    return _write(path, workbook, overwrite=overwrite)


def write_sheets(
    path: Path, sheets: Sequence[Sheet], about: Sequence[str], *, overwrite: bool = False
) -> tuple[str, ...]:
    """Write several flat sheets and a last one on what they are; else as `write_rows`."""
    workbook = Workbook()
    for sheet in sheets:
        add_flat(workbook, sheet)
    add_about(workbook, about)
    return _write(path, workbook, overwrite=overwrite)


def _write(path: Path, workbook: Workbook, *, overwrite: bool) -> tuple[str, ...]:
    """Write the finished workbook and say whether cells were cut short."""
    write_file(path, [workbook.content()], overwrite=overwrite)
    if not workbook.cut:
        return ()
    cells = "1 cell was" if workbook.cut == 1 else f"{workbook.cut:,} cells were"
    return (f"{cells} cut to the 32,767 characters Excel can hold; CSV and JSON have them whole.",)
