"""What coder writes and mends: exports, backups, rebuilding, purging, the demo."""

import csv
import io
import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

SECRET = "twee uur per week"


@pytest.fixture
def coded(cli, project):
    """The project with a coding by hand."""
    cli("code", "d02", "--quote", SECRET, "capaciteit")
    return project


def test_exports_in_each_format(cli, coded):
    for end in ("xlsx", "csv", "json"):
        assert cli("export", "codings", "-o", f"c.{end}").status == 0
        assert cli("export", "frequencies", "--by", "group", "-o", f"f.{end.upper()}").status == 0
    assert json.loads(Path("c.json").read_text("utf-8"))[0]["quote"] == SECRET
    assert Path("c.xlsx").read_bytes()[:2] == b"PK"
    rows = list(csv.DictReader(io.StringIO(Path("c.csv").read_text("utf-8"))))
    assert rows[0]["code"] == "capaciteit" and rows[0]["quote"] == SECRET


def test_the_exports_folder_is_made_beside_the_project(cli, coded):
    Path("onder").mkdir()
    os.chdir("onder")
    assert cli("export", "codings").status == 0
    assert (coded.parent / "exports" / "codings.xlsx").is_file()
    os.chdir("..")
    shutil.rmtree("exports")
    assert cli("export", "codings", "-o", "exports/c.csv").status == 0
    assert cli("export", "codings", "-o", "nergens/c.csv").status == 2
    assert not Path("nergens").exists()


def test_exports_write_over_nothing_unless_asked(cli, coded):
    for verb in (["export", "codings", "-o", "x.csv"], ["export", "codebook", "x.yaml"]):
        assert cli(*verb).status == 0
        before = Path(verb[-1]).read_bytes()
        Path(verb[-1]).write_bytes(b"# mine\n" + before)
        again = cli(*verb)
        assert again.status == 2 and "--overwrite" in again.err
        assert Path(verb[-1]).read_bytes().startswith(b"# mine")
        assert cli(*verb, "--overwrite").status == 0


def test_csv_for_dutch_excel_by_option_and_by_setting(cli, coded, tmp_path):
    cli("export", "codings", "-o", "a.csv", "--separator", ";", "--bom")
    (tmp_path / "config" / "settings.yaml").write_text('csv_separator: ";"\ncsv_bom: true\n')
    cli("export", "codings", "-o", "b.csv")
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()
    assert Path("a.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument;")
    cli("export", "codings", "-o", "t.csv", "--separator", "tab")
    assert "document\tcode" in Path("t.csv").read_text("utf-8-sig")
    for separator in ("", "a", '"', ";;", "\n"):
        assert cli("export", "codings", "-o", "c.csv", "--separator", separator).status == 2
    assert not Path("c.csv").exists()


@pytest.mark.parametrize("name", ["x.txt", "x", "map/", "."])
def test_exports_need_a_format(cli, coded, name):
    assert cli("export", "frequencies", "-o", name).status == 2


def test_codebook_export_keeps_comments_and_comes_back_unchanged(cli, coded):
    assert cli("export", "codebook", "boek.yaml", "--overwrite").status == 0
    assert "# kept in an export" in Path("boek.yaml").read_text("utf-8")
    assert cli("export", "codebook", "nieuw.yaml").status == 0
    assert cli("codebook", "check", "nieuw.yaml").status == 0
    assert "0 codes added, 0 changed, 4 as" in cli("codebook", "import", "nieuw.yaml").err
    assert cli("export", "codebook", "z.yaml", "--name", "nergens").status == 2
    cli("init", "leeg")
    assert cli("export", "codebook", "z.yaml", "-p", "leeg.coder").status == 2


def test_doctor_tells_versions_language_and_health(cli, coded):
    report = cli("doctor", "--json").json
    assert set(report) == {"versions", "config", "language", "model", "project"}
    assert report["project"]["faults"] == [] and report["language"]["language"] == "nl"
    lines = dict(line.split("\t") for line in cli("doctor").out.splitlines())
    assert lines["health"] == "no faults" and lines["config"] == os.environ["CODER_CONFIG"]


def test_doctor_checks_the_file_where_the_pipeline_is_missing(cli, coded):
    settings = Path(os.environ["CODER_CONFIG"]) / "settings.yaml"
    settings.write_text("pipeline: nl_not_there\n", "utf-8")
    result = cli("doctor", "--json")
    assert result.status == 2
    report = result.json
    assert "nl_not_there" in report["language"]["faults"][0]
    assert report["project"]["faults"] == [] and report["project"]["operations"] > 0
    result = cli("doctor")
    assert result.status == 2 and "Traceback" not in result.err
    lines = dict(line.split("\t") for line in result.out.splitlines())
    assert lines["health"] == "no faults" and lines["language"].startswith("FAULT: ")
    assert "nl_not_there" in lines["language"]


