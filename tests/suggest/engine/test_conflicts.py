"""Conflicts are exactly the pairs that are alike and were coded differently, the likest first."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggest.engine.conflicts import LEAST_WORDS, conflicts
from coder.suggest.engine.corpus import gather
from coder.suggest.engine.vectors import space
from tests.suggest.engine.interviews import IDS, TALK, heard, said

LINES = (
    "R: De wethouder is vertrokken en er kwam een opvolger.",
    "R: De wethouder is weer vertrokken en er kwam een opvolger.",
    "R: Ja, precies.",
    "R: De subsidie was intussen ook op, zeiden ze.",
    "R: De wethouder is vertrokken en toen kwam er een opvolger.",
    "R: Ja, precies.",
)
DOCUMENT, OTHER = heard("eerste", LINES), heard("tweede", LINES[::-1])
SPACE = space([*DOCUMENT.analyses, *OTHER.analyses])
SAID = st.dictionaries(
    st.integers(0, 5), st.sets(st.integers(0, 2), min_size=1, max_size=2).map(tuple), max_size=6
)


def table(first, second, done=(False, False)):
    pairs = [
        (DOCUMENT, said(dict(first), 6, done[0])),
        (OTHER, said(dict(second), 6, done[1])),
    ]
    return gather(pairs, len(IDS), SPACE)


def test_one_theme_coded_differently_in_two_interviews():
    corpus = table({0: (0,)}, {5: (1,)})
    (found,) = conflicts(corpus)
    assert (found.one, found.other) == ((DOCUMENT.document, 0), (OTHER.document, 5))
    assert found.likeness > 0.99
    assert (found.only_one, found.only_other) == ((0,), (1,))


def test_what_was_passed_over_in_a_done_document_differs_from_what_was_coded():
    corpus = table({0: (0,)}, {}, done=(False, True))
    found = conflicts(corpus)
    assert [one.other for one in found] == [(OTHER.document, n) for n in (5, 4, 1)]
    assert all((one.only_one, one.only_other) == ((0,), ()) for one in found)
    assert conflicts(table({0: (0,)}, {})) == []


def test_short_answers_are_not_compared():
    assert conflicts(table({2: (0,)}, {0: (1,)})) == []


def test_at_most_so_many_and_the_likest_of_them():
    corpus = table({0: (0,), 1: (1,), 4: (2,)}, {})
    every = conflicts(corpus)
    assert len(every) == 3
    assert conflicts(corpus, most=2) == every[:2]
    assert conflicts(corpus, most=0) == []


@settings(max_examples=60, deadline=None)
@given(SAID, SAID, st.tuples(st.booleans(), st.booleans()), st.floats(0.1, 0.95))
def test_conflicts_are_those_that_comparing_every_pair_finds(first, second, done, least):
    corpus = table(first, second, done)
    likeness = np.asarray((corpus.rows @ corpus.rows.T).todense())
    coded = corpus.given.any(axis=1)
    expected = set()
    for one, other in combinations(range(len(corpus)), 2):
        only_one = corpus.given[one] & ~corpus.given[other] & (coded[other] | corpus.absent[other])
        only_other = corpus.given[other] & ~corpus.given[one] & (coded[one] | corpus.absent[one])
        long = min(corpus.words[one], corpus.words[other]) >= LEAST_WORDS
        if long and likeness[one, other] >= least and (only_one.any() or only_other.any()):
            expected.add((corpus.keys[one], corpus.keys[other]))
    found = conflicts(corpus, most=100, least=np.float32(least))
    assert {(one.one, one.other) for one in found} == expected
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_the_sample_talk_conflicts_with_nobody():
    pairs = [(heard("derde", TALK), said({1: (0,), 7: (2,)}))]
    assert conflicts(gather(pairs, len(IDS), space(pairs[0][0].analyses))) == []
