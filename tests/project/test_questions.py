"""What merging cannot decide: asked once, answered by anybody, and settled everywhere."""

import shutil

import pytest
from teamwork import NAMES, document, put, state

from coder.errors import InputError
from coder.merge.questions import Asks
from coder.oplog.kinds import DELETED
from coder.oplog.operation import Draft
from coder.project.answering import answer, question
from coder.project.codes import add_code, rename_code
from coder.project.coding import codings, remove_code, remove_codings, remove_document, undo
from coder.project.editing import move_edges
from coder.project.importing import document_drafts
from coder.project.joining import merge_codes
from coder.project.memos import edit_memo, memos, write_memo
from coder.project.merging import merge
from coder.project.project import open_project
from coder.project.questions import questions
from coder.store.replica import load_person


def meet(team, monkeypatch, *names):
    """Everybody merges everybody's file, so that all hold the same."""
    for _ in range(2):
        for name in names:
            with team.at(name, monkeypatch) as one:
                merge(one, [team.path(other) for other in names if other != name])
    ends = []
    for name in names:
        with team.at(name, monkeypatch) as one:
            ends.append(state(one))
    assert all(end == ends[0] for end in ends)


def settle(team, monkeypatch, choice, *, asks, by="anna", undone=True):
    """Answer the only question that there is; nobody is asked any more after the next exchange."""
    with team.at(by, monkeypatch) as one:
        (asked,) = [found for found in questions(one) if found.asks is asks]
        before = one.store.dump()
        assert answer(one, asked, choice) == 1
        if undone:
            undo(one)
            assert [found.id for found in questions(one)] == [asked.id]
            answer(one, asked, choice)
        assert one.store.dump() != before
    meet(team, monkeypatch, "anna", "bram")
    with team.at("bram", monkeypatch) as other:
        assert questions(other) == []
    return asked


def test_a_code_renamed_differently_keeps_its_codings_and_is_asked_about(team, monkeypatch):
    for name, word in (("anna", "geloof"), ("bram", "hoop")):
        with team.at(name, monkeypatch) as one:
            put(one, "d01", 0, 4, "trust")
            rename_code(one, one.code("trust"), word)
    meet(team, monkeypatch, "anna", "bram")
    with team.at("anna", monkeypatch) as anna:
        (asked,) = questions(anna)
        assert asked.words == f"Code “{anna.code(2 * '0' + '0' * 29 + '2').name}”: name differs."
        words = [one.words for one in asked.choices]
        assert sorted(words) == ["“geloof” (Anna)", "“hoop” (Bram)"]
        assert words[0].startswith(f"“{codes_name(anna)}”")
        assert asked.before == "“trust”"
        assert len(codings(anna)) == 2
    settle(team, monkeypatch, "2", asks=Asks.VALUES)
    with team.at("bram", monkeypatch) as bram:
        assert f"“{codes_name(bram)}” " in asked.choices[1].words


def codes_name(project):
    return next(code.name for code in project.codes() if code.id.endswith("02"))


@pytest.mark.parametrize("choice", ["same", "different"])
def test_one_name_for_two_codes_made_apart(team, monkeypatch, choice):
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            add_code(one, "Hoop")
            put(one, "d01", 0, 4, "Hoop")
    meet(team, monkeypatch, "anna", "bram")
    with team.at("bram", monkeypatch) as bram:
        assert len({coding.code for coding in codings(bram)}) == 2
        (asked,) = questions(bram)
        assert asked.proposed == "same"
    settle(team, monkeypatch, choice, asks=Asks.CODE)
    with team.at("bram", monkeypatch) as bram:
        assert len({coding.code for coding in codings(bram)}) == (1 if choice == "same" else 2)


def test_two_people_answer_the_same_question_at_once(team, monkeypatch):
    """Both make one code of two; as both keep the older one, there is no circle."""
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            add_code(one, "Hoop")
            put(one, "d01", 0, 4, "Hoop")
    meet(team, monkeypatch, "anna", "bram")
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            answer(one, questions(one)[0], "same")
    meet(team, monkeypatch, "anna", "bram")
    with team.at("anna", monkeypatch) as anna:
        assert questions(anna) == []
        assert len({coding.code for coding in codings(anna)}) == 1


