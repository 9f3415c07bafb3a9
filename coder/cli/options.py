"""Options that many commands share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from coder.project.project import Project

Command = TypeVar("Command", bound=Callable[..., Any])

project_option = click.option(
    "--project",
    "-p",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="CODER_PROJECT",
    metavar="PATH",
    help="The project file (default: the .coder file here or in a folder above).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")


def opened(path: Path | None) -> AbstractContextManager[Project]:
    """The project at a path, or the one found from the current folder upward."""
    from coder.project.project import find_project, open_project

    return open_project(path or find_project(Path.cwd()))
