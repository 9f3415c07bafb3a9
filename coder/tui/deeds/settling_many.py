"""Deciding many spots by a rule, and writing the reasons of decisions to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coder.analysis.reconciliation.rules import explained, read_rule
from coder.project.comparing import Wanted, read_board
from coder.project.decision_notes import NOTES_SUFFIX, export_notes
from coder.project.project import Project
from coder.project.reconciling import decide_by_rule, settle_by_rule
from coder.tui.deeds import listing
from coder.tui.screens.choosing import ChooseOne

if TYPE_CHECKING:
    from coder.tui.screens.reconciling import ReconcilingScreen

RULES: Final = ("same", "words", "edges:3", "wider:80", "narrower:80", "majority", "minority")


def rules(screen: ReconcilingScreen) -> None:
    """Choose a rule, told how many open spots it would decide, and let it decide them."""
    board = screen.board
    if board is None:
        return
    known = [read_rule(text) for text in RULES]
    made = [decide_by_rule(board, rule) for rule in known]
    words = [f"{rule} ({len(found)} spots)" for rule, found in zip(known, made, strict=True)]
    details = [f"{explained(rule).capitalize()}." for rule in known]

    def chosen(number: int | None) -> None:
        if number is None:
            return
        decisions, rule = made[number], known[number]

        def write() -> tuple[str]:
            settle_by_rule(screen.project, decisions, rule)
            return (f"decided {len(decisions)} spots by {rule} (z takes it back)",)

        done = screen.app.attempt(write) if decisions else ("that rule decides nothing",)
        if done is not None:
            screen.changed(done[0])

    screen.app.push_screen(ChooseOne("Decide open spots by which rule?", words, 0, details), chosen)


def export(screen: ReconcilingScreen) -> None:
    """Write the decisions that have a reason as notes to the codebook."""
    hidden = screen.hidden

    def write(project: Project, path: Path, overwrite: bool) -> Sequence[str]:
        board = read_board(project, Wanted())
        export_notes(project, board, path, blind=hidden, overwrite=overwrite)
        return ()

    listing.export(screen, "decisions.md", "the reasons", write, (NOTES_SUFFIX,))
