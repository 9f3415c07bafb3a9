import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.calibration import calibrate
from coder.analysis.proportions import Z_95, Share, wilson


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_intervals_that_newcombe_printed(hits, count, low, high):
    """Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I."""
    assert wilson(hits, count) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_are_where_the_score_test_just_rejects(pair):
    hits, count = pair
    share = hits / count
    low, high = wilson(hits, count)
    assert 0 <= low <= share <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            score = abs(share - end) / (end * (1 - end) / count) ** 0.5
            assert score == pytest.approx(Z_95, rel=1e-6)


def test_of_nothing_there_is_no_share():
    assert Share(0, 0, "nothing").value is None
    assert Share(0, 0, "nothing").interval is None
    assert Share(3, 4).value == 0.75


outcomes = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


@given(outcomes)
def test_the_error_is_that_of_slow_counting(found):
    made = calibrate(found, "none")
    assert made.count == len(found)
    if not found:
        assert (made.error, made.why) == (None, "none")
        return
    error = 0.0
    for number in range(10):
        there = [
            (p, right) for p, right in found if int(p * 10) == number or (number == 9 and p == 1.0)
        ]
        if there:
            confidence = sum(p for p, _ in there) / len(there)
            accuracy = sum(right for _, right in there) / len(there)
            error += len(there) / len(found) * abs(confidence - accuracy)
    assert made.error == pytest.approx(error)
    for part in made.bins:
        assert part.low - 1e-9 <= part.mean <= part.high + 1e-9
        assert part.right.count > 0
