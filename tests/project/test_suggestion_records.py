"""Suggestions go through the pipe between two processes and come back as they were."""

import json

from coder.model import Evidence, Suggestion
from coder.project.coding import code_span
from coder.project.learning import learn
from coder.project.suggesting import suggest
from coder.project.suggestion_records import suggestion_from_record, suggestion_record


def through(one):
    return suggestion_from_record(json.loads(json.dumps(suggestion_record(one))))


def test_a_suggestion_without_explanation_comes_back():
    evidence = (Evidence("word", "a", ((1, 2), (3, 4)), "word *a*", 0.5),)
    one = Suggestion("d" * 32, 0, 9, "c" * 32, 0.25, evidence)
    assert through(one) == one


def test_explanations_come_back_with_the_same_sum_and_words(project):
    document = project.document("d01")
    code_span(project, document, 0, len(document.text), project.code("doorstroom"))
    found = list(suggest(project, project.documents(), learned=learn(project)))
    assert any(one.explanation.alike for one in found)
    for one in found:
        back = through(one).explanation
        assert (back.logit, back.parts) == (one.explanation.logit, one.explanation.parts)
        assert (back.hits, back.clues) == (one.explanation.hits, one.explanation.clues)
        assert (back.alike, back.unlike) == (one.explanation.alike, one.explanation.unlike)
        assert (back.before, back.taught) == (one.explanation.before, one.explanation.taught)
        assert back.features == tuple(row for row in one.explanation.features if row[1])
