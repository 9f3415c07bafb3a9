"""The conditions that a query can have here, in words and as the query language writes them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from coder.analysis.outline import code_rows, lineages
from coder.analysis.query_names import value_names
from coder.project.queries import Material

_SIMPLE = re.compile(r"[^\s()\":&|!*]+")
_OPERATORS = {"and", "or", "not", "without", "overlap", "overlaps", "overlapping", "near"} | {
    "within",
    "important",
    "weighed",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A condition in words, as the query language writes it, and how many codings have it."""

    words: str
    term: str
    count: int | None = None


def quoted(value: str) -> str:
    """A name or value as a query writes it: in quotation marks where it would be misread."""
    plain = value.replace('"', " ")
    words = plain.split()
    if len(words) == 1 and _SIMPLE.fullmatch(words[0]) and words[0].casefold() not in _OPERATORS:
        return words[0]
    return f'"{" ".join(words)}"'


def offers(material: Material) -> list[Offer]:
    """Everything that can be asked: codes as a tree, then what codings are known by."""
    rows = code_rows(material.codes)
    lines = lineages(rows)
    counts: Counter[str] = Counter()
    for item in material.items:
        counts.update(lines.get(item.code, ()))
    found = [
        Offer(f"code: {'  ' * row.depth}{row.name}", quoted(row.name), counts[row.id])
        for row in rows
    ]
    for field, values in value_names(material.items).items():
        name = field.removeprefix("attribute:")
        for value, count in values.items():
            if value or name == "role":
                shown = value or "unknown"
                found.append(Offer(f"{name}: {shown}", f"{quoted(name)}:{quoted(shown)}", count))
    items = material.items
    flags = (
        Offer("important", "important:yes", sum(item.important for item in items)),
        Offer("with a memo", "memo:yes", sum(bool(item.memo) for item in items)),
        Offer("with a weight", "weight:yes", sum(item.weight is not None for item in items)),
        Offer("weight of at least 50", "weight:>=50", None),
    )
    return [*found, *flags]


def with_condition(query: str, join: str, term: str) -> str:
    """A query with one condition more; brackets keep what was there together."""
    before = query.strip()
    if not before:
        return term if join != "AND NOT" else f"NOT {term}"
    loose = re.search(r"\bor\b|\|", before, re.IGNORECASE)
    if join != "OR" and loose and not (before.startswith("(") and before.endswith(")")):
        before = f"({before})"
    return f"{before} {join} {term}"
