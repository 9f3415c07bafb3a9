"""Suggestions for documents: ranked by what one coder taught, or by terms alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from coder.errors import InputError
from coder.explanation import Alike, Explanation
from coder.identity import Id
from coder.model import Document, Role, Suggestion
from coder.project.hearing import Hearing, listen
from coder.project.learning import Learned, learn
from coder.project.project import Project
from coder.project.suggestion_records import explanation_record
from coder.store import records
from coder.suggest.bands import band
from coder.suggest.reasons import reason

if TYPE_CHECKING:
    from coder.suggest.engine.hearing import Heard

ENGINE = "engine 3"
LEAST, MOST = 0.4, 3
"""Suggestions are shown from this score on, if nothing else is chosen, and so many a segment."""


def engine_name(project: Project) -> str:
    """What suggests: the engine, and by its last name the model of meaning in the settings."""
    model = project.settings.model
    return f"{ENGINE} with {PurePath(model).name}" if model else ENGINE


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
        yield from _likeliest(project, learned, heard, interviewer, least)
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

    hearing = hearing or listen(project, words=True)
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


def suggestion_row(
    suggestion: Suggestion, document: Document, names: Mapping[Id, str]
) -> dict[str, Any]:
    """A suggestion as the record that lists and scripts show; `names` are those of the codes.

    Positions are in the document. `explanation` is the sum that the score comes from, `reason` that
    in one line; without it (by terms alone) the reason is what was found.
    """
    why = suggestion.explanation
    found = "; ".join(piece.text for piece in suggestion.evidence)
    return {
        "document": document.name,
        "document_id": document.id,
        "start": suggestion.start,
        "end": suggestion.end,
        "text": document.text[suggestion.start : suggestion.end],
        "code": names[suggestion.code],
        "code_id": suggestion.code,
        "score": round(suggestion.score, 4),
        "band": band(suggestion.score),
        "reason": found if why is None else reason(why, names),
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
        "explanation": None if why is None else explanation_record(why),
    }


def _likeliest(
    project: Project, learned: Learned, heard: Heard, interviewer: bool, least: float
) -> Iterator[Suggestion]:
    """The likeliest codes of each segment of a document, the surest first, with the reasons."""
    import numpy as np

    from coder.suggest.engine.explaining import Explainer
    from coder.suggest.engine.walk import rank

    engine, said = learned.engine, learned.said(heard)
    likely, features = rank(engine, heard, said)
    likely = np.round(likely, 4)
    order = np.argsort(-likely, axis=1, kind="stable")[:, :MOST]
    chosen = [
        (number, int(column))
        for number in range(len(heard))
        if interviewer or not heard.setting.interviewer[number]
        for column in order[number]
        if likely[number, column] >= least
    ]
    with project.store.reading():
        names = records.document_names(project.store.db)
    explained = Explainer(engine, heard, said, features).explain(chosen)
    for (number, column), why in zip(chosen, explained, strict=True):
        segment, code = heard.segments[number], engine.codes[column]
        yield Suggestion(
            heard.document,
            segment.start,
            segment.end,
            code,
            float(likely[number, column]),
            heard.found[number].get(code, ()),
            _with_quotes(why, learned.hearing, names),
        )


def _with_quotes(why: Explanation, hearing: Hearing, names: Mapping[Id, str]) -> Explanation:
    """An explanation with the words of the segments that it names."""

    def quoted(one: Alike | None) -> Alike | None:
        if one is None:
            return None
        quote = hearing.text(one.document)[one.start : one.end]
        return replace(one, name=names.get(one.document, ""), quote=quote)

    return replace(why, alike=quoted(why.alike), unlike=quoted(why.unlike))
