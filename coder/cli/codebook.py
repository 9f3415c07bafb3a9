"""The codebook: show, check and import it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from coder.amounts import counted
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import (
    ERROR,
    NOTHING_FOUND,
    leave,
    print_json,
    print_table,
    say,
)


@click.group("codebook")
def codebook_command() -> None:
    """Show, check or import a codebook (write one with 'coder export codebook').

    \b
    Example:
      coder codebook import codebooks/warmtetransitie.yaml
    """


@codebook_command.command("show")
@project_option
@json_option
def show_command(project: Path | None, as_json: bool) -> None:
    """Show the codes as a tree, with how often each is used, by all coders together.

    JSON: a list of objects with code, key, english, path, definition, include, exclude,
    examples, terms, colour, hotkey, codings and id.

    \b
    Example:
      coder codebook show
    """
    from coder.analysis.outline import code_rows
    from coder.project.coding import codings

    with opened(project) as open_one:
        codes = {code.id: code for code in open_one.codes()}
        used = Counter(one.code for one in codings(open_one))
    rows = code_rows(list(codes.values()))
    if as_json:
        print_json([_record(codes[row.id], list(row.path), used[row.id]) for row in rows])
    else:
        print_table(
            ("code", "English", "key", "terms", "codings", "definition"),
            [
                [
                    "  " * row.depth + row.name,
                    codes[row.id].english,
                    codes[row.id].hotkey,
                    len(codes[row.id].terms),
                    used[row.id],
                    codes[row.id].definition,
                ]
                for row in rows
            ],
            numbers=(3, 4),
            wide=5,
        )
    if not rows:
        say("No codes yet: 'coder codebook import FILE.yaml'.")
        leave(NOTHING_FOUND)


@codebook_command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def check_command(file: Path, as_json: bool) -> None:
    """Name every fault of a codebook file by line, and warn of terms that collide.

    The exit code is 2 if there are errors. JSON: a list of objects with severity, line, column,
    code, cause and remedy.

    \b
    Example:
      coder codebook check codebooks/warmtetransitie.yaml
    """
    from coder.codebook import Severity
    from coder.project.codebooks import check_codebook

    faults = check_codebook(file)
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    if as_json:
        print_json(
            [
                {
                    "severity": fault.severity.value,
                    "line": fault.line,
                    "column": fault.column,
                    "code": fault.code,
                    "cause": fault.cause,
                    "remedy": fault.remedy,
                }
                for fault in faults
            ]
        )
    elif faults:
        print_table(
            ("line", "kind", "code", "what is wrong", "what to do"),
            [
                [fault.line, fault.severity.value, fault.code, fault.cause, fault.remedy]
                for fault in faults
            ],
            numbers=(0,),
            wide=3,
        )
    say(f"{file.name}: {counted(errors, 'error')}, {counted(len(faults) - errors, 'warning')}.")
    if errors:
        leave(ERROR)


@codebook_command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@project_option
def codebook_import_command(file: Path, project: Path | None) -> None:
    """Take a codebook file into the project: new codes are added, known ones brought up to date.

    Codes that only the project has are kept. One act for undo.

    \b
    Example:
      coder codebook import codebooks/warmtetransitie.yaml
    """
    from coder.codebook import read_codebook
    from coder.project.codebooks import import_codebook

    with opened(project) as open_one:
        done = import_codebook(open_one, read_codebook(file))
    say(
        f"{counted(len(done.added), 'code')} added, {len(done.changed)} changed, "
        f"{len(done.unchanged)} as they were."
    )
    if done.only_in_project:
        say(f"Only in the project, and kept: {', '.join(done.only_in_project)}.")
    if done.only_in_project and done.added:
        say(
            "Did you rename one of them? Then 'coder undo', give it its old name as 'key:' in the "
            "file, and import that again; or rename it on the screen (F4)."
        )


@codebook_command.command("propose")
@click.argument("code_name", metavar="CODE")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="TERM",
    help="Add this proposed term to the code; several times for several.",
)
@project_option
@json_option
def propose_command(
    code_name: str, accepted: tuple[str, ...], project: Path | None, as_json: bool
) -> None:
    """Propose terms for CODE: words that your quotations of it have more than the rest.

    Right is in how many of the segments that a term finds you gave the code; new how many of those
    no term of the code finds; expect is the share of hits to be right in other transcripts, which
    is less, as a term is chosen for being right here. Nothing is added without --accept; that is
    one act for undo.

    JSON: a list of objects with code, code_id, term, weight, right, hits, precision,
    expected, new, documents, example, example_document, example_start and example_end.

    \b
    Examples:
      coder codebook propose doorstroom
      coder codebook propose doorstroom --accept opvolger
    """
    from coder.cli.suggest_more import surveyed
    from coder.project.term_proposals import add_terms, chosen_terms, proposal_row, propose_terms

    with opened(project) as open_one:
        code = open_one.code(code_name)
        proposed = propose_terms(surveyed(open_one), code)
        chosen = chosen_terms(proposed, accepted, code)
        added = add_terms(open_one, code, chosen) if chosen else 0
    rows = [proposal_row(one, code) for one in (chosen or proposed)]
    if as_json:
        print_json(rows)
    else:
        print_table(
            ("term", "right", "of", "transcripts", "new", "expect", "for example"),
            [
                [
                    row["term"],
                    row["right"],
                    row["hits"],
                    row["documents"],
                    row["new"],
                    f"{row['expected']:.2f}",
                    f"{row['example_document']}: {row['example']}",
                ]
                for row in rows
            ],
            numbers=(1, 2, 3, 4, 5),
            wide=6,
        )
    if chosen:
        say(f"{counted(added, 'term')} added to '{code.name}'.")
    elif not rows:
        say(f"Too few quotations of '{code.name}' to propose a term from, or none that stands out.")
        leave(NOTHING_FOUND)


def _record(code: Any, path: list[str], used: int) -> dict[str, Any]:
    return {
        "code": code.name,
        "key": code.key,
        "english": code.english,
        "path": path,
        "definition": code.definition,
        "include": list(code.include),
        "exclude": list(code.exclude),
        "examples": list(code.examples),
        "terms": [term.text for term in code.terms],
        "colour": code.colour,
        "hotkey": code.hotkey,
        "codings": used,
        "id": code.id,
    }
