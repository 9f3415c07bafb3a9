"""Whose work is compared, on what: the options that agreement and reconciling share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.options import Command

if TYPE_CHECKING:
    from coder.project.project import Project


def compared_options(command: Command) -> Command:
    """The options that say whom to compare, in which transcripts, on which codes."""
    several: dict[str, Any] = {"multiple": True, "metavar": "NAME"}
    for option in reversed(
        (
            click.option("--coder", "coders", help="Whom to compare (default: all).", **several),
            click.option("--document", "documents", help="Which transcripts.", **several),
            click.option("--code", "codes", help="Which codes.", **several),
            click.option(
                "--assume-done",
                is_flag=True,
                help="Take every transcript that a coder has codings in for done.",
            ),
        )
    ):
        command = option(command)
    return command


def compared(project: Project, options: dict[str, Any]) -> dict[str, Any]:
    """What these options say, by the name of the setting; names are made ids, each once."""
    return {
        "coders": tuple(dict.fromkeys(project.coder(name).id for name in options["coders"])),
        "documents": tuple(
            dict.fromkeys(project.document(name).id for name in options["documents"])
        ),
        "codes": tuple(dict.fromkeys(project.code(name).id for name in options["codes"])),
        "assume_done": options["assume_done"],
    }
