"""What to look at next: more like a code, likely and unsure segments, and what clashes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.amounts import counted
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import (
    NOTHING_FOUND,
    leave,
    print_json,
    print_table,
    progress,
    say,
)

if TYPE_CHECKING:
    from coder.project.leads import Lead
    from coder.project.project import Project
    from coder.project.survey import Survey

most_option = click.option(
    "--most",
    type=click.IntRange(1, 1000),
    default=50,
    show_default=True,
    help="The longest list.",
)


@click.command("like")
@click.argument("code_name", metavar="CODE")
@most_option
@project_option
@json_option
def like_command(code_name: str, most: int, project: Path | None, as_json: bool) -> None:
    """List segments like those that you coded with CODE, the likest first. Nothing is coded.

    JSON: a list of objects with document, document_id, speaker, start, end, text, code, code_id,
    probability, band, terms, likeness, and of the likest segment that has the code like_document,
    like_document_id, like_speaker, like_start, like_end and like_text.

    \b
    Example:
      coder suggest like doorstroom
    """
    from coder.project.leads import more_like

    with opened(project) as open_one:
        code = open_one.code(code_name)
        found = more_like(surveyed(open_one), code, most)
    _print(found, {code.id: code.name}, as_json, "like")
    if not found:
        say(f"You coded nothing with '{code.name}' yet, or nothing else may be like it.")
        leave(NOTHING_FOUND)


@click.command("likely")
@click.argument("name", required=False, metavar="[TRANSCRIPT]")
@most_option
@project_option
@json_option
def likely_command(name: str | None, most: int, project: Path | None, as_json: bool) -> None:
    """List segments without a code that most likely need one. Nothing is coded.

    JSON: a list of objects with document, document_id, speaker, start, end, text, code, code_id,
    probability, band and terms.

    \b
    Example:
      coder suggest likely d01
    """
    from coder.project import leads

    with opened(project) as open_one:
        document = None if name is None else open_one.document(name)
        found = leads.likely(surveyed(open_one), document, most)
        names = {code.id: code.name for code in open_one.codes()}
    _list(found, names, as_json)


@click.command("uncertain")
@click.argument("name", required=False, metavar="[TRANSCRIPT]")
@most_option
@project_option
@json_option
def uncertain_command(name: str | None, most: int, project: Path | None, as_json: bool) -> None:
    """List segments without a code of which your decision teaches most. Nothing is coded.

    Unsure ones of rare codes go first. Read a transcript in order first: out of order one misses
    what goes before. JSON: as of 'coder suggest likely'.

    \b
    Example:
      coder suggest uncertain --most 10
    """
    from coder.project import leads

    with opened(project) as open_one:
        document = None if name is None else open_one.document(name)
        found = leads.uncertain(surveyed(open_one), document, most)
        names = {code.id: code.name for code in open_one.codes()}
    _list(found, names, as_json)


@click.command("conflicts")
@most_option
@project_option
@json_option
def conflicts_command(most: int, project: Path | None, as_json: bool) -> None:
    """List pairs of segments much alike that you coded differently, the likest first.

    Codes are those that only one of the two got. JSON: a list of objects with likeness, and of one
    segment document, document_id, speaker, start, end, text and codes, of the other the same with
    other_ in front.

    \b
    Example:
      coder suggest conflicts
    """
    from coder.project.leads import clash_row, clashes

    with opened(project) as open_one:
        found = clashes(surveyed(open_one), most)
        names = {code.id: code.name for code in open_one.codes()}
    rows = [clash_row(one, names) for one in found]
    if as_json:
        print_json(rows)
    else:
        print_table(
            (
                "alike",
                "transcript",
                "place",
                "text",
                "codes",
                "transcript",
                "place",
                "text",
                "codes",
            ),
            [
                [
                    f"{row['likeness']:.2f}",
                    *_placed(row, ""),
                    row["codes"] or "-",
                    *_placed(row, "other_"),
                    row["other_codes"] or "-",
                ]
                for row in rows
            ],
            numbers=(0,),
            wide=3,
        )
    say(f"{counted(len(rows), 'pair')} coded differently.")
    if not rows:
        leave(NOTHING_FOUND)


def surveyed(project: Project) -> Survey:
    """All documents as the engine hears them, with a bar while that lasts."""
    from coder.project.survey import survey

    with progress(len(project.documents()), "Reading") as step:
        return survey(project, progress=step)


def _list(found: Sequence[Lead], names: dict[str, str], as_json: bool) -> None:
    _print(found, names, as_json, "why")
    say(
        f"{counted(len(found), 'segment')}. "
        "Not being listed does not mean that there is nothing to code."
    )
    if not found:
        leave(NOTHING_FOUND)


def _print(found: Sequence[Lead], names: dict[str, str], as_json: bool, last: str) -> None:
    """The leads; their last column is what makes them one."""
    from coder.project.leads import lead_row

    rows = [lead_row(one, names[one.code]) for one in found]
    if as_json:
        print_json(rows)
        return
    print_table(
        ("transcript", "place", "text", "code", "band", last),
        [
            [
                *_placed(row, ""),
                row["code"],
                row["band"],
                _like(row) if "likeness" in row else "; ".join(row["terms"]),
            ]
            for row in rows
        ],
        wide=2,
    )


def _placed(row: dict[str, Any], prefix: str) -> list[Any]:
    place = f"{row[f'{prefix}start']}-{row[f'{prefix}end']}"
    return [row[f"{prefix}document"], place, row[f"{prefix}text"]]


def _like(row: dict[str, Any]) -> str:
    return f"{row['like_document']} {row['like_start']}-{row['like_end']}: {row['like_text']}"
