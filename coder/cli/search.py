"""Finding words in the transcripts."""

from __future__ import annotations

from pathlib import Path

import click

from coder.cli.options import json_option, opened, project_option
from coder.cli.output import NOTHING_FOUND, counted, leave, print_json, print_table, say


@click.command("search")
@click.argument("query")
@click.option("--document", "-d", "document_name", help="Only in this transcript.")
@project_option
@json_option
def search_command(
    query: str, document_name: str | None, project: Path | None, as_json: bool
) -> None:
    """Find turns that hold all the words; without case and diacritics.

    Quote a phrase, end a word with * for all words that begin so. JSON: a list of objects with
    document, document_id, speaker, start, end, text, context and matches ([start, end] in the
    transcript).

    \b
    Examples:
      coder search "wethouder schaats*"
      coder search '"korte lijnen"' --json
    """
    from coder.project.searching import search

    with opened(project) as open_one:
        document = None if document_name is None else open_one.document(document_name)
        rows = search(open_one, query, document)
    if as_json:
        print_json(rows)
    else:
        print_table(
            ("transcript", "place", "speaker", "words"),
            [
                [row["document"], f"{row['start']}-{row['end']}", row["speaker"], row["context"]]
                for row in rows
            ],
            wide=3,
        )
    say(f"{counted(len(rows), 'turn')}.")
    if not rows:
        leave(NOTHING_FOUND)
