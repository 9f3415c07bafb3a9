"""Which items of terms a word form fits, and why; asked once for each distinct word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple, Protocol

from coder.linguistic import Word
from coder.suggest.dutch import PREFIXES
from coder.suggest.globs import CompiledGlob, compile_glob
from coder.suggest.scanning import normal
from coder.suggest.spelling import MIN_LETTERS, Lookalikes, squeezed
from coder.suggest.terms import AnyForm, Atom, ExactForm, Glob

EDGE_LETTERS = 7
"""Words of this length are safe at either end of a longer word; shorter ones need the splitter."""

NOUN_LETTERS = 8
"""From this length the -ing noun of a verb keeps its meaning (wisseling; not houding, zitting)."""

_LESS_LIKELY = 0.6
_DERIVED = 0.7
_RESPELT = 0.95
_APART = 0.9
_MODIFIER = 0.9
_UNSPLIT = 0.65


class Lexicon(Protocol):
    """What matching asks of a language; every form is lower-cased."""

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Every lemma the form can have, the most likely first."""
        ...

    def is_known(self, form: str) -> bool:
        """Whether the form is a word of the language."""
        ...

    def split_verb(self, verb: str) -> tuple[str, str] | None:
        """Particle and rest of a separable infinitive: ("af", "haken"); else None."""
        ...


class Plain:
    """No language: a word is its own lemma, nothing is unknown, no verb comes apart."""

    def lemmas(self, form: str) -> tuple[str, ...]:
        """The form itself."""
        return (form,)

    def is_known(self, form: str) -> bool:
        """Every form, so that nothing is taken for a typo."""
        return bool(form)

    def split_verb(self, verb: str) -> tuple[str, str] | None:  # noqa: ARG002
        """Never."""
        return None


class Joined(NamedTuple):
    """A separable verb written as one word, in any form (afgehaakt)."""

    particle: str
    verb: str


class Hit(NamedTuple):
    """A word fits an item of a term: how (an Evidence kind), how surely (0 to 1), and in words."""

    kind: str
    quality: float
    text: str


_NOTHING: Mapping[int, Hit] = MappingProxyType({})


