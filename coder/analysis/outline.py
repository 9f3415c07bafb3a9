"""Codes as the rows of a table: every parent right above its children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from coder.analysis.table import Row
from coder.identity import Id
from coder.model import Code


def code_rows(codes: Sequence[Code]) -> tuple[Row, ...]:
    """One row per code in reading order: by codebook, then by position, parents first.

    A code whose parent is not among the codes stands at the top; a circle of parents, which a
    merge can make, is cut at its first code, so every code has exactly one row.
    """
    known = {code.id: code for code in codes}
    children: defaultdict[Id | None, list[Code]] = defaultdict(list)
    ordered = _in_reading_order(list(known.values()))
    for code in ordered:
        children[code.parent if code.parent in known else None].append(code)
    rows: list[Row] = []
    seen: set[Id] = set()
    for top in [*children[None], *ordered]:
        rows += _branch(top, children, seen)
    return tuple(rows)


def lineages(rows: Sequence[Row]) -> dict[Id, tuple[Id, ...]]:
    """For every code its own id and those of all codes above it, nearest first."""
    lines: dict[Id, tuple[Id, ...]] = {}
    for row in rows:
        lines[row.id] = (row.id, *lines.get(row.parent, ()))
    return lines


def _in_reading_order(codes: list[Code]) -> list[Code]:
    """Codes by first appearance of their codebook, then position, then place in the list."""
    books = {book: rank for rank, book in enumerate(dict.fromkeys(c.codebook for c in codes))}
    return sorted(codes, key=lambda code: (books[code.codebook], code.position))


def _branch(top: Code, children: Mapping[Id | None, list[Code]], seen: set[Id]) -> list[Row]:
    """The rows of one code and all below it that have none yet; marks them in `seen`."""
    rows: list[Row] = []
    waiting: list[tuple[Code, Row | None]] = [(top, None)]
    while waiting:
        code, above = waiting.pop()
        if code.id in seen:
            continue
        seen.add(code.id)
        if above is None:
            row = Row(code.id, code.name, 0, (code.name,))
        else:
            row = Row(code.id, code.name, above.depth + 1, (*above.path, code.name), above.id)
        rows.append(row)
        waiting += [(child, row) for child in reversed(children.get(code.id, []))]
    return rows
