"""Every kind of answer, taken back: the question is open again, on every machine after merging."""

import pytest
from teamwork import document, put, state

from coder.merge.questions import Asks
from coder.oplog.operation import Draft
from coder.project.answering import answer
from coder.project.codes import add_code, rename_code
from coder.project.coding import codings, redo, remove_code, remove_codings, remove_document, undo
from coder.project.correcting import correct
from coder.project.editing import move_edges
from coder.project.importing import document_drafts, import_files
from coder.project.joining import merge_codes
from coder.project.memos import edit_memo, memos, write_memo
from coder.project.merging import merge
from coder.project.project import open_project
from coder.project.questions import questions
from coder.store.replica import load_person

BOTH = ("anna", "bram")


def meet(team, monkeypatch):
    ends = []
    for _ in range(3):
        ends = []
        for name, other in (BOTH, BOTH[::-1]):
            with at(team, name, monkeypatch) as one:
                merge(one, [team.path(other)])
                ends.append(state(one))
    assert ends[0] == ends[1]


def at(team, name, monkeypatch, called=None):
    """At somebody's machine; whoever was renamed there keeps that name."""
    config = team.folder / name / "config"
    monkeypatch.setenv("CODER_CONFIG", str(config))
    called = called or ("Coder A" if (team.folder / "namesakes").exists() else name.title())
    return open_project(team.path(name), load_person(config, called))


def each(team, monkeypatch, act):
    for name in BOTH:
        with at(team, name, monkeypatch) as one:
            act(one, name)


def same_person(team, monkeypatch, lead):
    (team.folder / "namesakes").touch()
    each(team, monkeypatch, lambda one, _: put(one, "d01", 0, 4, "trust"))


def same_code(team, monkeypatch, lead):
    def act(one, _):
        add_code(one, "Hoop")
        put(one, "d01", 0, 4, "Hoop")

    each(team, monkeypatch, act)


def imported(one, name, words):
    new = document(name, words)
    one.store.write("import", lambda: document_drafts(one, new))
    put(one, name, 0, 4, "trust")


def same_transcript(team, monkeypatch, lead):
    each(team, monkeypatch, lambda one, name: imported(one, f"van {name}", "Eén gesprek."))


def namesakes(team, monkeypatch, lead):
    each(team, monkeypatch, lambda one, name: imported(one, "gesprek", f"Een gesprek van {name}."))


def corrected(team, monkeypatch, word, on=None):
    file = team.folder / "gesprek.txt"
    file.write_text("Respondent: Er was een ambtenaar bij.\n", "utf-8")

    def act(one, name):
        file.write_text("Respondent: Er was een ambtenaar bij.\n", "utf-8")
        import_files(one, [file])
        there = one.document("gesprek")
        if on is None:
            put(one, "gesprek", 23, 32, "trust")
        else:
            write_memo(
                one, "span", there.id, on, document=there.id, revision=there.revision, span=(23, 32)
            )
        text = there.text
        assert text[23:32] == "ambtenaar"
        file.write_text(text.replace("ambtenaar", word(name)), "utf-8")
        correct(one, one.document("gesprek"), file)

    each(team, monkeypatch, act)


def texts(team, monkeypatch, lead):
    corrected(team, monkeypatch, lambda name: "wethouder" if name == "anna" else "bestuurder")


def lost(team, monkeypatch, lead):
    corrected(team, monkeypatch, lambda name: "")


def lost_memo(team, monkeypatch, lead):
    corrected(team, monkeypatch, lambda name: "", on="wie?")


def circle(team, monkeypatch, lead):
    def act(one, name):
        first, second = ("trust", "doorstroom") if name == "anna" else ("doorstroom", "trust")
        put(one, "d01", 0, 4, first)
        merge_codes(one, one.code(first), one.code(second))

    each(team, monkeypatch, act)


def deleted_code(team, monkeypatch, lead):
    with at(team, "anna", monkeypatch) as anna:
        remove_code(anna, anna.code("trust"))
    with at(team, "bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")


def deleted_transcript(team, monkeypatch, lead):
    with at(team, "anna", monkeypatch) as anna:
        remove_document(anna, anna.document("d01"))
    with at(team, "bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")


def moved_transcript(team, monkeypatch, lead):
    """Made one with another while somebody still coded in it."""
    namesakes(team, monkeypatch, lead)
    meet(team, monkeypatch)
    with at(team, "anna", monkeypatch) as anna:
        (asked,) = questions(anna)
        answer(anna, asked, "earlier")
    with at(team, "bram", monkeypatch) as bram:
        gone = next(one for one in bram.documents() if one.id == max(asked.subjects))
        put(bram, gone.id, 4, 7, "trust")


