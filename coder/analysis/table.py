"""A table of figures with everything a reader needs to trust it: what was counted and of whom.

Made for frequencies and general enough for other tables whose rows are codes. Plain frozen
values: whoever renders or writes a table needs nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from coder.identity import Id

Cell: TypeAlias = int | float | None
Cells: TypeAlias = tuple[tuple[Cell, ...], ...]

PATH_SEPARATOR: Final = " > "
TOTAL_KEY: Final = "total"
ANY_CODE: Final = "Any code"


@dataclass(frozen=True, slots=True)
class Row:
    """One code; `path` holds the names from the topmost code down to and with its own.

    `parent` is the id of the row it hangs under, "" at the top, where `depth` is 0.
    """

    id: Id
    name: str
    depth: int = 0
    path: tuple[str, ...] = ()
    parent: Id = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `denominators` are the sizes of what it covers, such as ("words", 1200).

    `total` marks the column over all others; a thing that falls into several columns is in it
    once, so it need not be their sum.
    """

    key: str
    label: str
    denominators: tuple[tuple[str, int], ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of codes by columns of cells; a cell is None where the figure does not exist.

    `cells[r][c]` belongs to `rows[r]` and `columns[c]`; `totals[c]` is the figure of any code
    at all, which need not be the sum of the rows. `own`, where it is not empty, has the same
    shape and holds the figures of the codes without their subcodes, while `cells` holds those
    with them. `whose` names the coders whose codings are in; where the columns are not the
    coders, every figure holds what all of them did. `turns` is "all" or "without interviewer".
    `counted` says in words what was counted, whose and over what; `notes` adds what
    a reader could trip over.
    """

    title: str
    counted: str
    by: str
    measure: str
    value: str
    unit: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Cells
    totals: tuple[Cell, ...]
    own: Cells = ()
    whose: tuple[str, ...] = ()
    turns: str = "all"
    notes: tuple[str, ...] = ()


def distinct_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names, with " (2)" and so on behind those that came before."""
    taken: dict[str, None] = {}
    for name in names:
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        taken[free] = None
    return tuple(taken)


def denominator(column: Column, name: str) -> int | None:
    """The size of a column in units of `name` ("words", "documents"), None where unknown."""
    return dict(column.denominators).get(name)


def tidy(table: Table) -> list[dict[str, str | Cell]]:
    """One flat record per cell, for JSON, CSV and statistics programs.

    Fields: `code`, `code_id`, `parent` (name, "" at the top), `parent_id`, `path` (names joined
    by " > "), `depth` (0 at the top), `row_kind` ("code", or "total" for the figure of any
    code), `scope` ("with subcodes" or "own"), `by` (what the columns are), `column` (label),
    `column_key` (id or value), `column_kind` ("part" or "total"), `measure`, `value` (number or
    None), `value_kind`, `unit` (of the value, in words), `words` (spoken in what the column
    covers), `coders` (whose codings are in the value, joined by " + "), `turns` ("all" or
    "without interviewer"). Records with a "total" kind hold figures that cannot be had by
    adding up others; leave them out before adding up.
    """
    names = {row.id: row.name for row in table.rows}
    scope = "with subcodes" if table.own else "own"
    records: list[dict[str, str | Cell]] = []
    for index, row in enumerate(table.rows):
        place: dict[str, str | Cell] = {
            "code": row.name,
            "code_id": row.id,
            "parent": names.get(row.parent, ""),
            "parent_id": row.parent,
            "path": PATH_SEPARATOR.join(row.path),
            "depth": row.depth,
            "row_kind": "code",
        }
        records += _records(table, place, scope, table.cells[index])
        if table.own:
            records += _records(table, place, "own", table.own[index])
    top: dict[str, str | Cell] = {
        "code": ANY_CODE,
        "code_id": "",
        "parent": "",
        "parent_id": "",
        "path": "",
        "depth": 0,
        "row_kind": "total",
    }
    return records + _records(table, top, "with subcodes", table.totals)


def _records(
    table: Table, place: dict[str, str | Cell], scope: str, values: tuple[Cell, ...]
) -> list[dict[str, str | Cell]]:
    """The records of one row of values."""
    everyone = " + ".join(table.whose)
    return [
        {
            **place,
            "scope": scope,
            "by": table.by,
            "column": column.label,
            "column_key": column.key,
            "column_kind": "total" if column.total else "part",
            "measure": table.measure,
            "value": value,
            "value_kind": table.value,
            "unit": table.unit,
            "words": denominator(column, "words"),
            "coders": everyone if column.total or table.by != "coder" else column.label,
            "turns": table.turns,
        }
        for column, value in zip(table.columns, values, strict=True)
    ]
