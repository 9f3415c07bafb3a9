"""Memos listed and exported with what they are on."""

import json
from pathlib import Path

from coder.project.coding import find_quote
from coder.project.memos import write_memo
from coder.project.project import open_project
from coder.store.replica import load_person


def test_memos_are_listed_with_what_they_are_on(cli, project, tmp_path):
    made = cli("code", "d01", "--quote", "een nieuwe ambtenaar", "doorstroom").out.strip()
    with open_project(project, load_person(tmp_path / "config", "Anna Proef")) as one:
        document = one.document("d01")
        place = find_quote(document, "weer van voren af aan")
        write_memo(one, "coding", made, "de hoeveelste?", document=document.id)
        write_memo(one, "document", document.id, "kort gesprek", document=document.id)
        write_memo(one, "code", one.code("doorstroom").id, "ook ziekte?")
        write_memo(one, "project", None, "tweede ronde")
        span, revision = {"span": place}, document.revision
        write_memo(
            one, "span", document.id, "heel boos", document=document.id, revision=revision, **span
        )
    rows = {row["on"]: row for row in cli("memos", "--json").json}
    assert list(rows) == ["coding", "transcript", "code", "project", "words"]
    assert rows["coding"]["quote"] == "een nieuwe ambtenaar"
    assert (rows["coding"]["code"], rows["coding"]["document"]) == ("doorstroom", "d01")
    assert rows["words"]["speaker"] == "Respondent"
    assert [rows["words"]["start"], rows["words"]["end"]] == list(place)
    assert (rows["code"]["code"], rows["code"]["document"]) == ("doorstroom", "")
    assert cli("memos", "--document", "d02").status == 1
    assert len(cli("memos", "--document", "d01").rows) == 3
    assert len(cli("memos", "--on", "words", "--text", "BOOS").rows) == 1
    for end in ("csv", "xlsx", "json"):
        assert cli("export", "memos", "-o", f"m.{end}").status == 0
    assert json.loads(Path("m.json").read_text("utf-8")) == cli("memos", "--json").json


def test_words_that_were_taken_out_have_a_quote_and_no_place(cli, project, tmp_path):
    with open_project(project, load_person(tmp_path / "config", "Anna Proef")) as one:
        document = one.document("d01")
        span = find_quote(document, "weer van voren af aan")
        write_memo(
            one,
            "span",
            document.id,
            "heel boos",
            document=document.id,
            revision=document.revision,
            span=span,
        )
        text = document.text.replace("weer van voren af aan ", "")
    Path("beter.txt").write_text(text, "utf-8")
    done = cli("transcripts", "correct", "d01", "beter.txt")
    assert "Words of 1 memo are gone" in done.err
    (row,) = cli("memos", "--json").json
    assert (row["quote"], row["start"], row["end"]) == ("weer van voren af aan", None, None)
    assert cli("merge", "questions", "--json").json[0]["kind"] == "words of a memo gone"
