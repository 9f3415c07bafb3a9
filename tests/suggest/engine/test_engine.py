"""What the engine learned follows from what was said alone, and a segment never tells itself."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggest.engine.engine import Engine
from coder.suggest.engine.walk import rank, walk_through
from tests.suggest.engine.interviews import IDS, PLAIN, TALK, codes, heard, said

FIRST, SECOND = heard("eerste"), heard("tweede", TALK[::-1])
ABSENT = codes()


def learned(engine: Engine) -> np.ndarray:
    """All that an engine knows, as it shows in the features of a document."""
    return walk_through(engine, SECOND, np.zeros((len(SECOND), len(IDS)), bool))


def fresh(*documents) -> Engine:
    engine = Engine(IDS, PLAIN)
    engine.learn({one.document: (one, what) for one, what in documents})
    return engine


GIVEN = st.dictionaries(
    st.integers(0, len(TALK) - 1), st.sets(st.integers(0, 2), min_size=1).map(tuple), max_size=6
)


@settings(max_examples=25, deadline=None)
@given(st.lists(GIVEN, min_size=1, max_size=4), st.booleans())
def test_what_is_known_depends_on_the_last_state_only(states, done):
    engine = Engine(IDS, PLAIN)
    for state in states:
        engine.learn({FIRST.document: (FIRST, said(state, done=done))})
    expected = fresh((FIRST, said(states[-1], done=done)))
    assert np.allclose(learned(engine), learned(expected), atol=1e-3)


def test_noting_segments_one_by_one_equals_learning_them_together():
    engine = Engine(IDS, PLAIN)
    engine.note(FIRST, 1, codes(0), ABSENT)
    engine.note(FIRST, 5, codes(1), ABSENT)
    together = fresh((FIRST, said({1: (0,), 5: (1,)})))
    assert np.allclose(learned(engine), learned(together), atol=1e-4)


def test_taking_everything_back_leaves_nothing():
    engine = fresh((FIRST, said({1: (0,), 2: (0,)})))
    engine.learn({})
    assert np.allclose(learned(engine), learned(Engine(IDS, PLAIN)))


def test_a_coding_teaches_its_own_code_and_nothing_of_the_others():
    one = fresh((FIRST, said({7: (2,)})))
    target = one.learner.target((FIRST.document, 7))
    assert target[2] > 0
    assert not target[[0, 1]].any()


def test_a_done_document_teaches_what_is_absent():
    one = fresh((FIRST, said({7: (2,)}, done=True)))
    assert (one.learner.target((FIRST.document, 1)) < 0).all()


def test_like_segments_get_the_code_that_was_given():
    engine = fresh((FIRST, said({2: (0,), 3: (0,), 6: (1,)}, done=True)))
    scores = engine.learner.scores(engine.space.rows(SECOND.analyses))
    again = TALK[::-1].index(TALK[3])
    assert scores[again].argmax() == 0


@settings(max_examples=25, deadline=None)
@given(GIVEN, GIVEN, st.integers(0, len(TALK) - 1))
def test_features_know_only_the_codes_before_a_segment(one, other, at):
    engine = fresh((SECOND, said({0: (0,), 3: (1,)})))
    before = {number: given for number, given in one.items() if number < at}
    after = {number: given for number, given in other.items() if number >= at}
    known = walk_through(engine, FIRST, said(before).given)
    changed = walk_through(engine, FIRST, said({**before, **after}).given)
    assert np.array_equal(known[: at + 1], changed[: at + 1])


def test_terms_are_as_sure_as_they_turned_out_to_be():
    engine = fresh((FIRST, said({}, done=True)))
    right, wrong = engine.track.counts(IDS[0], "opvolger")
    assert (right, wrong) == (0, 1)
    plain = Engine(IDS, PLAIN).track.scores(SECOND.found)
    assert (engine.track.scores(SECOND.found) <= plain).all()
    assert engine.track.scores(SECOND.found).sum() < plain.sum()


def test_ranking_is_the_same_every_time():
    engine = fresh((FIRST, said({1: (0,), 5: (1,)}, done=True)))
    once, _ = rank(engine, SECOND, said({}))
    again, _ = rank(fresh((FIRST, said({1: (0,), 5: (1,)}, done=True))), SECOND, said({}))
    assert np.array_equal(once, again)


def test_similar_segments_come_likest_first_with_their_codes():
    engine = fresh((FIRST, said({1: (0,), 7: (2,)})))
    row = engine.space.rows([FIRST.analyses[7]])
    likeness, key, given = engine.similar(row)[0]
    assert key == (FIRST.document, 7)
    assert likeness > 0.99
    assert list(given) == [False, False, True]


@settings(max_examples=40, deadline=None)
@given(GIVEN, st.sets(st.integers(0, 2)), st.integers(0, len(TALK) - 1), st.booleans())
def test_what_was_said_of_a_segment_never_reaches_its_own_features(state, other, at, done):
    elsewhere = (SECOND, said({0: (0,), 3: (1,), 6: (2,)}, done=True))
    changed = {**state, at: tuple(other)}
    found = []
    for now in (state, changed):
        decided = said(now, done=done)
        if not (decided.given | decided.absent).any():
            return
        engine = fresh(elsewhere, (FIRST, decided))
        found.append(walk_through(engine, FIRST, decided.given)[at])
    assert np.allclose(*found, atol=2e-3)
