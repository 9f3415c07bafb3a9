"""Two transcripts that were imported apart become one, or stay two: nothing is lost, no circles."""

import pytest
from teamwork import document, state

from coder.identity import content_hash
from coder.merge.questions import Asks, question_id
from coder.model import Role, Suggestion
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.answering import answer
from coder.project.attributes import set_about
from coder.project.coding import code_span, codings, find_quote, undo
from coder.project.correcting import correct
from coder.project.editing import refused, reject
from coder.project.finishing import done_marks, set_done
from coder.project.importing import document_drafts, import_files
from coder.project.memos import memos, write_memo
from coder.project.merging import merge
from coder.project.one_transcript import one_transcript
from coder.project.purging import purge
from coder.project.questions import questions
from coder.project.team import export_copy

OLD = "Er was veel vertrouwen. Toen kwam er weer een nieuwe ambtenaar."
NEW = "Er was toen nog veel vertrouwen. Toen kwam er weer een nieuwe wethouder."


def bring(project, name, words, **about):
    new = document(name, words, **about)
    project.store.write("import", lambda: document_drafts(project, new))
    return new.id


def put(project, document, quote, code="trust"):
    return code_span(project, document, *find_quote(document, quote), project.code(code))


def one_name(team, monkeypatch, *, texts=(OLD, NEW)):
    """Anna and Bram import different texts under one name, and both code."""
    for name, words in zip(("anna", "bram"), texts, strict=True):
        with team.at(name, monkeypatch) as one:
            bring(one, "gesprek", words, **{name: "ja"})
            put(one, one.document("gesprek"), "veel vertrouwen")
            there = one.document("gesprek")
            write_memo(one, "document", there.id, f"memo {name}")
            set_done(one, there, True)
            span = find_quote(there, "nieuwe")
            write_memo(
                one,
                "span",
                there.id,
                f"hoezo {name}",
                document=there.id,
                revision=there.revision,
                span=span,
            )
    exchange(team, monkeypatch)


def exchange(team, monkeypatch, *names):
    ends = []
    for _ in range(3):
        ends = []
        for name in names or ("anna", "bram"):
            with team.at(name, monkeypatch) as one:
                others = [other for other in names or ("anna", "bram") if other != name]
                merge(one, [team.path(other) for other in others])
                ends.append(state(one))
    assert all(end == ends[0] for end in ends)


def only(project, asks):
    (found,) = questions(project)
    assert found.asks is asks
    return found


def talks(project):
    return [one for one in project.documents() if one.name.startswith("gesprek")]


def quotes(project):
    return sorted((one.document, one.quote) for one in codings(project))


def live(one):
    """What is there, without what was taken back."""
    return [line for line in one.store.dump().splitlines() if '"deleted":true' not in line]


