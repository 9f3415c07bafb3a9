"""What the commands on agreement share: their options, and how a table is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.comparing import compared, compared_options
from coder.cli.options import Command
from coder.cli.output import print_table, say

if TYPE_CHECKING:
    from coder.analysis.agreement.agreement import Agreement
    from coder.analysis.agreement.asking import Asked
    from coder.analysis.agreement.tables import Grid
    from coder.project.project import Project

UNITS = ("segment", "sentence", "turn", "spans")


def agreement_options(command: Command) -> Command:
    """The options that say what to compare."""
    several: dict[str, Any] = {"multiple": True, "metavar": "NAME"}
    for option in reversed(
        (
            click.option(
                "--unit",
                type=click.Choice(UNITS),
                default="segment",
                show_default=True,
                help="What is compared; spans: free spans, by the character.",
            ),
            compared_options,
            click.option(
                "--group",
                "groups",
                help="A code that, with its subcodes, is an exclusive group.",
                **several,
            ),
            click.option(
                "--measure",
                "measures",
                help="Which measures, or all (see --help-measure).",
                **several,
            ),
            click.option("--subcodes", is_flag=True, help="Codings count for the codes above too."),
            click.option("--no-interviewer", is_flag=True, help="Leave the interviewer out."),
            click.option(
                "--bootstrap",
                type=click.IntRange(0, 100_000),
                default=0,
                show_default=True,
                metavar="N",
                help="Intervals from N draws of transcripts; 2000 is usual.",
            ),
            click.option("--seed", type=int, default=1, show_default=True, help="Of the draws."),
        )
    ):
        command = option(command)
    return command


def asked_for(project: Project, options: dict[str, Any]) -> Asked:
    """The options as settings, names made ids."""
    from coder.analysis.agreement.asking import Asked
    from coder.analysis.agreement.catalogue import NAMES, USUAL

    measures = options["measures"]
    return Asked(
        unit=options["unit"],
        measures=NAMES if "all" in measures else tuple(dict.fromkeys(measures)) or USUAL,
        **compared(project, options),
        groups=tuple(dict.fromkeys(project.code(name).id for name in options["groups"])),
        subcodes=options["subcodes"],
        without_interviewer=options["no_interviewer"],
        draws=options["bootstrap"],
        seed=options["seed"],
    )


def agreement_record(found: Agreement) -> dict[str, Any]:
    """An agreement table for scripts."""
    from coder.analysis.agreement.agreement import methods
    from coder.analysis.agreement.tables import records

    names = {row.id: row.name for row in found.codes}
    return {
        "title": found.title,
        "methods": methods(found),
        "left_out": [*found.left_out],
        "unsettled": [*found.unsettled],
        "broken": [*found.broken],
        "coders": [{"name": one.name, "id": one.id} for one in found.coders],
        "documents": [
            {
                "name": one.name,
                "id": one.id,
                found.unit: one.size,
                "coders": [found.coders[number].name for number in one.coders],
            }
            for one in found.documents
        ],
        "figures": records(found),
        "confusion": [
            {"code": names.get(one), "other": names.get(other), "count": count}
            for (one, other), count in found.confusion.items()
        ],
    }


def print_agreement(found: Agreement) -> None:
    """Print the table, those of groups, pairs and codes x codes, and what to know of them."""
    from coder.analysis.agreement.agreement import methods
    from coder.analysis.agreement.tables import (
        confusion_grid,
        group_grid,
        notes,
        pair_grid,
        shown_grid,
    )

    _print(shown_grid(found), found.title)
    groups = group_grid(found)
    if groups.rows:
        _print(groups, "Exclusive groups")
    pairs = len(found.coders) > 2 and "kappa" in found.asked.measures
    if pairs:
        _print(pair_grid(found), "Pairs of coders")
    if found.confusion:
        _print(confusion_grid(found), f"Codes x codes, in {found.unit}")
    for line in (*notes(found, pairs=pairs), *found.remarks, methods(found)):
        say(line)


def _print(grid: Grid, title: str) -> None:
    numbers = range(grid.texts, len(grid.headings))
    print_table(grid.headings, grid.rows, title=title, numbers=numbers)
