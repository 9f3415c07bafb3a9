"""What must hold of every measure whatever the values, and that other programs agree."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rating_tables import sums_of
from sklearn.metrics import cohen_kappa_score

from coder.analysis.agreement import measures
from coder.analysis.agreement.catalogue import OF_SUMS
from coder.analysis.agreement.distances import alpha_by_distance, alphas_by_distance, apart
from coder.analysis.agreement.figure import Figure, undefined
from coder.analysis.agreement.sums import MISSING, Sums, pooled

VALUES = (0, 1, 2)
EVERY = (
    measures.percent,
    measures.positive,
    measures.cohen,
    measures.scott,
    measures.fleiss,
    measures.conger,
    measures.brennan_prediger,
    measures.ac1,
    measures.alpha,
)


def tables(coders: int, values: tuple[int, ...] = VALUES, missing: bool = True):
    choice = st.sampled_from((*values, None) if missing else values)
    return st.lists(st.tuples(*[choice] * coders), min_size=1, max_size=12)


def same(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value
    return one.value == pytest.approx(other.value, abs=1e-9)


@given(tables(3), st.randoms(use_true_random=False))
def test_order_of_units_and_coders_does_not_matter(units, random):
    shuffled = random.sample(units, len(units))
    for order in permutations(range(3)):
        turned = [tuple(row[place] for place in order) for row in shuffled]
        one, other = sums_of(units, VALUES), sums_of(turned, VALUES)
        assert all(same(measure(one), measure(other)) for measure in EVERY)


@given(tables(3))
def test_every_figure_is_in_range_or_says_why_not(units):
    sums = sums_of(units, VALUES)
    for measure in EVERY:
        figure = measure(sums)
        if figure.value is None:
            assert figure.reason
        else:
            # far below -1 is possible where the pairs are few and the single values many
            assert figure.value <= 1.0 + 1e-9
            assert None in {value for row in units for value in row} or figure.value >= -1.0 - 1e-9


@given(st.lists(tables(3), min_size=1, max_size=4))
def test_many_at_once_are_what_each_is_alone(several):
    each = [sums_of(units, VALUES) for units in several]
    many = Sums(3, len(VALUES), np.array([one.numbers for one in each]))
    for measure in OF_SUMS.values():
        wanted = [np.nan if (v := measure.figure(one).value) is None else v for one in each]
        assert measure.values(many) == pytest.approx(wanted, abs=1e-9, nan_ok=True)


@given(st.lists(st.sampled_from(VALUES), min_size=2), st.integers(2, 4))
def test_who_say_the_same_agree_fully(values, coders):
    assume(len(set(values)) > 1)
    sums = sums_of([(value,) * coders for value in values], VALUES)
    for measure in EVERY:
        if measure is measures.scott and coders > 2:
            continue
        if measure is measures.positive and 1 not in values:
            continue
        assert measure(sums).value == pytest.approx(1.0)


@given(tables(3), tables(3))
def test_pooling_is_adding_up(one, other):
    together = pooled([sums_of(one, VALUES), sums_of(other, VALUES)])
    for measure in EVERY:
        assert same(measure(together), measure(sums_of([*one, *other], VALUES)))


@given(tables(2, missing=False))
def test_pi_is_fleiss_for_two_and_alpha_is_near(units):
    sums = sums_of(units, VALUES)
    assert same(measures.scott(sums), measures.fleiss(sums))
    pi, alpha, count = measures.scott(sums), measures.alpha(sums), 2 * len(units)
    if pi.value is not None:  # Krippendorff 2019: alpha corrects pi for the size of the sample
        assert alpha.value == pytest.approx(1 - (1 - pi.value) * (count - 1) / count)


@given(tables(2, values=(0, 1), missing=False))
def test_positive_is_dice(units):
    both = units.count((1, 1))
    one = units.count((0, 1)) + units.count((1, 0))
    figure = measures.positive(sums_of(units, (0, 1)))
    wanted = None if not both + one else pytest.approx(2 * both / (2 * both + one))
    assert figure.value == wanted


@given(tables(2, missing=False))
def test_kappa_is_that_of_scikit_learn(units):
    assume(len({value for row in units for value in row}) > 1)
    left, right = zip(*units, strict=True)
    figure = measures.cohen(sums_of(units, VALUES))
    assert figure.value == pytest.approx(cohen_kappa_score(left, right), abs=1e-9)


@given(tables(4))
def test_alpha_is_that_of_krippendorff(units):
    figure = measures.alpha(sums_of(units, VALUES))
    data = [
        [np.nan if value is None else value for value in coder]
        for coder in zip(*units, strict=True)
    ]
    paired = [row for row in units if sum(value is not None for value in row) > 1]
    assume(len({value for row in paired for value in row if value is not None}) > 1)
    wanted = krippendorff.alpha(
        data, level_of_measurement="nominal", value_domain=[float(value) for value in VALUES]
    )
    assert figure.value == pytest.approx(wanted, abs=1e-9)


def test_a_mean_of_no_pairs_says_what_is_so_of_each_pair():
    units = [(0, 0, None), (1, None, 1)]  # each pair always says the same, but not all do
    figure = measures.cohen(sums_of(units, VALUES))
    assert figure == undefined(measures.PAIRS_CONSTANT)


def test_distances_of_more_values_than_are_held_at_a_time_are_those_of_krippendorff():
    source = np.random.default_rng(1)
    numbers = source.normal(size=700)
    values = source.integers(0, len(numbers), (900, 3))
    values[:, 1] = np.where(source.random(900) < 0.5, values[:, 0], values[:, 1])
    values[source.random(values.shape) < 0.1] = MISSING
    halves = [Counter(tuple(row) for row in half.tolist()) for half in (values[:400], values[400:])]
    squared = (numbers[:, None] - numbers[None, :]) ** 2
    squared /= squared.max()
    parts = apart(halves, 3, len(numbers), squared.__getitem__)
    wanted = krippendorff.alpha(
        np.where(values == MISSING, np.nan, numbers[values]).T, level_of_measurement="interval"
    )
    assert alpha_by_distance(parts).value == pytest.approx(wanted, abs=1e-9)
    assert parts.all_pairs == pytest.approx(parts.all_pairs.T)
    first = apart(halves[:1], 3, len(numbers), squared.__getitem__)
    drawn = alphas_by_distance(parts, np.array([[1.0, 1.0], [1.0, 0.0]]))
    assert drawn == pytest.approx([wanted, alpha_by_distance(first).value], abs=1e-9)
