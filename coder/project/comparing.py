"""What several coders gave to the same transcripts, to be decided spot by spot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coder.analysis.reconciliation.queue import Case, State, make_cases
from coder.analysis.reconciliation.spots import claim_of, find_spots
from coder.analysis.selection import CONSENSUS
from coder.errors import InputError
from coder.identity import Id, composite_id
from coder.model import Coder, Coding, Document
from coder.oplog.kinds import CREATE
from coder.oplog.undo import Batch
from coder.project.finishing import done_marks
from coder.project.project import Project
from coder.resolved import Claim, Resolution
from coder.store import log, records
from coder.store.followed import corrected
from coder.store.resolutions import resolutions
from coder.store.texts import Texts

CONSENSUS_ID: Final = composite_id("coder", CONSENSUS)
"""The consensus is one coder, the same on every machine."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to compare; empty ids mean all there are.

    A document counts for a coder who is done with it; with `assume_done` for one who has codings
    in it.
    """

    coders: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    codes: tuple[Id, ...] = ()
    assume_done: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The spots of the documents that two coders or more did, in order of document and place.

    `coders` are the people by id, the consensus not among them; `consensus` its codings by id.
    """

    coders: Mapping[Id, Coder]
    documents: Mapping[Id, Document]
    compared: Mapping[Id, tuple[Id, ...]]
    cases: tuple[Case, ...]
    consensus: Mapping[Id, Coding]

    @property
    def counts(self) -> Counter[State]:
        """How many spots stand how."""
        return Counter(case.state for case in self.cases)


def read_board(project: Project, wanted: Wanted) -> Board:
    """Read what the coders gave and what was decided.

    Raises InputError where no two coders did one document.
    """
    if len(wanted.coders) == 1:
        raise InputError("One coder alone has nobody to differ from.", "Name two or more coders.")
    people = {one.id: one for one in project.coders() if one.kind != CONSENSUS}
    chosen = {eid: one for eid, one in people.items() if not wanted.coders or eid in wanted.coders}
    done = done_marks(project)
    with project.store.reading():
        db = project.store.db
        found: defaultdict[Id, list[Coding]] = defaultdict(list)
        for one in records.codings(db):
            found[one.document].append(one)
        names = records.document_names(db)
        compared = {
            eid: _who_did(chosen, eid, found[eid], done, assume=wanted.assume_done)
            for eid in names
            if not wanted.documents or eid in wanted.documents
        }
        compared = {eid: who for eid, who in compared.items() if len(who) > 1}
        if not compared:
            raise InputError(
                "No transcript is done by two coders, so there is nothing to decide.",
                "Coders say that they are done in the overview (F3), or take what they coded for "
                "done with --assume-done.",
            )
        documents = {eid: records.document(db, eid) for eid in compared}
        decided: defaultdict[Id, list[Resolution]] = defaultdict(list)
        for resolution in resolutions(db, CONSENSUS_ID):
            decided[resolution.document].append(resolution)
        for eid in corrected(db):
            if eid in documents:
                decided[eid] = _followed(project, documents[eid], found[eid], decided[eid])
    consensus = {one.id: one for eid in compared for one in found[eid] if one.coder == CONSENSUS_ID}
    cases = [
        case
        for eid, document in documents.items()
        for case in cases_of(document, found[eid], decided[eid], compared[eid])
        if not wanted.codes or set(case.spot.codes) & set(wanted.codes)
    ]
    return Board(people, documents, compared, tuple(cases), consensus)


def claims_as_made(project: Project, document: Id) -> dict[Id, Claim]:
    """The codings of a document by id as claims, each in the version of the text it was made on."""
    db = project.store.db
    every = records.codings_as_made(db, document=document)
    texts = Texts(db)
    return {one.id: claim_of(texts(one.revision), one) for one in every}


def _followed(
    project: Project,
    document: Document,
    codings: Iterable[Coding],
    decided: Iterable[Resolution],
) -> list[Resolution]:
    """Decisions on a text that was corrected since: claims of codings that are as they were made
    then stand where their words are now.
    """
    made = claims_as_made(project, document.id)
    now = {one.id: claim_of(document.text, one) for one in codings}
    return [
        replace(
            resolution,
            claims=tuple(
                sorted(
                    now.get(one.coding, one) if made.get(one.coding) == one else one
                    for one in resolution.claims
                )
            ),
        )
        for resolution in decided
    ]


def cases_of(
    document: Document,
    codings: Iterable[Coding],
    decided: Iterable[Resolution],
    coders: Sequence[Id],
) -> list[Case]:
    """The spots of one document, from its codings by anyone and its decisions."""
    current = [one for one in codings if one.revision == document.revision]
    live = {one.id for one in current if one.coder == CONSENSUS_ID}
    return make_cases(find_spots(document, current, coders), decided, live, coders)


def read_again(project: Project, board: Board, document: Id) -> Board:
    """The board with one document read again, after something was decided in it."""
    with project.store.reading():
        given = records.codings(project.store.db, document=document)
        decided = resolutions(project.store.db, CONSENSUS_ID, document=document)
        if document in corrected(project.store.db):
            decided = _followed(project, board.documents[document], given, decided)
    codes = {code for case in board.cases for code in case.spot.codes}
    fresh = [
        case
        for case in cases_of(board.documents[document], given, decided, board.compared[document])
        if codes & set(case.spot.codes)
    ]
    order = {eid: number for number, eid in enumerate(board.documents)}
    cases = [case for case in board.cases if case.spot.document != document] + fresh
    others = {eid: one for eid, one in board.consensus.items() if one.document != document}
    mine = {one.id: one for one in given if one.coder == CONSENSUS_ID}
    return replace(
        board,
        cases=tuple(sorted(cases, key=lambda case: order[case.spot.document])),
        consensus=others | mine,
    )


def document_of(project: Project, act: Batch) -> Id | None:
    """The one document whose codings and decisions an act wrote; None where it wrote anything else.

    Then it is enough to read that document again.
    """
    db = project.store.db
    found: set[Id] = set()
    with project.store.reading():
        for entity, eid in {(one.entity, one.eid): None for one in log.operations_in(db, act.id)}:
            made = [one for one in log.operations_of(db, entity, eid) if one.field == CREATE]
            if entity not in ("coding", "resolution") or not made or made[0].purged:
                return None
            found.add(made[0].value["document"])
            if len(found) > 1:
                return None
    return next(iter(found), None)


def kept(board: Board) -> dict[Id, tuple[int, int]]:
    """Per coder, on how many decided spots the consensus has just what they gave, and of how many.

    This is how near each one was to the consensus, not agreement between coders.
    """
    same: Counter[Id] = Counter()
    every: Counter[Id] = Counter()
    for case in board.cases:
        if case.state is not State.SETTLED:
            continue
        decided = case.earlier[0].result
        live = [board.consensus[eid] for eid in decided if eid in board.consensus]
        result = {(one.start, one.end, one.code) for one in live}
        given: defaultdict[Id, set[tuple[int, int, Id]]] = defaultdict(set)
        for claim in case.spot.claims:
            given[claim.coder].add((claim.start, claim.end, claim.code))
        every.update(case.spot.coders)
        same.update(coder for coder in case.spot.coders if given[coder] == result)
    return {coder: (same[coder], count) for coder, count in every.items()}


def _who_did(
    people: Iterable[Id],
    document: Id,
    codings: Iterable[Coding],
    done: set[tuple[Id, Id]],
    *,
    assume: bool,
) -> tuple[Id, ...]:
    busy = {one.coder for one in codings} if assume else set()
    return tuple(sorted(one for one in people if (one, document) in done or one in busy))
