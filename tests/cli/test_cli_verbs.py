"""Each verb by itself: what it prints, its JSON, its exit codes."""

from pathlib import Path

import pytest

TRANSCRIPT_FIELDS = {
    "name", "words", "turns", "speakers", "roles", "codings", "attributes", "warnings", "format",
    "encoding", "origin", "id",
}  # fmt: skip
CODING_FIELDS = {
    "document", "code", "path", "speaker", "role", "time", "start", "end", "quote", "coder",
    "origin", "created", "weight", "important", "memos", "coding_id", "code_id", "document_id",
}  # fmt: skip


def code_one(cli):
    result = cli("code", "d01", "--quote", "weer een nieuwe ambtenaar", "doorstroom")
    assert result.status == 0, result.err
    return result.out.strip()


def test_init_makes_one_file_and_refuses_a_second(cli, place):
    assert cli("init", "naam met é 😀").status == 0
    assert (place / "naam met é 😀.coder").is_file()
    again = cli("init", "naam met é 😀")
    assert again.status == 2 and "already" in again.err
    assert cli("init", "zo.coder").status == 0
    assert (place / "zo.coder").is_file()


@pytest.mark.parametrize("name", ["", " ", ".coder", "map/", "geen/map/x"])
def test_init_refuses_what_is_no_name(cli, place, name):
    assert cli("init", name).status == 2
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("language", ["", "English", "n", "n1", "../x"])
def test_init_refuses_what_is_no_language(cli, place, language):
    assert cli("init", "x", "--language", language).status == 2
    assert list(place.iterdir()) == []


def test_whoami_keeps_name_and_id(cli):
    cli("whoami", "--name", "Anna de Vries")
    first = cli("whoami", "--json").json
    assert first["name"] == "Anna de Vries" and set(first) == {"name", "id", "replica"}
    other = "0190b6a2-0000-7000-8000-0000000000aa"
    assert cli("whoami", "--id", other).status == 0
    assert cli("whoami", "--json").json["id"] == other.replace("-", "")
    assert cli("whoami").out == f"name\tAnna de Vries\nid\t{other.replace('-', '')}\n"


@pytest.mark.parametrize(
    "arguments", [["--name", ""], ["--name", "a\x1b[31m"], ["--name", "a\nb"], ["--id", "12"]]
)
def test_whoami_refuses(cli, arguments):
    before = cli("whoami", "--json").json
    assert cli("whoami", *arguments).status == 2
    assert cli("whoami", "--json").json == before


def test_transcripts_as_lines_and_as_json(cli, project):
    result = cli("transcripts")
    assert result.status == 0
    assert result.out.splitlines()[0].split("\t")[:4] == ["name", "words", "turns", "codings"]
    assert [row[0] for row in result.rows] == ["d01", "d02", "d03"]
    rows = cli("transcripts", "--json").json
    assert all(set(row) == TRANSCRIPT_FIELDS for row in rows)
    assert rows[0]["speakers"] == ["Interviewer", "Respondent"]
    assert rows[0]["roles"] == {"Interviewer": "interviewer", "Respondent": "respondent"}
    assert rows[0]["attributes"] == {"group": "bewoners"}
    assert rows[2]["speakers"] == ["Moderator", "R1", "R2"]


def test_transcripts_of_an_empty_project(cli):
    cli("init", "leeg")
    result = cli("transcripts", "--json")
    assert (result.status, result.json) == (1, [])


def test_set_attributes_and_roles(cli, project):
    assert cli(
        "transcripts", "set", "d03", "jaar=2024", "a=b=c", "--role", "R1=interviewer"
    ).err == ("d03: 3 changed.\n")
    row = cli("transcripts", "--json").json[2]
    assert row["attributes"] == {"a": "b=c", "jaar": "2024"}
    assert row["roles"]["R1"] == "interviewer"
    cli("transcripts", "set", "d03", "jaar=")
    assert cli("transcripts", "--json").json[2]["attributes"] == {"a": "b=c"}
    assert cli("transcripts", "set", "d03", "jaar=").err == "d03: 0 changed.\n"
    cli("transcripts", "set", "d03", "--role", "R1=unknown")
    assert cli("transcripts", "--json").json[2]["roles"]["R1"] == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["d03"],
        ["d09", "a=b"],
        ["d03", "zonder"],
        ["d03", "=x"],
        ["d03", "\x1b=x"],
        ["d03", "--role", "R1=baas"],
        ["d03", "--role", "R9=respondent"],
        ["d03", "--role", "R1"],
        ["", "a=b"],
    ],
)
def test_set_refuses(cli, project, arguments):
    before = cli("transcripts", "--json").json
    assert cli("transcripts", "set", *arguments).status == 2
    assert cli("transcripts", "--json").json == before


