"""Writing results to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from coder.cli.freq import count_options, wanted_count
from coder.cli.options import Command, opened, project_option
from coder.cli.output import say


def file_options(default: str) -> Callable[[Command], Command]:
    """The options of everything that writes a file in `exports/` beside the project."""

    def decorate(command: Command) -> Command:
        for option in (
            project_option,
            click.option("--overwrite", is_flag=True, help="Replace the file if it is there."),
            click.option("--bom", is_flag=True, help="CSV: begin with a byte-order mark (Excel)."),
            click.option("--separator", help="CSV: ',' ';' or 'tab' (Dutch Excel wants ';')."),
            click.option(
                "--output",
                "-o",
                type=click.Path(path_type=Path),
                help=f"The file (default: exports/{default}); .xlsx, .csv or .json.",
            ),
        ):
            command = option(command)
        return command

    return decorate


@click.group("export")
def export_command() -> None:
    """Write tables, quotes, memos and the codebook to files (.xlsx, .csv, .json, .yaml).

    \b
    Example:
      coder export frequencies --by role
    """


@export_command.command("frequencies")
@count_options
@file_options("frequencies.xlsx")
def export_frequencies_command(
    output: Path | None, project: Path | None, overwrite: bool, **options: Any
) -> None:
    """Write the table of 'coder freq': in Excel as report, outline and tidy data.

    \b
    Examples:
      coder export frequencies --by group --overwrite
      coder export frequencies -o groups.csv --separator ";" --bom
    """
    from coder.project.counting import count
    from coder.project.exporting import check_target, export_table

    with opened(project) as open_one:
        path = output or open_one.exports / "frequencies.xlsx"
        check_target(path, overwrite=overwrite)
        table = count(open_one, wanted_count(open_one, options))
        style = _style(open_one, options)
        notes = export_table(open_one, table, path, style=style, overwrite=overwrite)
    _said(path, notes)


@export_command.command("codings")
@click.option("--coder", "coders", multiple=True, help="Only by this person (repeatable).")
@file_options("codings.xlsx")
def export_codings_command(
    output: Path | None,
    coders: tuple[str, ...],
    project: Path | None,
    overwrite: bool,
    **options: Any,
) -> None:
    """Write all codings with quote, speaker, time and coder; also those of the consensus.

    \b
    Examples:
      coder export codings -o exports/codings.csv --separator ";"
      coder export codings -o exports/consensus.csv --coder Consensus
    """
    from coder.project.exporting import check_target, export_codings

    with opened(project) as open_one:
        path = output or open_one.exports / "codings.xlsx"
        check_target(path, overwrite=overwrite)
        style = _style(open_one, options)
        chosen = tuple(open_one.coder(name) for name in coders)
        notes = export_codings(open_one, path, chosen, style=style, overwrite=overwrite)
    _said(path, notes)


@export_command.command("memos")
@file_options("memos.xlsx")
def export_memos_command(
    output: Path | None, project: Path | None, overwrite: bool, **options: Any
) -> None:
    """Write all memos with what they are on: words, a coding, a code, a transcript, the project.

    \b
    Example:
      coder export memos -o exports/memos.csv
    """
    from coder.project.exporting import check_target, export_memos

    with opened(project) as open_one:
        path = output or open_one.exports / "memos.xlsx"
        check_target(path, overwrite=overwrite)
        style = _style(open_one, options)
        notes = export_memos(open_one, path, style=style, overwrite=overwrite)
    _said(path, notes)


@export_command.command("codebook")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Bring an existing file up to date in place.")
@click.option("--name", help="Which codebook, if the project has several.")
@project_option
def export_codebook_command(
    file: Path, overwrite: bool, name: str | None, project: Path | None
) -> None:
    """Write the project's codebook as YAML; in an existing file comments and order are kept.

    \b
    Example:
      coder export codebook codebooks/warmtetransitie.yaml --overwrite
    """
    from coder.project.codebooks import export_codebook

    with opened(project) as open_one:
        export_codebook(open_one, file, name, overwrite=overwrite)
    _said(file, ())


def _style(project: Any, options: dict[str, Any]) -> Any:
    from coder.project.exporting import CsvStyle
    from coder.settings import separator_named

    chosen = options["separator"]
    separator = project.settings.csv_separator if chosen is None else chosen
    return CsvStyle(separator_named(separator), options["bom"] or project.settings.csv_bom)


def _said(path: Path, notes: tuple[str, ...]) -> None:
    say(f"Written: {path}")
    for note in notes:
        say(note)
