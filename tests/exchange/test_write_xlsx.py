"""Excel workbooks read back with another library."""

import datetime
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.analysis.table import Column, Row, Table
from coder.errors import InputError
from coder.exchange import workbook
from coder.exchange.codings import codings_sheet
from coder.exchange.sheet import Field, Kind, Sheet
from coder.exchange.workbook import CUT, cell_text
from coder.exchange.xlsx import write_frequencies, write_rows

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

HOSTILE = [
    "=1+1",
    "+31612345678",
    "-2",
    "@SUM(A1)",
    "http://kwaad.example",
    "mailto:a@b.example",
    "internal:report!A1",
    "{=1+1}",
    "007",
    "1e5",
    "true",
    "#N/A",
    "<r><t>opmaak</t></r>",
    "<b>&amp;</b>",
    " ruimte ",
    "regel\ntwee",
]


def table(name="Werk", label="gesprek 1", **changes):
    facts = {
        "title": "Codings per code by document",
        "counted": "5 codings by Anna in 2 documents with 100 words.",
        "by": "document",
        "measure": "codings",
        "value": "count",
        "unit": "codings",
        "rows": (
            Row("w", name, 0, (name,)),
            Row("d", "Werkdruk", 1, (name, "Werkdruk"), "w"),
            Row("t", "Thuis", 0, ("Thuis",)),
        ),
        "columns": (
            Column("1", label, (("words", 60), ("documents", 1))),
            Column("2", "gesprek 2", (("words", 40), ("documents", 1))),
            Column("total", "Total", (("words", 100), ("documents", 2)), total=True),
        ),
        "cells": ((3, 2, 5), (1, 0, 1), (0, 0, 0)),
        "totals": (3, 2, 5),
        "own": ((2, 2, 4), (1, 0, 1), (0, 0, 0)),
        "whose": ("Anna",),
        "notes": ("Codings of the consensus are left out.",),
    }
    return Table(**(facts | changes))


def written(tmp_path, *args, writer=write_frequencies, **options):
    writer(tmp_path / "x.xlsx", *args, overwrite=True, **options)
    return openpyxl.load_workbook(tmp_path / "x.xlsx", rich_text=True)


def values(worksheet):
    return [list(row) for row in worksheet.iter_rows(values_only=True)]


def flat(*texts):
    return Sheet("proef", (Field("tekst"), Field("n", Kind.NUMBER)), [{"tekst": t} for t in texts])


def test_three_sheets(tmp_path):
    assert written(tmp_path, table()).sheetnames == ["report", "outline", "tidy data"]


def test_the_report_says_what_was_counted_and_ends_in_totals_and_sizes(tmp_path):
    report = written(tmp_path, table())["report"]
    heading = ["Code (codings)", "gesprek 1", "gesprek 2", "Total", "Own, without subcodes"]
    assert values(report) == [
        ["Codings per code by document", None, None, None, None],
        ["5 codings by Anna in 2 documents with 100 words.", None, None, None, None],
        ["Codings of the consensus are left out.", None, None, None, None],
        [None] * 5,
        heading,
        ["Werk", 3, 2, 5, 4],
        ["Werkdruk", 1, 0, 1, 1],
        ["Thuis", 0, 0, 0, 0],
        ["Any code", 3, 2, 5, None],
        ["Words in all", 60, 40, 100, None],
        ["Documents in all", 1, 1, 2, None],
    ]
    assert report.freeze_panes == "B6"
    assert [report.cell(row, 1).alignment.indent for row in (6, 7, 8)] == [0, 1, 0]


