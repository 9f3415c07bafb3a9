"""Is everything in order: versions, the language in use, the health of the file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from coder.cli.options import json_option, project_option
from coder.cli.output import print_json
from coder.errors import InputError


@click.command("doctor")
@click.option("--rebuild", is_flag=True, help="Fold all tables anew from the log (backs up first).")
@click.option("--backup", is_flag=True, help="Write a backup beside the project.")
@project_option
@json_option
def doctor_command(rebuild: bool, backup: bool, project: Path | None, as_json: bool) -> None:
    """Check versions, which language grade is in use, and the health of the project file.

    The exit code is 2 if the file has a fault.

    \b
    Examples:
      coder doctor
      coder doctor --rebuild
    """
    from coder.project.diagnosis import diagnose
    from coder.project.project import find_project

    try:
        path = project or find_project(Path.cwd())
    except InputError:
        path = None
    if path is None and (rebuild or backup):
        raise InputError("There is no project here.", "Name one with --project.")
    report = diagnose(path, rebuild=rebuild, backup=backup)
    if as_json:
        print_json(report)
    else:
        _print(report)
    if report["project"] and report["project"]["faults"]:
        sys.exit(2)


def _print(report: dict[str, Any]) -> None:
    for name, value in report["versions"].items():
        click.echo(f"{name}\t{value}")
    language = report["language"]
    click.echo(f"language\t{language['language']}, grade {language['grade']}: {language['why']}")
    project = report["project"]
    if project is None:
        click.echo("project\tnone here")
        return
    for act in project["done"]:
        click.echo(f"done\t{act}")
    click.echo(f"project\t{project['path']}")
    click.echo(f"operations\t{project['operations']}")
    click.echo(f"backups\t{project['backups']}")
    for note in project["notes"]:
        click.echo(f"note\t{note}")
    for fault in project["faults"]:
        click.echo(f"FAULT\t{fault}")
    if not project["faults"]:
        click.echo("health\tno faults")