def test_codebook_show(cli, project):
    rows = cli("codebook", "show", "--json").json
    assert [row["code"] for row in rows] == [
        "samenwerking", "vertrouwen", "doorstroom", "capaciteit",
    ]  # fmt: skip
    assert rows[1]["path"] == ["samenwerking", "vertrouwen"]
    assert rows[1]["terms"] == ["vertrouwen"] and rows[1]["hotkey"] == "1"
    code_one(cli)
    assert [row["codings"] for row in cli("codebook", "show", "--json").json] == [0, 0, 1, 0]
    assert cli("codebook", "show").out.splitlines()[0].startswith("code\tEnglish\tkey")


def test_codebook_check_names_lines(cli, project):
    good = cli("codebook", "check", "boek.yaml")
    assert good.status == 0 and "0 errors" in good.err
    text = Path("boek.yaml").read_text("utf-8").replace("definition: Elkaar", "deffinition: Elkaar")
    Path("fout.yaml").write_text(text.replace("key: doorstroom", "key: vertrouwen"), "utf-8")
    bad = cli("codebook", "check", "fout.yaml", "--json")
    assert bad.status == 2
    assert {"severity", "line", "column", "code", "cause", "remedy"} == set(bad.json[0])
    assert {fault["line"] for fault in bad.json} == {14, 17}
    assert cli("codebook", "import", "fout.yaml").status == 2


@pytest.mark.parametrize("content", ["", "a: [", "- 1", "\x00", "id: 1\ncodes: 3\n"])
def test_codebooks_that_are_none_are_refused(cli, project, content):
    Path("x.yaml").write_text(content, "utf-8")
    before = cli("codebook", "show", "--json").json
    assert cli("codebook", "check", "x.yaml").status == 2
    assert cli("codebook", "import", "x.yaml").status == 2
    assert cli("codebook", "show", "--json").json == before


def test_codebook_import_twice_changes_nothing(cli, project):
    before = cli("log", "--json").json
    again = cli("codebook", "import", "boek.yaml")
    assert again.err == "0 codes added, 0 changed, 4 as they were.\n"
    assert cli("log", "--json").json == before


def test_codebook_import_brings_up_to_date_and_keeps_the_rest(cli, project):
    text = Path("boek.yaml").read_text("utf-8")
    short = text[: text.index("  - key: capaciteit")].replace("Elkaar geloven", "Op elkaar bouwen")
    Path("boek.yaml").write_text(short, "utf-8")
    result = cli("codebook", "import", "boek.yaml")
    assert "0 codes added, 1 changed, 2 as they were" in result.err
    assert "Only in the project, and kept: capaciteit." in result.err
    assert cli("codebook", "show", "--json").json[1]["definition"] == "Op elkaar bouwen."


def test_a_code_renamed_in_its_file_alone_is_another_one_and_the_import_says_how(cli, project):
    text = (
        Path("boek.yaml").read_text("utf-8").replace("  - key: capaciteit\n    name:", "  - name:")
    )
    Path("boek.yaml").write_text(text, "utf-8")
    assert cli("codebook", "import", "boek.yaml").err.startswith("0 codes added")
    renamed = text.replace("  - name: capaciteit", "  - name: mankracht")
    Path("boek.yaml").write_text(renamed, "utf-8")
    result = cli("codebook", "import", "boek.yaml")
    assert result.err.startswith("1 code added")
    assert "give it its old name as 'key:'" in result.err
    assert cli("undo").status == 0
    keyed = renamed.replace("- name: mankracht", "- key: capaciteit\n    name: mankracht")
    Path("boek.yaml").write_text(keyed, "utf-8")
    assert cli("codebook", "import", "boek.yaml").err.startswith("0 codes added, 1 changed")
    assert "mankracht" in [one["code"] for one in cli("codebook", "show", "--json").json]


