"""The forms of a word that a project's transcripts hold: "wisselen" stands there as "gewisseld".

Forms come from the lexicon: inflection, the -ing noun of a verb, and compounds with the word in
them. A separable verb in pieces ("haakte ... af") is found as a place. What takes the language
layer runs outside the screen's process; `wanted_from_record` reads its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coder.identity import Id
from coder.linguistic import Word
from coder.model import Code, Document, Segment, Term
from coder.project.hearing import load_language
from coder.project.project import Project
from coder.segment import segments
from coder.store import records
from coder.store.search import Apart, Wanted, is_plain, search_any, terms

if TYPE_CHECKING:
    from coder.language import Language
    from coder.suggest.vocabulary import Lexicon

MAX_FORMS = 2000
"""More forms than this are not looked for; no word of Dutch comes near."""

_WORD = re.compile(r"[^\W_](?:[^\s/]*[^\W_])?")


@dataclass
class ProjectWords:
    """The language of a project and all words that its transcripts hold, kept between questions.

    `seen` are the revisions that `words` come from.
    """

    language: Language
    seen: frozenset[Id] = frozenset()
    words: list[Word] = field(default_factory=list)

    def update(self, project: Project) -> None:
        """Read the words again if a text came, went or changed."""
        documents = project.documents()
        now = frozenset(document.revision for document in documents)
        if now != self.seen:
            self.words = _words(self.language, documents)
            self.seen = now


def project_words(project: Project, language: Language | None = None) -> ProjectWords:
    """The words of a project; loads its language, which takes seconds, unless it is given."""
    return ProjectWords(language or load_language(project))


def all_forms(project: Project, query: str, words: ProjectWords) -> list[Wanted]:
    """The words of a query, each in all its forms; phrases and beginnings (`word*`) as they are.

    Raises InputError for a query without words.
    """
    found = []
    for term in terms(query):
        if is_plain(term):
            words.update(project)
            found.append(_forms(project, term, words))
        else:
            found.append(Wanted((term,)))
    return found


def wanted_record(wanted: Wanted) -> list[Any]:
    """A wanted word as plain JSON values."""
    return [wanted.forms, [[place.document, place.spans] for place in wanted.places]]


def wanted_from_record(record: list[Any]) -> Wanted:
    """The inverse of `wanted_record`."""
    forms, places = record
    return Wanted(
        tuple(forms), tuple(Apart(eid, tuple((a, b) for a, b in spans)) for eid, spans in places)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A lexicon in which the word asked for, and its lemma, have their likeliest lemma only.

    So "gemeente" is not taken for a form of "menen", while a form in the text may be anything.
    """

    lexicon: Lexicon
    words: tuple[str, str]

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Every lemma of the form."""
        found = self.lexicon.lemmas(form)
        return found[:1] if form in self.words else found

    def is_known(self, form: str) -> bool:
        """Whether the form is a word of the language."""
        return self.lexicon.is_known(form)

    def split_verb(self, verb: str) -> tuple[str, str] | None:
        """Particle and rest of a separable infinitive."""
        return self.lexicon.split_verb(verb)


def _words(language: Language, documents: Sequence[Document]) -> list[Word]:
    """The different words of texts, in order."""
    forms: set[str] = set()
    for document in documents:
        forms.update(match.casefold() for match in _WORD.findall(document.text))
    spans: list[tuple[int, int]] = []
    at = 0
    ordered = sorted(forms)
    for form in ordered:
        spans.append((at, at + len(form)))
        at += len(form) + 1
    analyses = language.analyse("\n".join(ordered), spans)
    return list(dict.fromkeys(token.word for one in analyses for token in one.tokens))


def _forms(project: Project, term: str, words: ProjectWords) -> Wanted:
    """A word in the forms and places that the project holds."""
    from coder.suggest.terms import AnyForm
    from coder.suggest.vocabulary import Joined, Vocabulary

    asked = term.casefold()
    lemma = next(iter(words.language.lemmas(asked)), asked)
    lexicon = _Asked(words.language, (asked, lemma))
    vocabulary = Vocabulary(lexicon, 0)
    verb = lexicon.split_verb(lemma)
    numbers = {vocabulary.add(AnyForm(asked)), vocabulary.add(AnyForm(lemma))}
    if verb is not None:
        numbers.add(vocabulary.add(Joined(*verb)))
    vocabulary.seal()
    forms = [word.form for word in words.words if numbers & vocabulary.hits(word).keys()]
    forms = list(dict.fromkeys([term, *forms]))[:MAX_FORMS]
    if verb is None:
        return Wanted(tuple(forms))
    return Wanted(tuple(forms), tuple(_places(project, lemma, verb, words)))


def _places(
    project: Project, lemma: str, verb: tuple[str, str], words: ProjectWords
) -> Iterator[Apart]:
    """Where a separable verb stands in pieces: turns that hold both, read word by word."""
    from coder.suggest import lexical

    particle, base = verb
    bases = [word.form for word in words.words if base in word.lemmas][:MAX_FORMS]
    if not bases:
        return
    code = Code(id="", key="", name=lemma, terms=(Term(lemma),))
    matcher = lexical.compile([code], _Asked(words.language, (lemma, lemma)), 0)
    db = project.store.db
    with project.store.reading():
        hits = search_any(db, [Wanted(tuple(bases)), Wanted((particle,))])
        documents = {hit.document: records.document(db, hit.document) for hit in hits}
    turns = {(hit.document, hit.start) for hit in hits}
    for eid, document in documents.items():
        cut = [one for one in segments(document) if (eid, _turn(document, one)) in turns]
        analyses = words.language.analyse(document.text, [(one.start, one.end) for one in cut])
        for suggestion in lexical.suggest(eid, analyses, matcher):
            for evidence in suggestion.evidence:
                yield Apart(eid, tuple(sorted(evidence.spans)))


def _turn(document: Document, segment: Segment) -> int:
    """Where the turn of a segment starts."""
    return document.turns[segment.turn].start
