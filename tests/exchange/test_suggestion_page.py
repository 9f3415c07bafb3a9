import xml.etree.ElementTree as ET

import pytest

from coder.analysis.calibration import calibrate
from coder.analysis.suggestion_cases import Decision, Deed, make_cases
from coder.analysis.suggestion_quality import judge
from coder.errors import InputError
from coder.exchange.calibration_plot import plot
from coder.exchange.csv import write_rows
from coder.exchange.suggestion_page import (
    Page,
    html_page,
    record_sheet,
    write_html,
    write_markdown,
)
from coder.model import Exposure, SuggestionEvent

ME, TALK, VERSION, CODE = "a" * 32, "d" * 32, "e" * 32, "1" * 32
NASTY = "<script>alert('&')</script> | *x* [y](z)"


def page(name=NASTY):
    events = [
        SuggestionEvent(
            10, ME, TALK, VERSION, n * 10, n * 10 + 9, exposure, CODE, 0.75, "middle", 1, "e"
        )
        for n, exposure in enumerate([Exposure.SHOWN] * 5 + [Exposure.BLIND] * 3)
    ]
    decisions = [
        Decision(Deed.GAVE, ME, TALK, VERSION, n * 10, n * 10 + 9, CODE, 20) for n in (0, 1, 2, 5)
    ]
    report = judge(make_cases(events, decisions, {(ME, TALK)}), [CODE], None)
    return Page(name, name, report, {CODE: name}, f"Told of {name}.")


def test_the_page_is_whole_escaped_and_without_scripts():
    html = html_page(page())
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    root = ET.fromstring(html.replace("<!DOCTYPE html>", ""))
    assert root.find("head/title").text == f"Suggestions in {NASTY}"
    cells = [cell.text for cell in root.iterfind("body/div/table/tbody/tr[1]/td")]
    assert cells == ["all codes", "60 %", "33 %", "100 %", "-", "100 %", "0.250"]
    assert not [one for one in root.iter() if {"src", "href"} & one.attrib.keys()]


def test_the_plot_puts_every_bin_where_it_belongs():
    found = calibrate([(0.25, False)] * 3 + [(0.25, True)] + [(0.95, True)] * 5)
    picture = ET.fromstring(plot([("all", found), ("blind", found)]))
    space = "{http://www.w3.org/2000/svg}"
    circles = [
        (float(one.get("cx")), float(one.get("cy"))) for one in picture.iter(f"{space}circle")
    ]
    (x, y), (other_x, other_y) = circles
    assert x - 52 == pytest.approx(320 * 0.25)
    assert y - 12 == pytest.approx(320 * 0.75)
    assert (other_x - 52, other_y - 12) == (pytest.approx(320 * 0.95), pytest.approx(0))
    assert len(list(picture.iter(f"{space}g"))) == 4


def test_markdown_holds_one_row_a_code_whatever_its_name(tmp_path):
    write_markdown(tmp_path / "a.md", page())
    text = (tmp_path / "a.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")][:4]
    assert all(row.replace("\\|", "").count("|") == 8 for row in rows)
    assert "<script" not in text.replace("\\<script", "")
    assert "60 % (3 of 5, 23-88 %)" in text


def test_files_are_written_once_and_records_fit_a_table(tmp_path):
    write_html(tmp_path / "a.html", page("plain"))
    write_markdown(tmp_path / "a.md", page("plain"))
    with pytest.raises(InputError):
        write_html(tmp_path / "a.html", page("plain"))
    write_rows(tmp_path / "a.csv", record_sheet(page("plain")))
    lines = (tmp_path / "a.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("code,code_id,row_kind,measure,value,low,high")
    assert lines[1].startswith("all codes,,total,acceptance,0.6,")
