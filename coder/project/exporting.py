"""Results written to files, in the format that the file's suffix names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.amounts import counted
from coder.analysis.agreement.agreement import Agreement
from coder.analysis.table import Table
from coder.errors import InputError
from coder.exchange import agreement, csv, json_file, xlsx
from coder.exchange.codings import codings_sheet
from coder.exchange.figures import tidy_sheet
from coder.exchange.memos import memos_sheet
from coder.exchange.sheet import Sheet
from coder.exchange.suggestion_page import Page, record_sheet, write_html, write_markdown
from coder.model import Coder, Coding
from coder.project.coding import codings
from coder.project.counting import quoted
from coder.project.memos import listed
from coder.project.project import Project

FORMATS = (".xlsx", ".csv", ".json")
AGREEMENT_FORMATS = (".csv", ".xlsx", ".md", ".json")
SUGGESTION_FORMATS = (".html", ".md", ".csv", ".json", ".xlsx")


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How CSV files are written; Dutch Excel wants ";" and a byte-order mark."""

    separator: str = ","
    bom: bool = False


def export_table(
    project: Project, table: Table, path: Path, *, style: CsvStyle, overwrite: bool
) -> tuple[str, ...]:
    """Write a table: .xlsx as report, outline and tidy data, .csv and .json as tidy data.

    Returns what a person should be told of the file.
    """
    if path.suffix.casefold() == ".xlsx":
        make_exports_folder(project, path)
        return xlsx.write_frequencies(path, table, overwrite=overwrite)
    return _write(project, tidy_sheet(table), path, style=style, overwrite=overwrite)


def export_codings(
    project: Project,
    path: Path,
    coders: Sequence[Coder] = (),
    *,
    style: CsvStyle,
    overwrite: bool,
) -> tuple[str, ...]:
    """Write all live codings with their quotes: of these coders, or of everyone."""
    ids = {one.id for one in coders}
    found = codings(project)
    rows = quoted(project, [one for one in found if one.coder in ids] if ids else found)
    who = ", ".join(one.name for one in coders) or "every coder"
    about = (f"All codings of {project.path.name}, of {who}.",)
    return _write(project, codings_sheet(rows, about), path, style=style, overwrite=overwrite)


def export_memos(
    project: Project, path: Path, *, style: CsvStyle, overwrite: bool
) -> tuple[str, ...]:
    """Write all live memos of all coders with what they are on."""
    about = (f"All memos of {project.path.name}, of everybody.",)
    sheet = memos_sheet(listed(project), about)
    return _write(project, sheet, path, style=style, overwrite=overwrite)


def export_quotations(
    project: Project, chosen: Sequence[Coding], about: str, path: Path, *, overwrite: bool
) -> tuple[str, ...]:
    """Write some codings with their quotes, in the person's CSV style; `about` says which."""
    rows = quoted(project, chosen)
    sheet = codings_sheet(
        rows, (f"{counted(len(rows), 'coding')} of {project.path.name}: {about}.",)
    )
    return _write(project, sheet, path, style=own_style(project), overwrite=overwrite)


def export_suggestion_report(
    project: Project, report: Page, path: Path, *, overwrite: bool
) -> tuple[str, ...]:
    """Write how good suggestions were: .html and .md to read, .csv, .json and .xlsx as records.

    Returns what a person should be told of the file.
    """
    check_target(path, overwrite=overwrite, formats=SUGGESTION_FORMATS)
    if path.suffix.casefold() in (".html", ".md"):
        make_exports_folder(project, path)
        write = write_html if path.suffix.casefold() == ".html" else write_markdown
        write(path, report, overwrite=overwrite)
        return ()
    return _write(
        project, record_sheet(report), path, style=own_style(project), overwrite=overwrite
    )


def own_style(project: Project) -> CsvStyle:
    """How the person's settings want CSV files."""
    return CsvStyle(project.settings.csv_separator, project.settings.csv_bom)


def export_agreement(
    project: Project, found: Agreement, path: Path, *, overwrite: bool
) -> tuple[str, ...]:
    """Write an agreement table: .csv (methods in a text file beside it), .xlsx, .md or .json.

    Returns what a person should be told of the file.
    """
    check_target(path, overwrite=overwrite, formats=AGREEMENT_FORMATS)
    match path.suffix.casefold():
        case ".md":
            make_exports_folder(project, path)
            agreement.write_paper(path, found, overwrite=overwrite)
            return ()
        case ".xlsx":
            make_exports_folder(project, path)
            sheets = [agreement.paper_sheet(found), agreement.records_sheet(found)]
            sheets += [agreement.confusion_sheet(found)] if found.confusion else []
            about = agreement.about_numbers(found)
            return xlsx.write_sheets(path, sheets, about, overwrite=overwrite)
        case ".csv":
            beside = agreement.methods_path(path)
            check_target(beside, overwrite=overwrite, formats=(beside.suffix,))
            sheet = agreement.paper_sheet(found)
            told = _write(project, sheet, path, style=own_style(project), overwrite=overwrite)
            agreement.write_methods(beside, found, overwrite=overwrite)
            return (*told, f"Methods: {beside}")
        case _:
            sheet = agreement.records_sheet(found)
            return _write(project, sheet, path, style=own_style(project), overwrite=overwrite)


def check_target(path: Path, *, overwrite: bool, formats: Sequence[str] = FORMATS) -> None:
    """Raise InputError for a file that will not be written, before any work is done for it."""
    if path.suffix.casefold() not in formats:
        raise InputError(
            f"{path} ends in '{path.suffix}', which names no format.", f"Use {', '.join(formats)}."
        )
    if path.is_dir():
        raise InputError(f"{path} is a folder.", "Name a file in it.")
    if not overwrite and os.path.lexists(path):
        raise InputError(
            f"{path} exists already; nothing was written.",
            "Choose another name, or use --overwrite.",
        )


def _write(
    project: Project, sheet: Sheet, path: Path, *, style: CsvStyle, overwrite: bool
) -> tuple[str, ...]:
    check_target(path, overwrite=overwrite)
    make_exports_folder(project, path)
    match path.suffix.casefold():
        case ".xlsx":
            return xlsx.write_rows(path, sheet, overwrite=overwrite)
        case ".csv":
            csv.write_rows(
                path, sheet, separator=style.separator, bom=style.bom, overwrite=overwrite
            )
        case _:
            json_file.write_rows(path, sheet, overwrite=overwrite)
    return ()


def make_exports_folder(project: Project, path: Path) -> None:
    """Make the project's own exports folder when it is first written to; no other one."""
    if path.parent.absolute() != project.exports.absolute() or path.parent.is_dir():
        return
    try:
        path.parent.mkdir()
    except OSError as error:
        raise InputError(
            f"The folder {path.parent} cannot be made: {error.strerror}.",
            "Name a file elsewhere.",
        ) from error
