"""A flat list of records with declared fields: what every table format here can write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | None


class Kind(StrEnum):
    """What a field holds; MOMENT is a point in time as ISO 8601 text in UTC."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the name that heads the column in every format, and its width in characters."""

    name: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """Records to write, in order; `about` are lines on what they are, for formats with room.

    Keys of a record that are not declared fields are not written, missing ones are empty.
    Numbers are finite.
    """

    name: str
    fields: tuple[Field, ...]
    rows: Sequence[Mapping[str, Scalar]]
    about: tuple[str, ...] = ()


def lines(sheet: Sheet) -> Iterator[tuple[Scalar, ...]]:
    """The records as tuples in the order of the fields."""
    names = [field.name for field in sheet.fields]
    for row in sheet.rows:
        yield tuple(row.get(name) for name in names)


def well_formed(text: str) -> str:
    """The text with lone surrogates, which no file can hold in UTF-8, as U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