def test_all_questions_of_a_kind_are_answered_as_one_act(team, monkeypatch):
    for name in NAMES:
        with team.at(name, monkeypatch) as one:
            for word in ("Hoop", "Vrees"):
                code = add_code(one, word)
                one.store.write("x", [Draft("code", code.id, "examples", [f"{word} van {name}"])])
    meet(team, monkeypatch, *NAMES)
    with team.at("cato", monkeypatch) as cato:
        every = questions(cato)
        assert [one.asks for one in every] == [Asks.CODE] * 4
        assert answer(cato, every[0], "1", all_alike=True) == 4
        assert questions(cato) == []
        assert sorted(len(code.examples) for code in cato.codes()) == [0, 0, 0, 0, 3, 3]
        undo(cato)
        assert len(questions(cato)) == 4


@pytest.mark.parametrize(("choice", "left"), [("keep", 1), ("delete", 0)])
def test_a_code_deleted_by_one_and_used_by_another(team, monkeypatch, choice, left):
    with team.at("anna", monkeypatch) as anna:
        put(anna, "d02", 0, 5, "trust")
        remove_code(anna, anna.code("trust"))
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
    meet(team, monkeypatch, "anna", "bram")
    with team.at("anna", monkeypatch) as anna:
        assert anna.code("trust").name == "trust"
        assert len(codings(anna)) == 1
        assert "deleted by Anna" in questions(anna)[0].words
    settle(team, monkeypatch, choice, asks=Asks.DELETED_CODE, undone=choice == "delete")
    with team.at("bram", monkeypatch) as bram:
        assert len(codings(bram)) == left
        assert ("trust" in {code.name for code in bram.codes()}) == bool(left)


@pytest.mark.parametrize(("choice", "left"), [("keep", 1), ("delete", 0)])
def test_a_transcript_deleted_by_one_and_coded_by_another(team, monkeypatch, choice, left):
    with team.at("anna", monkeypatch) as anna:
        remove_document(anna, anna.document("d01"))
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
    meet(team, monkeypatch, "anna", "bram")
    settle(team, monkeypatch, choice, asks=Asks.DELETED_TRANSCRIPT, undone=choice == "delete")
    with team.at("bram", monkeypatch) as bram:
        assert len(codings(bram)) == left


def test_a_code_merged_by_one_and_used_by_another_needs_no_question(team, monkeypatch):
    with team.at("anna", monkeypatch) as anna:
        merge_codes(anna, anna.code("trust"), anna.code("doorstroom"))
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
    meet(team, monkeypatch, "anna", "bram")
    with team.at("bram", monkeypatch) as bram:
        assert questions(bram) == []
        assert [one.code for one in codings(bram)] == [bram.code("doorstroom").id]


@pytest.mark.parametrize(("choice", "codes"), [("keep", 1), ("apart", 2)])
def test_codes_merged_into_each_other(team, monkeypatch, choice, codes):
    for name, one, other in (("anna", "trust", "doorstroom"), ("bram", "doorstroom", "trust")):
        with team.at(name, monkeypatch) as project:
            put(project, "d01", 0, 4, one)
            merge_codes(project, project.code(one), project.code(other))
    meet(team, monkeypatch, "anna", "bram")
    settle(team, monkeypatch, choice, asks=Asks.CIRCLE)
    with team.at("bram", monkeypatch) as bram:
        assert len({one.code for one in codings(bram)}) == codes


@pytest.mark.parametrize("choice", ["1", "2", "both"])
def test_a_memo_edited_twice(team, project, monkeypatch, choice):
    memo = write_memo(project, "project", None, "eerst")
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            merge(one, [project.path])
            edit_memo(one, memos(one)[0], f"van {name}")
    meet(team, monkeypatch, "anna", "bram")
    asked = settle(team, monkeypatch, choice, asks=Asks.VALUES)
    assert asked.before == "“eerst”"
    with team.at("bram", monkeypatch) as bram:
        (kept,) = memos(bram)
        assert kept.id == memo
        if choice == "both":
            assert {"[Anna]\nvan anna", "[Bram]\nvan bram"} == set(kept.text.split("\n\n"))
        else:
            assert kept.text in asked.choices[int(choice) - 1].words


def same_name(team, monkeypatch):
    for name in ("anna", "bram"):
        config = team.folder / name / "config"
        monkeypatch.setenv("CODER_CONFIG", str(config))
        with open_project(team.path(name), load_person(config, "Coder A")) as one:
            put(one, "d01", 0, 4, "trust")
            put(one, "d02", 0, 4, "doorstroom")
    meet(team, monkeypatch, "anna", "bram")


