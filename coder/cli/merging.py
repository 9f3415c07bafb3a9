"""Merging others' files into the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.amounts import counted
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import NOTHING_FOUND, leave, print_json, say
from coder.errors import CoderError
from coder.printable import one_line

if TYPE_CHECKING:
    from coder.merge.questions import Question
    from coder.project.merging import Merged

FILES = "files"

WIDE = 200
"""Characters of a text that are shown of it."""


class MergeGroup(click.Group):
    """A group whose first word may be a file: 'coder merge FILE' is 'coder merge files FILE'.

    Its help shows the options that go with files.
    """

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of merging files, then the other commands."""
        self.commands[FILES].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command in front where none is named."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [FILES, *args]
        return super().parse_args(ctx, args)


@click.group("merge", cls=MergeGroup, subcommand_metavar="FILE... | COMMAND")
def merge_command() -> None:
    """Unite this project with the files that others sent, in any order, as often as you like.

    'coder merge FILE ...' is short for 'coder merge files FILE ...'. Nothing in the other files
    changes; a backup of yours is made first.

    \b
    Example:
      coder merge anna.coder bram.coder --dry-run
      coder merge anna.coder bram.coder
      coder merge --undo
    """


@merge_command.command(FILES)
@click.argument("paths", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "folder",
    type=click.Path(path_type=Path),
    help="Also all files of others in a shared folder ('coder team share').",
)
@click.option(
    "--watch",
    is_flag=True,
    help="With --from: merge again whenever a file there changes, until Ctrl+C.",
)
@click.option("--dry-run", is_flag=True, help="Only say what it would bring.")
@click.option("--undo", "take_back", is_flag=True, help="Take the last merge back.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what is said to a file too.")
@click.option("--overwrite", is_flag=True, help="Replace the report if it is there.")
@click.option(
    "--accept-purges",
    is_flag=True,
    help="Erase here too what others erased for good (purged).",
)
@project_option
@json_option
def files_command(
    paths: tuple[Path, ...],
    *,
    folder: Path | None,
    watch: bool,
    dry_run: bool,
    take_back: bool,
    report: Path | None,
    overwrite: bool,
    accept_purges: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Bring in what the files of others hold: all of them, or none if one is refused.

    JSON: an object with files, operations, lines, warnings, erased and backup.

    \b
    Example:
      coder merge anna.coder bram.coder --report exports/merge.txt
      coder merge --from /mnt/team/warmte
      coder merge --from /mnt/team/warmte --watch
    """
    from coder.exchange.atomic import check_target, write_file
    from coder.project.exporting import make_exports_folder
    from coder.project.merging import merge
    from coder.project.shared_folder import merge_folder

    if take_back:
        if any((paths, folder, watch, dry_run, accept_purges, report, overwrite, as_json)):
            raise click.UsageError("--undo goes alone: it takes the last merge back.")
        _take_back(project)
        return
    if watch:
        if folder is None or paths or dry_run or report:
            raise click.UsageError("--watch goes with --from FOLDER, and not with other files.")
        _watch(project, folder, erase=accept_purges, as_json=as_json)
        return
    if not paths and folder is None:
        raise click.UsageError("Name the files that others sent, or a folder with --from.")
    with opened(project) as open_one:
        if report is not None:
            make_exports_folder(open_one, report)
            check_target(report, overwrite=overwrite)
        if folder is None:
            merged = merge(open_one, paths, rehearse=dry_run, erase=accept_purges)
        else:
            merged = merge_folder(open_one, folder, paths, rehearse=dry_run, erase=accept_purges)
    _tell(merged, rehearsed=dry_run, as_json=as_json)
    if report is not None:
        text = "".join(f"{line}\n" for line in told(merged, rehearsed=dry_run))
        write_file(report, [text.encode()], overwrite=overwrite)
    if not merged.operations and not merged.erased:
        leave(NOTHING_FOUND)


@merge_command.command("questions")
@project_option
@json_option
def questions_command(project: Path | None, as_json: bool) -> None:
    """List what merging cannot decide; until somebody answers, nothing is lost.

    JSON: a list of objects with number, id, kind, question, before, choices (key and words) and
    proposed.

    \b
    Example:
      coder merge questions
    """
    from coder.project.questions import questions

    with opened(project) as open_one:
        found = questions(open_one)
    if as_json:
        print_json([{"number": n, **_asked(one)} for n, one in enumerate(found, 1)])
    else:
        for number, one in enumerate(found, 1):
            click.echo(f"{number}. {one_line(one.words)}")
            if one.before:
                click.echo(f"   before: {one_line(one.before, WIDE)}")
            for place, choice in enumerate(one.choices, 1):
                usual = " (usual)" if choice.key == one.proposed else ""
                click.echo(f"   {place} = {one_line(choice.words, WIDE)}{usual}")
    if not found:
        say("There are no questions.")
        leave(NOTHING_FOUND)
    say("Answer with 'coder merge answer NUMBER CHOICE'; --all-of-this-kind for all such ones.")


@merge_command.command("answer")
@click.argument("number")
@click.argument("choice")
@click.option("--all-of-this-kind", "all_alike", is_flag=True, help="Answer all such ones alike.")
@project_option
def answer_command(number: str, choice: str, *, all_alike: bool, project: Path | None) -> None:
    """Answer question NUMBER of 'coder merge questions'; 'coder undo' takes it back.

    CHOICE is its number, or 'usual'. With --all-of-this-kind, where persons differ, it is what the
    same person wrote everywhere, and 'usual' is the usual answer of each.

    \b
    Example:
      coder merge answer 1 1
      coder merge answer 3 usual --all-of-this-kind
    """
    from coder.project.answering import answer, question

    with opened(project) as open_one:
        asked = question(open_one, number)
        count = answer(open_one, asked, choice, all_alike=all_alike)
    say(f"Answered {counted(count, 'question')}; 'coder undo' takes it back.")


def _tell(merged: Merged, *, rehearsed: bool, as_json: bool) -> None:
    """Say what a merge brought."""
    if as_json:
        print_json(_record(merged))
    else:
        for line in told(merged, rehearsed=rehearsed):
            say(line)


def _take_back(project: Path | None) -> None:
    """Take the last merge back, and tell what it was."""
    from coder.project.merging import undo_merge

    with opened(project) as open_one:
        merging = undo_merge(open_one)
    names = file_names(map(Path, merging.files))
    say(f"Taken back: {counted(merging.last - merging.first, 'write')} from {names}.")


def _watch(project: Path | None, folder: Path, *, erase: bool, as_json: bool) -> None:
    """Merge a folder whenever a file in it changed, and tell each merge, until Ctrl+C."""
    from coder.project.shared_folder import files_in, merge_when_newer

    with opened(project) as open_one:
        files_in(open_one, folder)
        path = open_one.path  # where it is moved away, none from a folder above is meant
    say(f"Watching {folder}; Ctrl+C ends it.")
    try:
        for found in merge_when_newer(lambda: opened(path), folder, erase=erase):
            if isinstance(found, CoderError):
                say(f"Not merged: {found}")
            elif as_json:
                print_json(_record(found))
            elif found.operations or found.erased:
                for line in told(found, rehearsed=False):
                    say(line)
    except KeyboardInterrupt:
        say("Watching ended.")


def _asked(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.asks.value,
        "question": question.words,
        "before": question.before,
        "choices": [{"key": one.key, "words": one.words} for one in question.choices],
        "proposed": question.proposed,
    }


def file_names(paths: Iterable[Path]) -> str:
    """Names of files in a line; of those of one name with the folder that they are in."""
    every = list(paths)
    called = Counter(path.name for path in every)
    return ", ".join(
        path.name if called[path.name] == 1 else f"{path.parent.name}/{path.name}" for path in every
    )


def told(merged: Merged, *, rehearsed: bool) -> list[str]:
    """What a merge brought as lines for people."""
    if not merged.files:
        return ["Nobody else put a file there yet."]
    names = file_names(merged.files)
    lines = [f"{'Would bring' if rehearsed else 'Merged'} {names}:"]
    lines += [f"  {line}" for line in merged.lines]
    lines += [f"Note: {line}" for line in merged.warnings]
    if merged.backup is not None:
        lines.append(f"Backup: {merged.backup}. 'coder merge --undo' takes the merge back.")
    return lines


def _record(merged: Merged) -> dict[str, Any]:
    return {
        "files": [str(path) for path in merged.files],
        "operations": merged.operations,
        "lines": list(merged.lines),
        "warnings": list(merged.warnings),
        "erased": merged.erased,
        "backup": None if merged.backup is None else str(merged.backup),
    }
