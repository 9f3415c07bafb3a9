from __future__ import annotations

from coder.analysis.agreement.sums import MISSING
from coder.analysis.agreement.units import any_tally, code_tallies, judge
from coder.model import Coding, Document, Turn

TEXT = "Een huis. Een tuin! En nu?"
SPANS = [(0, 9), (10, 19), (20, 26)]
DOCUMENT = Document("d", TEXT, (Turn(0, len(TEXT)),))


def coded(coder: str, code: str, start: int, end: int) -> Coding:
    key = f"{coder}{code}{start}"
    return Coding(key, DOCUMENT.id, DOCUMENT.revision, code, coder, start, end, TEXT[start:end])


def test_a_coding_counts_for_units_of_which_it_holds_a_letter() -> None:
    whole = coded("anna", "a", 4, 13)
    only_the_mark = coded("anna", "b", 18, 20)
    judged = judge(DOCUMENT, SPANS, [whole, only_the_mark], {"anna": 0, "bas": 1})
    assert judged.given == {0: {0: frozenset("a")}, 1: {0: frozenset("a")}}


def test_done_without_the_code_is_zero_and_not_done_is_missing() -> None:
    codings = [coded("anna", "a", 0, 9), coded("carla", "a", 0, 9), coded("carla", "a", 10, 14)]
    judged = judge(DOCUMENT, SPANS, codings, {"anna": 0, "bas": 1})
    assert code_tallies(judged, 3, ["a", "never"]) == {
        "a": {(1, 0, MISSING): 1, (0, 0, MISSING): 2},
        "never": {(0, 0, MISSING): 3},
    }


def test_the_same_code_twice_by_one_coder_is_once() -> None:
    codings = [coded("anna", "a", 0, 9), coded("anna", "a", 4, 8), coded("bas", "b", 10, 14)]
    judged = judge(DOCUMENT, SPANS, codings, {"anna": 0, "bas": 1})
    assert code_tallies(judged, 2, ["a"])["a"] == {(1, 0): 1, (0, 0): 2}
    assert any_tally(judged, 2, ["a", "b"]) == {(1, 0): 1, (0, 1): 1, (0, 0): 1}
    assert any_tally(judged, 2, ["b"]) == {(0, 1): 1, (0, 0): 2}
