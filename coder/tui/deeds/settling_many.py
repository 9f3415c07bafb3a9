"""Deciding many spots by a rule or as proposed, and writing the reasons of decisions to a file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coder.amounts import counted
from coder.analysis.reconciliation.outcomes import ruling
from coder.analysis.reconciliation.queue import State
from coder.analysis.reconciliation.rules import Rule, explained, read_rule
from coder.project.comparing import Board, Wanted, read_board
from coder.project.decision_notes import NOTES_SUFFIX, export_notes
from coder.project.project import Project
from coder.project.reconciling import Decision, decide_by_rule, settle_all, settle_by_rule
from coder.tui.deeds import listing
from coder.tui.reconciling_panes import proposal_for
from coder.tui.screens.asking import Confirm
from coder.tui.screens.choosing import ChooseOne

if TYPE_CHECKING:
    from coder.tui.screens.reconciling import ReconcilingScreen

RULES: Final = ("same", "words", "edges:3", "wider:80", "narrower:80", "majority", "minority")


def rules(screen: ReconcilingScreen) -> None:
    """Choose a rule, told how many open spots it would decide, and let it decide them."""
    board = screen.board
    if board is not None:
        screen.run_worker(_offer(screen, board), group="rules", exclusive=True)


async def _offer(screen: ReconcilingScreen, board: Board) -> None:
    """Try all rules off the event loop, and let one decide."""
    known = [read_rule(text) for text in RULES]

    def work() -> list[list[Decision]]:
        return [decide_by_rule(board, rule) for rule in known]

    made = await asyncio.to_thread(work)
    if not screen.is_current:
        return
    words = [
        f"{rule} ({counted(len(found), 'spot')})" for rule, found in zip(known, made, strict=True)
    ]
    details = [f"{explained(rule).capitalize()}." for rule in known]

    def chosen(number: int | None) -> None:
        if number is not None:
            _decide(screen, known[number], made[number])

    screen.app.push_screen(ChooseOne("Decide open spots by which rule?", words, 0, details), chosen)


def _decide(screen: ReconcilingScreen, rule: Rule, decisions: Sequence[Decision]) -> None:
    if not decisions:
        screen.changed("that rule decides nothing")
        return

    def write() -> str:
        settle_by_rule(screen.project, decisions, rule)
        return f"decided {counted(len(decisions), 'spot')} by {rule} (z takes it back)"

    said = screen.app.attempt(write)
    if said is not None:
        screen.changed(said)


def alike(screen: ReconcilingScreen) -> None:
    """Take what is proposed at all open spots shown that differ in the same way, after a yes."""
    case, desk = screen.current, screen.app.workspace
    if case is None:
        return
    way = proposal_for(case, desk).way
    found: list[Decision] = []
    for one in screen.shown:
        made = proposal_for(one, desk)
        alike = one.spot.sign == case.spot.sign and made.way == way
        if alike and one.state is State.OPEN and made.pieces is not None:
            found.append(Decision(one, made.pieces, ruling(one.spot, made.pieces)))
    if not found:
        screen.say("no open spot like this has a proposal")
        return
    count = counted(len(found), "spot")

    def answered(yes: bool | None) -> None:
        def write() -> str:
            settle_all(screen.project, found, f"decide {count} as proposed")
            return f"decided {count} as proposed (z takes it back)"

        said = screen.app.attempt(write) if yes else None
        if said is not None:
            screen.changed(said)

    asked = f"Take what is proposed at {count} like this ({case.spot.sign} {way})?"
    screen.app.push_screen(Confirm(asked, "Only open spots that are shown now."), answered)


def export(screen: ReconcilingScreen) -> None:
    """Write the decisions that have a reason as notes to the codebook."""
    hidden = screen.hidden

    def write(project: Project, path: Path, overwrite: bool) -> Sequence[str]:
        board = read_board(project, Wanted())
        export_notes(project, board, path, blind=hidden, overwrite=overwrite)
        return ()

    listing.export(screen, "decisions.md", "the reasons", write, (NOTES_SUFFIX,))
