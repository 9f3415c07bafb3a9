"""What one person takes back while others use it: nothing is lost, and merging goes on."""

import pytest
from teamwork import put, state

from coder.merge.questions import Asks
from coder.model import Coding
from coder.project.answering import answer
from coder.project.codes import add_code
from coder.project.coding import codings, remove_code, undo
from coder.project.editing import set_weight
from coder.project.importing import import_files
from coder.project.memos import edit_memo, memos, write_memo
from coder.project.merging import merge
from coder.project.questions import questions


def meet(team, monkeypatch):
    ends = []
    for _ in range(3):
        ends = []
        for name, other in (("anna", "bram"), ("bram", "anna")):
            with team.at(name, monkeypatch) as one:
                merge(one, [team.path(other)])
                ends.append(state(one))
    assert ends[0] == ends[1]


def only(project, kind):
    (asked,) = questions(project)
    assert asked.asks is kind
    return asked


@pytest.mark.parametrize("choice", ["keep", "delete"])
def test_the_making_of_a_code_is_undone_while_another_codes_with_it(team, monkeypatch, choice):
    with team.at("anna", monkeypatch) as anna:
        add_code(anna, "nieuw")
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [team.path("anna")])
        put(bram, "d01", 0, 4, "nieuw")
    with team.at("anna", monkeypatch) as anna:
        undo(anna)
    meet(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        asked = only(bram, Asks.DELETED_CODE)
        assert "deleted by Anna" in asked.words
        assert len(codings(bram)) == 1
        answer(bram, asked, choice)
        assert len(codings(bram)) == (choice == "keep")
    meet(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        assert questions(anna) == []


def test_the_making_of_a_coding_is_undone_while_another_weighs_it(team, monkeypatch):
    with team.at("anna", monkeypatch) as anna:
        put(anna, "d01", 0, 4, "trust")
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [team.path("anna")])
        (coding,) = codings(bram)
        assert isinstance(coding, Coding)
        set_weight(bram, coding, 60)
    with team.at("anna", monkeypatch) as anna:
        undo(anna)
    meet(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        answer(anna, only(anna, Asks.CHANGED), "keep")
        assert [one.weight for one in codings(anna)] == [60]
    meet(team, monkeypatch)


def test_the_making_of_a_memo_is_undone_while_another_edits_it(team, monkeypatch):
    with team.at("anna", monkeypatch) as anna:
        write_memo(anna, "project", None, "eerst")
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [team.path("anna")])
        edit_memo(bram, memos(bram)[0], "later")
    with team.at("anna", monkeypatch) as anna:
        undo(anna)
    meet(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        answer(bram, only(bram, Asks.CHANGED), "keep")
        assert [one.text for one in memos(bram)] == ["later"]


def test_a_deletion_that_was_undone_and_done_again_names_who_deleted(team, monkeypatch):
    with team.at("anna", monkeypatch) as anna:
        remove_code(anna, anna.code("trust"))
        undo(anna)
        undo_of_undo(anna)
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
    meet(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        assert "deleted by Anna" in only(bram, Asks.DELETED_CODE).words


def undo_of_undo(project):
    project.store.undo(project.store.stacks()[1][-1])


def test_an_import_is_undone_while_another_codes_the_transcript(team, monkeypatch, tmp_path):
    file = tmp_path / "nieuw.txt"
    file.write_text("R: Er was veel vertrouwen in de buurt.\n", "utf-8")
    with team.at("anna", monkeypatch) as anna:
        import_files(anna, [file])
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [team.path("anna")])
        put(bram, "nieuw", 3, 10, "trust")
    with team.at("anna", monkeypatch) as anna:
        undo(anna)
    meet(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        answer(bram, only(bram, Asks.DELETED_TRANSCRIPT), "keep")
        assert bram.document("nieuw").text.startswith("R: Er was veel")
        assert [one.quote for one in codings(bram)] == ["Er was "]
    meet(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        assert "nieuw" in {one.name for one in anna.documents()}
        assert questions(anna) == []
