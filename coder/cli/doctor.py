"""Is everything in order: versions, the language in use, the health of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from coder.cli.options import here, json_option, project_option
from coder.cli.output import ERROR, leave, print_facts, print_json
from coder.errors import InputError


@click.command("doctor")
@click.option("--rebuild", is_flag=True, help="Fold all tables anew from the log (backs up first).")
@click.option("--backup", is_flag=True, help="Write a backup beside the project.")
@project_option
@json_option
def doctor_command(rebuild: bool, backup: bool, project: Path | None, as_json: bool) -> None:
    """Check versions, which language grade is in use, and the health of the project file.

    The exit code is 2 if the file has a fault, the language, or the model. JSON: an object with
    versions, config, language (language, grade, pipeline, why, faults), model (name, kind, size,
    faults) and project (path, state, operations, backups, done, faults and notes; null where there
    is none). Two people who see the same state have the same project.

    \b
    Examples:
      coder doctor
      coder doctor --rebuild
    """
    from coder.project.diagnosis import diagnose
    from coder.project.project import NoProjectError, find_project

    try:
        path = project or find_project(here())
    except NoProjectError:
        path = None
    if path is None and (rebuild or backup):
        raise InputError("There is no project here.", "Name one with --project.")
    report = diagnose(path, rebuild=rebuild, backup=backup)
    if as_json:
        print_json(report)
    else:
        _print(report)
    if (
        report["language"]["faults"]
        or report["model"]["faults"]
        or (report["project"] and report["project"]["faults"])
    ):
        leave(ERROR)


def model_line(model: dict[str, Any]) -> str:
    """Which model of meaning is in use, and whether it opens."""
    if not model["name"]:
        return "none"
    if model["faults"]:
        return f"FAULT: {model['name']}: {'; '.join(model['faults'])}"
    return f"{model['name']}, {model['kind']}, {model['size']} numbers a text"


def _print(report: dict[str, Any]) -> None:
    from coder.project.state_digest import SHOWN

    language = report["language"]
    fault = "FAULT: " if language["faults"] else ""
    about = f"{fault}{language['language']}, grade {language['grade']}: {language['why']}"
    facts = {**report["versions"], "config": report["config"], "language": about}
    facts["model"] = model_line(report["model"])
    project = report["project"]
    if project is None:
        print_facts({**facts, "project": "none here"})
        return
    health = "no faults" if not project["faults"] else f"FAULT: {'; '.join(project['faults'])}"
    print_facts(
        {
            **facts,
            "project": project["path"],
            "state": project["state"][:SHOWN],
            "operations": project["operations"],
            "backups": project["backups"],
            **({"done": "; ".join(project["done"])} if project["done"] else {}),
            **({"notes": "; ".join(project["notes"])} if project["notes"] else {}),
            "health": health,
        }
    )
