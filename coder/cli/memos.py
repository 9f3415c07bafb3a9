"""Listing memos."""

from __future__ import annotations

from pathlib import Path

import click

from coder.analysis.memo_records import ON
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import NOTHING_FOUND, leave, print_json, print_table, say

_COLUMNS = ("on", "document", "code", "place", "quote", "memo", "coder", "id")


@click.command("memos")
@click.option("--on", type=click.Choice(list(ON.values())), help="Only memos on this.")
@click.option("--document", "-d", "document_name", help="Only in and on this transcript.")
@click.option("--coder", "coder_name", help="Only by this person.")
@click.option("--text", help="Only where the memo holds these words (without case).")
@project_option
@json_option
def memos_command(
    *,
    on: str | None,
    document_name: str | None,
    coder_name: str | None,
    text: str | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """List memos with what they are on; the exit code is 1 if there are none.

    Memos on words follow them when a transcript is corrected; a quote without a place was taken
    out of the text. JSON: a list of flat objects with on, document, code, speaker, time, start,
    end, quote, text, coder, created, memo_id, target_id, document_id.

    \b
    Example:
      coder memos --document d01
    """
    from coder.project.memos import listed, memos
    from coder.project.naming import folded

    with opened(project) as open_one:
        coder = None if coder_name is None else open_one.coder(coder_name).id
        where = None if document_name is None else open_one.document(document_name).id
        chosen = [one for one in memos(open_one) if coder in (None, one.coder)]
        rows = [
            row
            for row in listed(open_one, chosen)
            if on in (None, row["on"])
            and where in (None, row["document_id"])
            and (not text or folded(text) in folded(str(row["text"])))
        ]
    if as_json:
        print_json(rows)
    else:
        print_table(
            _COLUMNS,
            [
                [
                    row["on"],
                    row["document"],
                    row["code"],
                    "" if row["start"] is None else f"{row['start']}-{row['end']}",
                    row["quote"],
                    row["text"],
                    row["coder"],
                    str(row["memo_id"])[-8:],
                ]
                for row in rows
            ],
            wide=5,
        )
    if not rows:
        say("No memos.")
        leave(NOTHING_FOUND)
