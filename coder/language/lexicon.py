"""The Dutch lexicon: which lemmas a word form can have, and whether it is a word at all.

Order of authority: closed classes, the UD form table, simplemma's dictionary with spaCy's
exceptions, regular inflection, diminutives, and the tail of a compound. Several lemmas per form
are kept ("leden": lid, lijden), the most likely first, because recall matters in matching.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coder.language import closed, tables, wordforms

_MAX_LEMMAS = 4
_SHORTEST_HEAD = 3
_LONGEST_FORM = 60
_ADJECTIVE_ENDINGS = {
    "bare": "baar",
    "loze": "loos",
    "vrije": "vrij",
    "gerichte": "gericht",
    "achtige": "achtig",
    "matige": "matig",
    "waardige": "waardig",
    "zame": "zaam",
    "ische": "isch",
    "lijke": "lijk",
    "bestendige": "bestendig",
    "vriendelijke": "vriendelijk",
}
"""Endings of inflected adjectives that no table has, with their base."""

_STRESS = str.maketrans("áéíóúàèìòù", "aeiouaeiou")


@dataclass(frozen=True)
class Lexicon:
    """Word tables and what follows from them; forms are lower-case.

    `ud` is None where the UD table is left out; `simple` is simplemma's dictionary; `nouns`,
    `verbs` and `adjectives` hold base forms; `exceptions` irregular forms by part of speech.
    """

    ud: Mapping[str, str] | None
    simple: Mapping[str, str]
    nouns: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    function_words: frozenset[str]
    exceptions: Mapping[str, Mapping[str, list[str]]]

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Every lemma of a form, the most likely first; an unknown form is its own lemma."""
        if form in closed.FIXED:
            return closed.FIXED[form]
        found = list(dict.fromkeys(self._candidates(form)))[:_MAX_LEMMAS]
        if found:
            single = form in self.function_words or form in closed.ADVERBS or len(form) < 3
            return tuple(found[:1] if single else found)
        suffix = next((end for end in _ADJECTIVE_ENDINGS if form.endswith(end)), "")
        if suffix:
            return (form.removesuffix(suffix) + _ADJECTIVE_ENDINGS[suffix],)
        plain = form.translate(_STRESS)
        return self.lemmas(plain) if plain != form else (self._tail_lemma(form),)

    def is_known(self, form: str) -> bool:
        """Whether the tables have the form itself, or a regular form of one of their words."""
        if form in closed.FIXED or form in closed.VERB_FORMS or form in self.function_words:
            return True
        return self.has_form(form) or any(True for _ in self._inflected(form))

    def is_other_class(self, lemma: str) -> bool:
        """Whether a lemma is a verb, adjective or function word and no noun."""
        if lemma in self.nouns:
            return False
        return (
            lemma in self.verbs
            or lemma in self.adjectives
            or lemma in self.function_words
            or lemma in closed.ADVERBS
            or lemma in closed.FIXED
        )

    def has_form(self, form: str) -> bool:
        """Whether a table has the form, be it a base form or not."""
        return (
            form in self.simple
            or form in self.exceptions["noun"]
            or self._is_base_form(form)
            or (self.ud is not None and form in self.ud)
        )

    def base(self, form: str) -> str:
        """The likeliest lemma by tables and regular inflection, "" for an unknown form."""
        found = self._candidates(form)
        return form if form in closed.FIXED else next(found, "")

    def verb_lemmas(self, form: str) -> tuple[str, ...]:
        """The verbs of which the form can be a form."""
        fixed = closed.VERB_FORMS.get(form)
        if fixed:
            return fixed
        found = [lemma for lemma in self.exceptions["verb"].get(form, ()) if lemma in self.verbs]
        simple = self.simple.get(form, "")
        if simple in self.verbs:
            found.append(simple)
        found.extend(base for base in wordforms.verb_bases(form) if base in self.verbs)
        return tuple(dict.fromkeys(found))

    def split_verb(self, lemma: str) -> tuple[str, str] | None:
        """Particle and verb of a separable verb ("afhaken": af, haken), None for other words."""
        if lemma not in self.verbs and lemma not in self.simple:
            return None
        for particle in wordforms.particles_of(lemma):
            rest = lemma[len(particle) :]
            if rest in self.verbs and rest.endswith("n"):
                return particle, rest
        return None

    # ------------------------------------------------------------------ how lemmas are found

    def _candidates(self, form: str) -> Iterator[str]:
        if form in closed.VERB_FORMS:
            yield from closed.VERB_FORMS[form]
        base = self._dictionary_lemma(form)
        ud = self._ud_lemma(form)
        if ud:
            yield ud
        if base:
            yield base
        for part in ("noun", "verb", "adj"):
            yield from self.exceptions[part].get(form, ())
        if not base and not ud:
            yield from self._inflected(form)
        elif form not in closed.VERB_FORMS:
            yield from self._alternatives(form)

    def _ud_lemma(self, form: str) -> str:
        lemma = self.ud.get(form, "") if self.ud is not None else ""
        if not lemma or ("-" in form and "-" not in lemma):
            return ""
        if lemma.endswith("eeren") and lemma[:-5] + "eren" in self.verbs:
            lemma = lemma[:-5] + "eren"
        return self._with_link(form, self._without_particle(form, lemma))

    def _is_base_form(self, word: str) -> bool:
        return word in self.nouns or word in self.verbs or word in self.adjectives

    def _dictionary_lemma(self, form: str) -> str:
        """The lemma by dictionary, "" where it has none that can be trusted."""
        raw = self.simple.get(form, "")
        simple = raw.replace("_", "").lower()
        if not simple:
            return form if self._is_base_form(form) or form in self.function_words else ""
        if "_" in raw:
            simple = self._with_link(form, simple)
        simple = self._without_particle(form, simple)
        if form in closed.ADVERBS or (simple != form and self._is_base(form, simple)):
            return form
        return self._base_of_base(simple)

    def _without_particle(self, form: str, lemma: str) -> str:
        """The lemma without a particle that the form does not show ("levert": not opleveren)."""
        split = self.split_verb(lemma) if lemma in self.verbs else None
        if split is None or split[0] in form:
            return lemma
        return split[1]

    def _with_link(self, form: str, lemma: str) -> str:
        """The lemma with the linking letters that the treebank drops ("raadlid": raadslid)."""
        for link in ("s", "en", "n", "e"):
            for place in range(_SHORTEST_HEAD, len(lemma) - _SHORTEST_HEAD + 1):
                joint = lemma[:place] + link + lemma[place]
                if not form.startswith(joint) or form.startswith(lemma[: place + 1]):
                    continue
                if lemma[:place] in self.nouns and lemma[place:] in self.nouns:
                    return lemma[:place] + link + lemma[place:]
        return lemma

    def _base_of_base(self, form: str) -> str:
        """The base of what the dictionary calls a base though it is a form of another word."""
        if form.endswith("je"):
            return self._diminutive_base(form) or form
        if form.endswith("e") and form not in self.simple:
            return next((a for a in wordforms.adjective_bases(form) if a in self.adjectives), form)
        return form

    def _diminutive_base(self, form: str) -> str:
        """The noun of which the form is a diminutive, "" where it is none."""
        bases = [base for base in wordforms.diminutive_bases(form) if base in self.nouns]
        sure = (base for base in bases if self.simple.get(base) == base or self._has_plural(base))
        return next(sure, bases[0] if bases else "")

    def _is_base(self, form: str, simple: str) -> bool:
        """Whether the dictionary leads a noun or adjective astray: to another sex, or to a verb."""
        if form in self.nouns and form.endswith(("er", "ster", "in")) and simple in self.nouns:
            return True
        if form not in self.nouns and form not in self.adjectives:
            return False
        if form.endswith(("te", "de", "ten", "den")) or simple not in self.verbs:
            return False
        if form.endswith("t") and not self._has_plural(form):
            return False
        return simple in wordforms.infinitives(form) or form.endswith("t")

    def _has_plural(self, form: str) -> bool:
        """Whether the dictionary has a plural of the form: then the form is a noun indeed."""
        plurals = (form + "en", form + "s", form[:-2] + form[-1] + "en", form + form[-1] + "en")
        return any(self.simple.get(plural) == form for plural in plurals)

    def _inflected(self, form: str) -> Iterator[str]:
        """Known words of which the form is a regular form, nouns first."""
        diminutive = self._diminutive_base(form)
        if diminutive:
            yield diminutive
        for base in wordforms.noun_bases(form):
            if base in self.nouns:
                yield base
        for base in wordforms.verb_bases(form):
            if base in self.verbs:
                yield base
        for base in wordforms.adjective_bases(form):
            if base in self.adjectives:
                yield base

    def _alternatives(self, form: str) -> Iterator[str]:
        """Second readings of a known form: the noun, the verb or the adjective beside it."""
        if form.endswith(("de", "te", "den", "ten", "end", "ende", "d", "t")):
            yield from self._first(wordforms.verb_bases(form), self.verbs)
        if form.endswith("e"):
            yield from self._first(wordforms.adjective_bases(form), self.adjectives)
        if form.endswith("en"):
            yield from self._first((form,), self.verbs)
            yield from self._first(wordforms.noun_bases(form), self.nouns)

    @staticmethod
    def _first(bases: Iterable[str], known: frozenset[str]) -> Iterator[str]:
        for base in bases:
            if base in known:
                yield base
                return

    def _tail_lemma(self, form: str) -> str:
        """The form with its longest known tail lemmatised: the head of a compound inflects."""
        if len(form) > _LONGEST_FORM:
            return form
        for start in range(2, len(form) - _SHORTEST_HEAD + 1):
            base = self._tail_base(form[start:])
            if base:
                return form[:start] + base
        return form

    def _can_be_head(self, lemma: str) -> bool:
        if lemma in self.nouns or lemma in self.adjectives:
            return True
        return lemma not in self.verbs and self.simple.get(lemma) == lemma

    def _tail_base(self, tail: str) -> str:
        """The noun or adjective of which `tail` is a form, "" where it is none."""
        lemma = self.ud.get(tail, "") if self.ud is not None else ""
        lemma = lemma or self.simple.get(tail, "").replace("_", "")
        if tail.endswith(("je", "jes")):
            lemma = self._diminutive_base(tail)
        if lemma in self.verbs and tail.endswith(("end", "ende")) and len(tail) > 6:
            return lemma
        if len(lemma) >= _SHORTEST_HEAD and self._can_be_head(lemma):
            return lemma
        return tail if tail in self.nouns and not tail.endswith(("en", "s")) else ""


def load_lexicon() -> Lexicon:
    """Read all tables; raises InputError where one is missing or damaged."""
    index = tables.read_lookup("lemma_index")
    return Lexicon(
        ud=tables.read_ud_table(),
        simple=tables.read_form_dictionary(),
        nouns=frozenset(index.get("noun", ())),
        verbs=closed.MISSING_VERBS.union(v for v in index.get("verb", ()) if v.endswith("n")),
        adjectives=frozenset(index.get("adj", ())),
        function_words=frozenset(index.get("adp", ())) | frozenset(index.get("det", ())),
        exceptions={part: {} for part in ("noun", "verb", "adj")} | tables.read_lookup("lemma_exc"),
    )
