"""What stands around the queue of spots: versions, the proposal with reasons, how far one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.text import Text

from coder.analysis.reconciliation.proposals import Proposal, propose
from coder.analysis.reconciliation.queue import Case, Order, State
from coder.identity import Id
from coder.printable import one_line
from coder.project.comparing import Board
from coder.project.decision_notes import decided, shown_names
from coder.project.memos import memos
from coder.resolved import Piece, Resolution
from coder.tui.spot_lines import Lane, SpotPicture, signs_of

if TYPE_CHECKING:
    from coder.tui.workspace import Workspace

NONE: Final = "none of these"
UNDECIDED: Final = (State.OPEN, State.STALE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which spots to show: only undecided ones, only those of a code; without either, all."""

    undecided: bool = False
    code: Id = ""

    def has(self, case: Case) -> bool:
        """Whether a spot is among them."""
        return (not self.undecided or case.state in UNDECIDED) and (
            not self.code or self.code in case.spot.codes
        )


def proposal_for(case: Case, desk: Workspace) -> Proposal:
    """What to propose, with what the codebook says of the codes."""
    return propose(case.spot, {code.id: code.parent for code in desk.codes})


def picture(
    board: Board, case: Case, desk: Workspace, *, hidden: bool, edging: Piece | None
) -> SpotPicture:
    """The words with a lane for each coder, then what was decided or what is proposed.

    `edging` is the piece of which the edges are being moved.
    """
    spot = case.spot
    people = shown_names(board, spot, blind=hidden)
    lanes = [
        Lane(sign, name, tuple(Piece(c.start, c.end, c.code) for c in spot.of(coder)))
        for sign, (coder, name) in zip(signs_of(len(people)), people.items(), strict=True)
    ]
    if case.state is State.SETTLED:
        lanes.append(Lane("✓", "decided", _result(board, case.earlier), NONE))
    else:
        if case.earlier:
            lanes.append(Lane("!", "before", _result(board, case.earlier), NONE))
        proposed = proposal_for(case, desk).pieces
        if proposed is not None:
            lanes.append(Lane("▸", "proposed", proposed, NONE))
    if edging is not None:
        lanes.append(Lane("✎", "edges", (edging,)))
    return SpotPicture(
        board.documents[spot.document],
        min(spot.start, edging.start if edging else spot.start),
        max(spot.end, edging.end if edging else spot.end),
        tuple(lanes),
        {code.id: code.name for code in desk.codes},
        desk.colours,
    )


def about(
    board: Board,
    case: Case,
    desk: Workspace,
    figures: Mapping[Id, str],
    *,
    hidden: bool,
    reason: str,
    near: Mapping[Id, tuple[int, int]],
) -> Text:
    """The proposal and why, or the decision; agreement of the codes; memos; other codes here.

    `reason` is what was written for a decision still to come; `near` what `kept` tells.
    """
    names = {code.id: code.name for code in desk.codes}
    text = Text()
    for line in filter(
        None,
        (
            _verdict(board, case, desk, names, hidden=hidden),
            f"your reason: {reason}" if reason else "",
            _agreement(board, case, names, figures, {} if hidden else near),
            *_notes(board, case, desk, hidden=hidden),
            _beside(board, case, names, hidden=hidden),
        ),
    ):
        text.append("\n" if text else "").append(one_line(line))
    return text


def status(
    board: Board | None, shown: Sequence[Case], number: int | None, order: Order, only: Standing
) -> str:
    """Which spot this is, how many are decided, and which are shown in which order."""
    if board is None:
        return ""
    counts = board.counts
    parts: list[str] = []
    if number is not None and number < len(shown):
        name = board.documents[shown[number].spot.document].name
        parts.append(f"{name} {number + 1}/{len(shown)}")
    parts.append(f"{counts[State.SETTLED]} of {len(board.cases)} decided")
    rest = {"to decide again": counts[State.STALE], "parked": counts[State.LATER]}
    parts += [f"{count} {word}" for word, count in rest.items() if count]
    if only != Standing():
        parts.append(f"{len(shown)} shown (Esc: all)")
    return " · ".join([*parts, f"by {order.value}"])


def _result(board: Board, earlier: Sequence[Resolution]) -> tuple[Piece, ...]:
    live = [board.consensus[eid] for one in earlier for eid in one.result if eid in board.consensus]
    return tuple(sorted(Piece(one.start, one.end, one.code) for one in live))


def _verdict(
    board: Board, case: Case, desk: Workspace, names: Mapping[Id, str], *, hidden: bool
) -> str:
    if case.state in (State.SETTLED, State.LATER):
        (resolution,) = case.earlier
        person = board.coders.get(resolution.coder)
        by = f" by {person.name}" if person is not None and not hidden else ""
        sign = "✓ decided" if case.state is State.SETTLED else "… parked"
        reason = f" — {resolution.reason}" if resolution.reason else ""
        return f"{sign}{by}: {decided(board, resolution, names)}{reason}"
    found = proposal_for(case, desk)
    told = f"▸ proposed: {found.way}" if found.pieces is not None else "▸ no proposal"
    stale = f"! decide again, {case.why}.  " if case.state is State.STALE else ""
    return f"{stale}{told} ({found.reason})"


def _agreement(
    board: Board,
    case: Case,
    names: Mapping[Id, str],
    figures: Mapping[Id, str],
    near: Mapping[Id, tuple[int, int]],
) -> str:
    """Agreement between coders, which no decision changes, and who was near the consensus."""
    parts = [
        f"{names[code]}: alpha {figures[code]} before consensus"
        for code in case.spot.codes
        if code in figures and code in names
    ]
    if near:
        told = [f"{board.coders[one].name} {n}/{of}" for one, (n, of) in sorted(near.items())]
        parts.append(f"just as decided: {', '.join(told)}")
    return " · ".join(parts)


def _notes(board: Board, case: Case, desk: Workspace, *, hidden: bool) -> list[str]:
    """The memos on the codings of the spot."""
    people = shown_names(board, case.spot, blind=hidden)
    return [
        f"memo {people.get(claim.coder, '')}: {memo.text}"
        for claim in case.spot.claims
        for memo in memos(desk.project, "coding", claim.coding)
    ]


def _beside(board: Board, case: Case, names: Mapping[Id, str], *, hidden: bool) -> str:
    """Codes that the coders gave to these words in other spots."""
    spot, people = case.spot, shown_names(board, case.spot, blind=hidden)
    found: defaultdict[Id, set[str]] = defaultdict(set)
    for other in board.cases:
        beside = other.spot
        if other is case or beside.document != spot.document or beside.gone:
            continue
        if beside.start < spot.end and spot.start < beside.end:
            for claim in beside.claims:
                if claim.start < spot.end and spot.start < claim.end:
                    found[claim.code].add(people.get(claim.coder, ""))
    told = [f"{names.get(code, '?')} ({', '.join(sorted(who))})" for code, who in found.items()]
    return f"also here: {', '.join(sorted(told))}" if told else ""
