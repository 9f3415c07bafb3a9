"""What the names and values in a query mean, given the codes and codings that there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from coder.analysis.conditions import ATTRIBUTE, Expression, Has
from coder.analysis.folding import folded
from coder.analysis.queries import Item
from coder.analysis.query_language import Names
from coder.identity import Id
from coder.model import Code

FIELDS: Final = {
    "code": "code",
    "only": "only",
    "document": "document",
    "doc": "document",
    "transcript": "document",
    "interview": "document",
    "speaker": "speaker",
    "who": "speaker",
    "role": "role",
    "coder": "coder",
    "by": "coder",
    "memo": "memo",
    "weight": "weight",
    "important": "important",
    "text": "text",
    "quote": "text",
    "words": "text",
    "is": "is",
    "has": "is",
}
"""The fields by every name they go by; names of attributes come on top."""

MAX_WEIGHT: Final = 100
_OFFERED: Final = 12
_LIKENESS: Final = 0.75
_SHORTEST_INSIDE: Final = 3
_YES: Final = frozenset(("yes", "y", "true", "1", "any", "ja"))
_NO: Final = frozenset(("no", "n", "false", "0", "none", "nee"))
_BOUND: Final = re.compile(r"(>=|<=|=|>|<)?\s*(\d{1,3})")
_RANGE: Final = re.compile(r"(\d{1,3})\s*(?:-|–|\.\.)\s*(\d{1,3})")
_UNKNOWN_ROLE: Final = "unknown"


def names_for(codes: Sequence[Code], items: Sequence[Item]) -> Names:
    """How to understand what is typed about these codes and codings."""
    known = _Known(_code_names(codes), _below(codes), _values(items), {c.id: c.name for c in codes})
    return Names(known.code, known.value, known.field, known.offer)


def value_names(items: Sequence[Item]) -> dict[str, dict[str, int]]:
    """The values that codings have per field (attributes as "attribute:NAME"), with counts."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for item in items:
        for field, values in _fields(item):
            for value in values:
                counts[field][value] += 1
    return {field: dict(sorted(found.items())) for field, found in counts.items()}


@dataclass(frozen=True, slots=True)
class _Known:
    """The names of codes (folded, best first), what is below each code, values per field."""

    names: Sequence[Mapping[str, frozenset[Id]]]
    below: Mapping[Id, frozenset[Id]]
    values: Mapping[str, Mapping[str, frozenset[str]]]
    codes: Mapping[Id, str]

    def code(self, name: str, guess: bool) -> frozenset[Id] | None:
        """The codes of a name or of the beginning or middle of one, with all below them."""
        found = self._codes(name, guess)
        if found is None:
            return None
        return frozenset().union(*(self.below[code] for code in found))

    def value(self, field: str, value: str) -> Expression | None:
        """The condition that a field has a value."""
        plain = folded(value)
        match field:
            case "is":
                return self._flag(plain)
            case "only":
                found = self._codes(value, True)
                return None if found is None else Has("only", found)
            case "text":
                return Has("text", frozenset((plain,)))
            case "memo" | "important":
                answer = "yes" if plain in _YES else "no" if plain in _NO else plain
                fits = field == "memo" or answer in {"yes", "no"}
                return Has(field, frozenset((answer,))) if fits else None
            case "weight":
                return _weight(plain)
            case _:
                if field == "role" and plain == _UNKNOWN_ROLE:
                    plain = ""
                picked = _pick(plain, [self.values.get(field, {})], guess=True)
                return None if picked is None else Has(field, picked)

    def field(self, name: str) -> str | None:
        """The field of a name, a slip of the finger forgiven."""
        attributes = [
            one.removeprefix(ATTRIBUTE) for one in self.values if one.startswith(ATTRIBUTE)
        ]
        fields = _field_names(attributes)
        plain = folded(name)
        if plain in fields:
            return fields[plain]
        if len(plain) < 4:
            return None
        close = _closest(plain, fields)
        return None if close is None else fields[close]

    def offer(self, field: str, name: str) -> str:
        """What may have been meant."""
        if field == "weight":
            return f"Give a number from 0 to {MAX_WEIGHT}, >50, 20-40, yes or no."
        if field in {"important", "is"}:
            return "Say important:yes, important:no, has:memo or has:weight."
        if field in {"code", "only"}:
            every = sorted(set(self.codes.values()), key=folded)
            close = _closest(folded(name), {folded(one): one for one in every}, least=0.5)
            meant = next((one for one in every if folded(one) == close), "")
            if meant:
                return f"Did you mean '{meant}'? Quote a value of several words."
        else:
            every = sorted(
                value for group in self.values.get(field, {}).values() for value in group
            )
        more = " …" if len(every) > _OFFERED else ""
        return f"There are: {', '.join(every[:_OFFERED])}{more}" if every else "There are none."

    def _codes(self, name: str, guess: bool) -> frozenset[Id] | None:
        by_id = folded(name) if folded(name) in self.below else None
        return frozenset((by_id,)) if by_id else _pick(folded(name), self.names, guess=guess)

    @staticmethod
    def _flag(plain: str) -> Expression | None:
        field = {"important": "important", "memo": "memo", "weight": "weight"}.get(plain)
        return None if field is None else Has(field, frozenset(("yes",)))


