"""Telling how good the suggestions were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.options import json_option, opened, project_option
from coder.cli.output import NOTHING_FOUND, leave, print_json, print_table, progress, say

if TYPE_CHECKING:
    from coder.exchange.suggestion_page import Page


@click.command("report")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write it to FILE instead: .html (with the plot), .md, .csv, .json or .xlsx.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")
@project_option
@json_option
def report_command(to: Path | None, overwrite: bool, project: Path | None, as_json: bool) -> None:
    """Tell how good the suggestions were that you met on the screen, per code and of all.

    Acceptance, precision and recall in the blind audit, coverage, calibration, what the codebook's
    terms alone would have found, and a paragraph for a methods section. In brackets stand intervals
    of 95 % (Wilson); "-" is a figure that does not exist, and JSON says why.

    JSON: a list of flat objects, one per figure, with code, code_id, row_kind, measure, value, low,
    high, hits, count, why, band, bin_low, bin_high and mean_probability.

    \b
    Examples:
      coder suggest report
      coder suggest report --to suggestions.html
    """
    from coder.analysis.suggestion_records import records
    from coder.project.exporting import (
        SUGGESTION_FORMATS,
        check_target,
        export_suggestion_report,
    )
    from coder.project.suggestion_report import suggestion_report

    notes: tuple[str, ...] = ()
    with opened(project) as open_one:
        if to is not None:
            check_target(to, overwrite=overwrite, formats=SUGGESTION_FORMATS)
        with progress(len(open_one.documents()), "Reading") as step:
            report = suggestion_report(open_one, step)
        if to is not None:
            notes = export_suggestion_report(open_one, report, to, overwrite=overwrite)
    if to is not None:
        for line in (f"Written: {to}", *notes):
            say(line)
    elif as_json:
        print_json(records(report.quality, report.names))
    else:
        _print(report)
    if not report.quality.segments:
        leave(NOTHING_FOUND)


def _print(report: Page) -> None:
    """The table, and under it the paragraph."""
    from coder.exchange.suggestion_page import HEADINGS, cells

    quality = report.quality
    rows: list[list[Any]] = []
    for one in (quality.overall, *quality.codes):
        name = "all codes" if one.code is None else report.names[one.code]
        rows.append([name, *(_cell(*cell) for cell in cells(one))])
    print_table(HEADINGS, rows, title="Suggestions", numbers=range(1, len(HEADINGS)))
    say(report.account)


def _cell(value: str, rests_on: str) -> str:
    return value if value == "-" else f"{value} ({rests_on})"
