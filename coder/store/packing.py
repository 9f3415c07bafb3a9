"""Values of operations in little room: what recurs is stored once, and ids as local numbers.

A value is JSON text. Its shape is that text with its own words, numbers and ids taken out, and
many values share one; what was taken out is what a row of the log holds. A quote that stands in the
text it is from, at the place that the value names, is not stored either. Putting all together gives
the very same text, whatever it was, as hashes are made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from coder.identity import Id, canonical_json
from coder.model import Origin

_TEXT, _ID, _SOURCE, _QUOTE = "\n", "\t", "\r", "\v"
"""Places of a text or number, of an id, of the revision that is quoted, and of its words.

They are filled by what stands there, by the number of the id, by the row of the log that made the
revision, and not at all. Canonical JSON has none of these characters.
"""

_MARKS = (_TEXT, _ID, _SOURCE, _QUOTE)

_MOST_PARTS = 40
"""Values with more parts, such as the turns of a transcript, are kept whole."""

_LONGEST_SHAPE = 2_000
_LONGEST_QUOTE = 2_000
"""In characters; so a row of somebody else's file cannot unfold to any length."""

_KEPT = frozenset(canonical_json(origin) for origin in Origin)
"""Words that recur so often that they stay in the shape."""

_PART = r'"(?:[^"\\]|\\.)*+"|-?[0-9][0-9.eE+-]*+'
_PARTS = re.compile(f"({_PART})(?!:)|{_PART}:")
_QUOTED_ID = '"[0-9a-f]{32}"'
_IS_ID = re.compile(_QUOTED_ID)

TextOf: TypeAlias = Callable[[Id], tuple[int, str] | None]
"""Tells the row of the log that made a revision, and its text; None where there is none."""

SourceAt: TypeAlias = Callable[[int], tuple[Id, str]]
"""Tells the revision and the text of such a row; raises ValueError for another row."""


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
    if any(mark in val for mark in _MARKS):
        return None
    if like is not None:
        found = _matcher(like.between, like.places).fullmatch(val)
        if found is not None:
            return Parts(like.between, found.groups(), like.places)
    between: list[str] = []
    parts: list[str] = []
    at = 0
    for one in _PARTS.finditer(val):
        if one[1] is None or one[1] in _KEPT:
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


class _Quoting(NamedTuple):
    """Which parts of a value are a quote, its revision, and its place there (code points)."""

    quote: int
    revision: int
    start: int
    end: int


def pack(value: Parts, numbers: Mapping[Id, int], text_of: TextOf) -> tuple[str, str]:
    """The shape of a value and what fills it; ids that have no number stay as they are."""
    filling = list(value.parts)
    marks = [_TEXT] * len(filling)
    for place in value.places:
        number = numbers.get(filling[place][1:-1])
        if number is not None:
            filling[place], marks[place] = str(number), _ID
    quoting = _quoting(value.between)
    source = None if quoting is None else _source(value, quoting, text_of)
    if quoting is not None and source is not None:
        filling[quoting.revision], marks[quoting.revision] = str(source), _SOURCE
        marks[quoting.quote] = _QUOTE
        del filling[quoting.quote]
    return _shape(value.between, "".join(marks)), _TEXT.join(filling)


def _source(value: Parts, quoting: _Quoting, text_of: TextOf) -> int | None:
    """The row of the text in which the quote stands at the place that the value names."""
    start, end = value.parts[quoting.start], value.parts[quoting.end]
    if quoting.revision not in value.places or not (start.isdecimal() and end.isdecimal()):
        return None
    found = text_of(value.parts[quoting.revision][1:-1])
    if found is None:
        return None
    row, text = found
    words = text[int(start) : int(end)]
    alike = len(words) <= _LONGEST_QUOTE and canonical_json(words) == value.parts[quoting.quote]
    return row if alike else None


@lru_cache(maxsize=4096)
def _quoting(between: tuple[str, ...]) -> _Quoting | None:
    """Where a value holds a quote with all that is needed to find it."""
    places = [
        [place for place, text in enumerate(between[:-1]) if text.endswith(f'"{name}":')]
        for name in _Quoting._fields
    ]
    return _Quoting(*(one for (one,) in places)) if all(len(one) == 1 for one in places) else None


@lru_cache(maxsize=4096)
def _shape(between: tuple[str, ...], marks: str) -> str:
    return "".join(text + mark for text, mark in zip_longest(between, marks, fillvalue=""))


def unpack(shape: str, filling: str, id_of: Callable[[int], Id], source_at: SourceAt) -> str:
    """The JSON text that was packed; raises ValueError where shape and filling do not fit."""
    if len(shape) > 2 * _LONGEST_SHAPE:
        raise ValueError("a shape of a value that is too long")
    template, places, ids, quoting = _template(shape)
    parts = filling.split(_TEXT) if places else []
    if len(parts) != places:
        raise ValueError("a value that does not fill its shape")
    if quoting is not None:
        parts.insert(quoting.quote, "")
    for place in ids:
        parts[place] = id_of(int(parts[place]))
    if quoting is not None:
        parts[quoting.revision], text = source_at(int(parts[quoting.revision]))
        words = text[int(parts[quoting.start]) : int(parts[quoting.end])]
        if len(words) > _LONGEST_QUOTE:
            raise ValueError("a quote that is too long")
        parts[quoting.quote] = canonical_json(words)
    return template % tuple(parts)


def quoted_row(shape: str, filling: str) -> int | None:
    """The row of the log whose text a packed value quotes; None where it quotes none."""
    quoting = _template(shape)[3]
    if quoting is None:
        return None
    return int(filling.split(_TEXT)[quoting.revision - (quoting.revision > quoting.quote)])


@lru_cache(maxsize=4096)
def _template(shape: str) -> tuple[str, int, tuple[int, ...], _Quoting | None]:
    """A shape as a format string, how many parts fill it, which of them are ids, and the quote."""
    marks = [one for one in shape if one in _MARKS]
    template = shape.replace("%", "%%")
    for mark, place in ((_ID, '"%s"'), (_SOURCE, '"%s"'), (_TEXT, "%s"), (_QUOTE, "%s")):
        template = template.replace(mark, place)
    quoting = _quoting(tuple(_SPLIT.split(shape))) if _QUOTE in marks else None
    if (_QUOTE in marks or _SOURCE in marks) and (
        quoting is None
        or marks[quoting.quote] != _QUOTE
        or marks[quoting.revision] != _SOURCE
        or marks.count(_QUOTE) + marks.count(_SOURCE) != 2
    ):
        raise ValueError("a shape with a quote of nothing")
    ids = tuple(place for place, one in enumerate(marks) if one == _ID)
    return template, len(marks) - (quoting is not None), ids, quoting


_SPLIT = re.compile(f"[{''.join(_MARKS)}]")