def _pick(
    wanted: str, columns: Sequence[Mapping[str, frozenset[str]]], *, guess: bool
) -> frozenset[str] | None:
    """What a folded name means: itself, else all that begin so, else all with it inside.

    A `*` at the end asks for all that begin so. With `guess` the likest name is taken where
    nothing else fits.
    """
    starts = wanted.removesuffix("*").rstrip()
    if not wanted.endswith("*"):
        for column in columns:
            if wanted in column:
                return column[wanted]
    if not starts:
        return None
    ways = [_begins, _has_word] + ([_holds] if len(starts) >= _SHORTEST_INSIDE else [])
    for fits, column in product(ways, columns):
        found = [group for name, group in column.items() if fits(name, starts)]
        if found:
            return frozenset().union(*found)
    close = ((column, _closest(starts, column)) for column in columns if guess)
    return next((column[name] for column, name in close if name is not None), None)


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(wanted)


def _has_word(name: str, wanted: str) -> bool:
    return any(word.startswith(wanted) for word in name.split())


def _holds(name: str, wanted: str) -> bool:
    return wanted in name


def _closest(wanted: str, names: Iterable[str], least: float = _LIKENESS) -> str | None:
    """The name spelt most like what was typed (difflib's ratio, from `least`)."""
    from difflib import get_close_matches

    close = get_close_matches(wanted, [name for name in names if name], n=1, cutoff=least)
    return close[0] if close else None


def _weight(plain: str) -> Expression | None:
    """A condition on the weight as a range of numbers."""
    if plain in {"yes", "any", "ja"}:
        return Has("weight", frozenset(("yes",)))
    if plain in {"no", "none", "nee"}:
        return Has("weight", frozenset(("no",)))
    between = _RANGE.fullmatch(plain)
    if between:
        low, high = sorted(map(int, between.groups()))
        return Has("weight", frozenset((f"{low}-{high}",)))
    bound = _BOUND.fullmatch(plain)
    if bound is None:
        return None
    number = int(bound[2])
    low, high = {
        ">=": (number, MAX_WEIGHT),
        ">": (number + 1, MAX_WEIGHT),
        "<=": (0, number),
        "<": (0, number - 1),
    }.get(bound[1] or "=", (number, number))
    return Has("weight", frozenset((f"{low}-{max(high, 0)}" if high >= 0 else "1-0",)))


def _code_names(codes: Sequence[Code]) -> list[dict[str, frozenset[Id]]]:
    """Codes by name, by key and by English name; folded."""
    columns: list[defaultdict[str, set[Id]]] = [defaultdict(set) for _ in range(3)]
    for code in codes:
        for column, name in zip(columns, (code.name, code.key, code.english), strict=True):
            if name:
                column[folded(name)].add(code.id)
    return [{name: frozenset(found) for name, found in column.items()} for column in columns]


def _below(codes: Sequence[Code]) -> dict[Id, frozenset[Id]]:
    """Every code with all codes below it; a circle of parents ends where it began."""
    children: defaultdict[Id | None, list[Id]] = defaultdict(list)
    for code in codes:
        children[code.parent].append(code.id)
    found: dict[Id, frozenset[Id]] = {}
    for code in codes:
        every, waiting = {code.id}, [code.id]
        while waiting:
            fresh = [child for child in children[waiting.pop()] if child not in every]
            every.update(fresh)
            waiting += fresh
        found[code.id] = frozenset(every)
    return found


def _field_names(attributes: Sequence[str]) -> Mapping[str, str]:
    """The fields by the names they go by, folded, those of attributes last."""
    return {name.casefold(): ATTRIBUTE + name for name in attributes} | dict(FIELDS)


def _values(items: Sequence[Item]) -> dict[str, dict[str, frozenset[str]]]:
    """Values per field by their folded spelling."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for field, values in value_names(items).items():
        column: defaultdict[str, set[str]] = defaultdict(set)
        for value in values:
            column[folded(value)].add(value)
        found[field] = {name: frozenset(group) for name, group in column.items()}
    return found


def _fields(item: Item) -> Iterable[tuple[str, Iterable[str]]]:
    yield "document", (item.document_name,)
    yield "speaker", item.speakers
    yield "role", item.roles
    yield "coder", (item.coder,)
    for key, value in item.attributes:
        yield ATTRIBUTE + key, (value,)
