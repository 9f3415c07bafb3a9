"""Conditions on codings, and how they are joined: what a query says once it has been read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from coder.identity import Id

ATTRIBUTE: Final = "attribute:"
"""Begins the field of a document attribute."""


@dataclass(frozen=True, slots=True)
class Everything:
    """No condition."""


@dataclass(frozen=True, slots=True)
class OfCode:
    """One of these codes stands on some of the same words."""

    codes: frozenset[Id]


@dataclass(frozen=True, slots=True)
class Has:
    """A field of the coding has one of these values.

    For text and memo the value is words to look for, folded; for weight a range "low-high"; for
    flags "yes" or "no".
    """

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """Codings of the left side that meet another one of the right side.

    `reach` None asks for shared characters, a number for at most so many segments between.
    """

    left: Expression
    right: Expression
    reach: int | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class And:
    """All conditions hold."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one condition holds."""

    parts: tuple[Expression, ...]


Expression: TypeAlias = Everything | OfCode | Has | Beside | Not | And | Or


def joined(kind: type[And] | type[Or], parts: Sequence[Expression]) -> Expression:
    """Different parts under one operator, those of the same operator in them taken apart."""
    flat: list[Expression] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    flat = list(dict.fromkeys(flat))
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
