"""What the running interview tells, counted by hand."""

import math

import numpy as np
import pytest

from coder.suggest.engine.interview import (
    FADING_AHEAD,
    RECENT,
    RunningInterview,
    Setting,
    ahead,
    no_habits,
    read_habits,
)

NOTHING = np.zeros(2)


def setting(asks=(), turns=(0, 0, 0, 1, 1)) -> Setting:
    size = len(turns)
    interviewer = np.array([number in asks for number in range(size)])
    return Setting(np.array(turns), interviewer, np.full(size, 8))


def gone_through(rows, where: Setting) -> dict:
    running = RunningInterview(where, no_habits(2))
    for row in rows:
        running.passed(np.array(row, bool), NOTHING)
    return running.features()


def test_before_anything_was_coded_nothing_is_known():
    found = gone_through([], setting())
    assert all(not np.any(value) for value in found.values())


def test_codings_fade_with_distance():
    found = gone_through([(1, 0), (0, 0), (0, 1)], setting())
    assert found["recent"] == pytest.approx([math.exp(-3 / RECENT), math.exp(-1 / RECENT)])
    assert list(found["seen"]) == [1.0, 1.0]


def test_the_turn_forgets_when_another_one_begins():
    assert list(gone_through([(1, 0), (0, 0)], setting())["turn"]) == [1.0, 0.0]
    assert list(gone_through([(1, 0), (0, 0), (0, 0)], setting())["turn"]) == [0.0, 0.0]


def test_a_question_since_the_last_coding_is_known():
    rows = [(1, 0), (0, 0)]
    assert not gone_through(rows, setting())["recent_asked"].any()
    assert gone_through(rows, setting(asks=(1,)))["recent_asked"][0] > 0


def test_words_ahead_count_up_to_the_next_question():
    scores = np.array([[0.0], [0.5], [0.9]])
    open_ended = ahead(scores, setting(turns=(0, 0, 0)))
    asked = ahead(scores, setting(asks=(2,), turns=(0, 0, 0)))
    first, second = 0.5 * FADING_AHEAD, 0.9 * FADING_AHEAD**2
    assert open_ended[0, 0] == pytest.approx(1 - (1 - first) * (1 - second))
    assert asked[0, 0] == pytest.approx(first)
    assert not ahead(scores, setting(asks=(1,), turns=(0, 0, 0)))[0].any()


def test_habits_tell_shares_and_followers():
    habits = read_habits([np.array([(1, 0), (0, 0), (0, 1), (1, 0)], bool)], 2)
    assert list(habits.given) == [2, 1]
    assert habits.share()[0] > 0 > habits.share()[1]
    assert habits.follows(np.array([True, False]))[1] > 0
    assert not habits.follows(np.array([False, False])).any()
