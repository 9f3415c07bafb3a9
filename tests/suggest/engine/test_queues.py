"""What to look at next: never what was decided, the best first, each with its reason."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggest.engine.corpus import Corpus, gather
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.queues import by_words, likely, more_like, uncertain
from tests.suggest.engine.interviews import IDS, PLAIN, TALK, heard, said

FIRST, SECOND = heard("eerste"), heard("tweede", TALK[::-1])
SAID = st.dictionaries(
    st.integers(0, len(TALK) - 1), st.sets(st.integers(0, 2), min_size=1).map(tuple), max_size=6
)
CHANCES = st.lists(st.floats(0, 1), min_size=48, max_size=48).map(
    lambda values: np.array(values).reshape(16, 3)
)


def both(first, second=(), done=False) -> tuple[Engine, Corpus]:
    engine = Engine(IDS, PLAIN)
    pairs = [(FIRST, said(dict(first), done=done)), (SECOND, said(dict(second)))]
    engine.learn({one.document: (one, what) for one, what in pairs})
    return engine, gather(pairs, len(IDS), engine.space)


def both_scores(engine):
    return np.concatenate([by_words(engine, one) for one in (FIRST, SECOND)])


def test_the_likest_segment_comes_first_with_the_one_that_made_it_like():
    engine, corpus = both({3: (0,)})
    found = more_like(corpus, both_scores(engine), 0)
    again = TALK[::-1].index(TALK[3])
    alike = next(one for one in found if one.key == (SECOND.document, again))
    assert alike.neighbour == (FIRST.document, 3)
    assert alike.likeness > 0.99
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_nothing_is_like_a_code_that_was_never_given():
    engine, corpus = both({3: (0,)})
    assert more_like(corpus, both_scores(engine), 2) == []


def test_what_was_coded_beside_a_segment_does_not_make_it_like():
    engine, _ = both({3: (0,)})
    before = by_words(engine, SECOND)
    engine.learn(
        {FIRST.document: (FIRST, said({3: (0,)})), SECOND.document: (SECOND, said({4: ()}))}
    )
    assert np.array_equal(by_words(engine, SECOND), before)


@settings(max_examples=30, deadline=None)
@given(SAID, SAID, st.booleans(), CHANCES, st.integers(0, 20))
def test_queues_hold_open_segments_only_and_no_more_than_asked(first, second, done, chances, most):
    _, corpus = both(first, second, done=done)
    places = {key: place for place, key in enumerate(corpus.keys)}
    for queue in (likely(corpus, chances, most), uncertain(corpus, chances, most)):
        assert len(queue) <= most
        assert len({one.key for one in queue}) == len(queue)
        for one in queue:
            place = places[one.key]
            assert corpus.offered[place]
            assert not corpus.given[place].any()
            assert not corpus.absent[place, one.code]
            assert one.probability == chances[place, one.code]
    for code in range(3):
        for alike in more_like(corpus, chances, code, most):
            place = places[alike.key]
            assert not corpus.given[place, code]
            assert not corpus.absent[place, code]
            assert corpus.given[places[alike.neighbour], code]


@settings(max_examples=30, deadline=None)
@given(CHANCES)
def test_likely_ones_are_ordered_by_their_likeliest_code(chances):
    _, corpus = both({})
    found = [one.probability for one in likely(corpus, chances)]
    expected = chances[corpus.offered].max(axis=1)
    assert found == sorted(expected, reverse=True)


def test_unsure_ones_of_rare_codes_go_before_sure_ones_and_common_codes():
    _, corpus = both({1: (0,), 2: (0,), 3: (0,)})
    chances = np.full((16, 3), 0.01)
    sure, common, rare = (8 + number for number in (0, 1, 2))
    chances[sure, 1], chances[common, 0], chances[rare, 1] = 0.99, 0.5, 0.5
    found = uncertain(corpus, chances)
    assert [one.key[1] for one in found[:2]] == [rare - 8, common - 8]
    assert (SECOND.document, sure - 8) not in [one.key for one in found[:2]]


def test_an_interviewer_is_left_out_unless_coded():
    _, corpus = both({0: (1,)})
    asked = [number for number, line in enumerate(TALK) if line.startswith("I:")]
    assert corpus.offered[0]
    assert not corpus.offered[asked[1]]


def test_a_coder_is_past_what_stands_before_their_last_coding():
    _, corpus = both({2: (0,)})
    assert list(corpus.read[:8]) == [True] * 3 + [False] * 5
    assert not corpus.read[8:].any()
    _, corpus = both({2: (0,)}, done=True)
    assert corpus.read[:8].all()


def test_an_empty_project_has_empty_queues():
    engine = Engine(IDS, PLAIN)
    corpus = gather([], len(IDS), engine.space)
    nothing = np.zeros((0, len(IDS)))
    assert len(corpus) == 0
    assert likely(corpus, nothing) == uncertain(corpus, nothing) == more_like(corpus, nothing, 0)
