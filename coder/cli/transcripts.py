"""Importing transcripts and saying what is known about them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.amounts import counted
from coder.cli.options import inner_project_option, json_option, opened, project_option
from coder.cli.output import (
    ERROR,
    NOTHING_FOUND,
    leave,
    print_json,
    print_table,
    progress,
    say,
)
from coder.errors import InputError

if TYPE_CHECKING:
    from coder.project.importing import Imported


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--attributes",
    type=click.Path(path_type=Path),
    help="A CSV: first column the transcript, the others attributes such as group or role.",
)
@project_option
@json_option
def import_command(
    paths: tuple[Path, ...], attributes: Path | None, project: Path | None, as_json: bool
) -> None:
    """Read transcripts (.txt .md .vtt .srt .docx) or folders of them into the project.

    Each file is one transaction; the whole import is one act for undo. A file that is already
    here is recognised by its content. The exit code is 2 if a file was not taken. JSON: a list
    of objects with file, result, name, words, turns, speakers, encoding, warnings and message.

    \b
    Examples:
      coder import transcripts/
      coder import --attributes attributes.csv
    """
    if not paths and attributes is None:
        raise InputError("Nothing to import.", "Name files or folders, or --attributes FILE.")
    from coder.project.attributes import import_attributes, read_attributes
    from coder.project.importing import NOT_TAKEN, import_files, import_row

    table = None if attributes is None else read_attributes(attributes)
    files, others = _files(paths)
    with opened(project) as open_one:
        with progress(len(files), "Reading") as step:
            done = import_files(open_one, files, progress=step)
        if as_json:
            print_json([import_row(row) for row in done])
        elif done:
            print_import(done)
        for path in others:
            why = (
                "a folder; name it to import it too"
                if path.is_dir()
                else "no transcript coder reads"
            )
            say(f"Left out: {path.name} is {why}.")
        if table is not None:
            say(f"{counted(import_attributes(open_one, table), 'attribute')} changed.")
    if paths and not files:
        say("There is no transcript to read there.")
        leave(NOTHING_FOUND)
    if any(row.outcome in NOT_TAKEN for row in done):
        leave(ERROR)


@click.group("transcripts", invoke_without_command=True)
@project_option
@json_option
@click.pass_context
def transcripts_command(ctx: click.Context, project: Path | None, as_json: bool) -> None:
    """List the transcripts; 'transcripts set' sets attributes and roles.

    JSON: a list of objects with name, words, turns, speakers (names), roles, codings,
    attributes, warnings, format, encoding, origin and id.

    \b
    Example:
      coder transcripts --json
    """
    ctx.obj = project
    if ctx.invoked_subcommand is not None:
        return
    from coder.project.coding import codings
    from coder.project.reviewing import transcript_row

    with opened(project) as open_one:
        counts = Counter(one.document for one in codings(open_one))
        rows = [transcript_row(one, counts[one.id]) for one in open_one.documents()]
    if as_json:
        print_json(rows)
    else:
        _print_transcripts(rows)
    if not rows:
        say("No transcripts yet: 'coder import FOLDER'.")
        leave(NOTHING_FOUND)


LITTLE = 0.5
"""Where less than this share of a text is left, a correction is more likely another text."""


@transcripts_command.command("correct")
@click.argument("name")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@inner_project_option
@click.pass_obj
def correct_command(outer: Path | None, name: str, path: Path, project: Path | None) -> None:
    """Take FILE as the corrected text of transcript NAME; codings and memos follow their words.

    The old text is kept beside the new one, and 'coder undo' brings it back.

    \b
    Example:
      coder transcripts correct d01 d01-corrected.txt
    """
    from coder.project.correcting import correct

    with opened(project or outer) as open_one:
        done = correct(open_one, open_one.document(name), path)
    say(f"Corrected {counted(done.places, 'place')}; 'coder undo' takes it back.")
    for number, what in ((done.lost, "coding"), (done.lost_memos, "memo")):
        if number:
            say(f"Words of {counted(number, what)} are gone: 'coder merge questions'.")
    if done.kept < LITTLE:
        say(f"Note: only {done.kept:.0%} of the old text is left. Was it the right file?")


@transcripts_command.command("set")
@click.argument("name")
@click.argument("values", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("--role", "roles", multiple=True, metavar="SPEAKER=ROLE", help="Correct a role.")
@inner_project_option
@click.pass_obj
def set_command(
    outer: Path | None,
    name: str,
    values: tuple[str, ...],
    roles: tuple[str, ...],
    project: Path | None,
) -> None:
    """Set attributes of a transcript, and roles of its speakers (interviewer, respondent).

    KEY= without a value takes an attribute away. Codings stay as they are.

    \b
    Example:
      coder transcripts set d05 group=initiative year=2024 --role "Spreker 1=interviewer"
    """
    if not values and not roles:
        raise InputError("Nothing to set.", "Give KEY=VALUE, or --role SPEAKER=ROLE.")
    from coder.model import Role
    from coder.project.attributes import set_about

    with opened(project or outer) as open_one:
        document = open_one.document(name)
        wanted = {speaker: _role(role, Role) for speaker, role in map(_speaker_role, roles)}
        changed = set_about(open_one, document, [_pair(value) for value in values], wanted)
    say(f"{document.name}: {changed} changed.")


@transcripts_command.command("done")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--not", "undone", is_flag=True, help="There is more to do after all.")
@inner_project_option
@click.pass_obj
def done_command(
    outer: Path | None, names: tuple[str, ...], undone: bool, project: Path | None
) -> None:
    """Say that you are done with transcripts: agreement counts only what coders are done with.

    There a code that you did not give means that it does not apply.

    \b
    Example:
      coder transcripts done d01 d02
    """
    from coder.project.finishing import done_documents, set_all_done

    with opened(project or outer) as open_one:
        chosen = [open_one.document(name) for name in names]
        set_all_done(open_one, list({one.id: one for one in chosen}.values()), not undone)
        count = len(done_documents(open_one))
    say(f"You are done with {counted(count, 'transcript')}.")


def _files(paths: tuple[Path, ...]) -> tuple[list[Path], list[Path]]:
    """Files to read, those in folders included, and files in folders that are left out."""
    from coder.readers import transcripts_in

    files: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if _is_folder(path):
            folder = transcripts_in(path)
            files += folder.transcripts
            others += folder.others
        else:
            files.append(path)
    return list(dict.fromkeys(files)), others


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; what cannot be looked at is left to the reader to complain of."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _speaker_role(text: str) -> tuple[str, str]:
    speaker, equals, role = text.rpartition("=")
    if not equals or not speaker.strip():
        raise InputError(
            f"'{text}' is not SPEAKER=ROLE.", 'Write for example "Spreker 1=interviewer".'
        )
    return speaker.strip(), role.strip()


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise InputError(f"'{text}' is not KEY=VALUE.", "Write for example group=initiative.")
    return key.strip(), value.strip()


def _role(text: str, roles: Any) -> Any:
    try:
        return roles("" if text.casefold() == "unknown" else text.casefold())
    except ValueError as error:
        raise InputError(
            f"'{text}' is not a role.", "Use interviewer, respondent or unknown."
        ) from error


def print_import(done: list[Imported]) -> None:
    """Print the table of an import: what came in, and what to know about it."""
    rows: list[list[Any]] = []
    for row in done:
        document = row.document
        notes = [row.message] if row.message else []
        if document is None:
            rows.append([row.path.name, row.outcome.value, "", "", "", "", " ".join(notes)])
            continue
        notes += document.warnings
        rows.append(
            [
                row.path.name,
                row.outcome.value,
                document.words,
                len(document.turns),
                list(document.speakers),
                document.encoding,
                " ".join(notes),
            ]
        )
    headings = ("file", "result", "words", "turns", "speakers", "encoding", "warnings")
    print_table(headings, rows, numbers=(2, 3), wide=6)
    results = Counter(row.outcome.value for row in done)
    say("; ".join(f"{number} {result}" for result, number in results.items()) + ".")


def _print_transcripts(rows: list[dict[str, Any]]) -> None:
    print_table(
        ("name", "words", "turns", "codings", "speakers", "attributes", "warnings"),
        [
            [
                row["name"],
                row["words"],
                row["turns"],
                row["codings"],
                [
                    f"{name} ({row['roles'][name]})" if row["roles"][name] else name
                    for name in row["speakers"]
                ],
                [f"{key}={value}" for key, value in row["attributes"].items()],
                " ".join(row["warnings"]),
            ]
            for row in rows
        ],
        numbers=(1, 2, 3),
        wide=6,
    )
