"""Undo, redo, and who did what when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli.options import json_option, opened, project_option
from coder.cli.output import NOTHING_FOUND, leave, print_json, print_table, say

if TYPE_CHECKING:
    from coder.oplog.undo import Batch

_rest_option = click.option(
    "--rest", is_flag=True, help="Where something changed since, take back only the rest."
)


@click.command("undo")
@_rest_option
@project_option
def undo_command(rest: bool, project: Path | None) -> None:
    """Take back your last act; again and again, across restarts.

    \b
    Example:
      coder undo
    """
    from coder.project.coding import undo

    with opened(project) as open_one:
        batch = undo(open_one, rest=rest)
    _tell(batch, "Taken back", "Nothing to undo.")


@click.command("redo")
@_rest_option
@project_option
def redo_command(rest: bool, project: Path | None) -> None:
    """Do again what you took back last.

    \b
    Example:
      coder redo
    """
    from coder.project.coding import redo

    with opened(project) as open_one:
        batch = redo(open_one, rest=rest)
    _tell(batch, "Done again", "Nothing to redo.")


def _tell(batch: Batch | None, done: str, nothing: str) -> None:
    """Say what was done, or end with 1 where there was nothing to do."""
    if batch is None:
        say(nothing)
        leave(NOTHING_FOUND)
    say(f"{done}: {batch.label}.")


@click.command("log")
@click.option("--limit", "-n", type=click.IntRange(1), help="Only the newest so many.")
@project_option
@json_option
def log_command(limit: int | None, project: Path | None, as_json: bool) -> None:
    """Show who did what and when, the newest first.

    JSON: a list of objects with time, who, kind (act, undo, redo), act, operations and id.

    \b
    Example:
      coder log -n 20
    """
    from coder.project.reviewing import history

    with opened(project) as open_one:
        rows = history(open_one, limit)
    if as_json:
        print_json(rows)
    else:
        print_table(
            ("time (UTC)", "who", "kind", "act", "operations"),
            [[row["time"], row["who"], row["kind"], row["act"], row["operations"]] for row in rows],
            numbers=(4,),
            wide=3,
        )
    if not rows:
        say("Nothing was done yet.")
        leave(NOTHING_FOUND)
