"""Adding, finding and removing codings, and taking acts back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from coder.errors import InputError
from coder.identity import Id, new_id
from coder.model import Code, Coding, Document, Origin
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.oplog.undo import Batch
from coder.project.project import Project
from coder.store import code_records, records


def code_span(project: Project, document: Document, start: int, end: int, code: Code) -> Id:
    """Put a code on a span of a document, as a person's own coding; returns the coding's id.

    Raises InputError for a span outside the text, an empty one, or a coding that is there.
    """
    check_span(document, start, end)
    eid = new_id()

    def drafts() -> list[Draft]:
        check_not_coded(project, document, (start, end), code.id)
        me, origin = project.me.id, Origin.MANUAL
        return [coding_draft(document, start, end, code=code.id, coder=me, origin=origin, eid=eid)]

    project.store.write("code a span", drafts)
    return eid


def coding_draft(
    document: Document,
    start: int,
    end: int,
    *,
    code: Id,
    coder: Id,
    origin: Origin,
    eid: Id | None = None,
) -> Draft:
    """The creation of a coding, with the words it stands on."""
    value = {
        "document": document.id,
        "revision": document.revision,
        "code": code,
        "coder": coder,
        "start": start,
        "end": end,
        "quote": document.text[start:end],
        "origin": origin.value,
    }
    return Draft("coding", eid or new_id(), CREATE, value)


def check_span(document: Document, start: int, end: int) -> None:
    """Raise InputError unless `[start, end)` holds something that a speaker said."""
    length = len(document.text)
    if not 0 <= start < end <= length:
        raise InputError(
            f"{start}-{end} is not a span of {document.name}, which has {length} characters.",
            "Positions count characters from 0; the end is not included.",
        )
    if not _is_spoken(document, start, end):
        raise InputError(
            f"{start}-{end} of {document.name} holds nothing that is said there.",
            "Labels, time stamps and white space are not coded; give words of a turn.",
        )


def check_not_coded(project: Project, document: Document, span: tuple[int, int], code: Id) -> None:
    """Raise InputError where this person has the code on just these words already."""
    db, me = project.store.db, project.me.id
    if records.codings(db, document=document.id, code_ids=[code], coder=me, span=span):
        name = next((one.name for one in code_records.codes(db) if one.id == code), code)
        raise InputError(
            f"You coded {span[0]}-{span[1]} of {document.name} with '{name}' already.",
            "Leave it so, or remove that coding first.",
        )


def _is_spoken(document: Document, start: int, end: int) -> bool:
    return any(
        document.text[max(start, turn.start) : min(end, turn.end)].strip()
        for turn in document.turns
        if turn.start < end and start < turn.end
    )


def find_quote(document: Document, quote: str) -> tuple[int, int]:
    """The only place of a quotation in what is said; runs of white space count as one.

    Raises InputError where it is not there or stands in several places.
    """
    words = quote.split()
    if not words:
        raise InputError("The quotation is empty.", "Give words of the transcript.")
    pattern = r"\s+".join(re.escape(word) for word in words)
    places = (match.span() for match in re.finditer(pattern, document.text))
    found = list(islice((place for place in places if _is_spoken(document, *place)), 6))
    if not found:
        raise InputError(
            f"The quotation is not in {document.name}.", "Copy the words as they stand there."
        )
    if len(found) > 1:
        listed = ", ".join(f"{start}-{end}" for start, end in found[:5])
        more = " and more" if len(found) > 5 else ""
        raise InputError(
            f"The quotation stands in several places of {document.name}: {listed}{more}.",
            "Give a longer quotation, or the positions.",
        )
    return found[0]


def codings(
    project: Project,
    *,
    document: Document | None = None,
    code_ids: Sequence[Id] | None = None,
    coder: Id | None = None,
) -> list[Coding]:
    """The live codings by document and place."""
    with project.store.reading():
        return records.codings(
            project.store.db,
            document=None if document is None else document.id,
            code_ids=code_ids,
            coder=coder,
        )


def code_counts(project: Project, *, everybody: bool = False) -> Counter[Id]:
    """How many codings this person has of each code, or all have together."""
    found: Counter[Id] = Counter()
    with project.store.reading():
        rows = records.coding_counts(project.store.db, None if everybody else project.me.id)
    for (_, code), count in rows.items():
        found[code] += count
    return found


def remove_codings(project: Project, ids: Sequence[str]) -> int:
    """Delete codings by id (or unambiguous beginning of it), as one act that can be undone."""
    every = codings(project)
    doomed = {one.id: one for one in (_coding_of(every, wanted) for wanted in ids)}
    label = "remove a coding" if len(doomed) == 1 else f"remove {len(doomed)} codings"
    project.store.write(label, [Draft("coding", eid, DELETED, True) for eid in doomed])
    return len(doomed)


def remove_document(project: Project, document: Document) -> int:
    """Delete a document with its codings as one act that can be undone; returns the codings."""

    def drafts() -> list[Draft]:
        doomed = records.codings(project.store.db, document=document.id)
        return [
            *(Draft("coding", coding.id, DELETED, True) for coding in doomed),
            Draft("document", document.id, DELETED, True),
        ]

    count = len(codings(project, document=document))
    project.store.write("remove a document", drafts)
    return count


def remove_code(project: Project, code: Code) -> int:
    """Delete a code with its codings as one act that can be undone; returns the codings.

    Its subcodes move up to its parent; codes that were merged into it go with it.
    """

    def drafts() -> list[Draft]:
        doomed = records.codings(project.store.db, code_ids=[code.id])
        children = [one for one in code_records.codes(project.store.db) if one.parent == code.id]
        merged = code_records.merged_away(project.store.db).get(code.id, [])
        return [
            *(Draft("coding", coding.id, DELETED, True) for coding in doomed),
            *(Draft("code", child.id, "parent", code.parent) for child in children),
            *(Draft("code", one.id, DELETED, True) for one in merged),
            Draft("code", code.id, DELETED, True),
        ]

    count = len(codings(project, code_ids=[code.id]))
    project.store.write("remove a code", drafts)
    return count


def undo(project: Project, *, rest: bool = False) -> Batch | None:
    """Take back this person's last act; None if there is none.

    Acts of which nothing is left (their document was purged) are passed over.
    """
    for batch in reversed(project.store.stacks()[0]):
        if project.store.undo(batch, leave_changed=rest) is not None:
            return batch
    return None


def redo(project: Project, *, rest: bool = False) -> Batch | None:
    """Do again what this person last took back; None if there is nothing."""
    for batch in reversed(project.store.stacks()[1]):
        if project.store.undo(batch, leave_changed=rest) is not None:
            return batch
    return None


def _coding_of(every: Sequence[Coding], wanted: str) -> Coding:
    wanted = wanted.lower().replace("-", "")
    found = [coding for coding in every if coding.id == wanted]
    if len(wanted) >= 6:
        found = found or [
            one for one in every if one.id.startswith(wanted) or one.id.endswith(wanted)
        ]
    if len(found) != 1:
        what = "Several codings have" if found else "There is no coding with"
        raise InputError(f"{what} the id '{wanted}'.", "See 'coder codings --json'.")
    return found[0]
