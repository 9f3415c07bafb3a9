"""Deciding what the consensus has where coders differ; the coders' own codings stay as they are.

Each decision is a resolution in the log, with the codings that it gives the consensus. Ids are
made of what was decided, so the same decision on two machines is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.amounts import counted
from coder.analysis.reconciliation.outcomes import ruling
from coder.analysis.reconciliation.queue import Case, State
from coder.analysis.reconciliation.rules import Rule, decide
from coder.analysis.reconciliation.spots import Spot, claim_of
from coder.analysis.selection import CONSENSUS
from coder.errors import InputError
from coder.identity import Id, composite_id
from coder.model import Document, Origin
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.project.coding import check_span, coding_draft
from coder.project.comparing import CONSENSUS_ID, Board, claims_as_made
from coder.project.drafting import put
from coder.project.project import Project
from coder.resolved import Claim, Piece, Resolution, Ruling, claim_record
from coder.store import records
from coder.store.resolutions import resolutions

MAX_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Decision:
    """What the consensus is to have at a spot; without pieces none of it, or nothing yet (LATER).

    `rule` is the rule that says so, "" where a person does.
    """

    case: Case
    pieces: tuple[Piece, ...]
    ruling: Ruling
    rule: str = ""
    reason: str = ""


def settle(project: Project, case: Case, pieces: Sequence[Piece], *, reason: str = "") -> Ruling:
    """Decide one spot: the consensus has these pieces, or with none nothing of it.

    Replaces what was decided before. Raises InputError where the spot changed meanwhile.
    """
    made = Decision(case, tuple(pieces), ruling(case.spot, pieces), reason=reason)
    settle_all(project, [made], "decide a spot")
    return made.ruling


def put_off(project: Project, case: Case, *, reason: str = "") -> None:
    """Leave a spot to be talked about."""
    settle_all(project, [Decision(case, (), Ruling.LATER, reason=reason)], "put off a spot")


def give_reason(project: Project, resolution: Resolution, reason: str) -> None:
    """Write or change why a spot was decided so."""
    drafts = [Draft("resolution", resolution.id, "reason", _checked(reason))]
    if reason != resolution.reason:
        project.store.write("say why a spot was decided so", drafts)


def reopen(project: Project, case: Case) -> None:
    """Take back what was decided on a spot, also if that was long ago."""
    project.store.write(
        "reopen a spot",
        lambda: [draft for one in _now(project, case) for draft in _withdrawn(project, one)],
    )


def decide_by_rule(board: Board, rule: Rule) -> list[Decision]:
    """What a rule makes of the spots that are still open; the others are left as they are.

    What the consensus has already, from another spot, is not given to it twice.
    """
    taken = {(one.document, one.start, one.end, one.code) for one in board.consensus.values()}
    found: list[Decision] = []
    for case in board.cases:
        spot = case.spot
        if case.state is not State.OPEN:
            continue
        pieces = decide(rule, spot, board.documents[spot.document].text)
        if pieces is None:
            continue
        places = {(spot.document, piece.start, piece.end, piece.code) for piece in pieces}
        if taken.isdisjoint(places):
            found.append(Decision(case, pieces, ruling(spot, pieces), str(rule)))
    return found


def settle_by_rule(project: Project, decisions: Sequence[Decision], rule: Rule) -> None:
    """Write what a rule decides as one act that can be undone."""
    settle_all(project, decisions, f"decide {counted(len(decisions), 'spot')} by the rule {rule}")


def settle_all(project: Project, decisions: Sequence[Decision], label: str) -> None:
    """Write decisions as one act that can be undone.

    Raises InputError, and writes nothing, where a spot is not as it was when it was read.
    """
    if not decisions:
        return
    _begin(project)

    def drafts() -> Iterable[Draft]:
        documents = {
            eid: records.document(project.store.db, eid)
            for eid in dict.fromkeys(one.case.spot.document for one in decisions)
        }
        for document in documents.values():
            here = [one for one in decisions if one.case.spot.document == document.id]
            _check_unchanged(project, document, [one.case.spot for one in here])
            made = claims_as_made(project, document.id)
            for one in here:
                yield from _drafts(project, document, one, made)

    project.store.write(label, drafts)


def _begin(project: Project) -> None:
    """Make the consensus a coder of the project, once."""
    values = {"name": "Consensus", "kind": CONSENSUS}

    def drafts() -> list[Draft]:
        known = {one.id for one in records.coders(project.store.db)}
        return [] if CONSENSUS_ID in known else [Draft("coder", CONSENSUS_ID, CREATE, values)]

    project.store.write("begin a consensus", drafts)


def _drafts(
    project: Project, document: Document, decision: Decision, claims: Mapping[Id, Claim]
) -> list[Draft]:
    """The writes of one decision, in place of earlier ones; `claims` are those as made."""
    spot = decision.case.spot
    eid = composite_id("resolution", CONSENSUS_ID, *sorted(one.coding for one in spot.claims))
    made = _codings(project, document, decision, eid)
    kept = set(made) if spot.gone else {*made, eid}
    drafts = [
        draft
        for one in _now(project, decision.case)
        for draft in _withdrawn(project, one)
        if draft.eid not in kept
    ]
    for coding in made.values():
        drafts += coding
    if spot.gone:
        return drafts
    values = {
        "document": document.id,
        "consensus": CONSENSUS_ID,
        "coder": project.me.id,
        "claims": [claim_record(claims[claim.coding]) for claim in spot.claims],
        "ruling": decision.ruling.value,
        "result": sorted(made),
        "rule": decision.rule,
        "reason": _checked(decision.reason),
    }
    return [*drafts, *put(project.store, "resolution", eid, values)]


def _codings(
    project: Project, document: Document, decision: Decision, resolution: Id
) -> dict[Id, list[Draft]]:
    """The codings that a decision gives the consensus, by id, with what is to be written."""
    origin = Origin.BATCH if decision.rule else Origin.MANUAL
    found: dict[Id, list[Draft]] = {}
    for piece in decision.pieces:
        check_span(document, piece.start, piece.end)
        place = (str(piece.start), str(piece.end))
        eid = composite_id("coding", resolution, piece.code, *place)
        draft = coding_draft(
            document,
            piece.start,
            piece.end,
            code=piece.code,
            coder=CONSENSUS_ID,
            origin=origin,
            eid=eid,
        )
        found[eid] = put(project.store, "coding", eid, draft.value)
    return found


def _now(project: Project, case: Case) -> list[Resolution]:
    """The earlier decisions on a spot as they are in the file now."""
    ids = [one.id for one in case.earlier]
    return resolutions(project.store.db, CONSENSUS_ID, ids=ids)


def _withdrawn(project: Project, resolution: Resolution) -> list[Draft]:
    """What takes a decision back, with the codings that it gave the consensus."""
    live = records.codings_by_id(project.store.db, resolution.result)
    return [
        *(Draft("coding", one.id, DELETED, True) for one in live if one.coder == CONSENSUS_ID),
        Draft("resolution", resolution.id, DELETED, True),
    ]


def _check_unchanged(project: Project, document: Document, spots: Sequence[Spot]) -> None:
    every = records.codings(project.store.db, document=document.id)
    now = {one.id: claim_of(document.text, one) for one in every}
    if any(not spot.gone and not _holds(spot, now) for spot in spots):
        raise InputError(
            "The codings at this spot changed since it was shown; nothing was written.",
            "Look at it again, then decide.",
        )


def _holds(spot: Spot, now: Mapping[Id, Claim]) -> bool:
    return all(now.get(claim.coding) == claim for claim in spot.claims)


def _checked(reason: str) -> str:
    reason = " ".join(reason.split())
    if len(reason) > MAX_REASON or not (reason.isprintable() or not reason):
        raise InputError(
            "That reason cannot be kept.", f"Write up to {MAX_REASON:,} plain characters."
        )
    return reason
