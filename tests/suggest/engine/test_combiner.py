"""The logit is the sum of its parts; fitting is pulled to where it started."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.project.engine_files import shipped_coefficients
from coder.suggest.engine.combiner import (
    FEATURES,
    GROUPS,
    Coefficients,
    fit,
    probabilities,
    read_coefficients,
)

NUMBERS = st.lists(
    st.floats(-3, 3, allow_nan=False), min_size=len(FEATURES), max_size=len(FEATURES)
)


@given(NUMBERS, NUMBERS)
def test_the_parts_add_up_to_the_logit(values, features):
    coefficients = Coefficients(tuple(values))
    parts = coefficients.parts(np.array(features))
    assert set(parts) == set(GROUPS)
    assert sum(parts.values()) == pytest.approx(float(coefficients.logits(np.array(features))))


def test_every_feature_is_in_one_group():
    assert len(set(FEATURES)) == len(FEATURES)


def test_the_shipped_coefficients_are_those_of_the_features():
    values = dict(zip(FEATURES, shipped_coefficients().values, strict=True))
    assert values["terms"] > 0
    assert values["recent"] > 0
    assert values["interviewer"] < 0


def test_coefficients_of_other_features_are_refused():
    with pytest.raises(ValueError, match="not those of the features"):
        read_coefficients({"coefficients": {"terms": 1.0}})
    every = {"coefficients": dict.fromkeys(FEATURES, 1.0)}
    with pytest.raises(ValueError, match="not those of the features"):
        read_coefficients(every, {"coefficients": {"terms": 1.0}})


@given(st.floats(-800, 800))
def test_probabilities_lie_between_nothing_and_certainty(logit):
    assert 0.0 <= float(probabilities(np.array(logit))) <= 1.0


def test_a_fit_finds_what_made_the_answers():
    generator = np.random.default_rng(1)
    features = generator.normal(size=(4000, 2))
    right = generator.random(4000) < probabilities(features @ np.array([1.5, -0.5]))
    assert fit(features, right, [0.0, 0.0], 1e-3) == pytest.approx((1.5, -0.5), abs=0.15)


def test_the_stronger_the_pull_the_nearer_to_the_start():
    features, right = np.ones((20, 1)), np.ones(20, bool)
    far, near = fit(features, right, [0.0], 1.0)[0], fit(features, right, [0.0], 100.0)[0]
    assert far > near > 0.0
