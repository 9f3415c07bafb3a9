"""Accepting suggestions, many as one labelled act, and what a verdict on one says."""

from __future__ import annotations

from collections.abc import Sequence

from coder.errors import InputError
from coder.identity import Id, composite_id
from coder.model import Document, Origin, Suggestion
from coder.oplog.operation import Draft
from coder.project.coding import coding_draft
from coder.project.drafting import put
from coder.project.project import Project
from coder.project.suggesting import engine_name
from coder.store import records
from coder.store.verdicts import refusals
from coder.suggest.bands import band


def accept_above(project: Project, suggestions: Sequence[Suggestion], score: float) -> int:
    """Accept every suggestion of at least this score as one act that can be undone.

    Codings a person has already, and suggestions they refused, are left alone. Each accepted one
    is recorded as a verdict too. Returns the number of codings made.
    """
    check_score(score)
    me = project.me.id
    wanted = [one for one in suggestions if one.score >= score]

    made = 0

    def drafts() -> list[Draft]:
        nonlocal made
        documents = {
            eid: records.document(project.store.db, eid) for eid in {one.document for one in wanted}
        }
        taken = _taken(project)
        result: list[Draft] = []
        for one in wanted:
            place = (one.document, one.start, one.end, one.code)
            if place in taken:
                continue
            taken.add(place)
            made += 1
            document = documents[one.document]
            result.append(
                coding_draft(
                    document, one.start, one.end, code=one.code, coder=me, origin=Origin.BATCH
                )
            )
            result += verdict_drafts(project, document, one, "accept", Origin.BATCH)
        return result

    project.store.write(f"accept suggestions scored {score:g} or higher", drafts)
    return made


def check_score(score: float) -> None:
    """Raise InputError for what is not a score to accept from."""
    if not 0 < score <= 1:
        raise InputError(f"{score:g} is not a score.", "Give a number above 0 and up to 1.")


def _taken(project: Project) -> set[tuple[Id, int, int, Id]]:
    """The places that this person has coded, or refused to."""
    me = project.me.id
    db = project.store.db
    places = {
        (coding.document, coding.start, coding.end, coding.code)
        for coding in records.codings(db, coder=me)
    }
    return places | refusals(db, me)


def verdict_drafts(
    project: Project,
    document: Document,
    suggestion: Suggestion,
    verdict: str,
    origin: Origin,
    *,
    reason: str = "",
) -> list[Draft]:
    """What this person said of a suggestion: "accept" or "reject", singly or in a batch.

    `reason` says in a word or two why it was refused.
    """
    place = (document.revision, str(suggestion.start), str(suggestion.end), suggestion.code)
    eid = composite_id("verdict", project.me.id, *place)
    values = {
        "coder": project.me.id,
        "document": document.id,
        "revision": document.revision,
        "start": suggestion.start,
        "end": suggestion.end,
        "code": suggestion.code,
        "verdict": verdict,
        "band": band(suggestion.score),
        "engine": engine_name(project),
        "origin": origin.value,
        "reason": reason,
    }
    return put(project.store, "verdict", eid, values)
