"""Which codings a query finds; the language is that of `coder.analysis.query_language`.

The name of a code is true of a coding when that code stands on some of the same words, be it by
this coding or by another one; everything else is asked of the coding itself. So `A AND B` are the
places where both were used. Shown of them are the codings whose own code is named without NOT,
or all where no code is named.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from coder.analysis.conditions import (
    ATTRIBUTE,
    And,
    Beside,
    Expression,
    Has,
    Not,
    OfCode,
    Or,
    joined,
)
from coder.analysis.folding import folded
from coder.identity import Id
from coder.model import Segment

Span = tuple[int, int]
Chosen = frozenset[int]

_NOWHERE: Final = -(2**63)


@dataclass(frozen=True, slots=True)
class Item:
    """A coding with what can be asked of it; `memo` is the text of all its memos, "" for none.

    `start` and `end` are code points of the document, end exclusive.
    """

    id: Id
    document: Id
    code: Id
    start: int
    end: int
    document_name: str = ""
    coder: str = ""
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    memo: str = ""
    weight: int | None = None
    important: bool = False
    text: str = ""


def find(
    query: Expression,
    items: Sequence[Item],
    segments: Mapping[Id, Sequence[Segment]] | None = None,
) -> list[Item]:
    """The codings that a query finds, in the order given.

    `segments` per document are what `near` counts in; a document without them is one segment.
    """
    return [items[number] for number in sorted(_shown(inward(query), _Pool(items, segments or {})))]


def asks_for_segments(query: Expression) -> bool:
    """Whether a query holds `near`."""
    match query:
        case Beside(left, right, reach):
            return reach is not None or asks_for_segments(left) or asks_for_segments(right)
        case Not(inner):
            return asks_for_segments(inner)
        case And(parts) | Or(parts):
            return any(map(asks_for_segments, parts))
        case _:
            return False


def inward(query: Expression, *, denied: bool = False) -> Expression:
    """The same query with NOT only before single conditions (De Morgan's laws)."""
    match query:
        case Not(inner):
            return inward(inner, denied=not denied)
        case And(parts) | Or(parts):
            kind = Or if isinstance(query, And) == denied else And
            return joined(kind, [inward(part, denied=denied) for part in parts])
        case Beside(left, right, reach):
            inside = Beside(inward(left), inward(right), reach)
            return Not(inside) if denied else inside
        case _:
            return Not(query) if denied else query


@dataclass(frozen=True)
class _Pool:
    """The codings that a query chooses from, by their numbers."""

    items: Sequence[Item]
    segments: Mapping[Id, Sequence[Segment]]

    @cached_property
    def everything(self) -> Chosen:
        """All of them."""
        return frozenset(range(len(self.items)))

    @cached_property
    def characters(self) -> list[Span]:
        """Their spans in characters."""
        return [(item.start, item.end) for item in self.items]

    @cached_property
    def places(self) -> list[Span]:
        """Their spans in segments: those that they overlap, or else the place between two."""
        edges = {
            document: ([one.start for one in every], [one.end for one in every])
            for document, every in self.segments.items()
        }
        found: list[Span] = []
        for item in self.items:
            starts, ends = edges.get(item.document, ([0], [item.end]))
            first = min(bisect_right(ends, item.start), max(len(starts) - 1, 0))
            found.append((first, max(bisect_left(starts, item.end), first + 1)))
        return found

    def where(self, wanted: Callable[[Item], bool]) -> Chosen:
        """Those of which something is true."""
        return frozenset(number for number, item in enumerate(self.items) if wanted(item))

    def beside(self, others: Chosen, reach: int | None) -> Chosen:
        """Those that meet one of the others, which is not themselves."""
        spans = self.characters if reach is None else self.places
        targets: dict[Id, list[tuple[int, int, int]]] = defaultdict(list)
        for number in others:
            targets[self.items[number].document].append((*spans[number], number))
        lines = {document: _Line(every) for document, every in targets.items()}
        found = set()
        for number, item in enumerate(self.items):
            line = lines.get(item.document)
            low, high = spans[number]
            if line is not None and line.meets(low - (reach or 0), high + (reach or 0), number):
                found.add(number)
        return frozenset(found)


class _Line:
    """Spans of a document by their starts, with the two farthest ends of all up to each."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _, _ in ordered]
        self._farthest: list[tuple[tuple[int, int], tuple[int, int]]] = []
        first = second = (_NOWHERE, -1)
        for _, end, number in ordered:
            one = (end, number)
            if one > first:
                first, second = one, first
            elif one > second:
                second = one
            self._farthest.append((first, second))

    def meets(self, low: int, high: int, but: int) -> bool:
        """Whether a span other than number `but` shares something with `[low, high)`."""
        place = bisect_left(self._starts, high)
        if not place:
            return False
        first, second = self._farthest[place - 1]
        return (second if first[1] == but else first)[0] > low


def _holds(query: Expression, pool: _Pool) -> Chosen:
    """The codings of which a query (NOT inside) is true."""
    found = pool.everything
    match query:
        case OfCode(codes):
            own = pool.where(lambda item: item.code in codes)
            found = own | pool.beside(own, None)
        case Has():
            found = pool.where(_asked(query))
        case Beside(left, right, reach):
            found = _shown(left, pool) & pool.beside(_shown(right, pool), reach)
        case Not(inner):
            found = pool.everything - _holds(inner, pool)
        case And(parts):
            found = pool.everything.intersection(*(_holds(part, pool) for part in parts))
        case Or(parts):
            found = frozenset().union(*(_holds(part, pool) for part in parts))
    return found


def _shown(query: Expression, pool: _Pool) -> Chosen:
    """Those to show: of codes that the query names, where it names any."""
    if isinstance(query, Or):
        return frozenset().union(*(_shown(part, pool) for part in query.parts))
    named = _named(query)
    found = _holds(query, pool)
    if not named:
        return found
    return frozenset(number for number in found if pool.items[number].code in named)


def _named(query: Expression) -> frozenset[Id]:
    """The codes that a query names without NOT."""
    match query:
        case OfCode(codes):
            return codes
        case Beside(left, _, _):
            return _named(left)
        case And(parts) | Or(parts):
            return frozenset().union(*map(_named, parts))
        case _:
            return frozenset()


def _asked(condition: Has) -> Callable[[Item], bool]:
    """A condition on the coding itself."""
    field, values = condition.field, condition.values
    if field.startswith(ATTRIBUTE):
        name = field.removeprefix(ATTRIBUTE)
        return lambda item: any(key == name and value in values for key, value in item.attributes)
    return lambda item: _ASKED[field](item, values)


def _weighs(weight: int | None, values: Iterable[str]) -> bool:
    """Whether a weight is in one of the ranges "low-high"; "no" asks for none at all."""
    for value in values:
        if value in {"yes", "no"}:
            if (weight is not None) == (value == "yes"):
                return True
            continue
        low, high = value.split("-")
        if weight is not None and int(low) <= weight <= int(high):
            return True
    return False


def _told(memo: str, values: Iterable[str]) -> bool:
    """Whether there is a memo ("yes"), none ("no"), or one with these words."""
    wanted = {"yes": bool(memo), "no": not memo}
    return any(wanted[value] if value in wanted else value in folded(memo) for value in values)


_ASKED: Final[Mapping[str, Callable[[Item, frozenset[str]], bool]]] = {
    "only": lambda item, values: item.code in values,
    "document": lambda item, values: item.document_name in values,
    "speaker": lambda item, values: not values.isdisjoint(item.speakers),
    "role": lambda item, values: not values.isdisjoint(item.roles),
    "coder": lambda item, values: item.coder in values,
    "important": lambda item, values: item.important == ("yes" in values),
    "weight": lambda item, values: _weighs(item.weight, values),
    "memo": lambda item, values: _told(item.memo, values),
    "text": lambda item, values: any(value in folded(item.text) for value in values),
}
