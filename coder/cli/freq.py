"""Counting, on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.options import Command, json_option, opened, project_option
from coder.cli.output import NOTHING_FOUND, leave, print_json, print_table, say

if TYPE_CHECKING:
    from coder.analysis.table import Table
    from coder.project.counting import Count

MEASURES = ("codings", "segments", "documents", "characters", "words")
VALUES = ("count", "per-1000-words", "row-percent", "column-percent")


def count_options(command: Command) -> Command:
    """The options that say what to count; also of 'coder export frequencies'."""
    for option in reversed(
        (
            click.option(
                "--by",
                default="document",
                show_default=True,
                metavar="WHAT",
                help="Columns: document, speaker, role, coder, an attribute, or '' for none.",
            ),
            click.option(
                "--measure", type=click.Choice(MEASURES), default="codings", show_default=True
            ),
            click.option("--value", type=click.Choice(VALUES), default="count", show_default=True),
            click.option(
                "--no-interviewer", is_flag=True, help="Leave the interviewer's turns out."
            ),
            click.option(
                "--coder",
                "coder_names",
                multiple=True,
                help="Whose codings (default: your own; by coder: everyone's).",
            ),
        )
    ):
        command = option(command)
    return command


def wanted_count(project: Any, options: dict[str, Any]) -> Count:
    """The options as what to count."""
    from coder.analysis.measures import Measure, Value
    from coder.project.counting import Count

    names = options["coder_names"]
    return Count(
        by=options["by"],
        measure=Measure(options["measure"]),
        value=Value(options["value"]),
        without_interviewer=options["no_interviewer"],
        whose=tuple(project.coder(name).id for name in names) or None,
    )


@click.command("freq")
@count_options
@project_option
@json_option
def freq_command(project: Path | None, as_json: bool, **options: Any) -> None:
    """Count per code; codes that were never used are shown with zero.

    Parents count what their subcodes count. JSON: a list of flat objects, one per cell, with
    code, code_id, parent, parent_id, path, depth, row_kind, scope, by, column, column_key,
    column_kind, measure, value, value_kind, unit, words, coders and turns.

    \b
    Examples:
      coder freq
      coder freq --by speaker --measure words --value per-1000-words
      coder freq --by group --value column-percent --json
    """
    from coder.analysis.table import tidy
    from coder.project.counting import count

    with opened(project) as open_one:
        table = count(open_one, wanted_count(open_one, options))
    if as_json:
        print_json(tidy(table))
    else:
        print_counts(table)
    if not table.rows:
        say("There are no codes to count: 'coder codebook import FILE.yaml'.")
        leave(NOTHING_FOUND)


def print_counts(table: Table) -> None:
    """Print a table of counts, and under it what it counted."""
    rows: list[list[Any]] = [
        ["  " * row.depth + row.name, *cells]
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]
    rows.append(["any code", *table.totals])
    headings = ("code", *(column.label for column in table.columns))
    print_table(headings, rows, title=table.title, numbers=range(1, len(headings)))
    say(table.counted)
    for note in table.notes:
        say(note)