def test_one_person_on_two_machines(team, monkeypatch):
    same_name(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        assert [one.name for one in anna.coders()][:2] == ["Coder A", "Coder A"]
        assert len(codings(anna)) == 4
        assert questions(anna)[0].proposed == ""
        assert "'Coder A', with 2 and 2 codings" in questions(anna)[0].words
        with pytest.raises(InputError, match="no usual answer"):
            answer(anna, questions(anna)[0], "usual")
    settle(team, monkeypatch, "same", asks=Asks.PERSON)
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            assert [person.name for person in one.coders()].count("Coder A") == 1
            assert {coding.coder for coding in codings(one)} == {one.me.id}
            assert len(codings(one, coder=one.me.id)) == 4


def test_two_people_of_one_name(team, monkeypatch):
    same_name(team, monkeypatch)
    settle(team, monkeypatch, "different", asks=Asks.PERSON)
    with team.at("anna", monkeypatch) as anna:
        assert [one.name for one in anna.coders()].count("Coder A") == 2
        assert len(codings(anna, coder=anna.me.id)) == 2


def test_a_coding_changed_by_one_and_deleted_by_another(team, project, monkeypatch):
    made = put(project, "d01", 0, 4, "trust")
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [project.path])
        remove_codings(bram, [made])
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [project.path])
        anna.store.write("x", [Draft("coding", made, "important", True)])
        anna.store.write("x", [Draft("coding", made, "weight", 3)])
    meet(team, monkeypatch, "anna", "bram")
    settle(team, monkeypatch, "keep", asks=Asks.CHANGED, undone=False)
    with team.at("bram", monkeypatch) as bram:
        (kept,) = codings(bram)
        assert (kept.important, kept.weight) == (True, 3)
        remove_codings(bram, [made])
        assert questions(bram) == []  # who deletes it now has seen the change


@pytest.mark.parametrize("ahead", ["anna", "bram"])
def test_a_deletion_that_had_not_seen_a_change_is_asked_about_whoever_wrote_more(
    team, project, monkeypatch, ahead
):
    """Neither clocks nor Lamport numbers decide, but what the deletion names."""
    made = put(project, "d01", 0, 4, "trust")
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            merge(one, [project.path])
            for _ in range(5 if name == ahead else 0):
                write_memo(one, "project", None, "veel werk")
    with team.at("bram", monkeypatch) as bram:
        remove_codings(bram, [made])
    with team.at("anna", monkeypatch) as anna:
        anna.store.write("x", [Draft("coding", made, "weight", 3)])
        merge(anna, [team.path("bram")])
        assert [one.asks for one in questions(anna)] == [Asks.CHANGED]


@pytest.mark.parametrize("entity", ["code", "memo"])
def test_codes_and_memos_changed_and_deleted(team, project, monkeypatch, entity):
    memo = write_memo(project, "project", None, "eerst")
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [project.path])
        if entity == "code":
            remove_code(bram, bram.code("trust"))
        else:
            edit_memo(bram, memos(bram)[0], "")
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [project.path])
        if entity == "code":
            rename_code(anna, anna.code("trust"), "geloof")
        else:
            edit_memo(anna, memos(anna)[0], "later")
    meet(team, monkeypatch, "anna", "bram")
    asked = settle(team, monkeypatch, "keep", asks=Asks.CHANGED)
    assert asked.words.endswith(
        f"was deleted by Bram and changed by Anna ({'name' if entity == 'code' else 'text'})."
    )
    with team.at("bram", monkeypatch) as bram:
        names = {code.name for code in bram.codes()}
        assert "geloof" in names if entity == "code" else memos(bram)[0].id == memo


def test_who_deletes_what_they_saw_is_not_asked(team, project, monkeypatch):
    """Also through a third machine, and though the change was taken back and made again."""
    made = put(project, "d01", 0, 4, "trust")
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [project.path])
        anna.store.write("x", [Draft("coding", made, "weight", 3)])
    with team.at("cato", monkeypatch) as cato:
        merge(cato, [team.path("anna")])
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [team.path("cato")])
        remove_codings(bram, [made])
    with team.at("anna", monkeypatch) as anna:
        undo(anna)
        merge(anna, [team.path("bram")])
        assert [one.asks for one in questions(anna)] == [Asks.CHANGED]
        anna.store.write("x", [Draft("coding", made, "weight", 3)])
        assert questions(anna) == []
        anna.store.write("x", [Draft("coding", made, "weight", None)])
        assert [one.asks for one in questions(anna)] == [Asks.CHANGED]


