"""Deciding the spot at hand where coders differ, with one key each; each act is saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.analysis.reconciliation.outcomes import common, recoded, version, whole
from coder.analysis.reconciliation.queue import Case, State
from coder.analysis.reconciliation.spots import Difference
from coder.model import Code
from coder.printable import one_line
from coder.project.decision_notes import shown_names
from coder.project.reconciling import give_reason, put_off, reopen, settle
from coder.resolved import Piece, Resolution
from coder.tui.deeds.code_choosing import choose_code
from coder.tui.reconciling_panes import proposal_for
from coder.tui.screens.asking import AskLine
from coder.tui.spot_lines import UNDECIDED, key_of

if TYPE_CHECKING:
    from coder.tui.screens.reconciling import ReconcilingScreen


def propose(screen: ReconcilingScreen) -> None:
    """Take what is proposed."""
    case = screen.current
    if case is None:
        return
    found = proposal_for(case, screen.app.workspace)
    if case.state is State.SETTLED:
        screen.action_next(1)
    elif found.pieces is None:
        screen.say(f"no proposal: {found.reason}")
    else:
        decide(screen, case, found.pieces, found.way)


def take(screen: ReconcilingScreen, number: str) -> None:
    """Take the version of a coder, by the number at its lane."""
    case, board = screen.current, screen.board
    if case is None or board is None:
        return
    people = list(shown_names(board, case.spot, blind=screen.hidden).items())
    place = int(number) - 1
    if place >= len(people):
        screen.say(f"there is no version {number} here")
        return
    coder, name = people[place]
    pieces = version(case.spot, coder)
    if case.spot.gone:
        screen.say("those codings are gone: x takes the decision back")
    elif pieces:
        decide(screen, case, pieces, f"as {one_line(name, 30)}")
    else:
        screen.say(f"{one_line(name, 30)} gave nothing here (x: none of these)")


def take_lane(screen: ReconcilingScreen, lane: int) -> None:
    """Take the version or the proposal of a lane."""
    case, board = screen.current, screen.board
    if case is None or board is None:
        return
    if lane < len(shown_names(board, case.spot, blind=screen.hidden)):
        take(screen, str(lane + 1))
    elif case.state in UNDECIDED:
        propose(screen)


def shared(screen: ReconcilingScreen) -> None:
    """Take the words that all share."""
    case = screen.current
    if case is None or case.spot.gone:
        return
    pieces = common(case.spot)
    if pieces:
        decide(screen, case, pieces, "shared words")
    elif case.spot.difference is Difference.CODES:
        screen.say("they share no code: take one by its number, u both, c another")
    else:
        screen.say("they share no words: u takes all of them")


def take_whole(screen: ReconcilingScreen) -> None:
    """Take all words, with every code given to them."""
    case = screen.current
    if case is not None and not case.spot.gone:
        decide(screen, case, whole(case.spot), "all words")


def nothing(screen: ReconcilingScreen) -> None:
    """Decide for none of these."""
    case = screen.current
    if case is not None:
        decide(screen, case, (), "none of these")


def other(screen: ReconcilingScreen) -> None:
    """Choose another code for the shared words."""
    case = screen.current
    if case is None or case.spot.gone:
        return

    def chosen(code: Code) -> None:
        decide(screen, case, recoded(case.spot, code.id), code.name)

    choose_code(screen.app, "Which code should the consensus have here?", chosen)


def reason(screen: ReconcilingScreen) -> None:
    """Say why it was decided so, or why it is parked."""
    case = screen.current
    if case is None:
        return
    waiting = case.state in UNDECIDED or screen.draft is not None
    before = screen.reason_for(case) if waiting else case.earlier[0].reason

    def answered(text: str | None) -> None:
        if text is None:
            return
        if waiting:
            screen.reasons[key_of(case)] = text
            screen.say("kept for the decision that you take now")
        else:
            screen.act(case, lambda: _reasoned(screen, case.earlier[0], text), on=False)

    title = "Why will it be decided so?" if waiting else "Why was it decided so?"
    screen.app.push_screen(AskLine(title, before), answered)


def park(screen: ReconcilingScreen) -> None:
    """Leave the spot for the meeting, with a word on why."""
    case = screen.current
    if case is None or case.spot.gone:
        return

    def answered(text: str | None) -> None:
        def write() -> str:
            put_off(screen.project, case, reason=text or "")
            return "parked"

        if text is not None:
            screen.act(case, write)

    screen.app.push_screen(AskLine("Park it: what is to be talked about?"), answered)


def reopen_spot(screen: ReconcilingScreen) -> None:
    """Take back what was decided here."""
    case = screen.current
    if case is None or not case.earlier:
        return

    def write() -> str:
        reopen(screen.project, case)
        return "open again"

    screen.act(case, write, on=False)


def decide(screen: ReconcilingScreen, case: Case, pieces: Sequence[Piece], words: str) -> None:
    """Decide for pieces, with the reason that was written before; `words` say what was done."""
    known = case.earlier[0].reason if case.state in (State.SETTLED, State.LATER) else ""
    said = screen.reason_for(case) or known

    def write() -> str:
        settle(screen.project, case, pieces, reason=said)
        screen.reasons.pop(key_of(case), None)
        return f"saved: {one_line(words, 40)}"

    screen.act(case, write)


def _reasoned(screen: ReconcilingScreen, resolution: Resolution, text: str) -> str:
    give_reason(screen.project, resolution, text)
    return "saved: reason"
