"""The kernel learner gives what solving all anew gives, whatever came and went."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from coder.suggest.engine.kernel import BIAS, BLOCK, RIDGE, KernelLearner

FEATURES, CODES = 12, 3


def material(size: int) -> tuple[csr_matrix, np.ndarray]:
    generator = np.random.default_rng(size)
    rows = generator.random((size, FEATURES)) * (generator.random((size, FEATURES)) < 0.4)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return csr_matrix(rows.astype(np.float32)), generator.random((size, CODES)) - 0.3


def solved(rows: csr_matrix, targets: np.ndarray, asked: csr_matrix) -> np.ndarray:
    known = rows.toarray().astype(float)
    likeness = known @ known.T + BIAS
    alpha = np.linalg.solve(likeness + RIDGE * np.eye(len(known)), targets)
    return (asked.toarray() @ known.T + BIAS) @ alpha


ACTS = st.lists(st.tuples(st.sampled_from(("add", "remove", "teach")), st.integers(0, 39)))


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_any_order_of_learning_equals_learning_at_once(acts):
    rows, targets = material(40)
    learner, known = KernelLearner(FEATURES, CODES), {}
    for act, key in acts:
        if act == "add" and key not in known:
            known[key] = targets[key]
            learner.add([key], rows[[key]], targets[[key]])
        elif act == "remove" and key in known:
            del known[key]
            learner.remove(key)
        elif act == "teach" and key in known:
            known[key] = targets[(key + 7) % 40]
            learner.teach(key, known[key])
    assert len(learner) == len(known)
    found = learner.scores(rows)
    if known:
        expected = solved(rows[list(known)], np.array(list(known.values())), rows)
        assert np.abs(found - expected).max() < 1e-3
    else:
        assert not found.any()


def test_blocks_equal_one_by_one():
    rows, targets = material(BLOCK + 40)
    count = rows.shape[0]
    together = KernelLearner(FEATURES, CODES)
    together.add(range(count), rows, targets)
    assert np.abs(together.scores(rows) - solved(rows, targets, rows)).max() < 1e-2


def test_teaching_all_anew_equals_solving():
    rows, targets = material(20)
    learner = KernelLearner(FEATURES, CODES)
    learner.add(range(20), rows, np.zeros_like(targets))
    learner.teach_all(targets)
    assert np.abs(learner.scores(rows) - solved(rows, targets, rows)).max() < 1e-3


def test_likeness_is_the_cosine_with_each_known_segment():
    rows, targets = material(10)
    learner = KernelLearner(FEATURES, CODES)
    learner.add(list("abcdefghij"), rows, targets)
    assert np.allclose(learner.likeness(rows[[4]]), (rows @ rows[[4]].T).toarray().ravel())
    assert learner.keys[int(np.argmax(learner.likeness(rows[[4]])))] == "e"


def test_what_the_others_say_is_what_they_say_without_it():
    rows, targets = material(20)
    every = KernelLearner(FEATURES, CODES)
    every.add(range(18), rows[:18], targets[:18])
    places = every.places([3, 7, 19])
    assert list(places) == [3, 7, -1]
    one = list(range(18))
    one.remove(3)
    expected = solved(rows[one], targets[one], rows[[3]])
    assert np.abs(every.without_itself(places[:1]) - expected).max() < 1e-4
    both = [number for number in one if number != 7]
    expected = solved(rows[both], targets[both], rows[[7]])
    assert np.abs(every.without_both(places[1:2], places[:1]) - expected).max() < 1e-4
    asked = rows[[19, 18]]
    found = every.without(asked, every.scores(asked), np.array([3, 3]))
    assert np.abs(found - solved(rows[one], targets[one], asked)).max() < 1e-4