def test_a_change_that_was_taken_back_is_no_change(team, project, monkeypatch):
    made = put(project, "d01", 0, 4, "trust")
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [project.path])
        remove_codings(bram, [made])
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [project.path])
        anna.store.write("x", [Draft("coding", made, "weight", 3)])
        undo(anna)
        merge(anna, [team.path("bram")])
        assert questions(anna) == []


@pytest.mark.parametrize("asks", [Asks.CODE, Asks.PERSON])
def test_two_people_say_that_two_are_different(team, monkeypatch, asks):
    """Two answers alike are one answer, and nobody is asked about them."""
    if asks is Asks.PERSON:
        same_name(team, monkeypatch)
    else:
        for name in ("anna", "bram"):
            with team.at(name, monkeypatch) as one:
                add_code(one, "Hoop")
        meet(team, monkeypatch, "anna", "bram")
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            answer(one, questions(one, asks)[0], "different")
    for name, other in (("anna", "bram"), ("bram", "anna")):
        with team.at(name, monkeypatch) as one:
            merge(one, [team.path(other)])
            assert questions(one, Asks.VALUES) == []
            assert questions(one, asks) == []


@pytest.mark.parametrize("choice", ["1", "2"])
def test_edges_moved_by_two_are_one_question_and_never_half_of_each(
    team, project, monkeypatch, choice
):
    """Anna moves only the beginning, Bram in two steps both edges."""
    made = put(project, "d01", 7, 17, "trust")
    text = project.document("d01").text
    with team.at("anna", monkeypatch) as anna:
        merge(anna, [project.path])
        move_edges(anna, codings(anna)[0], anna.document("d01"), 3, 17)
    with team.at("bram", monkeypatch) as bram:
        merge(bram, [project.path])
        move_edges(bram, codings(bram)[0], bram.document("d01"), 7, 20)
        move_edges(bram, codings(bram)[0], bram.document("d01"), 0, 20)
    meet(team, monkeypatch, "anna", "bram")
    with team.at("anna", monkeypatch) as anna:
        (asked,) = questions(anna)
        assert {one.words for one in asked.choices} == {
            f"“{text[3:17]}” (Anna)",
            f"“{text[0:20]}” (Bram)",
        }
        assert asked.before == f"“{text[7:17]}”"
        assert asked.words.startswith("A coding 'trust' of ")
        assert asked.words.endswith(" in 'd01' was moved to different places.")
    settle(team, monkeypatch, choice, asks=Asks.EDGES)
    with team.at("bram", monkeypatch) as bram:
        (one,) = codings(bram)
        assert (one.id, text[one.start : one.end]) == (made, one.quote)
        assert f"“{one.quote}”" in asked.choice(choice).words


def test_for_all_of_a_kind_is_what_one_person_wrote(team, monkeypatch):
    """Whatever number it has in each question; who wrote nothing there decides nothing there."""
    for name, renamed in (("anna", ("trust", "doorstroom")), ("bram", ("doorstroom", "trust"))):
        with team.at(name, monkeypatch) as one:
            for word in renamed:
                rename_code(one, one.code(word), f"{word} {name}")
    with team.at("cato", monkeypatch) as cato:
        rename_code(cato, cato.code("vertrouwen"), "vertrouwen cato")
    with team.at("bram", monkeypatch) as bram:
        rename_code(bram, bram.code("vertrouwen"), "vertrouwen bram")
    meet(team, monkeypatch, *NAMES)
    with team.at("cato", monkeypatch) as cato:
        every = questions(cato)
        assert [one.asks for one in every] == [Asks.VALUES] * 3
        asked = next(one for one in every if any("Anna" in each.words for each in one.choices))
        hers = next(each for each in asked.choices if "Anna" in each.words)
        assert answer(cato, asked, hers.key, all_alike=True) == 2
        names = {code.name for code in cato.codes()}
        assert {"trust anna", "doorstroom anna"} <= names
        (left,) = questions(cato)
        assert "vertrouwen" in left.words
        undo(cato)
        shown = {code.name for code in cato.codes()}
        assert answer(cato, asked, "usual", all_alike=True) == 3
        assert {code.name for code in cato.codes()} == shown


