"""The query language for codings: reads a line of text as conditions; forgiving in spelling.

Names of codes are conditions by themselves; `field:value` asks for something else. They are
joined by AND, OR, NOT and parentheses, and by `overlaps` and `near:N`. NOT binds looser than
these two, tighter than AND, which binds tighter than OR; two conditions side by side are joined
by AND. What is missing at the end of a line (a bracket, a quotation mark, the second half of a
condition) is no mistake: somebody is still typing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from coder.analysis.conditions import (
    ATTRIBUTE,
    And,
    Beside,
    Everything,
    Expression,
    Has,
    Not,
    OfCode,
    Or,
    joined,
)
from coder.errors import InputError
from coder.identity import Id

LONGEST_QUERY: Final = 2000
DEEPEST: Final = 40
FARTHEST: Final = 10_000

FLAGS: Final = {"important": ("important", "yes"), "weighed": ("weight", "yes")}
"""Words that stand for a condition where no code is called so."""

_AND: Final = frozenset(("and", "&", "&&"))
_OR: Final = frozenset(("or", "|", "||"))
_NOT: Final = frozenset(("not", "!", "without"))
_OVERLAPS: Final = frozenset(("overlaps", "overlap", "overlapping"))
_NEAR: Final = frozenset(("near", "within"))
_TOKEN: Final = re.compile(
    r'(?P<bracket>[()])|(?P<field>"[^"]*"|[^\s()":]+):(?P<value>"[^"]*"?|[^\s()"]*)'
    r'|"(?P<quoted>[^"]*)"?|(?P<word>[^\s()"]+)'
)
_NUMBER: Final = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Names:
    """How names and values that a person typed are understood.

    `code` finds codes by a name, a guess only where `guess` is set; `value` the condition for a
    field and a value. Both return None where nothing fits.
    """

    code: Callable[[str, bool], frozenset[Id] | None]
    value: Callable[[str, str], Expression | None]
    field: Callable[[str], str | None]
    offer: Callable[[str, str], str]


def parse(text: str, names: Names) -> Expression:
    """A query as an expression; raises InputError for names nobody knows and endless queries."""
    if len(text) > LONGEST_QUERY:
        raise InputError("The query is too long.", f"Keep it under {LONGEST_QUERY} characters.")
    return _Parser(_tokens(text, names), names).parse()


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind` is "(", ")", "and", "or", "not", "beside", "field", "name" or "word"."""

    kind: str
    text: str = ""
    field: str = ""
    reach: int | None = None


def _tokens(text: str, names: Names) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        if match["bracket"]:
            found.append(_Token(match["bracket"]))
        elif match["field"] is not None:
            found.append(_field(match["field"].strip('"'), match["value"], names))
        elif match["quoted"] is not None:
            found.append(_Token("name", match["quoted"]))
        else:
            found.append(_word(match["word"]))
    return _with_values(found)


def _field(name: str, value: str, names: Names) -> _Token:
    """A condition, a relation, or part of a name that has a colon in it."""
    plain = value.strip('"')
    if name.casefold() in _NEAR:
        return _Token("beside", reach=_reach(plain), field="near" if plain else "")
    known = names.field(name)
    if known is None:
        return _Token("word", f"{name}:{value}")
    return _Token("field", plain, known)


def _word(word: str) -> _Token:
    plain = word.casefold()
    for kind, words in (("and", _AND), ("or", _OR), ("not", _NOT)):
        if plain in words:
            return _Token(kind)
    if plain in _OVERLAPS:
        return _Token("beside", field="overlaps")
    if plain in _NEAR:
        return _Token("beside", reach=1)
    return _Token("word", word)


def _with_values(tokens: Sequence[_Token]) -> list[_Token]:
    """Tokens with values that stand after a blank put where they belong: `speaker: R1`."""
    found: list[_Token] = []
    for token in tokens:
        last = found[-1] if found else None
        if last is not None and token.kind in {"word", "name"}:
            if last.kind == "field" and not last.text:
                found[-1] = _Token("field", token.text, last.field)
                continue
            waits = last.kind == "beside" and not last.field
            if waits and _NUMBER.fullmatch(token.text):
                found[-1] = _Token("beside", field="near", reach=_reach(token.text))
                continue
        found.append(token)
    return [token for token in found if token.kind != "field" or token.text]


