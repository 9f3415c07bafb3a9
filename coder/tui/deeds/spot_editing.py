"""Making a decision by hand: moving edges, cutting a coding in two, another code for a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coder.analysis.reconciliation.outcomes import whole
from coder.model import Code
from coder.project.solving import result
from coder.tui.deeds.code_choosing import choose_code
from coder.tui.deeds.settling import decide
from coder.tui.reconciling_panes import proposal_for
from coder.tui.spot_draft import Draft, cut, draft_of, moved, next_edge, recoded, without

if TYPE_CHECKING:
    from coder.tui.screens.reconciling import ReconcilingScreen

HINT: Final = "← → move the edge · Tab next edge · s split · e or ⏎ saves · Esc leaves"


def edges(screen: ReconcilingScreen) -> None:
    """Begin to move the edges of what is decided or proposed, or save them."""
    if screen.draft is not None:
        save(screen)
        return
    draft = _begun(screen)
    if draft is not None:
        screen.draw_up(draft)


def save(screen: ReconcilingScreen) -> None:
    """Decide for what was drawn up."""
    case, draft = screen.current, screen.draft
    if case is not None and draft is not None:
        decide(screen, case, draft.pieces, "by hand")


def split(screen: ReconcilingScreen) -> None:
    """Cut the coding at hand in two, where a coder has an edge or else in the middle."""
    case, board = screen.current, screen.board
    draft = screen.draft or _begun(screen)
    if case is None or board is None or draft is None:
        return
    edges = [edge for one in case.spot.claims for edge in (one.start, one.end)]
    halves = cut(draft, board.documents[case.spot.document].text, edges)
    if halves is None:
        screen.say("one word cannot be split")
        return
    screen.draw_up(halves)
    screen.say("c another code for this part · d drops it · Tab next edge · e or ⏎ saves")


def grow(screen: ReconcilingScreen, edge: str, by: str, step: int) -> None:
    """Move one edge by a word or a character."""
    case, draft, board = screen.current, screen.draft, screen.board
    if case is None or board is None or draft is None:
        screen.say("e begins to move edges, s splits" if case is not None else "")
        return
    document = board.documents[case.spot.document]
    screen.draw_up(moved(draft, document, end=edge == "end", by=by, forward=step > 0))


def shift(screen: ReconcilingScreen, step: str) -> None:
    """Move the edge in hand by a word on (1) or back (-1)."""
    at_end = screen.draft is None or screen.draft.end
    grow(screen, "end" if at_end else "start", "word", int(step))


def turn_to_next_edge(screen: ReconcilingScreen) -> None:
    """Take the next edge in hand."""
    if screen.draft is not None:
        screen.draw_up(next_edge(screen.draft))


def recode(screen: ReconcilingScreen) -> None:
    """Choose another code for the part at hand."""

    def chosen(code: Code) -> None:
        if screen.draft is not None:
            screen.draw_up(recoded(screen.draft, code.id))

    choose_code(screen.app, "Which code should this part have?", chosen)


def drop(screen: ReconcilingScreen) -> None:
    """Leave the part at hand out."""
    left = without(screen.draft) if screen.draft is not None else None
    if left is None:
        screen.say("this is all there is (x: none of these)")
    else:
        screen.draw_up(left)


def _begun(screen: ReconcilingScreen) -> Draft | None:
    """A draft of what is decided at the spot, else of what is proposed, else of all words."""
    case, board = screen.current, screen.board
    if case is None or board is None or case.spot.gone:
        return None
    proposed = proposal_for(case, screen.app.workspace).pieces
    return draft_of(result(board, case) or proposed or whole(case.spot))
