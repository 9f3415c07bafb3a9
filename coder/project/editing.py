"""Changing codings in place: their code, edges, weight and importance; each an act of its own."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from coder.errors import InputError
from coder.identity import Id, new_id
from coder.model import Code, Coding, Document, Origin, Suggestion
from coder.oplog.kinds import DELETED
from coder.oplog.operation import Draft
from coder.project.accepting import verdict_drafts
from coder.project.coding import check_not_coded, check_span, coding_draft
from coder.project.memos import memos
from coder.project.project import Project
from coder.store import records
from coder.store.verdicts import refusals

MAX_WEIGHT = 100


def change_code(project: Project, codings: Sequence[Coding], code: Code) -> list[Id]:
    """Give codings another code, as one act; returns the ids of the codings that were written.

    Where that would put the code twice on the same words, one of the two is removed: the one that
    has no memo, weight or mark. Raises InputError where both have some.
    """
    written: list[Id] = []

    def drafts() -> list[Draft]:
        db = project.store.db
        noted = {memo.target for memo in memos(project, "coding")}
        there = {_place(one): one for one in records.codings(db, code_ids=[code.id])}
        found: list[Draft] = []
        for one in codings:
            other = there.get(_place(one))
            if one.code == code.id:
                continue
            if other is not None and _is_bare(one, noted):
                found.append(Draft("coding", one.id, DELETED, True))
                continue
            if other is not None:
                if not _is_bare(other, noted):
                    raise InputError(
                        f"'{code.name}' is on these words already, and both codings have a memo, "
                        "a weight or a mark.",
                        "Remove one of the two first.",
                    )
                found.append(Draft("coding", other.id, DELETED, True))
            found.append(Draft("coding", one.id, "code", code.id))
            there[_place(one)] = one
        written[:] = list(dict.fromkeys(draft.eid for draft in found))
        return found

    project.store.write(_label("change the code of", codings), drafts)
    return written


def move_edges(project: Project, coding: Coding, document: Document, start: int, end: int) -> None:
    """Put a coding on another span of its document.

    Raises InputError for an empty span, and for one that has a coding of the same code already.
    """
    check_span(document, start, end)
    wanted: dict[str, Any] = {
        "revision": document.revision,
        "start": start,
        "end": end,
        "quote": document.text[start:end],
    }

    def drafts() -> list[Draft]:
        if (start, end) != (coding.start, coding.end):
            check_not_coded(project, document, (start, end), coding.code)
        # Compared with what is in the log: it may have been made on an older text.
        made = records.coding_as_made(project.store.db, coding.id)
        return [
            Draft("coding", coding.id, field, value)
            for field, value in wanted.items()
            if made is None or getattr(made, field) != value
        ]

    project.store.write("move the edges of a coding", drafts)


def set_important(project: Project, codings: Sequence[Coding], important: bool) -> None:
    """Mark codings as important, or no longer."""
    drafts = [
        Draft("coding", one.id, "important", important)
        for one in codings
        if one.important != important
    ]
    label = "mark as important" if important else "no longer mark as important"
    project.store.write(label, drafts)


def set_weight(project: Project, coding: Coding, weight: int | None) -> None:
    """Give a coding a weight from 0 to 100, or none; raises InputError for another number."""
    if weight is not None and not 0 <= weight <= MAX_WEIGHT:
        raise InputError(f"{weight} is not a weight.", f"Give a number from 0 to {MAX_WEIGHT}.")
    project.store.write("weigh a coding", [Draft("coding", coding.id, "weight", weight)])


def typed_weight(text: str) -> int | None:
    """What was typed as a weight, nothing for none; raises InputError for what is no number."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise InputError(f"'{text}' is no weight.", f"Give 0 to {MAX_WEIGHT}.")
    return int(text[:9])


def remove(project: Project, codings: Sequence[Coding]) -> None:
    """Delete codings as one act."""
    drafts = [Draft("coding", one.id, DELETED, True) for one in codings]
    project.store.write(_label("remove", codings), drafts)


