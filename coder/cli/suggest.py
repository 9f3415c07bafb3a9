"""Showing suggestions; nothing is coded here."""

from __future__ import annotations

from pathlib import Path

import click

from coder.amounts import counted
from coder.cli.branching import Branching
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import (
    NOTHING_FOUND,
    leave,
    print_json,
    print_table,
    progress,
    say,
)
from coder.cli.suggest_more import (
    conflicts_command,
    like_command,
    likely_command,
    uncertain_command,
)
from coder.cli.suggest_report import report_command


@click.command("suggest", cls=Branching)
@click.argument("names", nargs=-1, metavar="[TRANSCRIPT]...")
@click.option("--code", "code_name", help="Only this code and those below it.")
@click.option(
    "--least", type=click.FloatRange(0, 1), default=0.2, show_default=True, help="Lowest score."
)
@click.option("--terms-only", is_flag=True, help="By the codebook's terms, whatever was coded.")
@click.option("--interviewer", is_flag=True, help="Also in the interviewer's turns.")
@project_option
@json_option
def suggest_command(
    *,
    names: tuple[str, ...],
    code_name: str | None,
    least: float,
    terms_only: bool,
    interviewer: bool,
    project: Path | None,
    as_json: bool,
) -> None:
    """Suggest codes for the segments of transcripts, with the reasons. Nothing is coded.

    Scores are probabilities, learned from your own codings; at most three codes a segment. With
    --terms-only they are how sure the terms of the codebook are, without limit. Where the settings
    ask for a blind audit, its segments show none.

    JSON: a list of objects with document, document_id, start, end, text, code, code_id, score,
    band, reason, evidence (kind, term, spans, text, score, polarity) and explanation (null with
    --terms-only): logit, parts and features that add up to it, hits (terms, with how often they
    were right), clues (learned words), alike and unlike (the likest segments that have the code
    and that lack it), before (where it was given before), taught (segments that have it or not).

    \b
    Example:
      coder suggest d01 --code vertrouwen
    """
    from coder.project.counting import with_descendants
    from coder.project.suggesting import suggest, suggest_by_terms, suggestion_row
    from coder.suggest.audit import is_audited

    how = suggest_by_terms if terms_only else suggest

    with opened(project) as open_one:
        documents = open_one.named_documents(names)
        codes = open_one.codes()
        wanted = None
        if code_name is not None:
            wanted = set(with_descendants(codes, open_one.code(code_name)))
        with progress(len(documents), "Reading") as step:
            found = [
                one
                for one in how(
                    open_one, documents, interviewer=interviewer, least=least, progress=step
                )
                if wanted is None or one.code in wanted
            ]
        audit = open_one.settings.blind_audit
    offered = [one for one in found if not (audit and is_audited(one.document, one.start, one.end))]
    texts = {document.id: document for document in documents}
    names_of = {code.id: code.name for code in codes}
    rows = [suggestion_row(one, texts[one.document], names_of) for one in offered]
    if as_json:
        print_json(rows)
    else:
        print_table(
            ("transcript", "place", "text", "code", "score", "band", "why"),
            [
                [
                    row["document"],
                    f"{row['start']}-{row['end']}",
                    row["text"],
                    row["code"],
                    f"{row['score']:.2f}",
                    row["band"],
                    row["reason"],
                ]
                for row in rows
            ],
            numbers=(4,),
            wide=2,
        )
    say(
        f"{counted(len(rows), 'suggestion')}. "
        "No suggestion does not mean that there is nothing to code."
    )
    if len(offered) < len(found):
        count = len(found) - len(offered)
        say(f"Withheld in the blind audit: {counted(count, 'suggestion')}.")
    if not rows:
        leave(NOTHING_FOUND)


for _branch in (
    like_command,
    likely_command,
    uncertain_command,
    conflicts_command,
    report_command,
):
    suggest_command.add_branch(_branch)
