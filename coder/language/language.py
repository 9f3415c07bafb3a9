"""Analyses segments: tokens with their words, separable verbs and polarity, from plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coder.language import closed, expressions, negation, scope, separable
from coder.language.collection import collection_paused
from coder.language.tokenizing import Splitter
from coder.language.vocabulary import Vocabulary, is_marker
from coder.linguistic import Analysis, Part, Token, Word
from coder.model import Polarity

Tagger = Callable[[Sequence[Sequence[str]]], list[list[str]]]
"""From the token texts of some segments to their Universal POS tags."""

_REMARK = "|".join(sorted(closed.REMARKS))
_CHUNK = re.compile(
    r"\[[^\[\]\n]{1,80}\]"
    rf"|\((?:{_REMARK})\b[^()\n]{{0,40}}\)|<(?:{_REMARK})>|\*(?:{_REMARK})\*"
    r"|[^\s\[]{1,200}|\[",
    re.IGNORECASE,
)
_MAX_CACHED = 100_000
_CUE, _PARTICLE, _ELLIPSIS, _FIXED = 1, 2, 4, 8
_Piece = tuple[int, int, Word, int]


@dataclass(frozen=True, slots=True)
class Description:
    """What analyses are made with, for `coder doctor`.

    `grade` is "trained", "embedded" or "other"; `pipeline` names the spaCy pipeline ("" without
    one); `versions` are pairs of package and version; `why` explains the choice.
    """

    language: str
    grade: str
    pipeline: str
    versions: tuple[tuple[str, str], ...]
    why: str


class Language:
    """One language at one grade; holds caches of words it has seen, and nothing of a document."""

    def __init__(
        self,
        description: Description,
        version: str,
        split: Splitter,
        vocabulary: Vocabulary,
        tagger: Tagger | None = None,
    ) -> None:
        self.description = description
        self.grade = description.grade
        self.name = description.language
        self.version = version
        self._split = split
        self._vocabulary = vocabulary
        self._tagger = tagger
        self._expressions = vocabulary.expressions()
        self._chunks: dict[str, tuple[_Piece, ...]] = {}
        self._words: dict[str, tuple[Word, int]] = {}
        self._joined: dict[tuple[str, str, bool], str] = {}
        self._finite: dict[str, bool] = {}
        self._infinitive: dict[str, bool] = {}

    def describe(self) -> Description:
        """Grade, pipeline, versions and the reason for them."""
        return self.description

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Every lemma that a form can have, the most likely first."""
        return self._vocabulary.lemmas(form)

    def is_known(self, form: str) -> bool:
        """Whether the lexicon has the form; only unknown forms are worth fuzzy matching."""
        return self._vocabulary.is_known(form)

    def split_verb(self, lemma: str) -> tuple[str, str] | None:
        """Particle and verb of a separable verb ("afhaken": af, haken), None for other words."""
        return self._vocabulary.split_verb(lemma)

    def parts(self, form: str) -> tuple[Part, ...]:
        """The parts of a compound, () for a simple word; offsets are in `form`."""
        return self._word(form)[0].parts

    def analyse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Analysis]:
        """The analyses of the segments `spans` of a document's canonical text, in their order."""
        with collection_paused():
            analyses = [self._segment(text, start, end) for start, end in spans]
        return analyses if self._tagger is None else self._tagged(text, analyses)

    # ------------------------------------------------------------------ one segment

    def _segment(self, text: str, start: int, end: int) -> Analysis:
        tokens: list[Token] = []
        marked: list[tuple[int, int]] = []
        chunks = self._chunks
        new, present = tuple.__new__, Polarity.PRESENT
        for match in _CHUNK.finditer(text, start, end):
            chunk = match.group()
            pieces = chunks.get(chunk) or self._new_chunk(chunk)
            base = match.start()
            for first, last, word, flags in pieces:
                if flags:
                    marked.append((len(tokens), flags))
                tokens.append(new(Token, (base + first, base + last, word, present, "")))
        if not marked:
            return Analysis(start, end, tuple(tokens))
        if any(flags & _ELLIPSIS for _, flags in marked):
            tokens = self._complete(tokens)
        return self._with_context(text, start, end, tokens, marked)

    def _with_context(
        self, text: str, start: int, end: int, tokens: list[Token], marked: list[tuple[int, int]]
    ) -> Analysis:
        """The analysis with separable verbs and polarity, which depend on the neighbours."""
        words = [token.word for token in tokens]
        forms = [word.form for word in words]
        ends = [place for place, flags in marked if flags & _FIXED]
        fixed = list(expressions.fixed_verbs(self._expressions, forms, words, ends))
        bound = {place for _, covered in fixed for place in covered}
        particles = [p for p, flags in marked if flags & _PARTICLE and p not in bound]
        sentence = separable.Sentence(
            forms, words, lambda place: text[tokens[place].start].isupper(), self._is_infinitive
        )
        apart = separable.separable_verbs(sentence, particles, self._join)
        verbs = (*apart, *(verb for verb, _ in fixed))
        places = [place for place, flags in marked if flags & _CUE]
        lacking = [verb.verb for verb in verbs if negation.is_cue_verb(verb.lemma)]
        if lacking:
            places = sorted({*places, *lacking})
        if places:
            clause = scope.Sentence(forms, words, self._is_finite, verbs, places)
            for place, polarity in enumerate(negation.polarities(clause)):
                if polarity is not Polarity.PRESENT:
                    tokens[place] = tokens[place]._replace(polarity=polarity)
        return Analysis(start, end, tuple(tokens), verbs)

    def _complete(self, tokens: list[Token]) -> list[Token]:
        """Tokens with "warmte-" before "en energietransitie" read as warmtetransitie."""
        result = list(tokens)
        for place, token in enumerate(tokens[:-2]):
            form = token.word.form
            if not form.endswith("-") or tokens[place + 1].word.form not in ("en", "of", "en/of"):
                continue
            other = tokens[place + 2].word
            if len(other.parts) < 2 or len(form) < 3:
                continue
            tail = other.parts[-1].lemma
            stem = form[:-1]
            word = Word(stem + tail, (stem + tail,), (Part(0, len(stem), self._base(stem)),))
            result[place] = token._replace(word=word)
        return result

    def _base(self, stem: str) -> str:
        return self.lemmas(stem)[0]

    # ------------------------------------------------------------------ cached word facts

    def _new_chunk(self, chunk: str) -> tuple[_Piece, ...]:
        if len(self._chunks) >= _MAX_CACHED:
            self._chunks.clear()
            self._words.clear()
        spans = [(0, len(chunk))] if is_marker(chunk) else self._split(chunk)
        pieces = tuple((first, last, *self._word(chunk[first:last])) for first, last in spans)
        self._chunks[chunk] = pieces
        return pieces

    def _word(self, surface: str) -> tuple[Word, int]:
        known = self._words.get(surface)
        if known is None:
            word = self._vocabulary.word(surface)
            known = self._words[surface] = (word, self._flags(word))
        return known

    def _flags(self, word: Word) -> int:
        """What the word can be to its neighbours."""
        if word.filler and not word.form.endswith("-"):
            return 0
        flags = _CUE if negation.is_cue(word) else 0
        flags |= _PARTICLE if separable.is_particle(word.form) else 0
        flags |= _FIXED if word.form in self._expressions else 0
        return flags | (_ELLIPSIS if word.form.endswith("-") and len(word.form) > 2 else 0)

    def _join(self, particle: str, word: Word, infinitive: bool) -> str:
        """The separable verb that a particle and a word make, "" where there is none.

        `infinitive` tells that the word can only be one ("af te haken"), else it must be likely to
        be a verb at all.
        """
        key = (particle, word.form, infinitive)
        lemma = self._joined.get(key)
        if lemma is None:
            if len(self._joined) >= _MAX_CACHED:
                self._joined.clear()
            lemma = self._joined[key] = self._new_join(particle, word, infinitive)
        return lemma

    def _new_join(self, particle: str, word: Word, infinitive: bool) -> str:
        verbs = self._vocabulary.verb_lemmas(word.form)
        if infinitive:
            verbs = tuple(verb for verb in verbs if verb == word.form)
        elif word.lemmas[0] not in verbs:
            return ""
        verbs = tuple(verb for verb in verbs if verb not in closed.AUXILIARIES)
        known = (particle + verb for verb in verbs if self.split_verb(particle + verb))
        made = verbs[:1] if particle in separable.ALWAYS_PARTICLES else ()
        return next(known, particle + made[0] if made else "")

    def _is_infinitive(self, word: Word) -> bool:
        """Whether a word is most likely a verb in the form of its infinitive."""
        form = word.form
        known = self._infinitive.get(form)
        if known is None:
            if len(self._infinitive) >= _MAX_CACHED:
                self._infinitive.clear()
            known = word.lemmas[0] == form and form in self._vocabulary.verb_lemmas(form)
            self._infinitive[form] = known
        return known

    def _is_finite(self, word: Word) -> bool:
        """Whether a word can be a finite verb, by its form alone."""
        form = word.form
        known = self._finite.get(form)
        if known is None:
            if len(self._finite) >= _MAX_CACHED:
                self._finite.clear()
            lemmas = self._vocabulary.verb_lemmas(form)
            is_verb = bool(word.lemmas and word.lemmas[0] in lemmas)
            known = is_verb and form not in lemmas and not form.startswith("ge")
            self._finite[form] = known
        return known

    # ------------------------------------------------------------------ tags

    def _tagged(self, text: str, analyses: list[Analysis]) -> list[Analysis]:
        if self._tagger is None:
            return analyses
        texts = [[text[token.start : token.end] for token in a.tokens] for a in analyses]
        return list(_with_tags(analyses, self._tagger(texts)))


def _with_tags(analyses: list[Analysis], tags: list[list[str]]) -> Iterator[Analysis]:
    for analysis, row in zip(analyses, tags, strict=True):
        tokens = tuple(
            token._replace(pos=tag) for token, tag in zip(analysis.tokens, row, strict=True)
        )
        yield Analysis(analysis.start, analysis.end, tokens, analysis.separable)