def code_many(
    project: Project, places: Sequence[tuple[Document, int, int]], code: Code, label: str
) -> int:
    """Put a code on many spans as one act, where this person has not done so; returns how many."""
    made = 0

    def drafts() -> list[Draft]:
        nonlocal made
        mine = records.codings(project.store.db, code_ids=[code.id], coder=project.me.id)
        taken = {(one.document, one.start, one.end) for one in mine}
        found = [
            coding_draft(
                document, start, end, code=code.id, coder=project.me.id, origin=Origin.MANUAL
            )
            for document, start, end in places
            if (document.id, start, end) not in taken
        ]
        made = len(found)
        return found

    project.store.write(label, drafts)
    return made


def accept(project: Project, document: Document, suggestion: Suggestion) -> Id:
    """Make a coding of a suggestion: the person's, with its origin and the verdict.

    Returns the coding's id; raises InputError where it was coded so meanwhile.
    """
    eid = new_id()

    def drafts() -> list[Draft]:
        origin = Origin.SUGGESTION
        check_not_coded(project, document, (suggestion.start, suggestion.end), suggestion.code)
        return [
            coding_draft(
                document,
                suggestion.start,
                suggestion.end,
                code=suggestion.code,
                coder=project.me.id,
                origin=origin,
                eid=eid,
            ),
            *verdict_drafts(project, document, suggestion, "accept", origin),
        ]

    project.store.write("accept a suggestion", drafts)
    return eid


def reject(project: Project, document: Document, suggestion: Suggestion) -> None:
    """Refuse a suggestion; it is not shown again."""
    project.store.write(
        "reject a suggestion",
        lambda: verdict_drafts(project, document, suggestion, "reject", Origin.SUGGESTION),
    )


def accept_listed(
    project: Project,
    document: Document,
    accepted: Sequence[Suggestion],
    rejected: Sequence[Suggestion],
    label: str,
) -> list[Id]:
    """Accept and refuse suggestions of one document as one act; returns the codings' ids.

    What this person coded in the meantime is left alone.
    """
    me = project.me.id
    made: list[Id] = []

    def drafts() -> list[Draft]:
        made.clear()
        mine = records.codings(project.store.db, document=document.id, coder=me)
        taken = {(one.start, one.end, one.code) for one in mine}
        found: list[Draft] = []
        for one in accepted:
            if (one.start, one.end, one.code) in taken:
                continue
            made.append(new_id())
            found.append(
                coding_draft(
                    document,
                    one.start,
                    one.end,
                    code=one.code,
                    coder=me,
                    origin=Origin.BATCH,
                    eid=made[-1],
                )
            )
            found += verdict_drafts(project, document, one, "accept", Origin.BATCH)
        for one in rejected:
            found += verdict_drafts(project, document, one, "reject", Origin.BATCH)
        return found

    project.store.write(label, drafts)
    return made


def refused(project: Project, document: Id) -> set[tuple[int, int, Id]]:
    """The places and codes of the suggestions that this person refused in a document."""
    with project.store.reading():
        found = refusals(project.store.db, project.me.id, document)
        return {(start, end, code) for _, start, end, code in found}


def recent_codes(project: Project, limit: int) -> list[Id]:
    """The codes that this person used last, those of batches left out."""
    with project.store.reading():
        return records.last_codes(project.store.db, project.me.id, limit)


def _place(coding: Coding) -> tuple[Id, Id, int, int]:
    """Whose coding it is, and where; two of one code at one place would be the same."""
    return coding.coder, coding.document, coding.start, coding.end


def _is_bare(coding: Coding, noted: Set[Id | None]) -> bool:
    """Whether a coding has nothing that would be lost with it but its code."""
    return coding.weight is None and not coding.important and coding.id not in noted


def _label(verb: str, codings: Sequence[Coding]) -> str:
    return f"{verb} a coding" if len(codings) == 1 else f"{verb} {len(codings)} codings"
