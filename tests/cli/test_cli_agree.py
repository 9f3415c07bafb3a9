"""coder agree: tables in a pipe, files for a paper, JSON, and what it says of itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from several_coders import first_project, person

from coder.analysis.agreement import asking
from coder.cli import agreeing
from coder.identity import canonical_json
from coder.oplog.operation import Draft
from coder.project.project import open_project


@pytest.fixture
def first(place: Path) -> Path:
    """A project of several coders in the current folder."""
    path = place / "eerste.coder"
    first_project(path)
    return path


def test_the_table_and_what_is_said_about_it(cli: Any, first: Path) -> None:
    result = cli("agree", "--confusion")
    assert result.status == 0
    assert result.out.splitlines()[0].split("\t") == [
        "code", "Anna", "Bas", "both", "only Anna", "only Bas",
        "percent", "positive", "kappa", "AC1", "alpha",
    ]  # fmt: skip
    rows = {row[0]: row for row in result.rows[:5]}
    assert rows["geld"][1:9] == ["5", "4", "4", "1", "0", ".97", ".89", ".87"]
    assert rows["middelen"][8].startswith("– (")
    assert "Anna \\ Bas\tgeld\ttijd\t(no other)" in result.out
    assert "Left out, done by Carla only: t6." in result.err
    assert "Krippendorff's alpha, nominal (2019)" in result.err
    assert "(1) nobody gave it" in result.err


def test_json_holds_all_of_it(cli: Any, first: Path) -> None:
    record = cli("agree", "--unit", "spans", "--json", "--confusion").json
    assert {"title", "methods", "left_out", "coders", "documents", "figures", "confusion"} <= set(
        record
    )
    (alpha,) = [
        one
        for one in record["figures"]
        if (one["code"], one["measure"], one["row_kind"]) == ("geld", "u-alpha", "code")
    ]
    assert 0 < alpha["value"] < 1
    assert record["documents"][0]["characters"] == 63
    assert {"code": "geld", "other": "tijd", "count": 11} in record["confusion"]


def test_measures_codes_and_coders_can_be_chosen(cli: Any, first: Path) -> None:
    result = cli("agree", "--measure", "scott", "--measure", "fleiss", "--code", "geld")
    assert result.out.splitlines()[0].split("\t")[-2:] == ["pi", "Fleiss"]
    assert [row[0] for row in result.rows] == ["geld", "any code", "all codes together"]
    everything = cli("agree", "--measure", "all", "--document", "t1", "--document", "t2")
    assert "alpha sets" in everything.out
    assert "2 transcripts" in everything.err
    assert "not in the table" not in everything.err


@pytest.mark.parametrize(
    ("measure", "options", "what"),
    [
        ("u-alpha", [], "free spans (--unit spans)"),
        ("ku-alpha", ["--unit", "spans"], "an exclusive group"),
        ("alpha-sets", ["--unit", "spans"], "units, not for free spans"),
    ],
)
def test_a_measure_that_no_row_has_says_so(
    cli: Any, first: Path, measure: str, options: list[str], what: str
) -> None:
    result = cli("agree", "--measure", measure, *options)
    assert result.status == 0
    assert "is not in the table: it is for" in result.err
    assert what in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--measure", "gamma"],
        ["--coder", "Anna"],
        ["--coder", "niemand"],
        ["--coder", "Anna", "--coder", "Carla"],
        ["--to", "tabel.doc"],
        ["--help-measure", "gamma"],
        ["--bootstrap", "-1"],
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(cli: Any, first: Path, arguments: Any) -> None:
    result = cli("agree", *arguments)
    assert result.status == 2
    assert "Error" in result.err


def test_a_measure_explains_itself(cli: Any, place: Path) -> None:
    result = cli("agree", "--help-measure", "ac1")
    assert result.status == 0
    assert all(word in result.out for word in ("Gwet", "Formula:", "Use:", "Source:"))
    assert cli("agree", "--help-measure", "all").out.count("Formula:") == 14


def test_csv_has_its_methods_beside_it(cli: Any, first: Path, place: Path) -> None:
    result = cli("agree", "--to", "tabel.csv", "--bootstrap", "50")
    assert result.status == 0
    heading = (place / "tabel.csv").read_text("utf-8-sig").splitlines()[0]
    assert "alpha,alpha low,alpha high" in heading
    text = (place / "tabel.methods.txt").read_text("utf-8")
    assert "50 bootstrap draws of transcripts, seed 1" in text
    assert "done by Carla only: t6" in text
    assert "kappa, alpha of middelen: all gave one and the same value" in text
    assert cli("agree", "--to", "tabel.csv").status == 2
    (place / "tabel.csv").unlink()
    assert cli("agree", "--to", "tabel.csv").status == 2  # the methods are still there
    assert not (place / "tabel.csv").exists()
    assert cli("agree", "--to", "tabel.csv", "--overwrite").status == 0


def test_a_file_and_json_at_once(cli: Any, first: Path, place: Path) -> None:
    result = cli("agree", "--to", "a.csv", "--json")
    assert (place / "a.csv").is_file()
    assert result.json["title"] == "Agreement of Anna and Bas"
    assert cli("agree", "--to", "b.csv").out == ""


def test_no_table_is_written_where_its_methods_cannot_be(cli: Any, first: Path) -> None:
    (first.parent / "tabel.methods.txt").mkdir()
    result = cli("agree", "--to", "tabel.csv", "--overwrite")
    assert result.status == 2
    assert "tabel.methods.txt is a folder" in result.err
    assert not (first.parent / "tabel.csv").exists()


def test_the_command_offers_every_unit() -> None:
    assert agreeing.UNITS == asking.UNITS


def test_excel_markdown_and_json(cli: Any, first: Path, place: Path) -> None:
    for name in ("tabel.xlsx", "tabel.md", "tabel.json"):
        assert cli("agree", "--to", name, "--confusion").status == 0
    book = openpyxl.load_workbook(place / "tabel.xlsx")
    assert book.sheetnames == ["agreement", "tidy data", "codes x codes", "about"]
    assert book["agreement"]["A3"].value == "geld"
    assert book["agreement"]["B3"].value == 5
    text = (place / "tabel.md").read_text("utf-8")
    assert text.startswith("# Agreement of Anna and Bas\n")
    assert "| geld | 5 | 4 | 4 | 1 | 0 | .97 |" in text.replace("\u2003", "")
    assert "Computed by coder" in text
    every = json.loads((place / "tabel.json").read_text("utf-8"))
    assert {one["row_kind"] for one in every} >= {"code", "any", "all", "code pair"}


def test_done_by_the_command_line_is_what_counts(cli: Any, first: Path) -> None:
    assert cli("transcripts", "done", "nergens").status == 2
    assert "done with 2 transcripts" in cli("transcripts", "done", "t1", "t6").err
    assert "Carla" in cli("agree", "--document", "t6").out
    assert "done with 1 transcript." in cli("transcripts", "done", "--not", "t6").err
    assert cli("agree", "--document", "t6").status == 2
    assert cli("undo").status == cli("undo").status == 0  # both marks were one act
    assert cli("agree", "--document", "t6").status == 2
    assert cli("undo").status == 1


def test_nobody_done_says_what_to_do(cli: Any, project: Path) -> None:
    result = cli("agree")
    assert result.status == 2
    assert "--assume-done" in result.err


def test_rounds_are_frozen_listed_and_computed_again(cli: Any, first: Path) -> None:
    assert cli("agree", "rounds").status == 1
    frozen = cli("agree", "freeze", "ronde 1", "--unit", "turn")
    assert frozen.status == 0
    assert "ronde 1: frozen" in frozen.err
    assert "Left out, done by Carla only: t6." in frozen.err
    assert cli("agree", "freeze", "ronde 1").status == 2
    (row,) = cli("agree", "rounds").rows
    assert row[0] == "ronde 1"
    assert row[3:6] == ["2", "5", "turn"]
    (record,) = cli("agree", "rounds", "--json").json
    assert record["settings"]["unit"] == "turn"
    assert record["figures"]
    again = cli("agree", "recompute", "ronde")
    assert again.status == 0
    assert "from the same operations" in again.err
    assert again.out.startswith("code\tAnna\tBas")
    assert cli("agree", "recompute", "ronde 1", "--json").json["same"] is True
    assert cli("agree", "recompute", "geen").status == 2


def test_a_changed_round_is_told_with_the_figures(cli: Any, first: Path) -> None:
    cli("agree", "freeze", "ronde 1")
    with open_project(first, person("Anna")) as project:
        (row,) = [one for one in project.store.operations() if one.entity == "round"]
        figures = json.loads(row.value["figures"])
        figures[0][1] = [0.125]
        draft = Draft("round", row.eid, "figures", canonical_json(figures))
        project.store.write("change", [draft])
    result = cli("agree", "recompute", "ronde 1")
    assert result.status == 1
    assert "0.125 then" in result.err
    record = cli("agree", "recompute", "ronde 1", "--json").json
    assert (record["same"], record["whole"], len(record["differences"])) == (False, True, 1)


def test_options_before_a_subcommand_are_not_lost_in_silence(cli: Any, first: Path) -> None:
    result = cli("agree", "--unit", "turn", "freeze", "ronde 1")
    assert result.status == 2
    assert "behind" in result.err
    assert cli("agree", "--project", first, "freeze", "ronde 1").status == 0
