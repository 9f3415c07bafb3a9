"""Deciding spots where coders differ, from the reconciling screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coder.analysis.agreement.asking import Asked
from coder.analysis.reconciliation.outcomes import common, recoded, version, whole
from coder.analysis.reconciliation.queue import Case, Order, State
from coder.analysis.reconciliation.rules import explained, read_rule
from coder.analysis.reconciliation.spots import Difference
from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.project.agreeing import agree
from coder.project.comparing import Wanted, read_board
from coder.project.decision_notes import NOTES_SUFFIX, export_notes, shown_names
from coder.project.project import Project
from coder.project.reconciling import (
    decide_by_rule,
    give_reason,
    put_off,
    reopen,
    settle,
    settle_by_rule,
)
from coder.resolved import Piece, Resolution
from coder.tui.deeds import listing
from coder.tui.deeds.code_choosing import choose_code
from coder.tui.reconciling_panes import UNDECIDED, Standing, proposal_for
from coder.tui.screens.asking import AskLine
from coder.tui.screens.choosing import ChooseOne
from coder.tui.selecting import move_end, move_start, turns_around

if TYPE_CHECKING:
    from coder.tui.screens.reconciling import ReconcilingScreen

RULES: Final = ("same", "words", "edges:3", "wider:80", "narrower:80", "majority", "minority")


def key_of(case: Case) -> str:
    """What a spot is known by in the queue: no coding is in two spots."""
    left = case.earlier[0].id if case.spot.gone else ""
    return f"{case.spot.claims[0].coding}{left}"


def alphas(project: Project) -> dict[Id, str]:
    """Krippendorff's alpha of each code on segments between the coders, as text."""
    found = agree(project, Asked(measures=("alpha",)))
    figures: dict[Id, str] = {}
    for line in found.lines:
        figure = line.figure("alpha")
        if line.kind == "code" and figure is not None and figure.value is not None:
            figures[line.row.id] = f"{figure.value:.2f}".replace("0.", ".", 1)
    return figures


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
        _settle(screen, case, found.pieces, found.way)


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
        _settle(screen, case, pieces, f"as {one_line(name, 30)}")
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
        _settle(screen, case, pieces, "shared words")
    elif case.spot.difference is Difference.CODES:
        screen.say("they share no code: take one by its number, u both, c another")
    else:
        screen.say("they share no words: u takes all of them")


def take_whole(screen: ReconcilingScreen) -> None:
    """Take all words, with every code given to them."""
    case = screen.current
    if case is not None and not case.spot.gone:
        _settle(screen, case, whole(case.spot), "all words")


def nothing(screen: ReconcilingScreen) -> None:
    """Decide for none of these."""
    case = screen.current
    if case is not None:
        _settle(screen, case, (), "none of these")


def other(screen: ReconcilingScreen) -> None:
    """Choose another code for the shared words."""
    case = screen.current
    if case is None or case.spot.gone:
        return

    def chosen(code: Code) -> None:
        _settle(screen, case, recoded(case.spot, code.id), code.name)

    choose_code(screen.app, "Which code should the consensus have here?", chosen)


def edges(screen: ReconcilingScreen) -> None:
    """Begin to move the edges of what is decided or proposed, or save them."""
    case, board = screen.current, screen.board
    if case is None or board is None or case.spot.gone:
        return
    if screen.edging is not None:
        _settle(screen, case, (screen.edging,), "other edges")
        return
    found = [
        Piece(one.start, one.end, one.code)
        for resolution in case.earlier
        for one in (board.consensus[eid] for eid in resolution.result if eid in board.consensus)
    ]
    first = (*found, *(proposal_for(case, screen.app.workspace).pieces or ()), *whole(case.spot))
    screen.begin_edges(case, first[0])
    screen.say("Shift+arrows, w W: move the edges (see ?)   e: save   Esc: leave")