def _reach(text: str) -> int:
    return min(int(text), FARTHEST) if _NUMBER.fullmatch(text) else 1


class _Parser:
    """Reads tokens from left to right; `_at` is the next one."""

    def __init__(self, tokens: Sequence[_Token], names: Names) -> None:
        self._tokens = tokens
        self._names = names
        self._at = 0
        self._depth = 0

    def parse(self) -> Expression:
        """The whole query; closing brackets too many are passed over."""
        parts: list[Expression] = []
        while self._at < len(self._tokens):
            part = self._either()
            if part is not None:
                parts.append(part)
            self._skip(")")
        return joined(And, parts)

    def _either(self) -> Expression | None:
        parts = self._list("or", self._both)
        return joined(Or, parts) if parts else None

    def _both(self) -> Expression | None:
        parts = self._list("and", self._negated, implied=True)
        return joined(And, parts) if parts else None

    def _list(
        self, kind: str, part: Callable[[], Expression | None], *, implied: bool = False
    ) -> list[Expression]:
        """Parts between operators of a kind; operators without a part beside them are dropped."""
        parts: list[Expression] = []
        while True:
            while self._kind() == kind:
                self._at += 1
            before = self._at
            found = part()
            if found is not None:
                parts.append(found)
            ended = self._kind() != kind and not (implied and found is not None)
            if ended or (self._at == before and self._kind() != kind):
                return parts

    def _negated(self) -> Expression | None:
        odd = False
        while self._kind() == "not":
            odd = not odd
            self._at += 1
        found = self._beside()
        return Not(found) if odd and found is not None else found

    def _beside(self) -> Expression | None:
        left = self._single()
        while self._kind() == "beside":
            reach = self._tokens[self._at].reach
            self._at += 1
            odd = self._kind() == "not"
            self._at += odd
            right = self._single()
            if left is None:
                left = right
            elif right is not None:
                left = Beside(left, Not(right) if odd else right, reach)
        return left

    def _single(self) -> Expression | None:
        match self._kind():
            case "(":
                return self._in_brackets()
            case "field":
                token = self._tokens[self._at]
                self._at += 1
                return self._condition(token.field, token.text)
            case "name":
                self._at += 1
                return self._code(self._tokens[self._at - 1].text)
            case "word":
                return self._run()
            case _:
                return None

    def _in_brackets(self) -> Expression | None:
        self._at += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise InputError("The brackets are nested too deeply.", "Use fewer of them.")
        found = self._either()
        self._depth -= 1
        self._skip(")", most=1)
        return found

    def _run(self) -> Expression | None:
        """Words that stand side by side: one name, or several of them."""
        words: list[str] = []
        while self._kind() == "word":
            words.append(self._tokens[self._at].text)
            self._at += 1
        return self._names_in(words)

    def _names_in(self, words: Sequence[str]) -> Expression:
        parts: list[Expression] = []
        at = 0
        while at < len(words):
            for end in range(len(words), at, -1):
                name = " ".join(words[at:end])
                known = self._names.code(name, False)
                if known is not None:
                    parts.append(OfCode(known))
                elif name.casefold() in FLAGS:
                    parts.append(Has(FLAGS[name.casefold()][0], frozenset(("yes",))))
                else:
                    continue
                at = end
                break
            else:
                parts.append(self._code(" ".join(words[at:])))
                at = len(words)
        return joined(And, parts)

    def _code(self, name: str) -> Expression:
        if not name.strip():
            return Everything()
        found = self._names.code(name, True)
        if found is None:
            raise InputError(f"There is no code '{name}'.", self._names.offer("code", name))
        return OfCode(found)

    def _condition(self, field: str, value: str) -> Expression:
        if field == "code":
            return self._code(value)
        found = self._names.value(field, value)
        if found is None:
            raise InputError(
                f"Nothing has {field.removeprefix(ATTRIBUTE)} '{value}'.",
                self._names.offer(field, value),
            )
        return found

    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _skip(self, kind: str, most: int = LONGEST_QUERY) -> None:
        while most and self._kind() == kind:
            self._at += 1
            most -= 1
