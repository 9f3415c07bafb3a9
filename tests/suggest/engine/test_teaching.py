"""Each decision teaches what it truly says: of the segments that its span holds, and no more."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coder.suggest.engine.teaching import segments_held, what_was_said
from tests.suggest.engine.interviews import IDS, TALK, heard

ONE = heard("een")
COLUMNS = {code: number for number, code in enumerate(IDS)}
END = ONE.segments[-1].end


def place(number: int, code: int = 0):
    return (ONE.segments[number].start, ONE.segments[number].end, IDS[code])


def told(given=(), refused=(), done=False):
    said = what_was_said(ONE, given, refused, done, COLUMNS)
    return (
        {(int(row), int(column)) for row, column in np.argwhere(said.given)},
        {(int(row), int(column)) for row, column in np.argwhere(said.absent)},
    )


def part(number: int, words: str):
    start = ONE.segments[number].start + TALK[number].index(words) - len("R: ")
    return start, start + len(words)


def test_a_coding_teaches_its_code_on_its_segment():
    assert told([place(2)]) == ({(2, 0)}, set())


def test_a_refusal_teaches_that_the_code_is_absent_there():
    assert told(refused=[place(2, 1)]) == (set(), {(2, 1)})


def test_a_coding_outweighs_a_refusal():
    assert told([place(2)], [place(2)]) == ({(2, 0)}, set())


def test_done_teaches_absence_of_all_but_what_was_given():
    given, absent = told([place(2)], done=True)
    assert given == {(2, 0)}
    spoken = {number for number, line in enumerate(TALK) if line.startswith("R")}
    assert absent == {(row, code) for row in spoken for code in range(3)} - given


def test_a_coded_question_of_the_interviewer_is_passed_over_for_other_codes_only_when_coded():
    _, absent = told([place(0, 1)], done=True)
    assert {(0, 0), (0, 2)} <= absent
    assert not any(row == 4 for row, _ in absent)


def test_a_span_over_several_segments_teaches_all_it_holds():
    start, _ = part(2, "Die wist van niks.")
    _, end = part(3, "Dan begin")
    assert segments_held(ONE, start, end) == ([2], [3])
    given, absent = told([(start, end, IDS[0])], done=True)
    assert given == {(2, 0)}
    assert (3, 0) not in absent
    assert (3, 1) in absent


def test_a_few_words_of_a_long_sentence_teach_it():
    assert segments_held(ONE, *part(1, "vertrokken")) == ([1], [])


def test_five_words_are_enough():
    start, _ = part(1, "er kwam een opvolger.")
    assert segments_held(ONE, start - 3, part(2, "Die")[1]) == ([1], [2])


def test_codes_that_are_gone_teach_nothing():
    assert told([(0, 10, "f" * 32)], [(0, 10, "f" * 32)]) == (set(), set())


@given(st.integers(0, END - 1), st.integers(1, 80))
def test_every_span_on_words_teaches_something_and_only_what_it_touches(start, length):
    end = min(start + length, END)
    held, beside = segments_held(ONE, start, end)
    touching = [n for n, one in enumerate(ONE.segments) if one.start < end and start < one.end]
    assert sorted(held + beside) == touching
    assert bool(held) == bool(touching)
