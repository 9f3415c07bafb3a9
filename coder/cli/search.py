"""Finding words in the transcripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.amounts import counted
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import NOTHING_FOUND, leave, print_json, print_table, say

if TYPE_CHECKING:
    from coder.project.project import Project
    from coder.store.search import Wanted

FORMS_TOLD = 20


@click.command("search")
@click.argument("query")
@click.option("--document", "-d", "document_name", help="Only in this transcript.")
@click.option("--lemma", is_flag=True, help="In all forms of the words, alone and in compounds.")
@project_option
@json_option
def search_command(
    query: str, document_name: str | None, lemma: bool, project: Path | None, as_json: bool
) -> None:
    """Find turns that hold all the words; without case and diacritics.

    Quote a phrase, end a word with * for all words that begin so. With --lemma "wisselen" finds
    "gewisseld" and "personeelswisseling" too, and "afhaken" finds "haakte ... af". JSON: a list of
    objects with document, document_id, speaker, start, end, text, context and matches
    ([start, end] in the transcript).

    \b
    Examples:
      coder search "wethouder schaats*"
      coder search '"korte lijnen"' --json
      coder search wisselen --lemma
    """
    from coder.project.searching import search

    with opened(project) as open_one:
        document = None if document_name is None else open_one.document(document_name)
        wanted = _all_forms(open_one, query) if lemma else None
        rows = search(open_one, query, document, wanted=wanted)
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


def _all_forms(project: Project, query: str) -> list[Wanted]:
    """The words of a query in all their forms, which are told too."""
    from coder.project.wordforms import all_forms, project_words

    wanted = all_forms(project, query, project_words(project))
    forms = [form for one in wanted for form in one.forms]
    more = f" and {len(forms) - FORMS_TOLD} more" if len(forms) > FORMS_TOLD else ""
    say(f"Looking for {', '.join(forms[:FORMS_TOLD])}{more}.")
    return wanted