def test_the_report_has_bars_from_zero_and_prints_on_one_page_width(tmp_path):
    report = written(tmp_path, table())["report"]
    bars = {str(r.sqref): r.rules[0].dataBar for r in report.conditional_formatting}
    assert set(bars) == {"B6:C8", "D6:D8"}
    assert {(bar.cfvo[0].type, float(bar.cfvo[0].val)) for bar in bars.values()} == {("num", 0.0)}
    assert report.print_title_rows == "$5:$5"
    assert (report.page_setup.orientation, report.page_setup.paperSize) == ("landscape", 9)
    assert report.sheet_properties.pageSetUpPr.fitToPage
    assert (report.page_setup.fitToWidth or 1, report.page_setup.fitToHeight) == (1, 0)


def test_the_outline_folds_at_parent_codes(tmp_path):
    outline = written(tmp_path, table())["outline"]
    assert [outline.row_dimensions[row].outlineLevel for row in range(2, 6)] == [0, 1, 0, 0]
    assert outline.sheet_properties.outlinePr.summaryBelow is False
    assert [row[0] for row in values(outline)] == [
        "Code (codings)",
        "Werk",
        "Werkdruk",
        "Thuis",
        "Any code",
    ]


def test_the_data_sheet_has_typed_cells_and_a_filter(tmp_path):
    data = written(tmp_path, table(), more=[table(measure="words")])["tidy data"]
    heading, *rows = values(data)
    records = [dict(zip(heading, row, strict=True)) for row in rows]
    assert len(records) == 2 * 7 * 3
    assert data.auto_filter.ref == f"A1:S{len(records) + 1}"
    assert data.freeze_panes == "B2"
    assert {type(record["value"]) for record in records} == {int}
    assert {record["measure"] for record in records} == {"codings", "words"}
    assert records[0]["coders"] == "Anna"


def test_decimals_and_missing_figures(tmp_path):
    rate = table(
        value="per-1000-words",
        unit="codings per 1,000 words",
        cells=((50.0, 12.5, 30.25), (None, None, None), (0.0, 0.0, 0.0)),
    )
    report = written(tmp_path, rate)["report"]
    assert [report.cell(6, column).value for column in (2, 3, 4)] == [50, 12.5, 30.25]
    assert report.cell(6, 3).number_format == "0.00"
    assert [report.cell(7, column).value for column in (2, 3, 4)] == [None] * 3


def test_a_table_without_codes(tmp_path):
    empty = table(rows=(), cells=(), own=(), totals=(0, 0, 0))
    assert values(written(tmp_path, empty)["outline"])[1] == ["Any code", 0, 0, 0]


def test_a_very_deep_codebook_opens(tmp_path):
    rows = tuple(Row(str(n), f"c{n}", n, ("x",), str(n - 1) if n else "") for n in range(40))
    cells = tuple((1, 1, 2) for _ in rows)
    outline = written(tmp_path, table(rows=rows, cells=cells, own=()))["outline"]
    assert outline.row_dimensions[41].outlineLevel == 7


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(tmp_path, text):
    book = written(tmp_path, table(name=text, label=text, counted=text))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert str(book["outline"]["A2"].value).rstrip() == text.rstrip()
    assert str(book["outline"]["B1"].value).rstrip() == text.rstrip()
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)
        assert not any("rels" in n for n in archive.namelist() if "worksheets" in n)


def test_flat_sheets_keep_types(tmp_path):
    fields = (Field("t"), Field("n", Kind.NUMBER), Field("f", Kind.FLAG), Field("d", Kind.MOMENT))
    rows = [
        {"t": "12", "n": 12, "f": True, "d": "2026-01-31T10:20:30Z"},
        {"t": None, "n": 0.5, "f": False, "d": "1850-01-01T00:00:00Z"},
        {"t": "", "n": None, "f": None, "d": "gisteren"},
    ]
    sheet = written(tmp_path, Sheet("proef", fields, rows), writer=write_rows)["proef"]
    assert values(sheet)[1:] == [
        ["12", 12, True, datetime.datetime(2026, 1, 31, 10, 20, 30)],
        [None, 0.5, False, "1850-01-01T00:00:00Z"],
        [None, None, None, "gisteren"],
    ]


