"""Tables of figures as flat sheets, for CSV, JSON and the data sheet of a workbook."""

from __future__ import annotations

from coder.analysis.table import ANY_CODE, PATH_SEPARATOR, Cell, Table, distinct_names, tidy
from coder.exchange.sheet import Field, Kind, Scalar, Sheet

_TIDY_FIELDS = (
    Field("code", width=28),
    Field("code_id", width=34),
    Field("parent", width=24),
    Field("parent_id", width=34),
    Field("path", width=40),
    Field("depth", Kind.NUMBER, 8),
    Field("row_kind", width=10),
    Field("scope", width=14),
    Field("by", width=14),
    Field("column", width=24),
    Field("column_key", width=34),
    Field("column_kind", width=13),
    Field("measure", width=12),
    Field("value", Kind.NUMBER, 12),
    Field("value_kind", width=16),
    Field("unit", width=26),
    Field("words", Kind.NUMBER, 10),
    Field("coders", width=24),
    Field("turns", width=18),
)


def tidy_sheet(*tables: Table) -> Sheet:
    """One record per cell of all tables; the fields are those of `coder.analysis.table.tidy`."""
    rows = [record for table in tables for record in tidy(table)]
    about = tuple(line for table in tables for line in (table.counted, *table.notes))
    return Sheet("tidy data", _TIDY_FIELDS, rows, tuple(dict.fromkeys(about)))


def wide_sheet(table: Table) -> Sheet:
    """One record per code with a field per column, as on screen; the last is any code.

    Fields are `code`, `path`, then the column labels, then `own` (the total without subcodes)
    where the table tells the two apart. Equal names get a number.
    """
    labels = ["code", "path", *(column.label for column in table.columns)]
    labels += ["own"] if table.own else []
    names = distinct_names(labels)
    kinds = [Kind.TEXT, Kind.TEXT, *[Kind.NUMBER] * (len(names) - 2)]
    rows: list[dict[str, Scalar]] = []
    for index, row in enumerate(table.rows):
        values: tuple[Cell, ...] = table.cells[index]
        values += (table.own[index][-1],) if table.own else ()
        rows.append(
            dict(zip(names, (row.name, PATH_SEPARATOR.join(row.path), *values), strict=True))
        )
    rows.append(dict(zip(names, (ANY_CODE, "", *table.totals), strict=False)))
    fields = tuple(Field(name, kind) for name, kind in zip(names, kinds, strict=True))
    return Sheet("table", fields, rows, (table.counted, *table.notes))
