"""Agreement tables as files: for a paper in CSV, Excel and Markdown, flat in JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from coder.analysis.agreement.agreement import Agreement, methods
from coder.analysis.agreement.tables import (
    Grid,
    confusion_grid,
    group_grid,
    notes,
    paper_grid,
    records,
    shown_grid,
    spelled_notes,
)
from coder.analysis.table import distinct_names
from coder.exchange.atomic import write_file
from coder.exchange.markdown import write_page
from coder.exchange.sheet import Field, Kind, Sheet

_RECORD_NUMBERS: Final = frozenset(
    {"value", "low", "high", "observed", "expected", "coverage", "judged", "all", "one"}
)


def paper_sheet(agreement: Agreement) -> Sheet:
    """One row per code with its counts and measures, numbers in full; methods as what it is."""
    return _sheet("agreement", paper_grid(agreement), about_numbers(agreement))


def confusion_sheet(agreement: Agreement) -> Sheet:
    """Codes x codes."""
    return _sheet("codes x codes", confusion_grid(agreement), ())


def records_sheet(agreement: Agreement) -> Sheet:
    """One flat record per row and measure, with reasons, intervals and the pairs of coders."""
    rows = records(agreement)
    fields = tuple(
        Field(name, Kind.NUMBER if name in _RECORD_NUMBERS else Kind.TEXT, 14) for name in rows[0]
    )
    return Sheet("tidy data", fields, rows, about_numbers(agreement))


def write_paper(path: Path, agreement: Agreement, *, overwrite: bool) -> None:
    """Write a page in Markdown: the table rounded, groups, codes x codes, methods and notes."""
    grids = [shown_grid(agreement)]
    grids += [grid for grid in (group_grid(agreement),) if grid.rows]
    grids += [confusion_grid(agreement)] if agreement.confusion else []
    tables = [(grid.headings, grid.rows, grid.texts) for grid in grids]
    about = (methods(agreement), *notes(agreement), *agreement.remarks)
    write_page(path, agreement.title, tables, about, overwrite=overwrite)


def about_numbers(agreement: Agreement) -> tuple[str, ...]:
    """The methods paragraph, why cells are empty, and what to know of the material."""
    return (methods(agreement), *spelled_notes(agreement), *agreement.remarks)


def methods_path(path: Path) -> Path:
    """The text file that stands beside a CSV, which has no room for its methods."""
    return path.with_suffix(".methods.txt")


def write_methods(path: Path, agreement: Agreement, *, overwrite: bool) -> None:
    """Write what stands about a table as plain text."""
    text = "\n\n".join(about_numbers(agreement)) + "\n"
    write_file(path, [text.encode("utf-8")], overwrite=overwrite)


def _sheet(name: str, grid: Grid, about: tuple[str, ...]) -> Sheet:
    headings = distinct_names(grid.headings)
    fields = tuple(
        Field(heading, Kind.TEXT if place < grid.texts else Kind.NUMBER, 24 if not place else 12)
        for place, heading in enumerate(headings)
    )
    rows = [dict(zip(headings, row, strict=True)) for row in grid.rows]
    return Sheet(name, fields, rows, about)
