"""Codings as flat records, and as quotations with their source, for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from coder.analysis.outline import code_rows
from coder.analysis.pieces import turn_finder
from coder.analysis.table import PATH_SEPARATOR
from coder.identity import Id
from coder.model import Code, Coder, Coding, Document, Turn

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_JOIN: Final = "; "


def quotations(
    codings: Iterable[Coding],
    codes: Sequence[Code],
    documents: Sequence[Document],
    coders: Sequence[Coder],
    memos: Mapping[Id, int] | None = None,
) -> list[dict[str, str | int | None]]:
    """One record per coding in the documents given, by document, place, code and coder.

    `memos` is the number of memos per coding. Fields: `document`, `code`, `path`, `speaker` and
    `role` (of the turns it has words of, joined by "; "), `time` (HH:MM:SS where it starts),
    `start` and `end` (code points of the document's text, end exclusive), `quote`, `coder`,
    `origin`, `created` (ISO 8601, UTC), `weight`, `important`, `memos`, `coding_id`, `code_id`,
    `document_id`. What is not known is "" or None.
    """
    order = {document.id: rank for rank, document in enumerate(documents)}
    rows = code_rows(codes)
    ranks = {row.id: rank for rank, row in enumerate(rows)}
    paths = {row.id: row.path for row in rows}
    names = {person.id: person.name for person in coders}
    listed = sorted(
        (coding for coding in codings if coding.document in order),
        key=lambda c: (
            (order[c.document], c.start, c.end, ranks.get(c.code, len(rows))),
            (c.code, names.get(c.coder, ""), c.coder, c.id),
        ),
    )
    counts = memos or {}
    finders = {document.id: turn_finder(document) for document in documents}
    return [
        _record(
            coding,
            documents[order[coding.document]].name,
            finders[coding.document](coding.start, coding.end),
            path=paths.get(coding.code, ()),
            coder_name=names.get(coding.coder, ""),
            memos=counts.get(coding.id, 0),
        )
        for coding in listed
    ]


def citation(document: Document, start: int, end: int) -> str:
    """The words of a span between quotation marks, then transcript, speaker, time and place.

    The place counts code points from 0, the end not included.
    """
    turns = turn_finder(document)(start, end)
    speakers = joined(turn.speaker for turn in turns)
    source = (document.name, speakers, begin_time(turns, start), f"{start}-{end}")
    words = " ".join(document.text[start:end].split())
    return f"“{words}” ({', '.join(part for part in source if part)})"


def clock(milliseconds: int) -> str:
    """A time in the recording as HH:MM:SS, hours without limit."""
    seconds = max(milliseconds, 0) // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _record(
    coding: Coding,
    document: str,
    turns: Sequence[Turn],
    *,
    path: tuple[str, ...],
    coder_name: str,
    memos: int,
) -> dict[str, str | int | None]:
    """The record of one coding; `turns` are those it lies in."""
    return {
        "document": document,
        "code": path[-1] if path else "",
        "path": PATH_SEPARATOR.join(path),
        "speaker": joined(turn.speaker for turn in turns),
        "role": joined(turn.role.value for turn in turns),
        "time": begin_time(turns, coding.start),
        "start": coding.start,
        "end": coding.end,
        "quote": coding.quote,
        "coder": coder_name,
        "origin": coding.origin.value,
        "created": moment(coding.created_ms),
        "weight": coding.weight,
        "important": coding.important,
        "memos": memos,
        "coding_id": coding.id,
        "code_id": coding.code,
        "document_id": coding.document,
    }


def joined(values: Iterable[str]) -> str:
    """Different values in order, without empty ones."""
    return _JOIN.join(dict.fromkeys(value for value in values if value))


def begin_time(turns: Sequence[Turn], start: int) -> str:
    """The time of the cue a span starts in, else of its first turn, else nothing."""
    if not turns:
        return ""
    begun = [cue.begin_ms for cue in turns[0].cues if cue.start <= start]
    known = [time for time in (turns[0].begin_ms, *begun) if time is not None]
    return clock(known[-1]) if known else ""


def moment(milliseconds: int) -> str:
    """A point in time as ISO 8601 in UTC with seconds; "" where it was not recorded."""
    if milliseconds <= 0:
        return ""
    try:
        moment = _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return ""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
