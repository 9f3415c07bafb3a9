"""The parts of an explanation are the computation: they add up to the score that is shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggest.engine.clues import LearnedWords
from coder.suggest.engine.combiner import FEATURES, Coefficients, probabilities
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.explaining import Explainer
from coder.suggest.engine.walk import rank
from tests.suggest.engine.interviews import IDS, TALK, heard, said

FIRST, SECOND = heard("eerste"), heard("tweede", TALK[::-1])
GIVEN = st.dictionaries(
    st.integers(0, len(TALK) - 1), st.sets(st.integers(0, 2), min_size=1).map(tuple), max_size=6
)
WEIGHTS = Coefficients(
    tuple({"all": -2.0, "learned": 3.0, "learned_more": 1.5}.get(name, 0.4) for name in FEATURES)
)
EVERY = [(number, column) for number in range(len(TALK)) for column in range(len(IDS))]


def explained(given, done=False, elsewhere=None):
    """The probabilities of the first talk and the explanations of all, by segment and code."""
    engine = Engine(IDS, WEIGHTS)
    decided = said(given, done=done)
    told = {FIRST.document: (FIRST, decided)}
    told[SECOND.document] = (SECOND, said(elsewhere or {0: (0,), 3: (1,), 6: (2,)}))
    engine.learn(told)
    likely, features = rank(engine, FIRST, decided)
    found = Explainer(engine, FIRST, decided, features).explain(EVERY)
    return engine, likely, features, dict(zip(EVERY, found, strict=True))


@settings(max_examples=25, deadline=None)
@given(GIVEN, st.booleans())
def test_the_parts_add_up_to_the_probability_that_is_shown(given, done):
    _, likely, _, found = explained(given, done)
    for (number, column), why in found.items():
        assert float(probabilities(np.array(why.logit))) == pytest.approx(likely[number, column])
        shares = sum(share for _, _, share in why.features)
        assert shares == pytest.approx(why.logit)


@settings(max_examples=25, deadline=None)
@given(GIVEN, st.booleans())
def test_the_learned_words_add_up_to_the_learned_score(given, done):
    engine, _, features, _ = explained(given, done)
    words = LearnedWords(engine, FIRST)
    for number, column in EVERY:
        total = words.values(number, column)[1].sum()
        expected = features[number, column, FEATURES.index("learned")]
        assert total + words.shared(number, column) == pytest.approx(expected, abs=2e-4)


def test_words_that_were_learned_are_named_with_their_places():
    _, _, _, found = explained({}, elsewhere={TALK[::-1].index(TALK[3]): (0,)})
    clues = found[3, 0].clues
    assert clues[0].share > 0
    text = "\n".join(line.split(": ", 1)[1] for line in TALK)
    for clue in clues:
        assert next(text[start:end].casefold() for start, end in clue.spans) in clue.words


def test_hits_tell_how_often_the_term_was_right_elsewhere():
    there = TALK[::-1].index(TALK[1])
    _, _, _, found = explained({}, elsewhere={there: (0,)})
    hit = next(hit for hit in found[1, 0].hits if hit.term == "opvolger")
    assert (hit.right, hit.wrong, hit.where) == (1, 0, "here")
    _, _, _, own = explained({1: (0,)}, elsewhere={there: (0,)})
    assert next(hit for hit in own[1, 0].hits if hit.term == "opvolger").right == 1


def test_terms_ahead_and_in_the_question_are_told_as_such():
    _, _, _, found = explained({})
    assert {hit.where for hit in found[6, 2].hits} == {"ahead"}
    assert {hit.where for hit in found[5, 1].hits} == {"question"}


def test_the_likest_segments_with_and_without_the_code():
    lines = TALK[::-1]
    elsewhere = {lines.index(TALK[2]): (0,), lines.index(TALK[3]): (1,)}
    _, _, _, found = explained({}, elsewhere=elsewhere)
    why = found[2, 0]
    assert (why.alike.document, why.alike.likeness) == (SECOND.document, pytest.approx(1, abs=0.01))
    assert SECOND.segments[lines.index(TALK[2])].start == why.alike.start
    assert why.unlike is None or why.unlike.start == SECOND.segments[lines.index(TALK[3])].start
    other = found[2, 1]
    assert other.unlike.start == why.alike.start


def test_a_segment_is_not_its_own_neighbour():
    _, _, _, found = explained({2: (0,)}, elsewhere={0: (1,)})
    alike = found[2, 0].alike
    assert alike is None or (alike.document, alike.start) != (
        FIRST.document,
        FIRST.segments[2].start,
    )


def test_what_was_given_before_is_counted_from_here():
    _, _, _, found = explained({1: (0,), 2: (0,)})
    before = found[3, 0].before
    assert (before.times, before.since, before.same_turn, before.asked) == (2, 1, True, False)
    later = found[5, 0].before
    assert (later.since, later.same_turn, later.asked) == (3, False, True)
    assert found[1, 0].before.since is None


def test_how_much_was_taught_leaves_the_segment_itself_out():
    _, _, _, found = explained({1: (0,)}, done=True, elsewhere={0: (0,), 3: (0,)})
    assert found[1, 0].taught.given == 2
    assert found[2, 0].taught.given == 3
    assert found[1, 1].taught.absent == found[2, 1].taught.absent
