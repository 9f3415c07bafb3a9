"""Values of operations in little room: what recurs is stored once, and ids as local numbers.

A value is JSON text. Its shape is that text with its own words, numbers and ids taken out, and
many values share one; what was taken out is what a row of the log holds. Putting both together
gives the very same text, whatever it was, as hashes are made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from coder.identity import Id

_TEXT, _ID = "\n", "\t"
"""Places of a text or number, and of an id; canonical JSON has neither character."""

_MOST_PARTS = 40
"""Values with more parts, such as the turns of a transcript, are kept whole."""

_LONGEST_SHAPE = 2_000
"""In characters; so a row of somebody else's file cannot unfold to any length."""

_PART = r'"(?:[^"\\]|\\.)*+"|-?[0-9][0-9.eE+-]*+'
_PARTS = re.compile(f"({_PART})(?!:)|{_PART}:")
_QUOTED_ID = '"[0-9a-f]{32}"'
_IS_ID = re.compile(_QUOTED_ID)


class Parts(NamedTuple):
    """A value taken apart: the text between its parts, its parts in order, which may be ids."""

    between: tuple[str, ...]
    parts: tuple[str, ...]
    places: tuple[int, ...]

    def ids(self) -> list[Id]:
        """Those of the parts that look like ids."""
        return [self.parts[place][1:-1] for place in self.places]


def take_apart(val: str, like: Parts | None = None) -> Parts | None:
    """The parts of a JSON text; None for one that is better kept whole.

    It is quicker where `like` has the same text between its parts.
    """
    if _TEXT in val or _ID in val:
        return None
    if like is not None:
        found = _matcher(like.between, like.places).fullmatch(val)
        if found is not None:
            return Parts(like.between, found.groups(), like.places)
    between: list[str] = []
    parts: list[str] = []
    at = 0
    for one in _PARTS.finditer(val):
        if one[1] is None:
            continue
        if len(parts) == _MOST_PARTS:
            return None
        between.append(val[at : one.start()])
        parts.append(one[1])
        at = one.end()
    between.append(val[at:])
    if sum(map(len, between)) > _LONGEST_SHAPE:
        return None
    places = tuple(place for place, part in enumerate(parts) if _IS_ID.fullmatch(part))
    return Parts(tuple(between), tuple(parts), places)


@lru_cache(maxsize=256)
def _matcher(between: tuple[str, ...], places: tuple[int, ...]) -> re.Pattern[str]:
    """What matches a value with this text between its parts, and ids at these places."""
    pattern = re.escape(between[0])
    for place, following in enumerate(between[1:]):
        part = _QUOTED_ID if place in places else _PART
        pattern += f"({part})(?!:){re.escape(following)}"
    return re.compile(pattern)


def pack(value: Parts, numbers: Mapping[Id, int]) -> tuple[str, str]:
    """The shape of a value and what fills it; ids that have no number stay as they are."""
    filling = list(value.parts)
    places = value.places
    for place in places:
        number = numbers.get(filling[place][1:-1])
        if number is None:
            places = tuple(one for one in places if one != place)
        else:
            filling[place] = str(number)
    return _shape(value.between, places), _TEXT.join(filling)


@lru_cache(maxsize=4096)
def _shape(between: tuple[str, ...], ids: tuple[int, ...]) -> str:
    marks = [_ID if place in ids else _TEXT for place in range(len(between) - 1)]
    pairs = zip(between, [*marks, ""], strict=True)
    return "".join(text + mark for text, mark in pairs)


def unpack(shape: str, filling: str, id_of: Callable[[int], Id]) -> str:
    """The JSON text that was packed; raises ValueError where shape and filling do not fit."""
    if len(shape) > 2 * _LONGEST_SHAPE:
        raise ValueError("a shape of a value that is too long")
    template, places, ids = _template(shape)
    parts = filling.split(_TEXT) if places else []
    if len(parts) != places:
        raise ValueError("a value that does not fill its shape")
    for place in ids:
        parts[place] = id_of(int(parts[place]))
    return template % tuple(parts)


@lru_cache(maxsize=4096)
def _template(shape: str) -> tuple[str, int, tuple[int, ...]]:
    """A shape as a format string, how many places it has, and which of them hold ids."""
    places = [one for one in shape if one in (_TEXT, _ID)]
    template = shape.replace("%", "%%").replace(_ID, '"%s"').replace(_TEXT, "%s")
    return template, len(places), tuple(n for n, one in enumerate(places) if one == _ID)