def test_deleted_by_one_and_brought_back_by_another(team, project, monkeypatch):
    made = put(project, "d01", 0, 4, "trust")
    remove_codings(project, [made])
    for name, deleted in (("anna", True), ("bram", False)):
        with team.at(name, monkeypatch) as one:
            merge(one, [project.path])
            one.store.write("x", [Draft("coding", made, DELETED, deleted)])
    meet(team, monkeypatch, "anna", "bram")
    asked = settle(team, monkeypatch, "1", asks=Asks.VALUES)
    assert {one.words for one in asked.choices} == {"deleted (Anna)", "kept (Bram)"}


@pytest.mark.parametrize(("choice", "left"), [("earlier", 1), ("later", 1), ("different", 2)])
def test_one_text_under_two_names(team, monkeypatch, choice, left):
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            new = document(f"van {name}", "Hetzelfde gesprek, twee keer gestuurd.")
            one.store.write("import", lambda new=new, one=one: document_drafts(one, new))
            put(one, f"van {name}", 0, 10, "trust")
            write_memo(one, "document", one.document(f"van {name}").id, f"memo {name}")
    meet(team, monkeypatch, "anna", "bram")
    settle(team, monkeypatch, choice, asks=Asks.TRANSCRIPT)
    with team.at("bram", monkeypatch) as bram:
        found = [one for one in bram.documents() if one.name.startswith("van")]
        assert len(found) == left
        assert len({one.document for one in codings(bram)}) == left
        assert {one.quote for one in codings(bram)} == {"Hetzelfde "}
        assert len(memos(bram, "document", found[0].id)) == 3 - left


def test_the_same_file_imported_twice_is_one_transcript_without_a_question(team, monkeypatch):
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            new = document("d09", "Hetzelfde bestand.")
            one.store.write("import", lambda new=new, one=one: document_drafts(one, new))
            put(one, "d09", 0, 4, "trust")
    meet(team, monkeypatch, "anna", "bram")
    with team.at("anna", monkeypatch) as anna:
        assert questions(anna) == []
        assert len(anna.documents()) == 4
        assert len(codings(anna, document=anna.document("d09"))) == 2


def test_wrong_clocks_decide_nothing_and_are_told(team, monkeypatch):
    """A write that saw another wins, though its clock says 1999; the other's says 2099."""
    with team.at("bram", monkeypatch) as bram:
        monkeypatch.setattr("time.time_ns", lambda: 4_070_908_800 * 10**9)
        rename_code(bram, bram.code("trust"), "hoop")
        monkeypatch.undo()
    with team.at("anna", monkeypatch) as anna:
        told = merge(anna, [team.path("bram")]).warnings
        assert told == (
            "The clock of Bram's machine looks wrong; times are only shown, they decide nothing.",
        )
        monkeypatch.setattr("time.time_ns", lambda: 915_148_800 * 10**9)
        rename_code(anna, anna.code("hoop"), "geloof")
        monkeypatch.undo()
    with team.at("bram", monkeypatch) as bram:
        assert "Anna's machine" in merge(bram, [team.path("anna")]).warnings[0]
        assert questions(bram) == []
        assert bram.code("geloof").id.endswith("02")


def test_a_copied_config_folder_is_told_and_loses_nothing(team, monkeypatch):
    with team.at("anna", monkeypatch):
        pass
    shutil.copytree(team.folder / "anna" / "config", team.folder / "bram" / "config")
    made = set()
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            made.add(put(one, "d01", 0, len(name) + len(made), "trust"))
    with team.at("anna", monkeypatch) as anna:
        warnings = merge(anna, [team.path("bram")]).warnings
        assert "config folder" in warnings[0]
        assert {one.id for one in codings(anna)} == made
        state(anna)


def test_answers_that_do_not_fit_are_refused(team, monkeypatch):
    for name, word in (("anna", "geloof"), ("bram", "hoop")):
        with team.at(name, monkeypatch) as one:
            rename_code(one, one.code("trust"), word)
    meet(team, monkeypatch, "anna", "bram")
    with team.at("anna", monkeypatch) as anna:
        asked = question(anna, "1")
        assert question(anna, asked.id[:8]) == asked
        for wrong in ("0", "3", "both", "same", ""):
            with pytest.raises(InputError, match="no answer"):
                answer(anna, asked, wrong)
        with pytest.raises(InputError, match="no open question"):
            question(anna, "2")
        answer(anna, asked, "1")
        with pytest.raises(InputError, match="meanwhile"):
            answer(anna, asked, "1")
