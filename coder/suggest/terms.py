"""The term language: how a codebook says which words point to a code.

A term is white-space separated items, matched in order on the words of one segment:

    wisselen           any inflection, also as a part of a compound
    "net als" =als     exact forms
    personeels* ?ijn   glob on one word
    (een|zijn|haar)    one of these
    ...   ...8         up to five, up to eight words between
    haken + af         a verb and its particle, apart or joined

Pure; there are no regular expressions in the language, so no term can make matching hang.
Columns are Unicode code points from 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from coder.suggest.scanning import Lexeme, TermError, scan

MAX_LENGTH = 200
MAX_ITEMS = 12
DEFAULT_GAP = 5
MAX_GAP = 30
KEPT = 20_000
"""Terms whose meaning is kept: those of some large codebooks."""


@dataclass(frozen=True, slots=True)
class AnyForm:
    """A word in any inflection, and as a part of compounds."""

    text: str


@dataclass(frozen=True, slots=True)
class ExactForm:
    """A word in this form only."""

    text: str


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern for one word: `*` is any run of characters, `?` exactly one."""

    text: str


Atom: TypeAlias = AnyForm | ExactForm | Glob


@dataclass(frozen=True, slots=True)
class Either:
    """One of several words."""

    options: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `limit` words between the items on either side."""

    limit: int = DEFAULT_GAP


Item: TypeAlias = Atom | Either | Gap


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items in order; a single word is a phrase of one item."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ParticleVerb:
    """A separable verb: any form of `verb` with `particle` apart or joined."""

    verb: str
    particle: str


Pattern: TypeAlias = Phrase | ParticleVerb


@lru_cache(maxsize=KEPT)
def parse(text: str) -> Pattern:
    """The meaning of a term; raises TermError that names the column and the cause.

    It is kept, since reading a codebook, checking it and matching ask for the same terms.
    """
    if len(text) > MAX_LENGTH:
        raise TermError(
            text[:20] + "…",
            MAX_LENGTH + 1,
            f"longer than {MAX_LENGTH} characters",
            "Split it into several terms.",
        )
    lexemes = list(scan(text))
    if not lexemes:
        raise TermError(text, 1, "no words", "Write at least one word.")
    if any(lexeme.kind == "plus" for lexeme in lexemes):
        return _particle_verb(text, lexemes)
    items = _items(text, lexemes)
    if len(items) > MAX_ITEMS:
        raise TermError(
            text, len(text), f"more than {MAX_ITEMS} items", "Split it into several terms."
        )
    return Phrase(tuple(items))


def canonical(pattern: Pattern, lemmas: Callable[[str], tuple[str, ...]] | None = None) -> str:
    """One spelling for all terms that mean the same, to find a term given to two codes.

    With `lemmas`, words in any form are compared by their most likely lemma.
    """

    def base(word: str) -> str:
        found = lemmas(word) if lemmas else ()
        return found[0] if found else word

    def show(item: Item) -> str:
        match item:
            case AnyForm(word):
                return base(word)
            case ExactForm(word):
                return f"={word}"
            case Glob(word):
                return word
            case Gap(limit):
                return f"...{limit}"
            case Either(options):
                return "(" + "|".join(sorted({show(option) for option in options})) + ")"

    match pattern:
        case ParticleVerb(verb, particle):
            return particle + base(verb)
        case Phrase(items):
            return " ".join(show(item) for item in items)


def _particle_verb(text: str, lexemes: list[Lexeme]) -> ParticleVerb:
    shape = [lexeme.kind for lexeme in lexemes]
    words = [lexeme.text for lexeme in lexemes]
    if shape != ["word", "plus", "word"] or any(set(word) & set("*?") for word in words):
        column = next(lexeme.column for lexeme in lexemes if lexeme.kind == "plus")
        raise TermError(
            text,
            column,
            "+ joins exactly one verb and one particle",
            "Write it as a term of its own: haken + af.",
        )
    return ParticleVerb(words[0], words[2])


def _items(text: str, lexemes: list[Lexeme]) -> list[Item]:
    items: list[Item] = []
    position = 0
    while position < len(lexemes):
        lexeme = lexemes[position]
        position += 1
        if lexeme.kind == "gap":
            last = position == len(lexemes)
            items.append(_gap(text, lexeme, items, last))
        elif lexeme.kind == "open":
            either, position = _either(text, lexemes, position)
            items.append(either)
        elif lexeme.kind in ("close", "bar"):
            raise TermError(
                text,
                lexeme.column,
                f"{lexeme.text} without an opening (",
                "Write alternatives as (een|zijn|haar).",
            )
        else:
            items.append(_atom(text, lexeme))
    return items


def _gap(text: str, lexeme: Lexeme, before: list[Item], last: bool) -> Gap:
    if not before or last or isinstance(before[-1], Gap):
        raise TermError(
            text, lexeme.column, "a gap without a word on each side", "Put it between two words."
        )
    digits = lexeme.text
    if not digits:
        return Gap()
    limit = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 4 else 0
    if not 1 <= limit <= MAX_GAP:
        raise TermError(
            text,
            lexeme.column,
            f"a gap of {digits!r}",
            f"Write ... or ...N with N from 1 to {MAX_GAP}, and white space after it.",
        )
    return Gap(limit)


def _either(text: str, lexemes: list[Lexeme], position: int) -> tuple[Item, int]:
    """The alternatives after an opening bracket, and the place after the closing one."""
    column = lexemes[position - 1].column
    options: list[Atom] = []
    expected = True
    for place in range(position, len(lexemes)):
        lexeme = lexemes[place]
        if lexeme.kind in ("word", "exact") and expected:
            options.append(_atom(text, lexeme))
            expected = False
        elif lexeme.kind == "bar" and not expected:
            expected = True
        elif lexeme.kind == "close" and not expected:
            return Either(tuple(dict.fromkeys(options))), place + 1
        else:
            raise TermError(
                text,
                lexeme.column,
                "alternatives are single words with | between",
                "Write (een|zijn|haar).",
            )
    raise TermError(text, column, "a ( that is not closed", "Close it with ).")


def _atom(text: str, lexeme: Lexeme) -> Atom:
    word = lexeme.text
    if lexeme.kind == "exact":
        return ExactForm(word)
    if "*" not in word and "?" not in word:
        return AnyForm(word)
    if sum(character.isalnum() for character in word) < 2:
        raise TermError(
            text, lexeme.column, f"{word!r} fits nearly every word", "Give at least two letters."
        )
    return Glob(word)
