"""How far coders agree, on the terminal and in files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.agreeing import agreement_options, agreement_record, asked_for, print_agreement
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import print_json, say
from coder.cli.rounds import freeze_command, recompute_command, rounds_command
from coder.errors import InputError

if TYPE_CHECKING:
    from coder.analysis.agreement.agreement import Agreement
    from coder.project.project import Project


@click.group("agree", invoke_without_command=True)
@agreement_options
@click.option("--confusion", is_flag=True, help="Also show codes x codes: what was given instead.")
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the table for a paper: .csv, .xlsx, .md (or .json, flat).",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")
@click.option(
    "--help-measure", metavar="NAME", help="Explain a measure (or all): formula, source, use."
)
@project_option
@json_option
@click.pass_context
def agree_command(
    context: click.Context,
    /,
    file: Path | None,
    help_measure: str | None,
    project: Path | None,
    **options: Any,
) -> None:
    """Tell how far coders agree, per code and for all codes together.

    A measurement can be frozen as a round, to be cited and computed again for ever.

    A transcript counts for a coder who marked it as done: there a code not given is 0, elsewhere
    it is missing. What is undefined is a dash with its reason. JSON: one object with title,
    methods, left_out, unsettled, broken, coders, documents, figures (a list of flat objects) and
    confusion.

    \b
    Examples:
      coder agree
      coder agree --unit spans --bootstrap 2000 --to exports/agreement.md
      coder agree --coder Anna --coder Bas --confusion
      coder agree --help-measure alpha
      coder agree freeze "round 1" --bootstrap 2000
      coder agree recompute "round 1"
    """
    if context.invoked_subcommand is not None:
        _refuse_lost_options(context)
        context.obj = project
        return
    if help_measure is not None:
        _explain(help_measure)
        return
    from coder.project.agreeing import agree

    with opened(project) as open_one:
        if file is not None:
            from coder.project.exporting import AGREEMENT_FORMATS, check_target

            check_target(file, overwrite=options["overwrite"], formats=AGREEMENT_FORMATS)
        asked = asked_for(open_one, options)
        found = agree(open_one, asked, with_confusion=options["confusion"])
        if file is not None:
            _write(open_one, found, file, overwrite=options["overwrite"])
    if options["as_json"]:
        print_json(agreement_record(found))
    elif file is None:
        print_agreement(found)


agree_command.add_command(freeze_command)
agree_command.add_command(rounds_command)
agree_command.add_command(recompute_command)


def _refuse_lost_options(context: click.Context) -> None:
    """Raise InputError for options of the table that stand before a subcommand."""
    lost = [
        name
        for name in context.params
        if name != "project"
        and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    ]
    if lost:
        raise InputError(
            f"An option stands before '{context.invoked_subcommand}', where it has no effect.",
            f"Put it behind: 'coder agree {context.invoked_subcommand} ...'.",
        )


def _write(project: Project, found: Agreement, file: Path, *, overwrite: bool) -> None:
    from coder.project.exporting import export_agreement

    told = export_agreement(project, found, file, overwrite=overwrite)
    for line in (f"Written: {file}", *told, *found.remarks):
        say(line)


def _explain(name: str) -> None:
    from coder.analysis.agreement.catalogue import ABOUT, NAMES

    chosen = [one for one in ABOUT if name in {one.name, "all"}]
    if not chosen:
        raise InputError(f"'{name}' is not a measure.", f"There are: {', '.join(NAMES)}.")
    for number, one in enumerate(chosen):
        lines = (f"Formula: {one.formula}", f"Use: {one.when}", f"Source: {one.source}")
        click.echo("\n" * bool(number) + f"{one.name}: {one.cite}")
        for line in lines:
            click.echo(click.wrap_text(line, 78, initial_indent="  ", subsequent_indent="    "))
