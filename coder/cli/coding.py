"""Coding from the command line, and listing what was coded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

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
from coder.errors import InputError

_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@click.command("code")
@click.argument("words", nargs=-1, metavar="TRANSCRIPT START-END CODE")
@click.option("--quote", help="The words to code, instead of START-END.")
@click.option(
    "--accept-above",
    type=float,
    metavar="SCORE",
    help="Accept all suggestions scored SCORE or higher in one act (of all TRANSCRIPTs or some).",
)
@click.option("--only", multiple=True, metavar="CODE", help="With --accept-above: only this code.")
@project_option
def code_command(
    *,
    words: tuple[str, ...],
    quote: str | None,
    accept_above: float | None,
    only: tuple[str, ...],
    project: Path | None,
) -> None:
    """Put a code on a span of a transcript, or accept suggestions in one labelled act.

    Positions count characters from 0, the end not included; 'coder search' and 'coder suggest'
    give them. Prints the id of the coding.

    \b
    Examples:
      coder code d01 120-180 vertrouwen
      coder code d01 --quote "korte lijnen" persoonlijke-relatie
      coder code --accept-above 0.9 d01 d02
    """
    with opened(project) as open_one:
        if accept_above is not None:
            if quote is not None:
                raise InputError("--quote does not go with --accept-above.", "Use one of them.")
            _accept(open_one, words, accept_above, only)
        elif only:
            raise InputError("--only goes with --accept-above.", "Leave it out.")
        else:
            _code(open_one, words, quote)


@click.command("codings")
@click.option("--document", "-d", "document_name", help="Only in this transcript.")
@click.option("--code", "-c", "code_name", help="Only this code and those below it.")
@click.option("--coder", "coder_name", help="Only by this person.")
@click.option("--text", help="Only where the quote holds these words (without case).")
@project_option
@json_option
def codings_command(
    *,
    document_name: str | None,
    code_name: str | None,
    coder_name: str | None,
    text: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """List codings with their quotes; the exit code is 1 if there are none.

    JSON: a list of flat objects with document, code, path, speaker, role, time, start, end,
    quote, coder, origin, created, weight, important, memos, coding_id, code_id, document_id.

    \b
    Example:
      coder codings --code doorstroom --json
    """
    from coder.project.coding import codings
    from coder.project.counting import quoted, with_descendants
    from coder.project.naming import folded

    with opened(project) as open_one:
        code_ids = None
        if code_name is not None:
            code_ids = with_descendants(open_one.codes(), open_one.code(code_name))
        chosen = codings(
            open_one,
            document=None if document_name is None else open_one.document(document_name),
            code_ids=code_ids,
            coder=None if coder_name is None else open_one.coder(coder_name).id,
        )
        if text:
            chosen = [one for one in chosen if folded(text) in folded(one.quote)]
        rows = quoted(open_one, chosen)
    if as_json:
        print_json(rows)
    else:
        _print_codings(rows)
    if not rows:
        say("No codings.")
        leave(NOTHING_FOUND)


def _code(project: Any, words: tuple[str, ...], quote: str | None) -> None:
    from coder.project.coding import code_span, find_quote

    expected = 2 if quote is not None else 3
    if len(words) != expected:
        raise InputError(
            "That is not a span and a code.",
            "Write 'coder code TRANSCRIPT START-END CODE', or TRANSCRIPT --quote TEXT CODE.",
        )
    document = project.document(words[0])
    code = project.code(words[-1])
    if quote is not None:
        start, end = find_quote(document, quote)
    else:
        match = _SPAN.fullmatch(words[1])
        if match is None:
            raise InputError(f"'{words[1]}' is not START-END.", "Write for example 120-180.")
        start, end = int(match[1]), int(match[2])
    eid = code_span(project, document, start, end, code)
    click.echo(eid)
    say(f"Saved: {code.name} on {start}-{end} of {document.name}.")


def _accept(project: Any, names: tuple[str, ...], score: float, only: tuple[str, ...]) -> None:
    from coder.project.accepting import accept_above, check_score
    from coder.project.suggesting import suggest

    check_score(score)
    documents = project.named_documents(names)
    codes = {project.code(name).id for name in only}
    with progress(len(documents), "Reading") as step:
        found = [
            one
            for one in suggest(project, documents, least=score, progress=step)
            if not codes or one.code in codes
        ]
    made = accept_above(project, found, score)
    if not made:
        say(f"Nothing to accept: no suggestion scored {score:g} or higher is open.")
        leave(NOTHING_FOUND)
    say(f"{counted(made, 'coding')} made in one act; 'coder undo' takes them back.")


def _print_codings(rows: list[dict[str, Any]]) -> None:
    print_table(
        ("transcript", "place", "speaker", "time", "code", "quote", "coder", "origin", "id"),
        [
            [
                row["document"],
                f"{row['start']}-{row['end']}",
                row["speaker"],
                row["time"],
                row["code"],
                row["quote"],
                row["coder"],
                row["origin"],
                str(row["coding_id"])[-8:],
            ]
            for row in rows
        ],
        wide=5,
    )
