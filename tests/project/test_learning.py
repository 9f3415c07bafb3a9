"""Each decision teaches the person who took it, on a real project file; nothing else does."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest
from taught import BOOK, CODES, FIRST, NAMES, as_other, code_it, make

from coder.errors import InputError
from coder.model import Codebook, Term
from coder.project import suggestion_process
from coder.project.codebooks import import_codebook
from coder.project.coding import codings, undo
from coder.project.correcting import correct
from coder.project.editing import accept, reject, remove
from coder.project.finishing import set_done
from coder.project.learning import learn
from coder.project.project import open_project
from coder.project.suggesting import suggest, suggestion_row
from coder.segment import segments


@pytest.fixture
def path(folder):
    make(folder / "leer.coder")
    return folder / "leer.coder"


@pytest.fixture
def opened(path):
    with open_project(path) as project:
        yield project


def told(project, document="een"):
    """What was learned to be given and absent in a document, by segment and code."""
    learned = learn(project)
    said = learned.said(learned.hearing.hear(project, project.document(document).id))
    return tuple(
        {(int(row), NAMES[column]) for row, column in np.argwhere(rows)}
        for rows in (said.given, said.absent)
    )


def score(project, document, number, name, learned=None):
    learned = learned or learn(project)
    text = project.document(document)
    one = segments(text)[number]
    for found in suggest(project, [text], learned=learned):
        if (found.start, found.code) == (one.start, project.code(name).id):
            return found.score
    return 0.0


def everything(project, learned=None):
    names = {code.id: code.name for code in project.codes()}
    return json.dumps(
        [
            suggestion_row(one, document, names)
            for document in project.documents()
            for one in suggest(project, [document], learned=learned)
        ]
    )


def test_a_coding_teaches(opened):
    before = score(opened, "twee", 1, "doorstroom")
    code_it(opened, "een", 2, "doorstroom")
    assert told(opened) == ({(2, "doorstroom")}, set())
    assert score(opened, "twee", 1, "doorstroom") > before


def test_an_accepted_suggestion_teaches(opened):
    text = opened.document("een")
    one = next(iter(suggest(opened, [text])))
    accept(opened, text, one)
    assert told(opened) == ({(0, "doorstroom")}, set())


def test_a_refused_suggestion_teaches_that_it_was_wrong(opened):
    text = opened.document("een")
    before = score(opened, "twee", 2, "doorstroom")
    reject(opened, text, next(iter(suggest(opened, [text]))))
    assert told(opened) == (set(), {(0, "doorstroom")})
    assert score(opened, "twee", 2, "doorstroom") < before


def test_a_suggestion_that_nobody_decided_on_teaches_nothing(opened):
    first = everything(opened)
    assert told(opened) == (set(), set())
    assert everything(opened) == first


def test_a_coding_of_another_coder_teaches_nothing(path):
    with open_project(path) as project:
        before = everything(project)
    with as_other(path) as other:
        code_it(other, "een", 2, "geld")
        set_done(other, other.document("een"), True)
        text = other.document("twee")
        reject(other, text, next(iter(suggest(other, [text]))))
        assert everything(other) != before
    with open_project(path) as project:
        assert everything(project) == before
        assert learn(project).decided == {}
        theirs = learn(project, coder="00000000000070008000000000000009")
        assert len(theirs.decided) == 2


def test_being_done_teaches_what_was_passed_over(opened):
    code_it(opened, "een", 2, "doorstroom")
    assert told(opened)[1] == set()
    set_done(opened, opened.document("een"), True)
    given, absent = told(opened)
    assert given == {(2, "doorstroom")}
    assert absent == {(row, name) for row in range(len(FIRST)) for name in NAMES} - given
    set_done(opened, opened.document("een"), False)
    assert told(opened)[1] == set()


def test_undo_and_removing_unlearn(opened):
    before = everything(opened)
    code_it(opened, "een", 2, "doorstroom")
    taught = everything(opened)
    assert taught != before
    undo(opened)
    assert everything(opened) == before
    code_it(opened, "een", 2, "doorstroom")
    assert everything(opened) == taught
    remove(opened, codings(opened))
    assert everything(opened) == before


def test_the_order_of_codings_makes_no_difference(folder):
    acts = [("een", 2, "doorstroom"), ("twee", 3, "geld"), ("een", 3, "vertrouwen")]
    found = []
    for name, order in (("a", acts), ("b", acts[::-1])):
        make(folder / f"{name}.coder")
        with open_project(folder / f"{name}.coder") as project:
            for act in order:
                code_it(project, *act)
            found.append(everything(project))
    assert found[0] == found[1]


def test_two_runs_give_the_same(path):
    with open_project(path) as project:
        code_it(project, "een", 2, "doorstroom")
        set_done(project, project.document("een"), True)
        first = everything(project)
    with open_project(path) as project:
        assert everything(project) == first


def test_what_is_kept_between_questions_equals_a_fresh_start(opened):
    kept = learn(opened)
    acts = [("een", 2, "doorstroom"), ("een", 3, "vertrouwen"), ("twee", 3, "geld")]
    for act in acts:
        code_it(opened, *act)
        kept = learn(opened, kept)
        assert score(opened, "twee", 1, "doorstroom", kept) == pytest.approx(
            score(opened, "twee", 1, "doorstroom"), abs=2e-3
        )
    undo(opened)
    kept = learn(opened, kept)
    assert everything(opened, kept) == everything(opened)


def test_only_what_changed_is_read_again(opened):
    code_it(opened, "een", 2, "doorstroom")
    kept = learn(opened)
    heard, space = kept.hearing.hear(opened, opened.document("een").id), kept.engine.space
    code_it(opened, "een", 3, "vertrouwen")
    again = learn(opened, kept)
    assert again is kept
    assert again.hearing.hear(opened, opened.document("een").id) is heard
    assert again.engine.space is space


def test_other_terms_are_heard_at_once(opened):
    kept = learn(opened)
    code_it(opened, "een", 2, "doorstroom")
    changed = [
        replace(code, terms=(*code.terms, Term("niemand"))) if code.name == "geld" else code
        for code in CODES
    ]
    import_codebook(opened, Codebook(BOOK, "Proef", codes=tuple(changed)))
    again = learn(opened, kept)
    assert everything(opened, again) == everything(opened)
    assert score(opened, "twee", 2, "geld", again) > 0.1


def test_a_segments_own_codes_never_change_its_own_suggestions(opened):
    code_it(opened, "een", 4, "geld")
    code_it(opened, "twee", 0, "doorstroom")
    for number in range(4):
        before = {name: score(opened, "een", number, name) for name in NAMES}
        for name in NAMES:
            code_it(opened, "een", number, name)
            after = {other: score(opened, "een", number, other) for other in NAMES}
            assert after == pytest.approx(before, abs=2e-3)
            undo(opened)


def test_codings_alone_are_enough_to_suggest_by(folder):
    plain = folder / "zonder.coder"
    make(plain, tuple(replace(code, terms=()) for code in CODES))
    with open_project(plain) as project:
        with pytest.raises(InputError, match="nothing to suggest by"):
            everything(project)
        code_it(project, "een", 2, "doorstroom")
        found = {name: score(project, "twee", 1, name) for name in NAMES}
        assert max(found, key=found.get) == "doorstroom"


def test_the_process_suggests_anew_after_a_coding(path, monkeypatch):
    with open_project(path) as project:
        document = project.document("twee").id

    def questions():
        yield f"1 {document}\n"
        with open_project(path) as project:
            code_it(project, "een", 2, "doorstroom")
        yield f"2 {document}\n"

    lines = io.StringIO()
    monkeypatch.setattr("sys.stdout", lines)
    suggestion_process.serve(path, questions())
    first, second = (json.loads(line)["suggestions"] for line in lines.getvalue().splitlines())
    assert first != second


def test_a_correction_of_the_text_does_not_unlearn(opened, folder):
    code_it(opened, "een", 2, "doorstroom")
    text = opened.document("een")
    reject(opened, text, next(one for one in suggest(opened, [text]) if one.score > 0.3))
    before = told(opened)
    fixed = folder / "een.txt"
    fixed.write_text(text.text.replace("helemaal nergens van", "echt niets"), "utf-8")
    correct(opened, text, fixed)
    assert opened.document("een").revision != text.revision
    assert told(opened) == before
