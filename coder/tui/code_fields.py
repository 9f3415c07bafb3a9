"""The lists of a code as text to edit: one item a line; pure.

A line that begins with white space goes on with the item above. A term may be followed by its
weight and by terms that make it void: `zorg* @ 0.5 ! zorgen voor ! zorg dragen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.model import Term
from coder.suggest.scanning import TermError
from coder.suggest.terms import parse

WEIGHT, UNLESS = " @ ", " ! "


@dataclass(frozen=True, slots=True)
class TermFault:
    """What is wrong with a line of terms; line and column count from 1."""

    line: int
    column: int
    cause: str
    remedy: str


def items_text(items: Sequence[str]) -> str:
    """Items as lines; what is written on several lines is indented from the second on."""
    return "\n".join(item.strip("\n").replace("\n", "\n  ") for item in items)


def items_of(text: str) -> tuple[str, ...]:
    """The items of an edited text, without empty ones."""
    items: list[str] = []
    for line in text.split("\n"):
        if line[:1].isspace() and items and line.strip():
            items[-1] += f"\n{line.strip()}"
        elif line.strip():
            items.append(line.strip())
    return tuple(items)


def terms_text(terms: Sequence[Term]) -> str:
    """Terms as lines."""
    return "\n".join(
        term.text
        + (f"{WEIGHT}{term.weight}" if term.weight != 1.0 else "")
        + "".join(UNLESS + text for text in term.unless)
        for term in terms
    )


def terms_of(text: str) -> tuple[tuple[Term, ...], list[TermFault]]:
    """The terms of an edited text, and every line that cannot be read."""
    terms: list[Term] = []
    faults: list[TermFault] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found = _term_of(line, number)
        if isinstance(found, TermFault):
            faults.append(found)
        elif found not in terms:
            terms.append(found)
    return tuple(terms), faults


def _term_of(line: str, number: int) -> Term | TermFault:
    head, *unless = line.split(UNLESS)
    words, mark, weight = head.partition(WEIGHT)
    at = 0
    for part, whole in zip((words, *unless), (head, *unless), strict=True):
        indent = len(part) - len(part.lstrip())
        try:
            parse(part.strip())
        except TermError as error:
            return TermFault(number, at + indent + error.column, error.cause, error.remedy)
        at += len(whole) + len(UNLESS)
    value = _weight_of(weight) if mark else 1.0
    if value is None:
        column = len(words) + len(mark) + 1
        return TermFault(
            number,
            column,
            f"the weight {weight.strip()!r} is not between 0 and 1",
            "Write a number above 0, at most 1, with a point: @ 0.5.",
        )
    return Term(words.strip(), value, tuple(part.strip() for part in unless))


def _weight_of(text: str) -> float | None:
    try:
        weight = float(text)
    except ValueError:
        return None
    return weight if 0.0 < weight <= 1.0 else None
