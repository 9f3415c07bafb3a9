"""Splits Dutch compounds into their parts ("wijkuitvoeringsplan": wijk, uitvoering, plan).

The cheapest way through the word, where a part costs the negative logarithm of how often spaCy's
noun list has it as a first or last part (`data/compound_parts.tsv`). A split is kept when its
parts are cheap enough for their length, so that rare short parts do not cut up simple words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from coder.language import tables, wordforms
from coder.language.lexicon import Lexicon
from coder.language.wordlist import words
from coder.linguistic import Part

LINKS = ("", "s", "en", "n", "e", "er")
"""Elements that join parts; they belong to the part before them."""

SHORTEST_PART = 3
NO_FIRST_PARTS = words(
    """waar daar hier aan af al bij be door ge her in mede na niet om on ont op over con onder samen
    te tegen terug toe tot uit ver voor voort weder weg wan mee neer heen binnen buiten achter
    tussen zelf"""
)
"""Prefixes and particles: what follows them is no compound part of its own."""

NO_LAST_PARTS = words(
    """heid schap sing natie ding ring ling ing tie teit aar loos baar lijk dom zaam iteit ist
    isme eur ier ster ting laar gram ijk oor kel say erij age ade ent ant the ste ten ter den
    der gen sen men nen len ken pen rij tuur eren ers ren uur"""
)
"""Suffixes and other strings that are seldom the last part, though nouns by themselves."""

_ADJECTIVE_TAILS = words(
    """vrij gericht bestendig vriendelijk bewust afhankelijk matig technisch breed klaar waardig
    plichtig rijk arm zuinig neutraal gebonden gestuurd gedreven gevoelig deskundig
    inhoudelijk breder gerichter specifiek overstijgend dekkend proof wijd kundig economisch
    politiek"""
)
_LINK_COSTS = {"": 0.25, "s": 1.9, "en": 2.9, "n": 4.6, "e": 5.4, "er": 4.8}
_STEM_CHANGE = 0.5
_SMOOTHING = 0.3
_SHORT_PART = 1.0
_VERB_STEM = 11.0
_ADJECTIVE = 9.0
_LENGTH_BONUS = 0.6
_USUAL_LENGTH = 4
_MAX_KNOWN = 9.3
_MAX_UNKNOWN = 9.8
_MAX_NESTED = 8.5
_NESTED_LENGTH = 11
_FAMILY = 3
_SHORTEST_COMPOUND = 6
_LONGEST_COMPOUND = 60


class _Step(NamedTuple):
    """The cheapest way to a place: its cost, where its last part starts, that part's lemma."""

    cost: float
    start: int
    lemma: str


