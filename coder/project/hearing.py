"""Documents as the engine hears them: analysed, with the terms found in them, kept while they last.

Analyses are cached in the project file; all segments are read, the interviewer's too, so that one
reading serves whatever is asked.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from coder.identity import Id, canonical_json, content_hash
from coder.linguistic import Analysis
from coder.meaning import MeaningModel
from coder.model import Code, Document, Segment
from coder.project.meaning import cards_of, open_named, vectors_of
from coder.project.project import Project, project_language
from coder.segment import segments
from coder.store import code_records, records
from coder.store.analysis_cache import cached_analysis, keep_analysis
from coder.store.connection import storage_errors
from coder.store.log import last_row_of
from coder.store.turns import current_revision, roles_of

if TYPE_CHECKING:
    import numpy as np

    from coder.language import Language
    from coder.suggest.engine.hearing import Heard
    from coder.suggest.engine.meaning_space import Cards
    from coder.suggest.lexical import Matcher

_Version: TypeAlias = tuple[Id | None, tuple[tuple[str, str], ...]]
"""What a heard document depends on: its revision, and the roles that were corrected."""


@dataclass
class Hearing:
    """The language, the codes with their terms compiled, and the documents heard with them.

    `as_of` tells up to which operation on codes. `named` is the model of meaning in the settings
    when it was made, `model` that model, and `cards` what the codes say to it; None without one.
    """

    language: Language
    codes: tuple[Code, ...]
    matcher: Matcher
    as_of: tuple[int, int]
    named: str = ""
    model: MeaningModel | None = None
    cards: Cards | None = None
    _heard: dict[Id, tuple[_Version, Heard]] = field(default_factory=dict)
    _texts: dict[Id, str] = field(default_factory=dict)
    _pieces: dict[str, np.ndarray] = field(default_factory=dict)

    def hear(self, project: Project, document: Id) -> Heard:
        """A live document; it is read and analysed only if it is new or changed.

        Raises KeyError if there is none of that id.
        """
        from coder.suggest.engine.hearing import hear

        version = _version(project, document)
        kept = self._heard.get(document)
        if kept is not None and kept[0] == version:
            return kept[1]
        with project.store.reading():
            text = records.document(project.store.db, document)
        offered = segments(text)
        analyses = analyse(project, self.language, text, offered)
        vectors = vectors_of(project, self.model, text, offered) if self.model else None
        heard = hear(text, offered, analyses, self.matcher, vectors)
        self._heard[document] = (version, heard)
        self._texts[document] = text.text
        return heard

    def text(self, document: Id) -> str:
        """The text of a document that was heard."""
        return self._texts[document]

    def forget(self, live: Sequence[Id]) -> None:
        """Keep nothing of documents that are not among these any more."""
        for eid in self._heard.keys() - set(live):
            del self._heard[eid], self._texts[eid]

    def with_codes(self, codes: tuple[Code, ...], as_of: tuple[int, int]) -> Hearing:
        """The same documents heard with other terms."""
        from coder.suggest import lexical

        matcher = lexical.compile(codes, self.language)
        again = {
            eid: (
                version,
                replace(
                    heard,
                    found=tuple(lexical.find_evidence(one, matcher) for one in heard.analyses),
                ),
            )
            for eid, (version, heard) in self._heard.items()
        }
        cards = cards_of(self.model, codes, self._pieces) if self.model else None
        return replace(self, codes=codes, matcher=matcher, as_of=as_of, cards=cards, _heard=again)


def listen(project: Project, before: Hearing | None = None, *, words: bool = False) -> Hearing:
    """How to hear documents with the codes as they are now; `before` serves on where it can.

    With `words` no model of meaning is used, whatever the settings name. Raises InputError where
    the model that they name cannot be read.
    """
    from coder.suggest import lexical

    named = "" if words else project.settings.model
    kept = before if before is not None and before.named == named else None
    with project.store.reading():
        as_of = last_row_of(project.store.db, ("code", "codebook"))
        if kept is not None and kept.as_of == as_of:
            return kept
        codes = tuple(code_records.codes(project.store.db))
    if kept is not None and kept.codes == codes:
        kept.as_of = as_of
        return kept
    if kept is not None:
        return kept.with_codes(codes, as_of)
    language = load_language(project) if before is None else before.language
    model = open_named(named) if named else None
    pieces: dict[str, np.ndarray] = {}
    cards = cards_of(model, codes, pieces) if model else None
    matcher = lexical.compile(codes, language)
    return Hearing(language, codes, matcher, as_of, named, model, cards, _pieces=pieces)


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


def _version(project: Project, document: Id) -> _Version:
    with project.store.reading():
        db = project.store.db
        return current_revision(db, document), tuple(sorted(roles_of(db, document).items()))
