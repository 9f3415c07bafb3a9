"""Memos as flat records, for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from coder.analysis.pieces import turn_finder
from coder.analysis.quotations import begin_time, joined, moment
from coder.identity import Id
from coder.model import Code, Coder, Coding, Document, Memo

ON: Final = {
    "project": "project",
    "document": "transcript",
    "code": "code",
    "coding": "coding",
    "span": "words",
}
"""What a memo can be on, as a person calls it."""


def memo_records(
    memos: Iterable[Memo],
    codings: Mapping[Id, Coding],
    codes: Mapping[Id, Code],
    documents: Sequence[Document],
    coders: Sequence[Coder],
) -> list[dict[str, str | int | None]]:
    """One record per memo, in the order given.

    `codings` and `codes` are those that memos can be on: live codings at their places in the
    newest texts; a merged code stands for what it was merged into. Fields: `on` (see `ON`),
    `document`, `code`, `speaker` and `time` (as in `quotations`), `start` and `end` (code points
    of the newest text, end exclusive), `quote`, `text`, `coder`, `created` (ISO 8601, UTC),
    `memo_id`, `target_id`, `document_id`. What is not known is "" or None; words that were taken
    out of the text have a quote and no place.
    """
    known = {document.id: document for document in documents}
    names = {person.id: person.name for person in coders}
    finders = {document.id: turn_finder(document) for document in documents}
    records: list[dict[str, str | int | None]] = []
    for memo in memos:
        coding = codings.get(memo.target or "") if memo.kind == "coding" else None
        eid = memo.target if memo.kind == "document" else memo.document
        eid = coding.document if coding is not None else eid
        document = known.get(eid or "")
        code = codes.get((memo.target if coding is None else coding.code) or "")
        on = memo if coding is None else coding
        start, end = on.start, on.end
        turns = []
        if document is not None and start is not None and end is not None:
            turns = list(finders[document.id](start, end))
        records.append(
            {
                "on": ON.get(memo.kind, memo.kind),
                "document": "" if document is None else document.name,
                "code": "" if code is None else code.name,
                "speaker": joined(turn.speaker for turn in turns),
                "time": "" if start is None else begin_time(turns, start),
                "start": start,
                "end": end,
                "quote": on.quote,
                "text": memo.text,
                "coder": names.get(memo.coder, ""),
                "created": moment(memo.created_ms),
                "memo_id": memo.id,
                "target_id": memo.target,
                "document_id": eid,
            }
        )
    return records
