from __future__ import annotations

import numpy as np
import pytest
from rating_tables import sums_of

from coder.analysis.agreement import measures
from coder.analysis.agreement.bootstrap import TOO_FEW, Interval, draw, interval
from coder.analysis.agreement.sums import Numbers, Sums

DOCUMENTS = [
    sums_of(units, [0, 1])
    for units in (
        [(1, 1), (0, 0), (1, 0)],
        [(0, 0), (0, 0), (1, 1)],
        [(0, 1), (1, 1)],
        [(0, 0), (1, 1), (1, 1), (0, 1)],
        [(1, 1), (0, 0)],
    )
]


PARTS = np.array([one.numbers for one in DOCUMENTS])


def alphas(drawn: Numbers) -> Numbers:
    return measures.alphas(Sums(2, 2, drawn @ PARTS))


def test_the_same_seed_gives_the_same_draws() -> None:
    one, same, other = draw(5, 200, 7), draw(5, 200, 7), draw(5, 200, 8)
    assert (one == same).all()
    assert (one != other).any()
    assert set(one.sum(axis=1)) == {5.0}
    assert one[:2].tolist() == [[2, 1, 1, 1, 0], [2, 1, 2, 0, 0]]  # as on every machine


def test_the_interval_is_of_the_pooled_measure_in_each_draw() -> None:
    found = interval(alphas(draw(5, 400, 1)), 5)
    whole = measures.alpha(Sums(2, 2, PARTS.sum(axis=0))).value
    assert found.low is not None
    assert found.high is not None
    assert whole is not None
    assert found.low < whole < found.high
    first = np.eye(5)[[0, 0, 0, 0, 0]]  # one document in every draw: no width
    same = interval(alphas(first), 5)
    assert same.low == same.high == pytest.approx(measures.alpha(DOCUMENTS[0]).value)


def test_few_documents_have_no_interval() -> None:
    assert interval(np.array([0.5, 0.6]), 4) == Interval(None, None, TOO_FEW)


def test_mostly_undefined_is_no_interval_and_says_how_often() -> None:
    values = np.array([np.nan, np.nan, 0.5])
    assert interval(values, 5) == Interval(None, None, "undefined in 2 of 3 draws", 2)
    assert interval(np.array([np.nan, 0.5, 0.5]), 5) == Interval(0.5, 0.5, "", 1)
