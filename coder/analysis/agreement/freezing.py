"""The figures of an agreement table as they are kept, and compared with later ones.

Only ids are kept, no names: what is frozen cannot be taken back by a purge.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Final, TypeAlias

from coder.analysis.agreement.agreement import Agreement
from coder.analysis.agreement.asking import Asked
from coder.analysis.agreement.comparing import Line
from coder.identity import canonical_json

Key: TypeAlias = tuple[str, ...]
"""Kind of the row, id of its code ("" for none), measure, and the coders a figure is of."""

Figures: TypeAlias = Mapping[Key, tuple[float | None, ...]]
"""A value, or the value with both ends of its interval."""

COUNT: Final = "n"

_SAME: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is another now; an empty tuple where there was or is none."""

    key: Key
    then: tuple[float | None, ...]
    now: tuple[float | None, ...]


def settled(asked: Asked, found: Agreement) -> Asked:
    """The settings with all that was chosen by default named, so that it stays so."""
    return replace(
        asked,
        coders=tuple(coder.id for coder in found.coders),
        documents=tuple(one.id for one in found.documents),
        codes=tuple(row.id for row in found.codes),
    )


def figures(found: Agreement) -> Figures:
    """Every figure of a table by what it is of."""
    people = [coder.id for coder in found.coders]
    kept: dict[Key, tuple[float | None, ...]] = {("size", "", COUNT): (float(found.size),)}
    for line in found.lines:
        row = (line.kind, line.row.id)
        for one in line.measured:
            span = one.interval
            ends = () if span is None else (span.low, span.high)
            kept[*row, one.measure] = (one.figure.value, *ends)
        kept |= {(*row, COUNT, *of): (float(number),) for of, number in _counts(line, people)}
        for one_coder, other, figure in line.pairs:
            kept[*row, "kappa", people[one_coder], people[other]] = (figure.value,)
    return kept


def figures_text(kept: Figures) -> str:
    """Figures as canonical JSON: a sorted list of keys and values."""
    return canonical_json([[list(key), list(value)] for key, value in sorted(kept.items())])


def figures_from_text(text: str) -> Figures:
    """The inverse; raises ValueError where another program wrote something else."""
    try:
        return {_key(key): _values(value) for key, value in json.loads(text)}
    except (TypeError, OverflowError, RecursionError) as error:
        raise ValueError("figures of a round that are none") from error


def differences(then: Figures, now: Figures) -> list[Difference]:
    """The figures that are not the same (to 9 decimals), sorted by what they are of."""
    return [
        Difference(key, then.get(key, ()), now.get(key, ()))
        for key in sorted({*then, *now})
        if not _same(then.get(key, ()), now.get(key, ()))
    ]


def _counts(line: Line, people: list[str]) -> list[tuple[tuple[str, ...], int]]:
    counts = line.counts
    if counts is None:
        return []
    each = [((person,), number) for person, number in zip(people, counts.given, strict=True)]
    return [*each, (("judged",), counts.judged), (("all",), counts.all), (("one",), counts.one)]


def _same(one: tuple[float | None, ...], other: tuple[float | None, ...]) -> bool:
    """Whether two figures are equal; an interval that only one of them has is passed over."""
    return bool(one) == bool(other) and all(
        left is right if left is None or right is None else abs(left - right) <= _SAME
        for left, right in zip(one, other, strict=False)
    )


def _key(key: Any) -> Key:
    if not (isinstance(key, list) and all(isinstance(part, str) for part in key)):
        raise TypeError(key)
    return tuple(key)


def _values(values: Any) -> tuple[float | None, ...]:
    if not (isinstance(values, list) and values):
        raise TypeError(values)
    return tuple(_value(value) for value in values)


def _value(value: Any) -> float | None:
    if value is None:
        return None
    if type(value) not in (int, float) or not isfinite(value):
        raise TypeError(value)
    return float(value)
