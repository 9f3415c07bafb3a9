"""Suggestions for documents: ranked by what one coder taught, or by terms alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from coder.errors import InputError
from coder.model import Document, Role, Suggestion
from coder.project.hearing import Hearing, listen
from coder.project.learning import Learned, learn
from coder.project.project import Project
from coder.suggest.bands import band

if TYPE_CHECKING:
    from coder.suggest.engine.hearing import Heard

ENGINE = "engine 2"
LEAST, MOST = 0.4, 3
"""Suggestions are shown from this score on, if nothing else is chosen, and so many a segment."""


def suggest(
    project: Project,
    documents: Sequence[Document],
    *,
    learned: Learned | None = None,
    interviewer: bool = False,
    least: float = 0.0,
    progress: Callable[[Document], None] = lambda _: None,
) -> Iterator[Suggestion]:
    """The likeliest codes of every segment by their probability, document by document in order.

    A segment's own codes do not change what is suggested for it. The interviewer's turns are left
    out unless `interviewer`. Raises InputError where there are neither terms nor codings.
    """
    learned = learned or learn(project)
    for document in documents:
        heard = learned.hearing.hear(project, document.id)
        yield from _likeliest(learned, heard, interviewer, least)
        progress(document)


def suggest_by_terms(
    project: Project,
    documents: Sequence[Document],
    *,
    hearing: Hearing | None = None,
    interviewer: bool = False,
    least: float = 0.0,
    progress: Callable[[Document], None] = lambda _: None,
) -> Iterator[Suggestion]:
    """What the terms of the codes alone suggest, whatever was coded; scores are no probabilities.

    Raises InputError where no code has terms.
    """
    from coder.suggest import lexical

    hearing = hearing or listen(project)
    if not any(code.terms for code in hearing.codes):
        raise InputError(
            "No code of this project has terms to suggest by.",
            "Import a codebook with terms: 'coder codebook import FILE'.",
        )
    for document in documents:
        heard = hearing.hear(project, document.id)
        analyses = [
            analysis
            for segment, analysis in zip(heard.segments, heard.analyses, strict=True)
            if interviewer or document.turns[segment.turn].role is not Role.INTERVIEWER
        ]
        yield from lexical.suggest(document.id, analyses, hearing.matcher, least)
        progress(document)


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


def _likeliest(
    learned: Learned, heard: Heard, interviewer: bool, least: float
) -> Iterator[Suggestion]:
    """The likeliest codes of each segment of a document, the surest first."""
    import numpy as np

    from coder.suggest.engine.walk import rank

    likely, _ = rank(learned.engine, heard, learned.said(heard))
    likely = np.round(likely, 4)
    order = np.argsort(-likely, axis=1, kind="stable")[:, :MOST]
    for number, segment in enumerate(heard.segments):
        if heard.setting.interviewer[number] and not interviewer:
            continue
        for column in order[number]:
            score = float(likely[number, column])
            if score >= least:
                code = learned.engine.codes[column]
                evidence = heard.found[number].get(code, ())
                yield Suggestion(heard.document, segment.start, segment.end, code, score, evidence)
