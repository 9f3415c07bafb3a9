"""Deleting, which undo brings back, and purging, which nothing brings back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coder.amounts import counted
from coder.cli.options import opened, project_option
from coder.cli.output import say
from coder.errors import InputError
from coder.printable import printable


@click.group("remove")
def remove_command() -> None:
    """Delete a transcript, a code or codings; 'coder undo' brings them back.

    \b
    Example:
      coder remove transcript d03
    """


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
    say(f"Removed {document.name} and {counted(codings, 'coding')}; 'coder undo' brings them back.")


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
    say(f"Removed {code.name} and {counted(codings, 'coding')}; 'coder undo' brings them back.")


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
    say(f"Removed {counted(count, 'coding')}; 'coder undo' brings it back.")


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
    from coder.project.purging import purge

    with opened(project) as open_one:
        document = open_one.document(name)
        _make_sure(document.name, confirm, yes=yes)
        done = purge(open_one, document)
    say(f"Erased {document.name}: {done.erased} entries.")
    say("Not reached: copies of the project, the original file, and backups of this computer.")
    if done.copies:
        say(f"Copies of others to purge too: {', '.join(done.copies)}.")
    if done.exports:
        say(f"Exported files that may quote it: {', '.join(map(str, done.exports))}.")
    if done.quoted_by:
        say(f"Codes whose examples quote it: {', '.join(done.quoted_by)}.")


def _make_sure(name: str, confirm: str | None, *, yes: bool) -> None:
    """Ask twice, unless the answers were given; raises InputError for any other answer."""
    no_answer = InputError(
        "There was no answer; nothing was erased.", "A script gives --confirm NAME and --yes."
    )
    if sys.stdin is None and (confirm is None or not yes):
        raise no_answer
    try:
        if confirm is None:
            question = f"'{printable(name)}' will be erased for good. Type its name to go on"
            confirm = click.prompt(question, err=True)
        if confirm != name:
            raise InputError(f"'{confirm}' is not '{name}'.", "Nothing was erased.")
        sure = yes or click.confirm("This cannot be undone. Erase it now?", err=True)
    except click.Abort as error:
        raise no_answer from error
    if not sure:
        raise InputError("You did not confirm.", "Nothing was erased.")
