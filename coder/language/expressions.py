"""Finds fixed expressions of a verb and words it takes ("om het leven komen", "te maken hebben").

Universal Dependencies marks such words the way it marks particles of separable verbs, by one word:
the first, or the one that carries the sense. The table is `data/expressions.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coder.language import tables
from coder.language.wordlist import words
from coder.linguistic import SeparableVerb, Word

REACH = 25
"""How many tokens an expression may stand behind its verb."""

_MARK = "+"
_POSSESSIVE = "zijn"
_POSSESSIVES = words("mijn je jouw zijn haar ons onze jullie uw hun")
_STOPS = words(". ; : ? ! …")
_CLUSTER = words(
    """te zullen kunnen moeten mogen willen gaan komen laten blijven worden zijn hebben hoeven
    durven proberen doen is was had heeft wordt werd zou zal kan kon moet moest wil wilde werden
    zouden hadden waren ben bent heb in op uit af aan weer dreigt dreigen lijkt lijken dient
    dienen helpen"""
)


class Expression(NamedTuple):
    """The fixed words, which of them is marked, and the verbs that take them."""

    phrase: tuple[str, ...]
    marked: int
    verbs: frozenset[str]


Expressions = dict[str, tuple[Expression, ...]]
"""Expressions by their last word, the longest first."""


def read_expressions() -> Expressions:
    """The expressions of the shipped table; raises InputError where it is missing."""
    verbs: dict[str, set[str]] = {}
    for verb, written in tables.read_rows("expressions.tsv"):
        verbs.setdefault(written, set()).add(verb)
    found: Expressions = {}
    for written in sorted(verbs, key=lambda one: -len(one.split())):
        parts = written.split()
        marked = next((i for i, part in enumerate(parts) if part.startswith(_MARK)), 0)
        phrase = tuple(part.removeprefix(_MARK) for part in parts)
        one = Expression(phrase, marked, frozenset(verbs[written]))
        found[phrase[-1]] = (*found.get(phrase[-1], ()), one)
    return found


def fixed_verbs(
    expressions: Expressions, forms: Sequence[str], tokens: Sequence[Word], places: Iterable[int]
) -> Iterator[tuple[SeparableVerb, range]]:
    """The expressions in a segment whose last words are at `places`, and where their words are."""
    for place in places:
        for expression in expressions.get(forms[place], ()):
            start = place - len(expression.phrase) + 1
            if start < 0 or not _fits(expression.phrase, forms[start : place + 1]):
                continue
            found = _verb(expression.verbs, forms, tokens, start, place)
            if found is not None:
                lemma, verb = found
                whole = " ".join((*expression.phrase, lemma))
                yield SeparableVerb(whole, verb, start + expression.marked), range(start, place + 1)
                break


def _fits(phrase: Sequence[str], forms: Sequence[str]) -> bool:
    return all(
        form == part or (part == _POSSESSIVE and form in _POSSESSIVES)
        for part, form in zip(phrase, forms, strict=True)
    )


def _verb(
    verbs: frozenset[str], forms: Sequence[str], tokens: Sequence[Word], start: int, end: int
) -> tuple[str, int] | None:
    """Lemma and place of the verb: in the cluster after the words, else the nearest before."""
    for place in range(end + 1, min(end + 6, len(forms))):
        lemma = _lemma(verbs, tokens[place])
        if lemma:
            return lemma, place
        if forms[place] not in _CLUSTER:
            break
    for place in range(start - 1, max(-1, start - 1 - REACH), -1):
        if forms[place] in _STOPS:
            return None
        lemma = _lemma(verbs, tokens[place])
        if lemma and (place == start - 1 or not place or forms[place - 1] != "te"):
            return lemma, place
    return None


def _lemma(verbs: frozenset[str], word: Word) -> str:
    return next((lemma for lemma in word.lemmas if lemma in verbs), "")
