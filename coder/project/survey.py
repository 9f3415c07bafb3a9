"""All documents as the engine hears them, beside what one coder said of them: what lists rank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.identity import Id
from coder.model import Document
from coder.project.learning import Learned, learn
from coder.project.project import Project
from coder.project.searching import Passage

if TYPE_CHECKING:
    from coder.suggest.engine.corpus import Corpus
    from coder.suggest.engine.hearing import Heard


@dataclass(frozen=True, slots=True)
class Survey:
    """Documents and how they were heard, by id in the order of the corpus.

    `audit` tells that nothing may be suggested in the segments of the blind audit.
    """

    learned: Learned
    documents: dict[Id, Document]
    heard: dict[Id, Heard]
    corpus: Corpus
    audit: bool

    def passage(self, document: Id, number: int, code: Id = "") -> Passage:
        """A segment of a document, with the words that the terms of a code find in it."""
        text, heard = self.documents[document], self.heard[document]
        segment = heard.segments[number]
        turn = text.turns[segment.turn]
        pieces = heard.found[number].get(code, ())
        return Passage(
            document,
            text.name,
            turn.speaker,
            turn.begin_ms,
            segment.start,
            segment.end,
            tuple(sorted({span for piece in pieces for span in piece.spans})),
            text.text[turn.start : turn.end],
            turn.start,
        )


def survey(
    project: Project,
    learned: Learned | None = None,
    progress: Callable[[Document], None] = lambda _: None,
) -> Survey:
    """Hear every document of a project; `learned` lends what was heard and learned before.

    Raises InputError where there are neither terms nor codings.
    """
    from coder.suggest.engine.corpus import gather

    learned = learn(project, learned)
    documents = {one.id: one for one in project.documents()}
    heard: dict[Id, Heard] = {}
    for eid, document in documents.items():
        heard[eid] = learned.hearing.hear(project, eid)
        progress(document)
    engine = learned.engine
    pairs = ((one, learned.said(one)) for one in heard.values())
    corpus = gather(pairs, len(engine.codes), engine.space)
    return Survey(learned, documents, heard, corpus, project.settings.blind_audit)
