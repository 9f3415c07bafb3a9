"""Changing codings in place: never the same code twice on the same words."""

import pytest

from coder.errors import InputError
from coder.model import Evidence, Suggestion
from coder.project.coding import code_span, codings, undo
from coder.project.editing import (
    accept,
    change_code,
    move_edges,
    set_important,
    set_weight,
    typed_weight,
)
from coder.project.memos import write_memo

SPAN = (0, 17)


def put(project, name, span=SPAN):
    """A coding of d01, as it is then."""
    made = code_span(project, project.document("d01"), *span, project.code(name))
    return one(project, made)


def one(project, wanted):
    return next(coding for coding in codings(project) if coding.id == wanted)


def ids(project):
    return {(coding.id, coding.code) for coding in codings(project)}


def test_another_code_in_place(project):
    first, trust = put(project, "vertrouwen"), project.code("trust")
    assert change_code(project, [first], trust) == [first.id]
    assert ids(project) == {(first.id, trust.id)}


def test_a_code_that_is_there_already_is_not_put_twice(project):
    first, second = put(project, "vertrouwen"), put(project, "trust")
    assert change_code(project, [first], project.code("trust")) == [first.id]
    assert ids(project) == {(second.id, second.code)}
    undo(project)
    assert ids(project) == {(first.id, first.code), (second.id, second.code)}


def test_other_words_are_other_codings(project):
    first, second = put(project, "vertrouwen"), put(project, "trust", (0, 6))
    change_code(project, [first], project.code("trust"))
    assert ids(project) == {(first.id, second.code), (second.id, second.code)}


def test_several_that_become_the_same_are_one(project):
    first, second = put(project, "vertrouwen"), put(project, "doorstroom")
    trust = project.code("trust")
    assert change_code(project, [first, second], trust) == [first.id, second.id]
    assert ids(project) == {(first.id, trust.id)}
    undo(project)
    assert ids(project) == {(first.id, first.code), (second.id, second.code)}


@pytest.mark.parametrize("bearing", ["memo", "weight", "mark"])
def test_what_a_coding_bears_is_not_lost_with_it(project, bearing):
    first, second = put(project, "vertrouwen"), put(project, "trust")
    bear(project, first, bearing)
    assert set(change_code(project, [one(project, first.id)], project.code("trust"))) == {
        first.id,
        second.id,
    }
    assert ids(project) == {(first.id, second.code)}


def test_where_both_bear_something_nothing_is_changed(project):
    first, second = put(project, "vertrouwen"), put(project, "trust")
    bear(project, first, "memo")
    bear(project, second, "weight")
    before = ids(project)
    with pytest.raises(InputError, match="on these words already"):
        change_code(project, [first], project.code("trust"))
    assert ids(project) == before


def bear(project, coding, what):
    if what == "memo":
        write_memo(project, "coding", coding.id, "Waarom hier?", document=coding.document)
    elif what == "weight":
        set_weight(project, coding, 40)
    else:
        set_important(project, [coding], True)


def test_edges_are_not_put_where_the_code_is_already(project):
    first, document = put(project, "vertrouwen"), project.document("d01")
    put(project, "vertrouwen", (0, 6))
    with pytest.raises(InputError, match="already"):
        move_edges(project, first, document, 0, 6)
    move_edges(project, first, document, *SPAN)
    move_edges(project, first, document, 3, 17)
    assert {(coding.start, coding.end) for coding in codings(project)} == {(0, 6), (3, 17)}


def test_a_suggestion_that_was_coded_meanwhile_is_not_coded_twice(project):
    made, document = put(project, "vertrouwen"), project.document("d01")
    evidence = (Evidence("word", "vertrouwen", (), "vertrouwen", 0.9),)
    with pytest.raises(InputError, match="already"):
        accept(project, document, Suggestion(document.id, *SPAN, made.code, 0.9, evidence))
    assert len(codings(project)) == 1


@pytest.mark.parametrize(("typed", "weight"), [("", None), (" 40 ", 40), ("0", 0)])
def test_a_typed_weight(typed, weight):
    assert typed_weight(typed) == weight


@pytest.mark.parametrize("typed", ["-1", "4,5", "veel", "٤"])
def test_what_is_no_weight(typed):
    with pytest.raises(InputError, match="no weight"):
        typed_weight(typed)
