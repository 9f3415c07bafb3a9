"""The codebook as the lines of a tree: which codes show, how deep, with which counts; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coder.analysis.code_review import with_subcodes
from coder.analysis.outline import code_rows, lineages
from coder.identity import Id
from coder.model import Code
from coder.tui.finding import find_codes


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line of the tree; `own` and `total` count codings without and with subcodes.

    `below` is the number of codes hidden under a folded one; `hit` is False for a code that shows
    only because one below it was searched for.
    """

    id: Id
    depth: int
    name: str
    hotkey: str
    own: int
    total: int
    parent: bool = False
    below: int = 0
    hit: bool = True


def code_lines(
    codes: Sequence[Code],
    own: Mapping[Id, int],
    *,
    query: str = "",
    folded: Collection[Id] = (),
) -> list[CodeLine]:
    """The lines to show: all but what is folded away, or what a query finds with those above it."""
    rows = code_rows(codes)
    lines = lineages(rows)
    totals = with_subcodes(codes, own)
    hits = {code.id for code in find_codes(query, codes, ())}
    found = {above for hit in hits for above in lines[hit]}
    keys = {code.id: code.hotkey for code in codes}
    parents = {row.parent for row in rows}
    away = set() if query.strip() else set(folded)
    hidden = {code: sum(code in line[1:] for line in lines.values()) for code in away & set(lines)}
    return [
        CodeLine(
            row.id,
            row.depth,
            row.name,
            keys[row.id],
            own.get(row.id, 0),
            totals[row.id],
            row.id in parents,
            hidden.get(row.id, 0),
            row.id in hits,
        )
        for row in rows
        if row.id in found and not away.intersection(lines[row.id][1:])
    ]
