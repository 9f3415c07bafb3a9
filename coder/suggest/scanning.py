"""Terms cut into words, quotes, gaps and brackets, each with its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from coder.errors import InputError

_QUOTES = frozenset('"“„”')
_CLOSING = frozenset('"”“')
_STOP = re.compile(r'[\s"“”„()|]')


class TermError(InputError):
    """A term that cannot be read; `column` counts code points of the term from 1."""

    def __init__(self, text: str, column: int, cause: str, remedy: str) -> None:
        super().__init__(f"term {text!r}, column {column}: {cause}.", remedy)
        self.column = column
        self.cause = cause


class Lexeme(NamedTuple):
    """A piece of a term; `kind` is word, exact, gap, plus, open, close or bar."""

    kind: str
    text: str
    column: int


def normal(text: str) -> str:
    """A word as terms and texts are compared: NFC, straight apostrophe, lower case."""
    return unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'").lower()


def scan(text: str) -> Iterable[Lexeme]:
    """The pieces of a term in order; raises TermError for quotes and words that are none."""
    position = 0
    while position < len(text):
        character = text[position]
        if character.isspace():
            position += 1
        elif character in _QUOTES:
            position = _check_apart(text, position)
            end = _closing_quote(text, position)
            yield from _quoted(text, position + 1, end)
            position = end + 1
        elif character in "()|":
            kind = {"(": "open", ")": "close", "|": "bar"}[character]
            yield Lexeme(kind, character, position + 1)
            position += 1
        else:
            stop = _STOP.search(text, position)
            end = len(text) if stop is None else stop.start()
            yield from _bare(text, position, end)
            position = end


def _check_apart(text: str, position: int) -> int:
    before = text[position - 1] if position else " "
    if not before.isspace() and before not in "(|":
        raise TermError(
            text, position + 1, "a quote inside a word", "Put white space before the quote."
        )
    return position


def _closing_quote(text: str, position: int) -> int:
    closing = _CLOSING if text[position] != '"' else frozenset('"')
    for end in range(position + 1, len(text)):
        if text[end] in closing:
            return end
    raise TermError(
        text, position + 1, "a quote that is not closed", "Close it with the same kind of quote."
    )


def _quoted(text: str, start: int, end: int) -> Iterable[Lexeme]:
    words = _split(text, start, end)
    if not words:
        raise TermError(text, start, "nothing between the quotes", "Write the exact form there.")
    for word, column in words:
        yield Lexeme("exact", _checked(text, word, column), column)


def _split(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Words of `text[start:end]` with their columns."""
    words: list[tuple[str, int]] = []
    begin = start
    for position in range(start, end + 1):
        if position == end or text[position].isspace():
            if position > begin:
                words.append((text[begin:position], begin + 1))
            begin = position + 1
    return words


def _bare(text: str, start: int, end: int) -> Iterable[Lexeme]:
    word, column = text[start:end], start + 1
    dots = word.replace("…", "...")
    left, plus, right = word.partition("+")
    if word == "+":
        yield Lexeme("plus", word, column)
    elif dots.startswith("..."):
        yield Lexeme("gap", dots[3:], column)
    elif plus and len(left) > 1 and left.isalpha() and right.isalpha():
        yield Lexeme("word", left, column)
        yield Lexeme("plus", plus, column + len(left))
        yield Lexeme("word", right, column + len(left) + 1)
    elif word.startswith("="):
        yield Lexeme("exact", _checked(text, word[1:], column), column)
    else:
        yield Lexeme("word", _checked(text, _trim(word), column), column)


def _trim(word: str) -> str:
    """Without the punctuation that ends a clause, which texts have as tokens of their own."""
    word = word.rstrip(",;:!")
    return word[:-1] if word.endswith(".") and word.count(".") == 1 else word


def _checked(text: str, word: str, column: int) -> str:
    if word.isalnum():
        return normal(word)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in word):
        raise TermError(text, column, "a control character", "Remove it.")
    if not any(character.isalnum() for character in word):
        raise TermError(
            text, column, f"{word!r} has no letter or digit", "Write a word, or remove it."
        )
    return normal(word)