def test_two_texts_of_one_name_are_asked_about_and_stay_two_by_default(team, monkeypatch):
    one_name(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        asked = only(anna, Asks.NAMESAKES)
        assert "0 of 1 turns are alike" in asked.words
        assert asked.proposed == "different"
        said = [one.words for one in asked.choices]
        assert "“gesprek (2)”" in said[0]
        assert any("“… veel vertrouwen. Toen" in one and "(Anna, 11 words)" in one for one in said)
        assert any("“… toen nog veel" in one and "(Bram, 13 words)" in one for one in said)
        before = live(anna)
        answer(anna, asked, "different")
        assert sorted(one.name for one in talks(anna)) == ["gesprek", "gesprek (2)"]
        assert questions(anna) == []
        undo(anna)
        assert only(anna, Asks.NAMESAKES) == asked
        assert before == live(anna)
        answer(anna, asked, "different")
    exchange(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        assert questions(bram) == []
        assert len(talks(bram)) == 2
        assert len(codings(bram, document=bram.document("gesprek (2)"))) == 1


@pytest.mark.parametrize("choice", ["earlier", "later"])
def test_one_text_is_the_corrected_other(team, monkeypatch, choice):
    one_name(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        asked = only(anna, Asks.NAMESAKES)
        right = asked.subjects[choice == "later"]
        words = next(one.text for one in talks(anna) if one.id == right)
        before = quotes(anna)
        answer(anna, asked, choice)
        check_one(anna, words)
        undo(anna)
        assert only(anna, Asks.NAMESAKES) == asked
        assert quotes(anna) == before
        answer(anna, asked, choice)
    exchange(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        check_one(bram, words)
        undo_there(bram)


def check_one(project, words):
    assert questions(project) == []
    (one,) = talks(project)
    assert one.text == words
    assert [found.quote for found in codings(project, document=one)] == ["veel vertrouwen"] * 2
    assert {found.revision for found in codings(project, document=one)} == {one.revision}
    assert sorted(memo.text for memo in memos(project, "document", one.id)) == [
        "memo anna",
        "memo bram",
    ]
    assert [memo.quote for memo in memos(project, "span")] == ["nieuwe"] * 2
    for memo in memos(project, "span"):
        assert one.text[memo.start : memo.end] == "nieuwe"
        assert (memo.document, memo.revision) == (one.id, one.revision)
    assert dict(one.attributes) == {"anna": "ja", "bram": "ja"}
    assert len({who for who, where in done_marks(project) if where == one.id}) == 2
    state(project)


def undo_there(project):
    """Who codes in what became one has nothing of others' to take back."""
    mine = put(project, talks(project)[0], "nieuwe")
    undo(project)
    assert mine not in {one.id for one in codings(project)}


def test_the_same_answer_on_two_machines_is_one(team, monkeypatch):
    one_name(team, monkeypatch)
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            answer(one, only(one, Asks.NAMESAKES), "later")
    exchange(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        check_one(bram, talks(bram)[0].text)


def test_two_answers_on_two_machines_make_no_circle_and_no_silent_choice(team, monkeypatch):
    one_name(team, monkeypatch)
    for name, choice in (("anna", "earlier"), ("bram", "later")):
        with team.at(name, monkeypatch) as one:
            answer(one, only(one, Asks.NAMESAKES), choice)
    exchange(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        asked = only(bram, Asks.TEXTS)
        assert len(talks(bram)) == 1
        chosen = asked.choices[1].words
        answer(bram, asked, "2")
        assert ("wethouder" in chosen or "toen nog" in chosen) == (talks(bram)[0].text == NEW)
    exchange(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        assert questions(anna) == []
        assert [one.quote for one in codings(anna)] == ["veel vertrouwen"] * 2


def test_what_others_coded_meanwhile_can_move_too(team, monkeypatch):
    """Bram does not know of the answer yet, and codes what went."""
    one_name(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        asked = only(anna, Asks.NAMESAKES)
        goes = max(asked.subjects)
        answer(anna, asked, "later" if asked.subjects[1] != goes else "earlier")
    with team.at("bram", monkeypatch) as bram:
        gone = next(one for one in talks(bram) if one.id == goes)
        put(bram, gone, "een nieuwe")
    exchange(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        asked = only(anna, Asks.DELETED_TRANSCRIPT)
        assert asked.proposed == "move"
        assert "“gesprek”" in asked.choice("move").words
        answer(anna, asked, "move")
        assert questions(anna) == []
        assert sorted(one.quote for one in codings(anna)) == [
            "een nieuwe",
            "veel vertrouwen",
            "veel vertrouwen",
        ]
        undo(anna)
        assert only(anna, Asks.DELETED_TRANSCRIPT) == asked
        answer(anna, asked, "move")
    exchange(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        assert questions(bram) == []
        assert len(codings(bram)) == 3


def test_what_became_one_in_two_steps_moves_to_the_end(team, monkeypatch):
    """Bram codes on in the first of three that are one by now."""
    texts = {"anna": OLD, "bram": NEW, "cato": OLD.replace("veel", "heel veel")}
    for name, words in texts.items():
        with team.at(name, monkeypatch) as one:
            bring(one, "gesprek", words)
    exchange(team, monkeypatch, *texts)
    with team.at("anna", monkeypatch) as anna:
        last, middle, first = sorted((one.id for one in talks(anna)), reverse=True)
        subjects = {"question": Asks.NAMESAKES.value, "coder": anna.me.id, "choice": "later"}
        for pair in ((last, middle), (middle, first)):
            drafts = one_transcript(anna, *pair, named=pair[1], text=pair[1])
            about = {**subjects, "subjects": list(pair)}
            note = Draft("answer", question_id(Asks.NAMESAKES, *pair), CREATE, about)
            anna.store.write("x", [*drafts, note])
    with team.at("bram", monkeypatch) as bram:
        put(bram, next(one for one in talks(bram) if one.id == last), "veel vertrouwen")
    exchange(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        asked = only(anna, Asks.DELETED_TRANSCRIPT)
        assert asked.subjects == (last, first)
        answer(anna, asked, "move")
        ((there, quote),) = quotes(anna)
        assert (there, quote) == (first, "veel vertrouwen")


def test_one_of_three_made_one_with_each_of_the_others_is_in_one_of_them(team, monkeypatch):
    """Anna and Bram each make another two of three one: asked is whether all are, not about ids."""
    texts = (OLD, NEW, OLD.replace("veel", "heel veel"))
    with team.at("anna", monkeypatch) as anna:
        ids = sorted(bring(anna, f"gesprek {n}", words) for n, words in enumerate(texts))
        put(anna, next(one for one in talks(anna) if one.id == ids[2]), "veel vertrouwen")
    exchange(team, monkeypatch)
    for name, stays in (("anna", ids[0]), ("bram", ids[1])):
        with team.at(name, monkeypatch) as one:
            drafts = one_transcript(one, ids[2], stays, named=stays, text=stays)
            one.store.write("x", drafts)
    exchange(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        asked = only(bram, Asks.TRANSCRIPT)
        ((there, quote),) = quotes(bram)
        assert there in ids[:2]
        assert quote == "veel vertrouwen"
        answer(bram, asked, "earlier")
        assert len(talks(bram)) == 1
        assert [one.quote for one in codings(bram)] == ["veel vertrouwen"]


def test_three_answers_of_three_people_end_in_one(team, monkeypatch):
    """Each knows two of three transcripts and makes one of those; then one is left for all."""
    texts = {"anna": OLD, "bram": NEW, "cato": OLD.replace("veel", "heel veel")}
    for name, words in texts.items():
        with team.at(name, monkeypatch) as one:
            bring(one, "gesprek", words)
            put(one, one.document("gesprek"), "veel vertrouwen")
    for name, other in (("anna", "bram"), ("bram", "cato"), ("cato", "anna")):
        with team.at(name, monkeypatch) as one:
            merge(one, [team.path(other)])
    for name in texts:
        with team.at(name, monkeypatch) as one:
            for asked in questions(one, Asks.NAMESAKES)[:1]:
                answer(one, asked, "earlier")
    exchange(team, monkeypatch, *texts)
    for _ in range(6):
        with team.at("anna", monkeypatch) as anna:
            left = questions(anna)
            for asked in left[:1]:
                answer(anna, asked, asked.proposed or asked.choices[0].key)
        exchange(team, monkeypatch, *texts)
    with team.at("cato", monkeypatch) as cato:
        assert questions(cato) == []
        assert len(codings(cato)) == 3
        for one in codings(cato):
            assert one.quote == "veel vertrouwen"


def test_equal_texts_keep_corrections_and_places(team, monkeypatch):
    """One text under two names: codings keep their words though one was corrected since."""
    for name in ("anna", "bram"):
        with team.at(name, monkeypatch) as one:
            file = team.folder / f"gesprek {name}.txt"
            file.write_text(f"Respondent: {OLD}\n", "utf-8")
            import_files(one, [file])
            put(one, one.document(f"gesprek {name}"), "ambtenaar")
    with team.at("anna", monkeypatch) as anna:
        mine = anna.document("gesprek anna")
        fix(anna, team, mine, "Er was veel", "Er was toen nog heel erg veel")
    with team.at("bram", monkeypatch) as bram:
        fix(bram, team, bram.document("gesprek bram"), "weer een", "alweer een")
        reject(
            bram,
            bram.document("gesprek bram"),
            Suggestion(
                bram.document("gesprek bram").id,
                *find_quote(bram.document("gesprek bram"), "alweer een nieuwe"),
                bram.code("doorstroom").id,
                0.9,
            ),
        )
    exchange(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        asked = only(anna, Asks.TRANSCRIPT)
        names = [one.name for one in talks(anna)]
        assert all(any(name in one.words for one in asked.choices[:2]) for name in names)
        answer(anna, asked, "later")
        (one,) = talks(anna)
        assert f"“{one.name}”" in asked.choice("later").words
        assert "toen nog heel erg veel" in one.text
        assert "alweer een" in one.text
        assert [found.quote for found in codings(anna)] == ["ambtenaar"] * 2
    exchange(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        assert questions(bram) == []
        (one,) = talks(bram)
        ((start, end, _),) = refused(bram, one.id)
        assert one.text[start:end] == "alweer een nieuwe"
        state(bram)


def fix(project, team, document, old, new):
    """Correct a transcript as a file would."""
    file = team.folder / "verbeterd.txt"
    file.write_text(document.text.replace(old, new), "utf-8")
    correct(project, document, file)


def test_blanks_at_the_end_make_no_second_text(team, monkeypatch):
    for name, more in (("anna", ""), ("bram", "\n")):
        with team.at(name, monkeypatch) as one:
            bring(one, f"gesprek {name}", OLD + more)
            put(one, one.document(f"gesprek {name}"), "ambtenaar")
    exchange(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        answer(bram, only(bram, Asks.TRANSCRIPT), "earlier")
        assert questions(bram) == []
        assert [one.quote for one in codings(bram)] == ["ambtenaar"] * 2
        state(bram)


def test_all_of_the_kind_at_once(team, monkeypatch):
    for name in ("anna", "bram", "cato"):
        with team.at(name, monkeypatch) as one:
            bring(one, "gesprek", OLD.replace("veel", f"veel {name}"))
            bring(one, "verslag", NEW.replace("veel", f"veel {name}"))
    exchange(team, monkeypatch, "anna", "bram", "cato")
    with team.at("cato", monkeypatch) as cato:
        every = questions(cato)
        assert [one.asks for one in every] == [Asks.NAMESAKES] * 4
        assert answer(cato, every[0], "different", all_alike=True) == 4
        assert questions(cato) == []
        assert len({one.name for one in cato.documents()}) == 9
        undo(cato)
        assert len(questions(cato)) == 4
        assert answer(cato, every[0], "later", all_alike=True) >= 4
        assert questions(cato) == []
        assert len(cato.documents()) == 5


def test_a_purge_reaches_what_became_one_and_a_part_holds_it(team, monkeypatch):
    one_name(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        answer(anna, only(anna, Asks.NAMESAKES), "later")
        part = team.folder / "deel.coder"
        export_copy(anna, "Dirk", part, documents=[anna.document("gesprek")])
        with team.at("cato", monkeypatch) as cato:
            merge(cato, [part])
            assert [one.quote for one in codings(cato)] == ["veel vertrouwen"] * 2
        purge(anna, anna.document("gesprek"))
        left = b"".join(
            path.read_bytes() for path in anna.path.parent.glob("anna.coder*") if path.is_file()
        )
        assert b"veel vertrouwen" not in left
        assert b"wethouder" not in left
        assert b"nieuwe ambtenaar" not in left


def test_a_purge_spares_what_was_brought_back(team, monkeypatch):
    """An answer, also a forged one, does not let a purge reach a transcript that is live."""
    one_name(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        asked = only(anna, Asks.NAMESAKES)
        answer(anna, asked, "later")
        gone = max(asked.subjects)
        anna.store.write("bring back", [Draft("document", gone, "deleted", False)])
        kept = next(one for one in talks(anna) if one.id != gone)
        purge(anna, kept)
        assert [one.id for one in talks(anna)] == [gone]


@pytest.mark.parametrize("which", [min, max])
def test_a_purge_after_an_answer_taken_back_erases_one_and_spares_the_other(
    team, monkeypatch, which
):
    """The words of one are no more among the versions of the other; the other keeps its codings."""
    one_name(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        asked = only(anna, Asks.NAMESAKES)
        answer(anna, asked, "later")
        undo(anna)
        gone = next(one for one in talks(anna) if one.id == which(asked.subjects))
        (kept,) = (one for one in talks(anna) if one.id != gone.id)
        purge(anna, gone)
        assert talks(anna) == [kept]
        assert [one.quote for one in codings(anna)] == ["veel vertrouwen"]
        assert len(memos(anna)) == 2
        state(anna)
        folder = anna.path.parent
        files = [path for path in folder.rglob("*") if path.is_file()]
        left = b"".join(path.read_bytes() for path in files)
        assert gone.text.split(". ")[0].encode() not in left
        assert kept.text.encode() in left


@pytest.mark.parametrize("choice", ["earlier", "later"])
def test_a_forged_text_that_is_its_own_parent_ends_nothing(team, monkeypatch, choice):
    with team.at("anna", monkeypatch) as anna:
        bring(anna, "gesprek", OLD)
        eid, revision = content_hash("rond"), content_hash("rond gesprek")
        about = {"document": eid, "parents": [revision], "text": NEW, "turns": []}
        anna.store.write(
            "x",
            [
                Draft("document", eid, CREATE, {"name": "gesprek"}),
                Draft("revision", revision, CREATE, about),
            ],
        )
        answer(anna, only(anna, Asks.NAMESAKES), choice)
        assert len(talks(anna)) == 1


def test_a_role_that_was_told_goes_along(team, monkeypatch):
    one_name(team, monkeypatch)
    with team.at("bram", monkeypatch) as bram:
        asked = only(bram, Asks.NAMESAKES)
        goes = next(one for one in talks(bram) if one.id == max(asked.subjects))
        role = goes.turns[0].role
        other = next(one for one in Role if one is not role)
        set_about(bram, goes, [], {"Respondent": other})
        answer(bram, asked, "earlier")
        assert talks(bram)[0].turns[0].role is other
