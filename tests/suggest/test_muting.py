import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from coder.suggest.muting import BOUND, LAST, LEAST_JUDGED, SURE, Muted, is_muted, muted_codes

ONE, TWO = "1" * 32, "2" * 32
counts = st.integers(0, 30)


@given(counts, counts)
def test_the_sum_is_the_beta_distribution(accepted, refused):
    below = beta.cdf(BOUND, accepted + 1, refused + 1)
    if abs(below - SURE) > 1e-9:
        expected = accepted + refused >= LEAST_JUDGED and below >= SURE
        assert is_muted(accepted, refused) == expected


@pytest.mark.parametrize(
    ("accepted", "refused", "muted"),
    [(0, 7, False), (0, 8, True), (1, 8, False), (1, 13, True), (2, 18, True), (4, 16, False)],
)
def test_how_much_refusing_it_takes(accepted, refused, muted):
    assert is_muted(accepted, refused) is muted


@given(counts, counts)
def test_one_more_refusal_never_gives_a_voice_back(accepted, refused):
    if is_muted(accepted, refused):
        assert is_muted(accepted, refused + 1)
        assert is_muted(max(accepted - 1, 0), refused + 1)


def test_only_the_last_ones_count():
    old = [(ONE, True)] * 50
    assert muted_codes(old + [(ONE, False)] * LAST) == [Muted(ONE, 0, LAST)]
    assert muted_codes(old + [(ONE, False)] * 8) == []
    assert muted_codes([(ONE, False)] * 8 + [(ONE, True)] * LAST) == []


def test_codes_are_judged_apart():
    said = [(ONE, False), (TWO, True)] * 10
    assert muted_codes(said) == [Muted(ONE, 0, 10)]
