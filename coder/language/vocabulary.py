"""Makes the `Word` of a surface form: written out, lemmatised, split, known or a filler."""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

from coder.language import closed
from coder.language.compounds import Splitter
from coder.language.expressions import Expressions, read_expressions
from coder.language.lexicon import Lexicon
from coder.linguistic import Part, Word

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''", "\u00ad\u200b\u200c\u200d\ufeff")
_SPOKEN_ER = re.compile(r"d'r(?=[a-z])")
_BRACKETS = frozenset((("[", "]"), ("(", ")"), ("<", ">"), ("*", "*")))
_MAX_SPLIT = 60


class Vocabulary(Protocol):
    """What a language knows of its words."""

    def word(self, surface: str) -> Word:
        """The word that a token of this spelling is."""

    def lemmas(self, form: str) -> tuple[str, ...]:
        """The lemmas of a form, the most likely first."""

    def is_known(self, form: str) -> bool:
        """Whether the lexicon has the form."""

    def split_verb(self, lemma: str) -> tuple[str, str] | None:
        """Particle and verb of a separable verb."""

    def verb_lemmas(self, form: str) -> tuple[str, ...]:
        """The verbs of which the form can be a form."""

    def expressions(self) -> Expressions:
        """The fixed expressions of verbs and other words."""


def normal_form(surface: str) -> str:
    """The surface lower-cased, with one kind of apostrophe and composed letters."""
    return unicodedata.normalize("NFC", surface.translate(_APOSTROPHES)).lower()


def is_marker(surface: str) -> bool:
    """Whether a token is a transcriber's remark: "[onverstaanbaar]", "(lacht)" or "*zucht*"."""
    if len(surface) < 3 or (surface[0], surface[-1]) not in _BRACKETS:
        return False
    opening = surface[1:-1].split(maxsplit=1)
    return surface[0] == "[" or bool(opening and opening[0].strip(",;").lower() in closed.REMARKS)


def is_broken_off(form: str) -> bool:
    """Whether a speaker broke the word off ("vertr-" or, in CGN, "vertr*a")."""
    return len(form) > 1 and (form.endswith(("-", "–", "*a", "…")))


class DutchVocabulary:
    """Dutch words by lexicon and compound splitter."""

    def __init__(self, lexicon: Lexicon, splitter: Splitter) -> None:
        self._lexicon = lexicon
        self._splitter = splitter

    def word(self, surface: str) -> Word:
        """The word that a token of this spelling is."""
        form = normal_form(surface)
        if is_marker(surface):
            return Word(form, (form,), filler=True)
        if not any(letter.isalpha() for letter in form):
            return Word(form, (form,), filler=not any(letter.isdigit() for letter in form))
        if form in closed.FILLERS or is_broken_off(form):
            return Word(form, (form,), filler=True)
        form = closed.REDUCTIONS.get(form) or _SPOKEN_ER.sub("er", form)
        parts = self._parts(surface, form)
        lemmas = self._lemmas(form, parts)
        return Word(form, lemmas, parts, known=self._is_known(form, parts))

    def lemmas(self, form: str) -> tuple[str, ...]:
        """The lemmas of a form, the most likely first."""
        form = normal_form(form)
        return self._lemmas(form, self._parts(form, form))

    def is_known(self, form: str) -> bool:
        """Whether the lexicon has the form, or all parts of it."""
        form = normal_form(form)
        return self._is_known(form, self._parts(form, form))

    def split_verb(self, lemma: str) -> tuple[str, str] | None:
        """Particle and verb of a separable verb."""
        return self._lexicon.split_verb(normal_form(lemma))

    def verb_lemmas(self, form: str) -> tuple[str, ...]:
        """The verbs of which the form can be a form."""
        return self._lexicon.verb_lemmas(normal_form(form))

    def expressions(self) -> Expressions:
        """The fixed expressions of the shipped table."""
        return read_expressions()

    def _parts(self, surface: str, form: str) -> tuple[Part, ...]:
        if len(surface) != len(form) or len(form) > _MAX_SPLIT:
            return ()
        return self._splitter.split(form)

    def _lemmas(self, form: str, parts: tuple[Part, ...]) -> tuple[str, ...]:
        lemmas = self._lexicon.lemmas(form)
        if parts and not self._lexicon.is_known(form):
            return (form[: parts[-1].start] + parts[-1].lemma,)
        return lemmas

    def _is_known(self, form: str, parts: tuple[Part, ...]) -> bool:
        return bool(parts) or self._lexicon.is_known(form)


class PlainVocabulary:
    """Words of a language without lexicon: a lower-cased form is its own lemma.

    Every form counts as known: without a lexicon nothing tells a rare word from a typing error.
    """

    def word(self, surface: str) -> Word:
        """The word that a token of this spelling is."""
        form = normal_form(surface)
        filler = is_marker(surface) or not any(letter.isalnum() for letter in form)
        return Word(form, (form,), filler=filler)

    def lemmas(self, form: str) -> tuple[str, ...]:
        """The form itself, lower-cased."""
        return (normal_form(form),)

    def is_known(self, form: str) -> bool:
        """True: there is no lexicon to tell."""
        return bool(form)

    def split_verb(self, lemma: str) -> tuple[str, str] | None:
        """None: separable verbs are known for Dutch only."""
        del lemma
        return None

    def verb_lemmas(self, form: str) -> tuple[str, ...]:
        """Nothing: verbs are known for Dutch only."""
        del form
        return ()

    def expressions(self) -> Expressions:
        """Nothing: expressions are known for Dutch only."""
        return {}
