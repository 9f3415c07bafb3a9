"""The lists behind 'coder suggest', and 'coder codebook propose': tables, JSON, exit codes."""

import pytest

PLACE = {"document", "document_id", "speaker", "start", "end", "text"}
LEAD = PLACE | {"code", "code_id", "probability", "band", "terms"}
LIKE = LEAD | {f"like_{name}" for name in PLACE} | {"likeness"}
CLASH = PLACE | {f"other_{name}" for name in PLACE} | {"codes", "other_codes", "likeness"}


def code(cli, name, quote, wanted):
    result = cli("code", name, "--quote", quote, wanted)
    assert result.status == 0, result.err


def test_more_like_a_code_has_the_segment_that_made_it_like(cli, project):
    assert cli("suggest", "like", "vertrouwen").status == 1
    code(cli, "d01", "Er was eerst veel vertrouwen.", "vertrouwen")
    rows = cli("suggest", "like", "vertrouwen", "--json").json
    assert rows and all(set(row) == LIKE for row in rows)
    assert {row["like_text"] for row in rows} == {"Er was eerst veel vertrouwen."}
    assert rows[0]["text"] in (
        "Ik had er geen vertrouwen in.",
        "Dat kost vertrouwen, zeg ik je 😀.",
    )
    result = cli("suggest", "like", "vertrouwen", "--most", "2")
    assert [len(row) for row in result.rows] == [6, 6]
    assert cli("codings", "--json").json[0]["quote"] == "Er was eerst veel vertrouwen."


@pytest.mark.parametrize("verb", ["likely", "uncertain"])
def test_segments_to_look_at_next(cli, project, verb):
    every = cli("suggest", verb, "--json").json
    assert {row["document"] for row in every} == {"d01", "d02", "d03"}
    assert all(set(row) == LEAD for row in every)
    assert {row["speaker"] for row in every}.isdisjoint({"Interviewer", "Moderator"})
    here = cli("suggest", verb, "d02", "--json").json
    assert {row["document"] for row in here} == {"d02"}
    result = cli("suggest", verb, "--most", "1")
    assert len(result.rows) == 1
    assert "does not mean" in result.err
    assert cli("suggest", verb, "d99").status == 2


def test_segments_coded_differently(cli, project, place):
    (place / "d04.txt").write_text(
        "Interviewer: En?\n\nRespondent: Eén ambtenaar, twee uur per week. Zo was het.\n", "utf-8"
    )
    assert cli("import", "d04.txt").status == 0
    assert cli("suggest", "conflicts").status == 1
    code(cli, "d02", "Eén ambtenaar, twee uur per week.", "capaciteit")
    code(cli, "d04", "Eén ambtenaar, twee uur per week.", "doorstroom")
    (row,) = cli("suggest", "conflicts", "--json").json
    assert set(row) == CLASH
    assert (row["codes"], row["other_codes"]) == (["capaciteit"], ["doorstroom"])
    (cells,) = cli("suggest", "conflicts").rows
    assert cells[4] == "capaciteit" and cells[8] == "doorstroom"


def test_terms_are_proposed_and_added_only_when_asked(cli, project, place):
    for number, words in enumerate(("Toen verdween ze. Hij verdween ook.", "Allen verdwenen.")):
        text = f"Interviewer: En?\n\nRespondent: {words} De koffie was op. Het regende.\n"
        (place / f"e{number}.txt").write_text(text, "utf-8")
    assert cli("import", "e0.txt", "e1.txt").status == 0
    assert cli("codebook", "propose", "doorstroom").status == 1
    code(cli, "e0", "Toen verdween ze.", "doorstroom")
    code(cli, "e0", "Hij verdween ook.", "doorstroom")
    code(cli, "e1", "Allen verdwenen.", "doorstroom")
    code(cli, "e1", "Het regende.", "capaciteit")
    (row,) = cli("codebook", "propose", "doorstroom", "--json").json
    assert (row["term"], row["right"], row["hits"], row["documents"]) == ("verdwijnen", 3, 3, 2)
    assert (row["new"], row["precision"], row["code"]) == (3, 1.0, "doorstroom")
    assert row["example"] in ("Toen verdween ze.", "Hij verdween ook.", "Allen verdwenen.")
    terms = cli("codebook", "show", "--json").json
    assert all("verdwijnen" not in row["terms"] for row in terms)
    assert cli("codebook", "propose", "doorstroom", "--accept", "koffie").status == 2
    result = cli("codebook", "propose", "doorstroom", "--accept", "verdwijnen")
    assert result.status == 0 and "1 term added" in result.err
    shown = {row["code"]: row["terms"] for row in cli("codebook", "show", "--json").json}
    assert "verdwijnen" in shown["doorstroom"]
    assert cli("undo").status == 0
    shown = {row["code"]: row["terms"] for row in cli("codebook", "show", "--json").json}
    assert "verdwijnen" not in shown["doorstroom"]


def test_a_transcript_called_like_a_list_is_reached_behind_two_dashes(cli, project, place):
    (place / "likely.txt").write_text("Interviewer: En?\n\nR: Geen vertrouwen meer.\n", "utf-8")
    assert cli("import", "likely.txt").status == 0
    rows = cli("suggest", "--json", "--", "likely").json
    assert {row["document"] for row in rows} == {"likely"}
    assert "coder suggest like" in cli("suggest", "--help").out
