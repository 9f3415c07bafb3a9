"""The verbs that show results: freq, search, status, log, suggest."""

import json
import math
from pathlib import Path

import pytest

FREQ_FIELDS = {
    "code", "code_id", "parent", "parent_id", "path", "depth", "row_kind", "scope", "by", "column",
    "column_key", "column_kind", "measure", "value", "value_kind", "unit", "words", "coders",
    "turns",
}  # fmt: skip


def code_one(cli):
    result = cli("code", "d01", "--quote", "weer een nieuwe ambtenaar", "doorstroom")
    assert result.status == 0, result.err
    return result.out.strip()


def test_freq_counts_and_documents_itself(cli, project):
    code_one(cli)
    rows = cli("freq", "--json").json
    assert all(set(row) == FREQ_FIELDS for row in rows)
    cells = {(row["code"], row["column"]): row["value"] for row in rows}
    assert cells["doorstroom", "d01"] == 1 and cells["capaciteit", "d02"] == 0
    totals = {
        row["code"]: row["value"]
        for row in rows
        if row["column_kind"] == "total" and row["scope"] == "with subcodes"
    }
    assert totals.get("samenwerking", 1) == 1
    result = cli("freq", "--by", "group")
    assert result.status == 0 and "1 coding" in result.err and "Anna Proef" in result.err
    assert result.out.splitlines()[0].split("\t")[0] == "code"
    assert [row[0] for row in result.rows][-1] == "any code"


@pytest.mark.parametrize("by", ["document", "speaker", "role", "coder", "group", ""])
@pytest.mark.parametrize("measure", ["codings", "segments", "documents", "characters", "words"])
def test_freq_by_everything(cli, project, by, measure):
    assert cli("freq", "--by", by, "--measure", measure, "--no-interviewer").status == 0


def test_freq_by_coder_has_everyone_and_else_ones_own(cli, project, tmp_path, monkeypatch):
    code_one(cli)
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "other"))
    cli("whoami", "--name", "Bas Proef")
    code_one(cli)
    heading = cli("freq", "--by", "coder").out.splitlines()[0].split("\t")
    assert heading == ["code", "Anna Proef", "Bas Proef", "Total (2 coders added up)"]
    assert {row["coders"] for row in cli("freq", "--json").json} == {"Bas Proef"}
    assert {row["coder"] for row in cli("codings", "--json").json} == {"Anna Proef", "Bas Proef"}


def test_freq_refuses_and_finds_nothing(cli, project):
    assert cli("freq", "--by", "nergens").status == 2
    assert cli("freq", "--coder", "niemand").status == 2
    assert cli("freq", "--measure", "documents", "--value", "per-1000-words").status == 2
    cli("init", "leeg")
    assert cli("freq", "-p", "leeg.coder").status == 1


def test_search(cli, project):
    rows = cli("search", "vertrouw*", "--json").json
    assert [row["document"] for row in rows] == ["d01", "d01", "d03"]
    fields = {"document", "document_id", "speaker", "start", "end", "text", "context", "matches"}
    assert set(rows[0]) == fields
    assert "»vertrouwen«" in cli("search", "vertrouwen", "-d", "d03").out
    assert len(cli("search", '"geen vertrouwen"', "--json").json) == 1
    assert len(cli("search", "een", "--json").json) >= 2, "é is found by e"
    assert (cli("search", "zzz").status, cli("search", "zzz", "--json").json) == (1, [])
    for query in ("", "*", '"', "()"):
        assert cli("search", query).status == 2
    for query in ("NEAR(a b)", "a AND", "-x", "text:a", "a'b", "a^"):
        assert cli("search", "--", query).status in (0, 1)


def test_status(cli, project):
    code_one(cli)
    now = cli("status", "--json").json
    assert now["transcripts"] == 3 and now["codes"] == 4 and now["codings"] == 1
    assert now["codings_by_coder"] == {"Anna Proef": 1}
    assert now["undo"] == "code a span" and now["redo"] is None
    lines = dict(line.split("\t") for line in cli("status").out.splitlines())
    assert lines["codings by coder"] == "Anna Proef 1" and lines["redo"] == "-"


def test_log_names_acts_but_quotes_nothing(cli, project):
    code_one(cli)
    rows = cli("log", "--json").json
    assert [row["act"] for row in rows] == [
        "code a span",
        "import a codebook",
        "import transcripts",
    ]
    assert set(rows[0]) == {"time", "who", "kind", "act", "operations", "id"}
    assert len(cli("log", "-n", "1").out.splitlines()) == 2
    assert cli("log", "-n", "0").status == 2
    cli("init", "leeg")
    assert cli("log", "-p", "leeg.coder", "--json").json == []


def test_suggest_gives_reasons_and_codes_nothing(cli, project):
    rows = cli("suggest", "--json").json
    fields = {
        "document", "document_id", "start", "end", "text", "code", "code_id", "score", "band",
        "reason", "evidence", "explanation",
    }  # fmt: skip
    assert rows and all(set(row) == fields for row in rows)
    assert {"vertrouwen", "doorstroom", "capaciteit"} == {row["code"] for row in rows}
    assert all(row["reason"] for row in rows)
    for row in rows:
        why = row["explanation"]
        assert sum(why["parts"].values()) == pytest.approx(why["logit"])
        assert sum(share for _, share in why["features"].values()) == pytest.approx(why["logit"])
        assert 1 / (1 + math.exp(-why["logit"])) == pytest.approx(row["score"], abs=1e-4)
    assert cli("codings").status == 1
    one = cli("suggest", "d03", "d03", "--code", "doorstroom", "--json").json
    assert [(row["document"], row["code"]) for row in one] == [("d03", "doorstroom")]
    assert cli("suggest", "d02", "--code", "vertrouwen").status == 1
    assert cli("suggest", "--least", "2").status == 2
    cli("codebook", "show")
    assert "score" in cli("suggest", "d03").out.splitlines()[0]
    assert "(codebook)" in cli("suggest", "d03").out


def test_suggest_by_terms_alone_pays_no_heed_to_what_was_coded(cli, project):
    before = cli("suggest", "--terms-only", "--json").json
    assert before and all(row["evidence"] and row["explanation"] is None for row in before)
    cli("code", "d02", "--quote", "twee uur", "vertrouwen")
    assert cli("suggest", "--terms-only", "--json").json == before


def test_suggest_needs_terms(cli):
    cli("init", "leeg")
    result = cli("suggest")
    assert result.status == 2 and "codebook import" in result.err


def test_suggest_in_another_language_works_by_form(cli, project):
    cli("init", "engels", "--language", "en")
    Path("e.txt").write_text("Interviewer: Well?\n\nRespondent: We had vertrouwen then.\n")
    cli("import", "e.txt", "-p", "engels.coder")
    cli("codebook", "import", "boek.yaml", "-p", "engels.coder")
    rows = cli("suggest", "-p", "engels.coder", "--json").json
    assert [row["code"] for row in rows] == ["vertrouwen"]


def test_json_is_printed_whole_and_alone(cli, project):
    for verb in ("transcripts", "codings", "freq", "log", "suggest", "status", "doctor"):
        json.loads(cli(verb, "--json").out)
