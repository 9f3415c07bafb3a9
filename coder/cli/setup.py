"""Starting a project, saying who one is, and seeing where one stands."""

from __future__ import annotations

from pathlib import Path

import click

from coder.cli.options import json_option, opened, project_option
from coder.cli.output import print_facts, print_json, say


@click.command("init")
@click.argument("name")
@click.option(
    "--language",
    default="nl",
    show_default=True,
    help="Language of the interviews, as a code such as nl or en.",
)
def init_command(name: str, language: str) -> None:
    """Start a project: one file, NAME.coder, in this folder.

    \b
    Example:
      coder init warmte
    """
    from coder.project.project import create_project, project_path, this_person

    path = project_path(name)
    create_project(path, language=language)
    say(f"Started {path}. You are '{this_person().name}' (change it with 'coder whoami --name').")
    say("Next: 'coder import FOLDER' and 'coder codebook import FILE.yaml'.")


@click.command("whoami")
@click.option("--name", help="The name to put behind your codings.")
@click.option("--id", "person", help="Your id from another machine, to be the same person there.")
@json_option
def whoami_command(name: str | None, person: str | None, as_json: bool) -> None:
    """Show or set who you are; it is kept on this machine, not in the project.

    JSON: an object with name, id and replica (the id of this machine).

    \b
    Example:
      coder whoami --name "Anna de Vries"
    """
    from coder.project.project import rename_me, this_person

    if name is not None or person is not None:
        rename_me(name, person)
    me = this_person()
    if as_json:
        print_json({"name": me.name, "id": me.id, "replica": me.replica})
    else:
        print_facts({"name": me.name, "id": me.id})


@click.command("status")
@project_option
@json_option
def status_command(project: Path | None, as_json: bool) -> None:
    """Show what the project holds, and what undo and redo would do.

    JSON: an object with project, you, transcripts, words, codebooks, codes, codings,
    codings_by_coder, undo and redo.

    \b
    Example:
      coder status
    """
    from coder.project.reviewing import status

    with opened(project) as open_one:
        now = status(open_one)
    if as_json:
        print_json(now)
        return
    by_coder = [f"{name} {number}" for name, number in now["codings_by_coder"].items()]
    shown = {**now, "codings_by_coder": by_coder}
    print_facts({name.replace("_", " "): value for name, value in shown.items()})
