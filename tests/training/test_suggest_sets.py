"""The benchmark on sets of loose texts: what it counts, and that it shows at most three a text."""

import numpy as np
import pytest

from benchmarks.suggest_sets import HIGHEST, agreement, mean, measured

GIVEN = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]], bool)


def test_what_is_shown_is_compared_with_what_was_given():
    shown = np.array([[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]], bool)
    figures = agreement(shown, GIVEN)
    assert figures["micro_f1"] == pytest.approx(2 * 3 / (4 + 4))
    assert figures["macro_f1"] == pytest.approx((2 * 1 / (2 + 2) + 1) / 2)
    assert figures["precision"] == pytest.approx(3 / 4)


def test_sure_and_right_is_perfect_and_sure_and_wrong_is_nothing():
    right = measured(GIVEN.astype(float), GIVEN)
    assert right["micro_f1"] == right["p@1"] == right["r@3"] == 1.0
    assert right["calibration_error"] == 0.0
    wrong = measured(1.0 - GIVEN.astype(float), GIVEN)
    assert wrong["micro_f1"] == wrong["p@1"] == 0.0
    assert wrong["calibration_error"] == 1.0


def test_at_most_three_codes_are_shown_a_text():
    likely = np.full((1, 6), HIGHEST + 0.1)
    assert measured(likely, np.ones((1, 6), bool))["micro_f1"] == pytest.approx(2 * 3 / (3 + 6))


def test_figures_are_averaged_by_name():
    assert mean([{"p@1": 0.2}, {"p@1": 0.4}]) == {"p@1": pytest.approx(0.3)}
