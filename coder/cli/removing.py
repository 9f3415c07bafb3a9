"""Deleting, which undo brings back, and purging, which nothing brings back."""

from __future__ import annotations

from pathlib import Path

import click

from coder.cli.options import opened, project_option
from coder.cli.output import say
from coder.errors import InputError


@click.group("remove")
def remove_command() -> None:
    """Delete a transcript, a code or codings; 'coder undo' brings them back."""


@remove_command.command("transcript")
@click.argument("name")
@project_option
def remove_transcript_command(name: str, project: Path | None) -> None:
    """Delete a transcript with its codings.

    \b
    Example:
      coder remove transcript d03
    """
    from coder.project.coding import remove_document

    with opened(project) as open_one:
        document = open_one.document(name)
        codings = remove_document(open_one, document)
    say(f"Removed {document.name} and {codings} codings; 'coder undo' brings them back.")


@remove_command.command("code")
@click.argument("name")
@project_option
def remove_code_command(name: str, project: Path | None) -> None:
    """Delete a code with its codings; its subcodes move up.

    \b
    Example:
      coder remove code borging
    """
    from coder.project.coding import remove_code

    with opened(project) as open_one:
        code = open_one.code(name)
        codings = remove_code(open_one, code)
    say(f"Removed {code.name} and {codings} codings; 'coder undo' brings them back.")


@remove_command.command("coding")
@click.argument("ids", nargs=-1, required=True)
@project_option
def remove_coding_command(ids: tuple[str, ...], project: Path | None) -> None:
    """Delete codings by the ids that 'coder codings' shows.

    \b
    Example:
      coder remove coding 8f1f6b6f
    """
    from coder.project.coding import remove_codings

    with opened(project) as open_one:
        count = remove_codings(open_one, ids)
    say(f"Removed {count} codings; 'coder undo' brings them back.")


@click.command("purge")
@click.argument("name")
@click.option("--confirm", metavar="NAME", help="The transcript's name again, instead of asking.")
@click.option("--yes", is_flag=True, help="The second answer, instead of asking.")
@project_option
def purge_command(name: str, confirm: str | None, yes: bool, project: Path | None) -> None:
    """Erase a transcript for good: text, quotes, memos, search index and coder's own backups.

    For people who withdraw their consent. It cannot be undone, so it asks twice. Copies of the
    project elsewhere, exported files and the original transcript are not reached.

    \b
    Example:
      coder purge d08
    """
    from coder.store.purge import purge_document

    with opened(project) as open_one:
        document = open_one.document(name)
        if confirm is None:
            confirm = click.prompt(
                f"'{document.name}' will be erased for good. Type its name to go on", err=True
            )
        if confirm != document.name:
            raise InputError(f"'{confirm}' is not '{document.name}'.", "Nothing was erased.")
        if not yes and not click.confirm("This cannot be undone. Erase it now?", err=True):
            raise InputError("You did not confirm.", "Nothing was erased.")
        count = purge_document(open_one.store, document.id)
        folder = open_one.path.parent
    say(f"Erased {document.name}: {count} entries.")
    say(
        f"Not reached: copies of the project, exports in {folder / 'exports'}, the original file "
        "and backups of this computer. Codebook examples may quote it: 'coder search' does not "
        "look there."
    )
