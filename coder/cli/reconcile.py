"""Deciding where coders differ, on the terminal: how far one is, rules, notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.amounts import counted
from coder.cli.comparing import compared, compared_options
from coder.cli.options import json_option, opened, project_option
from coder.cli.output import NOTHING_FOUND, leave, print_json, print_table, say

if TYPE_CHECKING:
    from coder.project.comparing import Board
    from coder.project.project import Project


def read(project: Project, options: dict[str, Any]) -> Board:
    """What the options compare."""
    from coder.project.comparing import Wanted, read_board

    return read_board(project, Wanted(**compared(project, options)))


@click.group("reconcile")
def reconcile_command() -> None:
    """Decide where coders differ; the result is the consensus, a coder of its own.

    A spot is where codings of one code hang together by overlapping; codes on much the same
    words are one spot, "which code?". On the screen (F9) each is decided with one key. What the
    coders gave themselves never changes.

    \b
    Example:
      coder reconcile status
    """


@reconcile_command.command("status")
@compared_options
@click.option("--spots", is_flag=True, help="List the spots instead of counting them.")
@project_option
@json_option
def status_command(*, spots: bool, project: Path | None, as_json: bool, **options: Any) -> None:
    """Count the spots per transcript: same, open, stale, put off and settled.

    Stale: what was decided on changed since. With --spots one row per spot: transcript, place,
    sign (= same, ~ edges, ≠ codes, 1/3 some only, ÷ pieces), codes, state, proposal, reason.
    JSON: a list of flat objects.

    \b
    Examples:
      coder reconcile status
      coder reconcile status --spots --code vertrouwen --json
    """
    with opened(project) as open_one:
        board = read(open_one, options)
        rows = _spot_rows(open_one, board) if spots else _count_rows(board)
    if as_json:
        print_json(rows)
    elif rows:
        numbers = () if spots else range(1, len(rows[0]))
        wide = 4 if spots else None
        print_table(list(rows[0]), [list(row.values()) for row in rows], numbers=numbers, wide=wide)
    if not board.cases:
        say("No spots.")
        leave(NOTHING_FOUND)


@reconcile_command.command("auto")
@click.argument("rule")
@compared_options
@click.option("--dry-run", is_flag=True, help="Only say what it would decide.")
@project_option
def auto_command(rule: str, *, dry_run: bool, project: Path | None, **options: Any) -> None:
    """Decide all open spots that a RULE speaks on, in one act that 'coder undo' takes back.

    \b
    Rules (N is a number):
      same         where all gave the code to the same words, take it
      words        where only marks differ at the edges, take all words
      edges:N      where the edges are at most N characters apart, take the shared words
      wider:N      where all share N % of the words, take all words
      narrower:N   where all share N % of the words, take the shared words
      majority     where more than half gave a code, take it on the words that they gave it to
      minority     where fewer than half gave anything, take none of it

    \b
    Examples:
      coder reconcile auto same
      coder reconcile auto wider:80 --dry-run
    """
    from coder.analysis.reconciliation.queue import State
    from coder.analysis.reconciliation.rules import explained, read_rule
    from coder.project.reconciling import decide_by_rule, settle_by_rule

    chosen = read_rule(rule)
    with opened(project) as open_one:
        board = read(open_one, options)
        decisions = decide_by_rule(board, chosen)
        if decisions and not dry_run:
            settle_by_rule(open_one, decisions, chosen)
    still = board.counts[State.OPEN]
    say(f"Rule {chosen}: {explained(chosen)}.")
    if not decisions:
        say(f"It speaks on none of the {counted(still, 'open spot')}.")
        leave(NOTHING_FOUND)
    none = sum(not one.pieces for one in decisions)
    what = f"{counted(len(decisions), 'spot')} of {still} open"
    if dry_run:
        say(f"It would decide {what} ({none} as none of these). Nothing was written.")
    else:
        say(f"Decided {what} ({none} as none of these); 'coder undo' takes them back.")


@reconcile_command.command("notes")
@compared_options
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The Markdown file to write.",
)
@click.option("--all", "every", is_flag=True, help="Also decisions without a reason.")
@click.option("--blind", is_flag=True, help="Call the coders A, B ..., in another order each time.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")
@project_option
def notes_command(
    *,
    file: Path,
    every: bool,
    blind: bool,
    overwrite: bool,
    project: Path | None,
    **options: Any,
) -> None:
    """Write the decisions with their reasons as notes to the codebook, in Markdown.

    \b
    Example:
      coder reconcile notes --to notes.md
    """
    from coder.project.decision_notes import export_notes

    with opened(project) as open_one:
        board = read(open_one, options)
        count = export_notes(open_one, board, file, every=every, blind=blind, overwrite=overwrite)
    say(f"{counted(count, 'decision')} written to {file}.")


def _count_rows(board: Board) -> list[dict[str, Any]]:
    from coder.analysis.reconciliation.queue import State
    from coder.analysis.reconciliation.spots import Difference

    rows: list[dict[str, Any]] = []
    for eid, document in board.documents.items():
        cases = [case for case in board.cases if case.spot.document == eid]
        states = [case.state for case in cases]
        same = [case.spot.difference is Difference.SAME for case in cases]
        row: dict[str, Any] = {"document": document.name, "coders": len(board.compared[eid])}
        row |= {"spots": len(cases), "same": sum(same)}
        rows.append(row | {state.value: states.count(state) for state in State})
    return rows


def _spot_rows(project: Project, board: Board) -> list[dict[str, Any]]:
    from coder.analysis.reconciliation.proposals import propose

    codes = {code.id: code for code in project.codes()}
    parents = {eid: code.parent for eid, code in codes.items()}
    rows: list[dict[str, Any]] = []
    for case in board.cases:
        spot, proposal = case.spot, propose(case.spot, parents)
        rows.append(
            {
                "document": board.documents[spot.document].name,
                "place": f"{spot.start}-{spot.end}",
                "sign": spot.sign,
                "codes": ", ".join(codes[one].name for one in spot.codes if one in codes),
                "words": board.documents[spot.document].text[spot.start : spot.end],
                "state": case.state.value,
                "proposal": proposal.way or "-",
                "reason": case.why or proposal.reason,
            }
        )
    return rows
