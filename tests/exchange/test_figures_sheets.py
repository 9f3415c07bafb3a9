"""Tables of figures as flat sheets."""

from coder.analysis.table import Column, Row, Table
from coder.exchange.figures import tidy_sheet, wide_sheet

TABLE = Table(
    title="Codings per code by speaker",
    counted="3 codings by Anna.",
    by="speaker",
    measure="codings",
    value="count",
    unit="codings",
    rows=(Row("w", "Werk", 0, ("Werk",)), Row("d", "Druk", 1, ("Werk", "Druk"), "w")),
    columns=(
        Column("code", "code", (("words", 10),)),
        Column("R", "R", (("words", 20),)),
        Column("total", "Total", (("words", 30),), total=True),
    ),
    cells=((1, 2, 3), (0, 1, 1)),
    totals=(1, 2, 3),
    own=((1, 1, 2), (0, 1, 1)),
    whose=("Anna", "Bas"),
)


def test_wide_has_a_row_per_code_and_distinct_headings():
    sheet = wide_sheet(TABLE)
    assert [field.name for field in sheet.fields] == [
        "code",
        "path",
        "code (2)",
        "R",
        "Total",
        "own",
    ]
    assert [list(row.values()) for row in sheet.rows] == [
        ["Werk", "Werk", 1, 2, 3, 2],
        ["Druk", "Werk > Druk", 0, 1, 1, 1],
        ["Any code", "", 1, 2, 3],
    ]


def test_tidy_declares_every_field_of_its_records():
    sheet = tidy_sheet(TABLE, TABLE)
    names = [field.name for field in sheet.fields]
    assert all(list(row) == names for row in sheet.rows)
    assert len(sheet.rows) == 2 * 5 * 3
    assert sheet.about == ("3 codings by Anna.",)


def test_a_tidy_record():
    record = tidy_sheet(TABLE).rows[6 + 1]
    assert record == {
        "code": "Druk",
        "code_id": "d",
        "parent": "Werk",
        "parent_id": "w",
        "path": "Werk > Druk",
        "depth": 1,
        "row_kind": "code",
        "scope": "with subcodes",
        "by": "speaker",
        "column": "R",
        "column_key": "R",
        "column_kind": "part",
        "measure": "codings",
        "value": 1,
        "value_kind": "count",
        "unit": "codings",
        "words": 20,
        "coders": "Anna + Bas",
        "turns": "all",
    }
