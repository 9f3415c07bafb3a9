"""What a model of meaning adds: likeness to the codebook, what was learned, and nothing without."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.project.engine_files import shipped_coefficients
from coder.suggest.engine.combiner import BY_MEANING, FEATURES, GROUPS, Coefficients
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.meaning_space import Cards, meaning_space, unit
from coder.suggest.engine.ridge import BIAS, RIDGE, RidgeLearner
from coder.suggest.engine.walk import Walk, rank
from tests.suggest.engine.interviews import CODES, IDS, TALK, codes, heard, said

SIZE = 6
MEANING = [FEATURES.index(name) for group in BY_MEANING for name in GROUPS[group]]


def vectors(rows, seed=0):
    """Vectors as models give them: all near to one direction."""
    generator = np.random.default_rng(seed)
    return unit(generator.normal(size=(rows, SIZE)) + 5.0).astype(np.float32)


CARDS = Cards(vectors(6, 1), np.array([0, 0, 1, 1, 2, 2]))


def understood(name, seed):
    one = heard(name)
    return replace(one, vectors=vectors(len(TALK), seed))


def features(engine, one, rows):
    return rank(engine, one, rows)[1][:, :, MEANING]


def test_without_a_model_nothing_changes():
    shipped = shipped_coefficients()
    blind = [0.0 if at in MEANING else value for at, value in enumerate(shipped.values)]
    one, rows = heard("een"), said({1: (0,), 5: (1,)})
    for engine in (Engine(IDS, shipped), Engine(IDS, shipped, CARDS)):
        engine.learn({heard("twee").document: (heard("twee"), said({2: (0,), 6: (1,)}, done=True))})
        likely, found = rank(engine, one, rows)
        assert not found[:, :, MEANING].any()
        plain = Engine(IDS, Coefficients(tuple(blind)))
        plain.learn({heard("twee").document: (heard("twee"), said({2: (0,), 6: (1,)}, done=True))})
        assert np.array_equal(likely, rank(plain, one, rows)[0])


def test_with_a_model_the_other_features_stay_as_they_were():
    one, rows = understood("een", 2), said({1: (0,), 5: (1,)})
    other = [number for number in range(len(FEATURES)) if number not in MEANING]
    engine, plain = Engine(IDS, shipped_coefficients(), CARDS), Engine(IDS, shipped_coefficients())
    for any_ in (engine, plain):
        any_.learn({heard("twee").document: (understood("twee", 3), said({2: (0,)}, done=True))})
    with_it, without = rank(engine, one, rows)[1], rank(plain, one, rows)[1]
    assert with_it[:, :, MEANING[0]].all()
    assert np.array_equal(with_it[:, :, other], without[:, :, other])


def test_a_segment_is_like_the_code_whose_card_means_the_same():
    space = meaning_space(CARDS, len(CODES), [vectors(50, 4)])
    pull = unit(CARDS.vectors[2:4].mean(axis=0, keepdims=True) - CARDS.vectors.mean(axis=0))
    segments = vectors(20, 5)
    segments[7] += 0.5 * pull[0]
    likeness = space.likeness(space.rows(segments))
    assert int(likeness[7].argmax()) == 1
    assert likeness[7, 1] == pytest.approx(likeness[:, 1].max())


def test_a_segment_without_a_vector_is_like_nothing():
    space = meaning_space(CARDS, len(CODES), [])
    segments = vectors(5)
    segments[2] = 0.0
    assert not space.rows(segments)[2].any()
    assert space.rows(segments)[3].any()
    assert not space.rows(np.zeros((2, SIZE), np.float32)).any()


def test_a_code_without_a_card_is_like_nothing():
    cards = Cards(CARDS.vectors[:4], CARDS.columns[:4])
    space = meaning_space(cards, len(CODES), [])
    likeness = space.likeness(space.rows(vectors(5)))
    assert likeness[:, :2].all() and not likeness[:, 2].any()
    one = meaning_space(Cards(CARDS.vectors[:1], CARDS.columns[:1]), 1, [])
    assert np.isfinite(one.likeness(one.rows(vectors(5)))).all()


def solved(rows, targets):
    """Ridge regression the long way, as a kernel (dual)."""
    kernel = rows @ rows.T + BIAS
    return np.linalg.solve(kernel + RIDGE * np.eye(len(rows)), targets)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=30), st.integers(0, 99))
def test_learning_step_by_step_is_learning_at_once(steps, seed):
    generator = np.random.default_rng(seed)
    rows, targets = generator.normal(size=(8, SIZE)), generator.normal(size=(8, 2))
    learner, known = RidgeLearner(SIZE, 2), []
    for step in steps:
        if step in known:
            learner.remove(step)
            known.remove(step)
        else:
            learner.teach(step, rows[step], targets[step])
            known.append(step)
    fresh = generator.normal(size=(3, SIZE))
    found = learner.scores(fresh, ["x", "y", "z"])
    if known:
        alpha = solved(rows[known], targets[known])
        assert np.allclose(found, (fresh @ rows[known].T + BIAS) @ alpha, atol=1e-8)
        at_once = RidgeLearner(SIZE, 2)
        at_once.start(known, rows[known], targets[known])
        assert np.allclose(at_once.scores(fresh, ["x", "y", "z"]), found, atol=1e-8)
    else:
        assert np.allclose(found, 0.0, atol=1e-8)


def test_what_a_segment_taught_does_not_reach_itself():
    generator = np.random.default_rng(3)
    rows, targets = generator.normal(size=(8, SIZE)), generator.normal(size=(8, 2))
    learner = RidgeLearner(SIZE, 2)
    learner.start(list(range(8)), rows, targets)
    for number in range(8):
        without = RidgeLearner(SIZE, 2)
        others = [other for other in range(8) if other != number]
        without.start(others, rows[others], targets[others])
        apart = learner.scores(rows[[number]], [number])
        assert np.allclose(apart, without.scores(rows[[number]], ["x"]), atol=1e-9)


def test_the_order_of_learning_makes_no_difference():
    first, second = understood("een", 2), understood("twee", 3)
    ones, others = said({1: (0,)}), said({2: (0,), 5: (1,)})
    told = {first.document: (first, ones), second.document: (second, others)}
    at_once, by_steps = (Engine(IDS, shipped_coefficients(), CARDS) for _ in range(2))
    at_once.learn(told)
    by_steps.learn({**told, second.document: (second, said({5: (1,)}))})
    by_steps.note(second, 2, codes(0), codes())
    fresh, rows = understood("drie", 4), said({})
    assert np.allclose(features(at_once, fresh, rows), features(by_steps, fresh, rows))


def test_what_was_coded_makes_like_segments_likelier():
    engine = Engine(IDS, shipped_coefficients(), CARDS)
    one, fresh = understood("een", 2), understood("twee", 2)
    walk = Walk(engine, fresh)
    column = MEANING[-1]
    assert not walk.features()[:, column].any()
    engine.learn({heard("een").document: (one, said({0: (2,)}, done=True))})
    walk.refresh()
    assert int(walk.features()[:, column].argmax()) == 2


def test_meaning_is_a_part_of_its_own():
    engine = Engine(IDS, shipped_coefficients(), CARDS)
    one = understood("een", 2)
    row = rank(engine, one, said({}))[1][1, 0]
    parts = engine.coefficients.parts(row)
    assert parts["meaning: definition"]
    assert sum(parts.values()) == pytest.approx(float(engine.coefficients.logits(row)))
