"""What stands around the queue of spots: versions, the proposal with reasons, how far one is."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.text import Text

from coder.analysis.reconciliation.proposals import Proposal, propose
from coder.analysis.reconciliation.queue import Case, Order, State
from coder.analysis.reconciliation.spots import Difference
from coder.identity import Id
from coder.printable import one_line
from coder.project.comparing import Board
from coder.project.decision_notes import decided, shown_names
from coder.project.memos import memos
from coder.project.solving import Standing, alpha_decided, alpha_given, alpha_with
from coder.resolved import Piece, Resolution
from coder.tui.spot_draft import Draft
from coder.tui.spot_lines import UNDECIDED, Lane, SpotPicture, signs_of

if TYPE_CHECKING:
    from coder.tui.workspace import Workspace

NONE: Final = "none of these"
BLIND: Final = "Blind mode: nobody's codings are compared (b on the coding screen ends it)."


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which spots to show: only undecided ones, only differing ones, only those of codes, only
    those at some places.

    Without any of them all. `places` are by document; `words` say what they are.
    """

    undecided: bool = False
    differing: bool = False
    codes: frozenset[Id] = frozenset()
    places: tuple[tuple[Id, tuple[tuple[int, int], ...]], ...] = ()
    words: str = ""


def choose(cases: Iterable[Case], chosen: Chosen) -> list[Case]:
    """The cases that are among them, in their order."""
    places = {document: sorted(spans) for document, spans in chosen.places}

    def has(case: Case) -> bool:
        spot = case.spot
        if chosen.undecided and case.state not in UNDECIDED:
            return False
        if chosen.differing and spot.difference is Difference.SAME:
            return False
        if chosen.codes and chosen.codes.isdisjoint(spot.codes):
            return False
        return not places or any(
            start < spot.end and spot.start < end
            for start, end in _from(places.get(spot.document, []), spot.start, spot.end)
        )

    return [case for case in cases if has(case)]


def _from(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of the spans (by place, at most neighbours overlap) that can touch a stretch."""
    return spans[max(bisect_left(spans, (start, start)) - 2, 0) : bisect_left(spans, (end, end))]


def proposal_for(case: Case, desk: Workspace) -> Proposal:
    """What to propose, with what the codebook says of the codes."""
    return propose(case.spot, {code.id: code.parent for code in desk.codes})


def picture(
    board: Board,
    case: Case,
    desk: Workspace,
    *,
    hidden: bool,
    draft: Draft | None = None,
    turns: bool = False,
) -> SpotPicture:
    """The words with a lane for each coder, then what was decided or what is proposed.

    `draft` is a decision being made by hand, in the place of what is proposed; with `turns` all
    lines of the turns are there.
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
        if proposed is not None and draft is None:
            lanes.append(Lane("▸", "proposed", proposed, NONE))
    pieces = () if draft is None else draft.pieces
    if draft is not None:
        lanes.append(Lane("✎", "by hand", pieces, hand=(draft.piece, draft.end)))
    return SpotPicture(
        board.documents[spot.document],
        min(spot.start, *(piece.start for piece in pieces), spot.start),
        max(spot.end, *(piece.end for piece in pieces), spot.end),
        tuple(lanes),
        {code.id: code.name for code in desk.codes},
        desk.colours,
        turns,
    )


def about(
    board: Board,
    case: Case,
    desk: Workspace,
    standing: Standing | None,
    *,
    hidden: bool,
    reason: str,
    near: Mapping[Id, tuple[int, int]],
    draft: Draft | None = None,
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
            _agreement(board, case, desk, standing, draft),
            "" if hidden else _nearness(board, near),
            *_notes(board, case, desk, hidden=hidden),
            _beside(board, case, names, hidden=hidden),
        ),
    ):
        text.append("\n" if text else "").append(one_line(line))
    return text


def why_none(board: Board) -> str:
    """Why no spot of a board is shown, and what to do."""
    if board.cases:
        return "No spot is left of those that were chosen. Esc shows all of them."
    people = sorted({board.coders[one].name for who in board.compared.values() for one in who})
    return (
        f"{', '.join(one_line(name, 30) for name in people)} are done with the same transcripts, "
        "and gave no code there, so there is nothing to decide."
    )


def status(
    board: Board | None,
    shown: Sequence[Case],
    number: int | None,
    *,
    order: Order,
    only: Chosen,
    standing: Standing | None,
    brief: bool,
) -> str:
    """Which spot this is, how many are decided, which are shown in which order, and alpha.

    If brief, only the first two.
    """
    if board is None:
        return ""
    counts = board.counts
    parts: list[str] = []
    if number is not None and number < len(shown):
        name = board.documents[shown[number].spot.document].name
        parts.append(f"{name} {number + 1}/{len(shown)}")
    parts.append(f"{counts[State.SETTLED]} of {len(board.cases)} decided")
    if brief:
        return " · ".join(parts)
    rest = {"to decide again": counts[State.STALE], "parked": counts[State.LATER]}
    parts += [f"{count} {word}" for word, count in rest.items() if count]
    if only != Chosen():
        which = f": {only.words}" if only.words else ""
        parts.append(f"{len(shown)} shown (Esc: all){which}")
    if only == Chosen() or order is not Order.PLACE:
        parts.append(f"by {order.value}")
    if standing is not None and counts[State.SETTLED]:
        codes = {code for sums in standing.given.values() for code in sums}
        given, now = (three(found(standing, codes)) for found in (alpha_given, alpha_decided))
        parts.append(f"alpha {given}" + (f" → {now} as decided" if now != given else ""))
    return " · ".join(parts)


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
    board: Board, case: Case, desk: Workspace, standing: Standing | None, draft: Draft | None
) -> str:
    """Alpha between coders, which no decision changes, and had all given what is decided."""
    if standing is None:
        return ""
    names = {code.id: code.name for code in desk.codes}
    pieces = proposal_for(case, desk).pieces if case.state in UNDECIDED else None
    if draft is not None:
        pieces = draft.pieces
    parts = []
    for code in case.spot.codes:
        if code not in names:
            continue
        given, now = alpha_given(standing, [code]), alpha_decided(standing, [code])
        told = f"{names[code]}: alpha {three(given)} between coders"
        if now != given:
            told += f", {three(now)} as decided"
        then = now if pieces is None else alpha_with(standing, board, case, pieces, [code])
        if then != now:
            told += f", {three(then)} if solved so"
        parts.append(told)
    return " · ".join(parts)


def _nearness(board: Board, near: Mapping[Id, tuple[int, int]]) -> str:
    """On how many decided spots each coder gave just what was decided."""
    told = [f"{board.coders[one].name} {n} of {of}" for one, (n, of) in sorted(near.items())]
    return f"gave just what was decided: {', '.join(told)}" if told else ""


def three(value: float | None) -> str:
    """A figure with three digits, so that one spot can be seen in it; a dash where it is none."""
    return "–" if value is None else f"{value:.3f}".replace("0.", ".", 1)


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
