"""Options that many commands share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from coder.errors import InputError

if TYPE_CHECKING:
    from coder.project.project import Project

Command = TypeVar("Command", bound=Callable[..., Any])


def project_option(command: Command) -> Command:
    """The option that names the project file; CODER_PROJECT does so too."""
    return _named_project(envvar="CODER_PROJECT")(command)


def inner_project_option(command: Command) -> Command:
    """The same behind a subcommand of a command that has it: the one that is written wins."""
    return _named_project(envvar=None)(command)


def project_argument(command: Command) -> Command:
    """PROJECT as an argument, for what shows the whole file; --project names it as elsewhere."""

    @click.argument(
        "project", required=False, type=click.Path(path_type=Path), envvar="CODER_PROJECT"
    )
    @_named_project(envvar=None, name="named")
    @wraps(command)
    def told(project: Path | None, named: Path | None, **others: Any) -> None:
        command(project=named or project, **others)

    return cast(Command, told)


def _named_project(envvar: str | None, name: str = "project") -> Callable[[Command], Command]:
    return click.option(
        "--project",
        "-p",
        name,
        type=click.Path(path_type=Path),
        envvar=envvar,
        metavar="PATH",
        help="The project file (default: the .coder file here or in a folder above).",
    )


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")


def opened(path: Path | None) -> AbstractContextManager[Project]:
    """The project at a path, or the one found from the current folder upward."""
    from coder.project.project import find_project, open_project

    return open_project(path or find_project(here()))


def here() -> Path:
    """The current folder; raises InputError if somebody deleted it."""
    try:
        return Path.cwd()
    except OSError as error:
        raise InputError(
            "The folder that you are in is gone.", "Go to another folder and try again."
        ) from error