def test_a_moment_is_written_in_utc(tmp_path):
    rows = [{"d": "2026-01-31T01:00:00+02:00"}]
    sheet = written(tmp_path, Sheet("x", (Field("d", Kind.MOMENT),), rows), writer=write_rows)["x"]
    assert sheet["A2"].value == datetime.datetime(2026, 1, 30, 23, 0)


def test_codings_workbook(tmp_path):
    row = {"document": "gesprek 1", "code": "Werk", "quote": "=druk", "start": 3, "end": 8}
    book = written(tmp_path, codings_sheet([row], ["Codings of Anna."]), writer=write_rows)
    assert book.sheetnames == ["codings", "about"]
    heading, values_ = values(book["codings"])
    assert heading[:12] == [
        *("document", "code", "path", "speaker", "role", "time", "start", "end"),
        *("quote", "coder", "origin", "created"),
    ]
    record = dict(zip(heading, values_, strict=True))
    assert (record["quote"], record["start"], record["end"]) == ("=druk", 3, 8)
    assert book["about"]["A1"].value == "Codings of Anna."


def test_sheet_names_are_made_fit(tmp_path):
    sheet = Sheet("'a/b:c[d]" + "e" * 40, (Field("t"),), [])
    (name,) = written(tmp_path, sheet, writer=write_rows).sheetnames
    assert name == "a-b-c-d-" + "e" * 23


def test_control_characters_are_replaced(tmp_path):
    sheet = written(tmp_path, flat("a\x00\x1b[31mb\x7f\ufffe\ud800c\r\nd\te"), writer=write_rows)
    assert sheet["proef"]["A2"].value == "a��[31mb���c\nd\te"


@pytest.mark.parametrize("text", ["x" * 32_767, "😀" * 16_383, "=" * 32_767])
def test_a_full_cell_is_whole(tmp_path, text):
    assert write_rows(tmp_path / "x.xlsx", flat(text)) == ()
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book["proef"]["A2"].value == text


@pytest.mark.parametrize("text", ["x" * 32_768, "x" + "😀" * 20_000])
def test_a_longer_text_is_cut_and_it_is_said(tmp_path, text):
    (told,) = write_rows(tmp_path / "x.xlsx", flat(text, "kort"))
    assert told.startswith("1 cell was cut to the 32,767 characters")
    found = openpyxl.load_workbook(tmp_path / "x.xlsx")["proef"]["A2"].value
    assert found.endswith(CUT)
    assert text.startswith(found.removesuffix(CUT))
    assert 32_760 < len(found.encode("utf-16-le")) / 2 <= 32_767


def test_too_many_rows_are_refused_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    with pytest.raises(InputError, match="would have 4 rows") as caught:
        write_rows(tmp_path / "x.xlsx", flat("a", "b", "c"))
    assert "CSV or JSON" in caught.value.remedy
    assert not list(tmp_path.iterdir())


def test_too_many_columns_are_refused(tmp_path):
    columns = tuple(Column(str(n), str(n)) for n in range(16_384))
    wide = table(rows=(), cells=(), own=(), columns=columns, totals=(0,) * 16_384)
    with pytest.raises(InputError, match="16,385 columns"):
        write_frequencies(tmp_path / "x.xlsx", wide)
    assert not list(tmp_path.iterdir())


def test_an_existing_workbook_is_kept_unless_asked(tmp_path):
    (tmp_path / "x.xlsx").write_text("oud")
    with pytest.raises(InputError, match="exists already"):
        write_frequencies(tmp_path / "x.xlsx", table())
    assert (tmp_path / "x.xlsx").read_text() == "oud"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=20))
def test_any_text_makes_a_workbook_that_opens(tmp_path, texts):
    sheet = written(tmp_path, flat(*texts), writer=write_rows)["proef"]
    found = [sheet.cell(row, 1).value for row in range(2, len(texts) + 2)]
    assert found == [cell_text(text) for text in texts]