def grow(screen: ReconcilingScreen, edge: str, by: str, step: int) -> None:
    """Move one edge by a word or a character."""
    case, piece, board = screen.current, screen.edging, screen.board
    if case is None or board is None:
        return
    if piece is None:
        screen.say("e begins to move edges")
        return
    document = board.documents[case.spot.document]
    span = (piece.start, piece.end)
    limit = turns_around(document, span)
    move = move_end if edge == "end" else move_start
    start, end = move(document.text, span, by=by, forward=step > 0, limit=limit)
    screen.begin_edges(case, Piece(start, end, piece.code))


def reason(screen: ReconcilingScreen) -> None:
    """Say why it was decided so, or why it is parked."""
    case = screen.current
    if case is None:
        return
    waiting = case.state in UNDECIDED
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


def rules(screen: ReconcilingScreen) -> None:
    """Choose a rule, told how many open spots it would decide, and let it decide them."""
    board = screen.board
    if board is None:
        return
    known = [read_rule(text) for text in RULES]
    made = [decide_by_rule(board, rule) for rule in known]
    words = [
        f"{len(found):>4}  {rule}: {explained(rule)}"
        for rule, found in zip(known, made, strict=True)
    ]

    def chosen(number: int | None) -> None:
        if number is None:
            return
        decisions, rule = made[number], known[number]

        def write() -> tuple[str]:
            settle_by_rule(screen.project, decisions, rule)
            return (f"decided {len(decisions)} spots by {rule}  (z takes it back)",)

        done = screen.app.attempt(write) if decisions else ("that rule decides nothing",)
        if done is not None:
            screen.changed(done[0])

    screen.app.push_screen(ChooseOne("Decide open spots by which rule?", words), chosen)


def change_order(screen: ReconcilingScreen) -> None:
    """Show the spots in another order."""
    orders = list(Order)
    screen.order = orders[(orders.index(screen.order) + 1) % len(orders)]
    screen.show()


def pick(screen: ReconcilingScreen) -> None:
    """Choose which spots to show."""
    board = screen.board
    if board is None:
        return
    codes = {code for case in board.cases for code in case.spot.codes}
    named = [code for code in screen.app.workspace.codes if code.id in codes]
    choices = [Standing(), Standing(undecided=True), *(Standing(code=one.id) for one in named)]
    counts = [sum(map(choice.has, board.cases)) for choice in choices]
    words = ["all spots", "all undecided ones", *(one.name for one in named)]
    told = [f"{count:>4}  {word}" for count, word in zip(counts, words, strict=True)]

    def chosen(number: int | None) -> None:
        if number is not None:
            screen.only = choices[number]
            screen.show()

    now = choices.index(screen.only) if screen.only in choices else 0
    screen.app.push_screen(ChooseOne("Which spots?", told, now), chosen)


def hide(screen: ReconcilingScreen) -> None:
    """Call the coders by letters, in another order at each spot, or by name again."""
    screen.hidden = not screen.hidden
    screen.say("coders by letter, in another order at each spot" if screen.hidden else "by name")


def export(screen: ReconcilingScreen) -> None:
    """Write the decisions that have a reason as notes to the codebook."""
    hidden = screen.hidden

    def write(project: Project, path: Path, overwrite: bool) -> Sequence[str]:
        board = read_board(project, Wanted())
        export_notes(project, board, path, blind=hidden, overwrite=overwrite)
        return ()

    listing.export(screen, "decisions.md", "the reasons", write, (NOTES_SUFFIX,))


def _settle(screen: ReconcilingScreen, case: Case, pieces: Sequence[Piece], words: str) -> None:
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


DEEDS: Final[Mapping[str, Callable[..., None]]] = {
    "propose": propose,
    "take": take,
    "shared": shared,
    "whole": take_whole,
    "nothing": nothing,
    "edges": edges,
    "other": other,
    "reason": reason,
    "park": park,
    "reopen": reopen_spot,
    "rules": rules,
    "order": change_order,
    "pick": pick,
    "hide": hide,
    "export": export,
}