class Vocabulary:
    """The items of all terms as tables, with the answers for words already asked.

    Items are numbered as they are added; `hits` tells the numbers that a word fits.
    """

    def __init__(self, lexicon: Lexicon, ratio: float) -> None:
        self.lexicon = lexicon
        self._ratio = ratio
        self._numbers: dict[Atom | Joined, int] = {}
        self._exact: dict[str, int] = {}
        self._keys: dict[str, dict[int, float]] = defaultdict(dict)
        self._squeezed: dict[str, set[int]] = defaultdict(set)
        self._edges: dict[str, set[int]] = defaultdict(set)
        self._edge_lengths: tuple[int, ...] = ()
        self._globs: list[tuple[int, CompiledGlob, str]] = []
        self._joined: dict[str, list[tuple[int, Joined]]] = defaultdict(list)
        self._names: dict[int, str] = {}
        self._alike = Lookalikes((), ratio)
        self._answers: dict[Word, Mapping[int, Hit]] = {}

    def add(self, atom: Atom | Joined) -> int:
        """The number of an item, new or met before."""
        if atom in self._numbers:
            return self._numbers[atom]
        number = self._numbers[atom] = len(self._numbers)
        match atom:
            case AnyForm(text):
                self._add_word(number, text)
            case ExactForm(text):
                self._exact[text] = number
            case Glob(text):
                self._globs.append((number, compile_glob(text), text))
            case Joined(particle, _):
                self._joined[particle].append((number, atom))
        return number

    def seal(self) -> None:
        """Prepare what depends on all items together; called once, before the first question."""
        self._edge_lengths = tuple(sorted({len(key) for key in self._edges}))
        self._alike = Lookalikes(self._squeezed, self._ratio)

    def hits(self, word: Word) -> Mapping[int, Hit]:
        """The items that a word fits, each with its best reason."""
        found = self._answers.get(word)
        if found is None:
            found = self._answers[word] = self._ask(word) if not word.filler else _NOTHING
        return found

    def written_apart(self, first: str, second: str) -> Iterable[tuple[int, Hit]]:
        """Items whose word is these two written as one, or a long one that looks like it."""
        joined = squeezed(first) + squeezed(second)
        if len(joined) < MIN_LETTERS:
            return
        for number in sorted(self._squeezed.get(joined, ())):
            text = f"*{first} {second}* written for *{self._names[number]}*"
            yield number, Hit("word", _APART, text)
        if joined not in self._squeezed:
            for like, ratio in self._alike.like_joined(squeezed(first), joined):
                for number in sorted(self._squeezed[like]):
                    name = self._names[number]
                    text = f"looks like *{name}* ({ratio:.0f} %): *{first} {second}*"
                    yield number, Hit("fuzzy", ratio / 100, text)

    def _add_word(self, number: int, text: str) -> None:
        self._names[number] = text
        lemmas = tuple(normal(lemma) for lemma in self.lexicon.lemmas(text))
        weights = {text: 1.0}
        for rank, lemma in enumerate(lemmas):
            weights.setdefault(lemma, _LESS_LIKELY if rank else 1.0)
        noun = _ing_noun(lemmas[0] if lemmas else text, self.lexicon)
        if noun:
            weights.setdefault(noun, _DERIVED)
        for key, weight in weights.items():
            self._keys[key][number] = weight
        for key in dict.fromkeys((text, *lemmas[:1])):
            small = squeezed(key)
            if len(small) >= MIN_LETTERS:
                self._squeezed[small].add(number)
            if len(key) >= EDGE_LETTERS:
                self._edges[key].add(number)

    def _ask(self, word: Word) -> Mapping[int, Hit]:
        hits: dict[int, Hit] = {}
        self._by_form(word, hits)
        self._by_lemma(word, hits)
        self._by_part(word, hits)
        self._by_spelling(word, hits)
        self._by_edge(word, hits)
        self._by_verb(word, hits)
        if not word.known:
            self._by_likeness(word, hits)
        return hits or _NOTHING

    def _by_form(self, word: Word, hits: dict[int, Hit]) -> None:
        form = word.form
        if form in self._exact:
            _keep(hits, self._exact[form], Hit("word", 1.0, f"exact *{form}*"))
        for number, glob, text in self._globs:
            if glob.needle in form and glob.fits(form):
                _keep(hits, number, Hit("pattern", 1.0, f"*{form}* fits {text}"))

    def _by_lemma(self, word: Word, hits: dict[int, Hit]) -> None:
        form = word.form
        ranks = {form: 1.0}
        for rank, lemma in enumerate(word.lemmas):
            ranks.setdefault(lemma, _LESS_LIKELY if rank else 1.0)
        for key, quality in ranks.items():
            for number, weight in self._keys.get(key, {}).items():
                text = f"word *{form}*" if key == form else f"lemma *{key}* in *{form}*"
                _keep(hits, number, Hit("word", quality * weight, text))

    def _by_part(self, word: Word, hits: dict[int, Hit]) -> None:
        """Parts of a compound, and runs of parts that are a compound themselves."""
        parts, form = word.parts, word.form
        if not parts:
            return
        shown = _divided(word)
        for index, part in enumerate(parts):
            quality = 1.0 if index == len(parts) - 1 else _MODIFIER
            for number, weight in self._keys.get(part.lemma, {}).items():
                text = f"compound *{shown}* ⊃ {self._names[number]}"
                _keep(hits, number, Hit("compound", quality * weight, text))
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) - (first == 0)):
                run = form[parts[first].start : parts[last].start] + parts[last].lemma
                for number, weight in self._keys.get(run, {}).items():
                    text = f"compound *{shown}* ⊃ {self._names[number]}"
                    _keep(hits, number, Hit("compound", weight, text))

    def _by_spelling(self, word: Word, hits: dict[int, Hit]) -> None:
        for spelling in dict.fromkeys((word.form, *word.lemmas[:1])):
            for number in self._squeezed.get(squeezed(spelling), ()):
                if number not in hits:
                    text = f"*{word.form}*, another spelling of *{self._names[number]}*"
                    _keep(hits, number, Hit("word", _RESPELT, text))

    def _by_edge(self, word: Word, hits: dict[int, Hit]) -> None:
        """Long words at the start or end of a longer one; less sure where the splitter saw none."""
        form = word.form
        quality = _UNSPLIT if word.known and not word.parts else _MODIFIER
        for length in self._edge_lengths:
            if length > len(form) - 3:
                break
            ends = ((form[:length], form[length:], True), (form[-length:], form[:-length], False))
            for key, rest, at_start in ends:
                if key not in self._edges or _is_other_word(key, rest, at_start):
                    continue
                for number in self._edges[key]:
                    text = f"compound *{form}* ⊃ {self._names[number]}"
                    if number not in hits:
                        _keep(hits, number, Hit("compound", quality, text))

    def _by_verb(self, word: Word, hits: dict[int, Hit]) -> None:
        """Forms of a separable verb in one word: afhaakte, afgehaakt, aftehaken."""
        form = word.form
        for length in range(2, min(len(form) - 2, 9)):
            rest = form[length:]
            for number, joined in self._joined.get(form[:length], ()):
                stems = (rest, rest[2:]) if rest.startswith("te") else (rest,)
                if any(joined.verb in self.lexicon.lemmas(stem) for stem in stems if stem):
                    verb = joined.particle + joined.verb
                    _keep(hits, number, Hit("verb", 1.0, f"verb *{verb}* in *{form}*"))

    def _by_likeness(self, word: Word, hits: dict[int, Hit]) -> None:
        small = squeezed(word.form)
        for like, ratio in self._alike.like(small, bool(word.parts)):
            if like == small:
                continue
            for number in sorted(self._squeezed[like]):
                name = self._names[number]
                text = f"looks like *{name}* ({ratio:.0f} %, probable typo): *{word.form}*"
                _keep(hits, number, Hit("fuzzy", ratio / 100, text))


def _keep(hits: dict[int, Hit], number: int, hit: Hit) -> None:
    """Keep the surer of two reasons, the first where they are equal."""
    if number not in hits or hits[number].quality < hit.quality:
        hits[number] = hit


def _ing_noun(lemma: str, lexicon: Lexicon) -> str | None:
    """The noun of a long Dutch verb, where the lexicon has it: wisselen, wisseling."""
    if len(lemma) < NOUN_LETTERS or not lemma.endswith("en"):
        return None
    noun = lemma[:-2] + "ing"
    return noun if lexicon.is_known(noun) else None


def _is_other_word(key: str, rest: str, at_start: bool) -> bool:
    """Whether the longer word is no compound of the key.

    A verbal or denying prefix makes another word (uitwisselen, onvoldoende); a doubled consonant
    is inflection or derivation (verschil, verschillend).
    """
    if at_start:
        return rest[0] == key[-1] and rest[0] not in "aeiou"
    return rest in PREFIXES


def _divided(word: Word) -> str:
    cuts = [part.start for part in word.parts if 0 < part.start < len(word.form)]
    edges = [0, *cuts, len(word.form)]
    return "|".join(word.form[a:b] for a, b in pairwise(edges))
