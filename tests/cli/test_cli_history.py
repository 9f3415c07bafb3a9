"""Undo and redo over all verbs, and accepting suggestions in one act."""

from pathlib import Path

import pytest


def state(cli):
    """Everything the project shows, in plain values; ids too."""
    return [
        cli(*verb, "--json").json
        for verb in (["transcripts"], ["codebook", "show"], ["codings"], ["search", "vertrouwen"])
    ]


def coding_id(cli):
    return cli("codings", "--json").json[0]["coding_id"]


ACTS = {
    "code": lambda cli: cli("code", "d01", "--quote", "Toen kwam er", "doorstroom"),
    "accept": lambda cli: cli("code", "--accept-above", "0.5"),
    "set": lambda cli: cli("transcripts", "set", "d01", "a=b", "group=", "--role", "Respondent="),
    "attributes": lambda cli: cli("import", "--attributes", "a.csv"),
    "import": lambda cli: cli("import", "nieuw"),
    "codebook": lambda cli: cli("codebook", "import", "nieuw.yaml"),
    "remove transcript": lambda cli: cli("remove", "transcript", "d03"),
    "remove code": lambda cli: cli("remove", "code", "samenwerking"),
    "remove coding": lambda cli: cli("remove", "coding", coding_id(cli)),
}


@pytest.fixture
def ready(cli, project):
    """The project with one coding, and files for the acts."""
    cli("code", "d03", "--quote", "geen vertrouwen", "vertrouwen")
    Path("a.csv").write_text("document,a\nd02,x\n")
    Path("nieuw").mkdir()
    for name in ("e01", "e02"):
        text = f"Interviewer: Hoi.\n\nRespondent: Het nieuwe verhaal {name} over vertrouwen.\n"
        Path("nieuw", f"{name}.txt").write_text(text)
    text = Path("boek.yaml").read_text("utf-8").replace("Elkaar geloven", "Op elkaar bouwen")
    extra = "  - key: nieuw\n    name: nieuwe code\n    definition: Iets anders.\n"
    Path("nieuw.yaml").write_text(text + extra, "utf-8")


@pytest.mark.parametrize("act", ACTS)
def test_undo_and_redo_of_each_verb(cli, ready, act):
    before = state(cli)
    done = ACTS[act](cli)
    assert done.status == 0, done.err
    after = state(cli)
    assert after != before
    for _ in range(2):
        assert cli("undo").status == 0
        assert state(cli) == before
        assert cli("redo").status == 0
        assert state(cli) == after
    kinds = [row["kind"] for row in cli("log", "--json").json]
    assert kinds[:5] == ["redo", "undo", "redo", "undo", "act"]


def test_all_acts_undone_one_after_another_and_redone(cli, ready):
    states = [state(cli)]
    for act in ("set", "attributes", "import", "codebook", "accept", "remove code"):
        assert ACTS[act](cli).status == 0
        states.append(state(cli))
    for expected in reversed(states[:-1]):
        assert cli("undo").status == 0
        assert state(cli) == expected
    for expected in states[1:]:
        assert cli("redo").status == 0
        assert state(cli) == expected
    assert cli("redo").status == 1
    assert cli("doctor").status == 0


def test_undo_to_the_beginning_then_nothing_is_left(cli, project):
    while cli("undo").status == 0:
        pass
    assert cli("status", "--json").json["transcripts"] == 0
    assert cli("undo").status == 1
    while cli("redo").status == 0:
        pass
    assert cli("status", "--json").json["transcripts"] == 3


def test_a_new_act_empties_redo(cli, project):
    ACTS["code"](cli)
    cli("undo")
    cli("code", "d02", "--quote", "twee uur", "capaciteit")
    assert cli("redo").status == 1


def test_accept_above_is_one_labelled_act_and_nothing_twice(cli, project):
    first = cli("code", "--accept-above", "0.2", "d01", "d01", "d03")
    assert first.status == 0
    rows = cli("codings", "--json").json
    assert rows and {row["origin"] for row in rows} == {"batch"}
    assert {row["document"] for row in rows} == {"d01", "d03"}
    places = [(row["document"], row["start"], row["end"], row["code"]) for row in rows]
    assert len(set(places)) == len(places)
    newest = cli("log", "-n", "1", "--json").json[0]
    assert newest["act"] == "accept suggestions scored 0.2 or higher"
    cli("undo")
    assert cli("codings").status == 1
    assert cli("code", "--accept-above", "0.2", "d01", "d03").status == 0
    assert len(cli("codings", "--json").json) == len(rows)
    again = cli("code", "--accept-above", "1", "d01", "d03")
    assert again.status == 1 and "Nothing to accept" in again.err


def test_accept_only_some_codes(cli, project):
    cli("code", "--accept-above", "0.5", "--only", "capaciteit")
    assert {row["code"] for row in cli("codings", "--json").json} == {"capaciteit"}


@pytest.mark.parametrize("score", ["0", "-1", "1.1", "nan", "inf", "x", ""])
def test_scores_that_are_none(cli, project, score):
    assert cli("code", "--accept-above", score).status == 2
    assert cli("codings").status == 1


def test_remove_code_moves_its_subcodes_up(cli, project):
    cli("code", "d03", "--quote", "geen vertrouwen", "vertrouwen")
    cli("code", "d02", "--quote", "twee uur", "samenwerking")
    result = cli("remove", "code", "samenwerking")
    assert "1 coding;" in result.err
    rows = cli("codebook", "show", "--json").json
    assert {tuple(row["path"]) for row in rows} == {
        ("vertrouwen",),
        ("doorstroom",),
        ("capaciteit",),
    }
    assert [row["code"] for row in cli("codings", "--json").json] == ["vertrouwen"]


def test_remove_codings_by_beginning_or_end_of_their_ids(cli, project):
    for quote in ("Toen kwam er", "Wij moesten", "Dat kost"):
        cli("code", "d01", "--quote", quote, "doorstroom")
    ids = [row["coding_id"] for row in cli("codings", "--json").json]
    assert cli("remove", "coding", ids[0][-8:], ids[0], ids[1].upper()).err.startswith("Removed 2")
    assert [row["coding_id"] for row in cli("codings", "--json").json] == ids[2:]
    for wrong in (ids[0], "zzzzzzzz", ids[2][-3:], ""):
        assert cli("remove", "coding", wrong).status == 2


@pytest.mark.parametrize(
    "what", [["transcript", ""], ["transcript", "x"], ["code", ""], ["coding"]]
)
def test_remove_refuses(cli, project, what):
    assert cli("remove", *what).status == 2
    assert cli("status", "--json").json["transcripts"] == 3