def test_code_by_positions_and_by_quote(cli, project):
    found = cli("search", "opvolger", "--json").json[0]
    start, end = found["matches"][0]
    first = cli("code", "d03", f"{start}-{end}", "doorstroom")
    assert first.status == 0 and len(first.out.strip()) == 32
    second = cli("code", "D03", "--quote", "geen\n  vertrouwen", "trust")
    assert second.status == 0, second.err
    rows = cli("codings", "--json").json
    assert [row["quote"] for row in rows] == ["opvolger", "geen vertrouwen"]
    assert [row["speaker"] for row in rows] == ["R1", "R2"]
    assert all(set(row) == CODING_FIELDS for row in rows)
    assert {row["origin"] for row in rows} == {"manual"}
    assert rows[0]["coding_id"] == first.out.strip()


def test_positions_count_code_points(cli, project):
    assert cli("code", "d01", "--quote", "zeg ik je 😀", "vertrouwen").status == 0
    row = cli("codings", "--json").json[0]
    assert row["end"] - row["start"] == 11 and row["quote"].endswith("😀")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "not a span and a code"),
        (["d01"], "not a span and a code"),
        (["d01", "5-2", "vertrouwen"], "not a span"),
        (["d01", "40-999999", "vertrouwen"], "not a span"),
        (["d01", "4-4", "vertrouwen"], "not a span"),
        (["d01", "x-y", "vertrouwen"], "START-END"),
        (["d01", "²-³", "vertrouwen"], "START-END"),
        (["d01", "23-34", "vertrouwen"], "nothing that is said"),
        (["d01", "40-60", "vertouwen"], "Did you mean 'vertrouwen'?"),
        (["d01", "40-60", ""], "No code"),
        (["", "40-60", "vertrouwen"], "No transcript"),
        (["d0", "40-60", "vertrouwen"], "can be several"),
        (["d09", "40-60", "vertrouwen"], "no transcript"),
        (["d01", "--quote", "", "vertrouwen"], "empty"),
        (["d01", "--quote", "weer", "vertrouwen"], "several places"),
        (["d01", "--quote", "Respondent", "vertrouwen"], "is not in d01"),
        (["d01", "--quote", "(a+)+$", "vertrouwen"], "is not in d01"),
        (["d01", "40-60", "vertrouwen", "--only", "doorstroom"], "--accept-above"),
        (["--accept-above", "0.9", "--quote", "x"], "does not go with"),
    ],
)
def test_code_refuses_and_says_why(cli, project, arguments, says):
    result = cli("code", *arguments)
    assert result.status == 2
    assert says in result.err
    assert cli("codings").status == 1


def test_the_same_coding_twice_is_refused(cli, project):
    code_one(cli)
    again = cli("code", "d01", "--quote", "weer een nieuwe ambtenaar", "doorstroom")
    assert again.status == 2 and "already" in again.err


def test_codings_filters(cli, project):
    code_one(cli)
    cli("code", "d03", "--quote", "geen vertrouwen", "vertrouwen")
    count = {
        (): 2, ("-d", "d01"): 1, ("-c", "vertrouwen"): 1, ("-c", "samenwerking"): 2,
        ("--coder", "Anna Proef"): 2, ("--text", "NIEUWE"): 1, ("-c", "capaciteit"): 0,
    }  # fmt: skip
    for arguments, number in count.items():
        result = cli("codings", *arguments, "--json")
        assert (len(result.json), result.status) == (number, 0 if number else 1)
    lines = cli("codings").out.splitlines()
    assert len(lines) == 3 and all(line.count("\t") == 8 for line in lines)
    for arguments in (["-d", "x"], ["-c", "x"], ["--coder", "x"], ["-c", ""], ["-d", ""]):
        assert cli("codings", *arguments).status == 2
