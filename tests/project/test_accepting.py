"""Accepting many suggestions, and what a person refused before."""

from coder.model import Evidence, Suggestion
from coder.project.accepting import accept_above
from coder.project.coding import code_span, codings, undo
from coder.project.editing import reject


def suggestions(project):
    codes = {code.name: code.id for code in project.codes()}
    return [
        Suggestion(one.id, 0, 17, codes[name], score, (Evidence("word", name, (), name, score),))
        for one in project.documents()
        for name, score in (("vertrouwen", 0.9), ("doorstroom", 0.5))
    ]


def test_refused_and_coded_ones_are_left_alone(project):
    found = suggestions(project)
    first, second = project.document("d01"), project.document("d02")
    vertrouwen = project.code("vertrouwen")
    reject(project, first, next(one for one in found if one.document == first.id))
    code_span(project, second, 0, 17, vertrouwen)
    assert accept_above(project, found, 0.9) == 1
    batch = [one for one in codings(project) if one.origin == "batch"]
    assert [(one.document, one.code) for one in batch] == [
        (project.document("Groep 1").id, vertrouwen.id)
    ]


def test_a_suggestion_given_twice_is_one_coding(project):
    found = suggestions(project)
    assert accept_above(project, found + found, 0.1) == 6
    assert accept_above(project, found, 0.1) == 0
    assert undo(project).label == "accept suggestions scored 0.1 or higher"
    assert codings(project) == []
    assert accept_above(project, found, 0.1) == 6


def test_the_score_itself_is_high_enough(project):
    assert accept_above(project, suggestions(project), 0.5) == 6
