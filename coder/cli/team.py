"""Copies for others, the shared folder, and who is how far."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from coder.amounts import counted
from coder.cli.merging import file_names
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import print_json, print_table, say


@click.group("team")
def team_command() -> None:
    """Work with others: everybody has a copy, and copies are merged.

    \b
    Example:
      coder team export --for Anna --blind --to sent/anna.coder
      coder team status
    """


@team_command.command("export")
@click.option("--for", "name", required=True, help="Whom the copy is for.")
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="The file.")
@click.option("--blind", is_flag=True, help="Without the codings, memos and marks of others.")
@click.option("--document", "documents", multiple=True, help="Only this transcript (repeatable).")
@project_option
def export_command(
    *, name: str, target: Path, blind: bool, documents: tuple[str, ...], project: Path | None
) -> None:
    """Write a copy for somebody; merge it when they send it back.

    A copy of some transcripts, or a blind one, is a project like any other: what it lacks arrives
    with the next merge.

    \b
    Example:
      coder team export --for Anna --blind --document d01 --document d02 --to sent/anna.coder
    """
    from coder.project.team import export_copy

    with opened(project) as open_one:
        chosen = open_one.named_documents(documents) if documents else ()
        export_copy(open_one, name, target, blind=blind, documents=chosen)
        beside = target.resolve().parent == open_one.path.resolve().parent
    what = counted(len(chosen), "transcript") if documents else "all transcripts"
    say(f"Wrote {target} for {name}: {what}{', without the work of others' if blind else ''}.")
    if beside:
        say(
            "It stands beside your project: move it to a folder of its own, or name yours with "
            "--project from now on."
        )


@team_command.command("share")
@click.argument("folder", type=click.Path(path_type=Path))
@project_option
def share_command(folder: Path, project: Path | None) -> None:
    """Put your state in a shared FOLDER, in a file that only this machine writes.

    Others take it in with 'coder merge --from FOLDER'. Nobody works in a shared file.

    \b
    Example:
      coder team share /mnt/team/warmte
      coder merge --from /mnt/team/warmte
    """
    from coder.project.team import share

    with opened(project) as open_one:
        target = share(open_one, folder)
    say(f"Wrote {target}.")


@team_command.command("forget")
@click.argument("name")
@click.option("--not", "back", is_flag=True, help="List them again.")
@project_option
def forget_command(name: str, *, back: bool, project: Path | None) -> None:
    """List the copies that were made for NAME no more, as where the name was a mistake.

    Only the list changes: the files stay where they are, and 'coder purge' still names them.

    \b
    Example:
      coder team forget "Ana"
      coder team forget "Ana" --not
    """
    from coder.project.team import hide_copies

    with opened(project) as open_one:
        found = hide_copies(open_one, name, hidden=not back)
    copies = "1 copy" if len(found) == 1 else f"{len(found)} copies"
    what = "listed again" if back else "listed no more; --not lists them again"
    say(f"{copies} for {found[0].name} {what}: {', '.join(one.file for one in found)}.")


@team_command.command("status")
@project_option
@json_option
def status_command(project: Path | None, as_json: bool) -> None:
    """Show who has which copy, who coded what, and who is done with what.

    Two people who see the same state have the same project.

    JSON: an object with transcripts, coded, questions, state, members (name, id, codings, coded,
    done, last, sent) and merges (time, files, lines, operations, taken_back).

    \b
    Example:
      coder team status
    """
    from coder.project.state_digest import SHOWN
    from coder.project.team import team_record

    with opened(project) as open_one:
        now = team_record(open_one)
    if as_json:
        print_json(now)
        return
    called = Counter(one["name"] for one in now["members"])
    print_table(
        ("who", "codings", "coded", "done", "last act (UTC)", "copies"),
        [
            [
                one["name"] if called[one["name"]] == 1 else f"{one['name']} ({one['id'][-8:]})",
                one["codings"],
                f"{len(one['coded'])} of {now['transcripts']}",
                ", ".join(one["done"]) or "-",
                one["last"],
                ", ".join(_copy(copy) for copy in one["sent"]) or "-",
            ]
            for one in now["members"]
        ],
        numbers=(1,),
        wide=3,
    )
    if not now["members"]:
        say("Nobody coded here yet, and nobody got a copy.")
    say(f"State {now['state'][:SHOWN]}: who sees the same has the same project.")
    if now["questions"]:
        say(f"{counted(now['questions'], 'question')}: 'coder merge questions'.")
    for one in now["merges"][-5:]:
        names = file_names(map(Path, one["files"]))
        say(f"{one['time']} merged {names}{' (taken back)' if one['taken_back'] else ''}")


def _copy(copy: dict[str, object]) -> str:
    documents = copy["documents"]
    count = len(documents) if isinstance(documents, (list, tuple)) else 0
    about = [str(copy["wall"])[:10], "blind" if copy["blind"] else ""]
    about.append(counted(count, "transcript") if count else "all")
    return " ".join(part for part in about if part)