class Splitter:
    """Compound splitter over a lexicon and the counts of compound parts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._first: dict[str, float] = {}
        self._last: dict[str, float] = {}
        for part, first, last in tables.read_rows("compound_parts.tsv"):
            if int(first):
                self._first[part] = float(first)
            if int(last):
                self._last[part] = float(last)
        self._first_total = math.log(sum(self._first.values()))
        self._last_total = math.log(sum(self._last.values()))

    def split(self, form: str) -> tuple[Part, ...]:
        """The parts of a lower-cased form in text order, () for a simple word."""
        if "-" in form.strip("-"):
            return self._at_hyphens(form)
        if not _SHORTEST_COMPOUND <= len(form) <= _LONGEST_COMPOUND or not form.isalpha():
            return ()
        lexicon = self._lexicon
        if form in lexicon.nouns:
            return self._split_base(form)
        base = lexicon.base(form)
        if lexicon.is_other_class(base) and not form.endswith(tuple(_ADJECTIVE_TAILS)):
            return ()
        if base and base != form:
            return _on_surface(self._split_base(base), form, base)
        return self._split_base(form)

    def _split_base(self, form: str) -> tuple[Part, ...]:
        found = self._cheapest(form)
        if found is None:
            return ()
        cost, parts = found
        limit = _MAX_KNOWN if self._lexicon.is_known(form) else _MAX_UNKNOWN
        if _adjusted(cost, len(parts), len(form)) > limit:
            return ()
        return tuple(inner for part in parts for inner in self._nested(form, part))

    def _nested(self, form: str, part: Part) -> Iterator[Part]:
        """A long last part that has no family of its own, split once more."""
        length = part.end - part.start
        if part.end < len(form) or length < _NESTED_LENGTH:
            yield part
            return
        found = self._cheapest(form[part.start :])
        if found is None or self._last.get(part.lemma, 0) >= _FAMILY:
            yield part
            return
        if _adjusted(found[0], len(found[1]), length) >= _MAX_NESTED:
            yield part
            return
        for inner in found[1]:
            yield Part(part.start + inner.start, part.start + inner.end, inner.lemma)

    # ------------------------------------------------------------------ the cheapest way

    def _cheapest(self, form: str) -> tuple[float, list[Part]] | None:
        """Cost and parts of the cheapest split in two or more, None where there is none."""
        size = len(form)
        steps = {0: _Step(0.0, 0, "")}
        for end in range(SHORTEST_PART, size - SHORTEST_PART + 1):
            for start in [place for place in steps if place <= end - SHORTEST_PART]:
                found = self._first_part(form[start:end])
                if found is None:
                    continue
                cost = steps[start].cost + found[0]
                if end not in steps or cost < steps[end].cost:
                    steps[end] = _Step(cost, start, found[1])
        best: _Step | None = None
        for start, step in steps.items():
            last = self._last_part(form[start:]) if start else None
            if last is not None and (best is None or step.cost + last[0] < best.cost):
                best = _Step(step.cost + last[0], start, last[1])
        if best is None:
            return None
        parts = [Part(best.start, size, best.lemma)]
        place = best.start
        while place:
            step = steps[place]
            parts.append(Part(step.start, place, step.lemma))
            place = step.start
        return best.cost, parts[::-1]

    def _first_part(self, text: str) -> tuple[float, str] | None:
        """Cost and lemma of a part that is not the last, with the link at its end."""
        best: tuple[float, str] | None = None
        for link in LINKS:
            if not text.endswith(link):
                continue
            base = text.removesuffix(link)
            cost = self._first_cost(base)
            if cost is not None and (best is None or cost + _LINK_COSTS[link] < best[0]):
                best = (cost + _LINK_COSTS[link], base)
        if text.endswith("en"):
            extra = _LINK_COSTS["en"] + _STEM_CHANGE
            for base in wordforms.noun_bases(text):
                cost = self._first_cost(base)
                if cost is not None and (best is None or cost + extra < best[0]):
                    best = (cost + extra, base)
        if best is None and text not in NO_FIRST_PARTS and text[-1] not in "aeiou":
            verbs = self._lexicon.verbs
            stem = next((v for v in wordforms.infinitives(text) if v in verbs), "")
            best = (_VERB_STEM, stem) if stem else None
        return best

    def _first_cost(self, base: str) -> float | None:
        if len(base) < SHORTEST_PART or base in NO_FIRST_PARTS:
            return None
        count = self._first.get(base)
        if count is None and base not in self._lexicon.nouns:
            return None
        cost = self._first_total - math.log((count or 0) + _SMOOTHING)
        return cost + (_SHORT_PART if len(base) == SHORTEST_PART else 0.0)

    def _last_part(self, text: str) -> tuple[float, str] | None:
        """Cost and lemma of the last part, which may be inflected."""
        if text in NO_LAST_PARTS:
            return None
        lemma = self._last_lemma(text)
        if not lemma or lemma in NO_LAST_PARTS:
            return None
        if lemma in _ADJECTIVE_TAILS:
            return _ADJECTIVE, lemma
        cost = self._last_total - math.log(self._last.get(lemma, 0.0) + _SMOOTHING)
        return cost + (_SHORT_PART if len(text) == SHORTEST_PART else 0.0), lemma

    def _last_lemma(self, text: str) -> str:
        if text in self._lexicon.nouns or text in _ADJECTIVE_TAILS:
            return text
        if len(text) <= SHORTEST_PART or not self._lexicon.has_form(text):
            return ""
        base = self._lexicon.base(text)
        if text.endswith("e") and not base:
            base = next((b for b in wordforms.adjective_bases(text) if b in _ADJECTIVE_TAILS), "")
        return base if base in self._lexicon.nouns or base in _ADJECTIVE_TAILS else ""

    def _at_hyphens(self, form: str) -> tuple[Part, ...]:
        """The parts of a word written with hyphens ("cv-ketel"), each split no further."""
        pieces = form.split("-")
        if not all(pieces) or len(pieces) > 4:
            return ()
        parts: list[Part] = []
        start = 0
        for index, piece in enumerate(pieces):
            end = start + len(piece) + (index < len(pieces) - 1)
            parts.append(Part(start, end, self._lexicon.lemmas(piece)[0]))
            start = end
        return tuple(parts)


def _adjusted(cost: float, parts: int, length: int) -> float:
    """The mean cost of a part, less a bonus for long parts, which are seldom there by chance."""
    return cost / parts - _LENGTH_BONUS * max(0.0, length / parts - _USUAL_LENGTH)


def _on_surface(parts: tuple[Part, ...], form: str, base: str) -> tuple[Part, ...]:
    """The parts of a base form moved to an inflected form that starts like it."""
    if not parts or form[: parts[-1].start] != base[: parts[-1].start]:
        return ()
    last = parts[-1]
    return (*parts[:-1], Part(last.start, len(form), last.lemma))
