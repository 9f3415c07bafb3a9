"""Suggestions for documents, and accepting many of them as one labelled act."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coder.errors import InputError
from coder.identity import Id, canonical_json, composite_id, content_hash
from coder.linguistic import Analysis
from coder.model import Code, Document, Origin, Role, Segment, Suggestion
from coder.oplog.operation import Draft
from coder.project.coding import coding_draft
from coder.project.drafting import put
from coder.project.project import Project, project_language
from coder.segment import segments
from coder.store import records
from coder.store.analysis_cache import cached_analysis, keep_analysis
from coder.store.connection import storage_errors
from coder.suggest.bands import band

if TYPE_CHECKING:
    from coder.language import Language
    from coder.suggest.lexical import Matcher

ENGINE = "lexical 1"


@dataclass(frozen=True, slots=True)
class Engine:
    """What suggesting needs beside the text: the codes it was made for, language, terms."""

    codes: tuple[Code, ...]
    language: Language
    matcher: Matcher


def load_engine(project: Project, before: Engine | None = None) -> Engine:
    """An engine for the codes as they are now; `before` lends its language, or serves as it is.

    Raises InputError where the project has no terms to suggest by.
    """
    from coder.suggest import lexical

    codes = tuple(project.codes())
    if not any(code.terms for code in codes):
        raise InputError(
            "No code of this project has terms to suggest by.",
            "Import a codebook with terms: 'coder codebook import FILE'.",
        )
    if before is not None and before.codes == codes:
        return before
    language = before.language if before else load_language(project)
    return Engine(codes, language, lexical.compile(codes, language))


def suggest(
    project: Project,
    documents: Sequence[Document],
    *,
    engine: Engine | None = None,
    interviewer: bool = False,
    least: float = 0.0,
    progress: Callable[[Document], None] = lambda _: None,
) -> Iterator[Suggestion]:
    """Suggestions of the codebook's terms, document by document in order of the text.

    The interviewer's turns are left out unless `interviewer`. Raises InputError where the project
    has no terms to suggest by.
    """
    from coder.suggest import lexical

    engine = engine or load_engine(project)
    for document in documents:
        offered = [
            segment
            for segment in segments(document)
            if interviewer or document.turns[segment.turn].role is not Role.INTERVIEWER
        ]
        analyses = analyse(project, engine.language, document, offered)
        yield from lexical.suggest(document.id, analyses, engine.matcher, least)
        progress(document)


def load_language(project: Project) -> Language:
    """The language layer for this project: its language, the user's pipeline."""
    from coder import language

    return language.load(project_language(project), project.settings.pipeline or None)


def analyse(
    project: Project, language: Language, document: Document, offered: Sequence[Segment]
) -> list[Analysis]:
    """The reading of segments, from the project's cache where text and language are the same."""
    from coder.language import from_record, record

    spans = [(segment.start, segment.end) for segment in offered]
    key = content_hash(canonical_json([document.revision, language.version, spans]))
    with storage_errors(project.path):
        kept = cached_analysis(project.store.db, key)
        if kept is not None:
            return [from_record(item) for item in json.loads(zlib.decompress(kept))]
        analyses = language.analyse(document.text, spans)
        text = json.dumps([record(analysis) for analysis in analyses], ensure_ascii=False)
        keep_analysis(project.store.db, key, document.id, zlib.compress(text.encode(), 6))
        return analyses


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


def suggestion_row(suggestion: Suggestion, document: Document, code: str) -> dict[str, Any]:
    """A suggestion as the flat record that lists and scripts show; positions in the document."""
    return {
        "document": document.name,
        "document_id": document.id,
        "start": suggestion.start,
        "end": suggestion.end,
        "text": document.text[suggestion.start : suggestion.end],
        "code": code,
        "code_id": suggestion.code,
        "score": round(suggestion.score, 4),
        "band": band(suggestion.score),
        "evidence": [
            {
                "kind": piece.kind,
                "term": piece.term,
                "spans": [list(span) for span in piece.spans],
                "text": piece.text,
                "score": round(piece.score, 4),
                "polarity": piece.polarity.value,
            }
            for piece in suggestion.evidence
        ],
    }


def _taken(project: Project) -> set[tuple[Id, int, int, Id]]:
    """The places that this person has coded, or refused to."""
    me = project.me.id
    db = project.store.db
    places = {
        (coding.document, coding.start, coding.end, coding.code)
        for coding in records.codings(db, coder=me)
    }
    return places | records.refusals(db, me)


def verdict_drafts(
    project: Project, document: Document, suggestion: Suggestion, verdict: str, origin: Origin
) -> list[Draft]:
    """What this person said of a suggestion: "accept" or "reject", singly or in a batch."""
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
        "engine": ENGINE,
        "origin": origin.value,
        "reason": "",
    }
    return put(project.store, "verdict", eid, values)