def test_doctor_without_a_project(cli, place):
    assert cli("doctor", "--json").json["project"] is None
    assert cli("doctor", "--rebuild").status == 2


def test_doctor_does_not_hide_that_there_are_two_projects(cli, coded):
    shutil.copy(coded, "ander.coder")
    result = cli("doctor")
    assert result.status == 2 and "several projects" in result.err
    assert cli("doctor", "-p", "ander.coder").status == 0


def test_doctor_backs_up_and_rebuilds(cli, coded):
    before = cli("codings", "--json").json
    result = cli("doctor", "--rebuild", "--json")
    assert result.status == 0
    done = result.json["project"]["done"]
    assert "backup written" in done[0] and "as they should be" in done[1]
    assert cli("doctor", "--backup", "--json").json["project"]["backups"] == 2
    assert cli("codings", "--json").json == before


def test_doctor_finds_and_mends_tables_that_were_changed(cli, coded):
    before = cli("codings", "--json").json
    with sqlite3.connect(coded) as other:
        other.execute("UPDATE coding_row SET quote = 'iets anders'")
    other.close()
    result = cli("doctor")
    assert result.status == 2 and "FAULT" in result.out and "--rebuild" in result.out
    mended = cli("doctor", "--rebuild", "--json")
    assert mended.status == 0 and "differed" in mended.json["project"]["done"][1]
    assert cli("codings", "--json").json == before


@pytest.mark.parametrize("verb", [["doctor"], ["status"], ["codings"], ["transcripts"], ["undo"]])
@pytest.mark.parametrize("damage", ["text", "empty", "head", "middle", "short"])
def test_damaged_files_give_a_message(cli, coded, verb, damage):
    data = bytearray(coded.read_bytes())
    match damage:
        case "text":
            data = bytearray(b"Interviewer: dit is een transcript\n" * 300)
        case "empty":
            data = bytearray()
        case "head":
            data[:100] = bytes(100)
        case "middle":
            data[4096:20480] = b"\xff" * 16384
        case "short":
            del data[len(data) // 3 :]
    coded.write_bytes(data)
    result = cli(*verb)
    assert result.status in (0, 2)
    if verb == ["doctor"]:
        assert result.status == 2


def test_purge_asks_twice(cli, coded):
    for answers in ("", "d01\n", "d02\n", "d02\nn\n", "\n\n\n"):
        assert cli("purge", "d02", stdin=answers).status == 2
    for options in (["--confirm", "d01", "--yes"], ["--confirm", "d02"], ["--yes"]):
        assert cli("purge", "d02", *options).status == 2
    assert len(cli("transcripts", "--json").json) == 3
    assert cli("purge", "d02", stdin="d02\ny\n").status == 0
    assert [row["name"] for row in cli("transcripts", "--json").json] == ["d01", "d03"]


def test_purge_leaves_nothing_and_says_what_it_cannot_reach(cli, coded):
    cli("export", "codings", "-o", "exports/codings.csv")
    cli("doctor", "--backup")
    text = Path("boek.yaml").read_text("utf-8")
    example = "Eén ambtenaar, twee uur per week."
    quoting = text.replace("    terms: [capaciteit]", f'    examples: ["{example}"]')
    Path("boek.yaml").write_text(quoting, "utf-8")
    cli("codebook", "import", "boek.yaml")
    result = cli("purge", "d02", "--confirm", "d02", "--yes")
    assert result.status == 0, result.err
    assert "codings.csv" in result.err and "capaciteit" in result.err
    assert cli("search", "ambtenaar", "--json").json[0]["document"] == "d01"
    assert list(coded.parent.glob("*.backups/*")) == []
    while cli("undo").status == 0:
        pass
    assert SECRET.encode() not in coded.read_bytes().replace(example.encode(), b"")
    assert cli("doctor").status == 0


def test_demo_is_idempotent_and_gives_way_to_ones_own_project(cli, place):
    first = cli("demo")
    assert first.status == 0, first.err
    log = cli("log", "--json").json
    assert cli("status", "--json").json["codings"] > 0
    assert {path.name for path in Path("exports").iterdir()} == {
        "demo-frequencies.xlsx", "demo-frequencies.csv", "demo-codings.xlsx",
    }  # fmt: skip
    assert cli("demo", ".").status == 0
    assert cli("log", "--json").json == log
    cli("init", "eigen")
    assert cli("status", "--json").json["project"].endswith("eigen.coder")
    assert cli("demo", "nergens").status == 2