def changed(team, monkeypatch, lead):
    made = put(lead, "d01", 0, 4, "trust")
    each(team, monkeypatch, lambda one, _: merge(one, [lead.path]))
    with at(team, "bram", monkeypatch) as bram:
        for name in ("d02", "Groep 1"):  # so that his clock is far ahead
            put(bram, name, 0, 4, "trust")
        remove_codings(bram, [made])
    with at(team, "anna", monkeypatch) as anna:
        anna.store.write("x", [Draft("coding", made, "important", True)])


def edges(team, monkeypatch, lead):
    """Both move it, each only one edge of it; the words are of both edges."""
    made = put(lead, "d01", 7, 17, "trust")

    def act(one, name):
        merge(one, [lead.path])
        (coding,) = codings(one)
        assert coding.id == made
        start, end = (3, 17) if name == "anna" else (7, 20)
        move_edges(one, coding, one.document("d01"), start, end)

    each(team, monkeypatch, act)


def renamed(team, monkeypatch, lead):
    each(team, monkeypatch, lambda one, name: rename_code(one, one.code("trust"), f"van {name}"))


def memo(team, monkeypatch, lead):
    write_memo(lead, "project", None, "eerst")

    def act(one, name):
        merge(one, [lead.path])
        edit_memo(one, memos(one)[0], f"van {name}")

    each(team, monkeypatch, act)


def said_both(happen, one):
    """Anna said that two things are one, Bram that they are two."""

    def act(team, monkeypatch, lead):
        happen(team, monkeypatch, lead)
        meet(team, monkeypatch)
        for name, choice in zip(BOTH, (one, "different"), strict=True):
            with at(team, name, monkeypatch) as own:
                (asked,) = questions(own)
                answer(own, asked, choice)

    act.__name__ = f"said_both_of_{happen.__name__}_{one}"
    return act


CASES = [
    (same_person, Asks.PERSON, ("same", "different")),
    (same_code, Asks.CODE, ("same", "different")),
    (same_transcript, Asks.TRANSCRIPT, ("earlier", "later", "different")),
    (namesakes, Asks.NAMESAKES, ("different", "earlier", "later")),
    (said_both(same_person, "same"), Asks.ANSWERS, ("same", "different")),
    (said_both(same_code, "same"), Asks.ANSWERS, ("same", "different")),
    (said_both(same_transcript, "earlier"), Asks.ANSWERS, ("same", "different")),
    (said_both(same_transcript, "later"), Asks.ANSWERS, ("same", "different")),
    (said_both(namesakes, "earlier"), Asks.ANSWERS, ("same", "different")),
    (said_both(namesakes, "later"), Asks.ANSWERS, ("same", "different")),
    (texts, Asks.TEXTS, ("1", "2")),
    (lost, Asks.LOST, ("delete", "different")),
    (lost_memo, Asks.LOST_MEMO, ("delete", "different")),
    (circle, Asks.CIRCLE, ("keep", "apart")),
    (deleted_code, Asks.DELETED_CODE, ("keep", "delete")),
    (deleted_transcript, Asks.DELETED_TRANSCRIPT, ("keep", "delete")),
    (moved_transcript, Asks.DELETED_TRANSCRIPT, ("move", "keep", "delete")),
    (changed, Asks.CHANGED, ("keep", "delete")),
    (edges, Asks.EDGES, ("1", "2")),
    (renamed, Asks.VALUES, ("1", "2")),
    (memo, Asks.VALUES, ("1", "2", "both")),
]


def test_every_kind_of_question_and_every_answer_is_among_the_cases(team, project, monkeypatch):
    assert {asks for _, asks, _ in CASES} == set(Asks)


@pytest.mark.parametrize(
    ("happen", "asks", "choice"),
    [(happen, asks, choice) for happen, asks, choices in CASES for choice in choices],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_an_answer_taken_back_leaves_the_question(team, project, monkeypatch, happen, asks, choice):
    happen(team, monkeypatch, project)
    meet(team, monkeypatch)
    with at(team, "anna", monkeypatch) as anna:
        asked = next(one for one in questions(anna) if one.asks is asks)
        open_before = {one.id for one in questions(anna)}
        there = {one.id for one in codings(anna)}
        answer(anna, asked, choice)
        assert asked.id not in {one.id for one in questions(anna)}
    meet(team, monkeypatch)
    with at(team, "anna", monkeypatch) as anna:  # opened anew, as 'coder undo' does
        undo(anna)
        assert {one.id for one in questions(anna)} == open_before
        assert {one.id for one in codings(anna)} == there
    meet(team, monkeypatch)
    for name in BOTH:
        with at(team, name, monkeypatch) as one:
            assert {found.id for found in questions(one)} == open_before
            assert next(found for found in questions(one) if found.id == asked.id) == asked
    with at(team, "anna", monkeypatch) as anna:
        redo(anna)
        assert asked.id not in {one.id for one in questions(anna)}
    meet(team, monkeypatch)
    with at(team, "bram", monkeypatch) as bram:
        assert asked.id not in {one.id for one in questions(bram)}
