from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.agreement.spread import (
    Overlap,
    Ruler,
    overlaps,
    spread,
    united,
    units_of_any,
    units_of_code,
    units_of_group,
)
from coder.model import Coding, Document, Turn

TEXT = "A: een huis \nB: en een tuin\nA: ja"
#       0  3        12 16          27 31
DOCUMENT = Document("d", TEXT, (Turn(3, 11), Turn(16, 27), Turn(31, 33)))
BOTH = {"anna": 0, "bas": 1}


def coded(coder: str, code: str, start: int, end: int) -> Coding:
    key = f"{coder}{code}{start}"
    return Coding(key, DOCUMENT.id, DOCUMENT.revision, code, coder, start, end, TEXT[start:end])


def test_the_ruler_holds_words_only() -> None:
    ruler = Ruler(DOCUMENT, [0, 1, 2])
    assert ruler.length == 8 + 11 + 2
    assert ruler.place(3, 11) == (0, 8)
    assert ruler.place(5, 19) == (2, 10)  # over a label: one span
    assert ruler.place(10, 13) == (7, 8)
    assert ruler.place(11, 16) is None
    assert ruler.place(0, 33) == (0, 21)
    without = Ruler(DOCUMENT, [0, 2])
    assert without.length == 10
    assert without.place(16, 27) is None
    assert without.place(5, 33) == (2, 10)


def test_white_space_at_the_ends_does_not_count() -> None:
    ruler = Ruler(DOCUMENT, [0, 1, 2])
    assert ruler.place(6, 12) == ruler.place(7, 11) == (4, 8)
    assert ruler.place(6, 7) is None


@given(st.integers(0, 33), st.integers(0, 33))
def test_places_on_the_ruler_lead_back_to_the_text(one: int, other: int) -> None:
    ruler = Ruler(DOCUMENT, [0, 1, 2])
    place = ruler.place(min(one, other), max(one, other))
    if place is not None:
        start, end = ruler.text_place(place[0]), ruler.text_place(place[1] - 1) + 1
        assert min(one, other) <= start < end <= max(one, other)
        assert not TEXT[start].isspace()
        assert not TEXT[end - 1].isspace()


def test_overlapping_spans_of_a_coder_are_one_and_touching_ones_two() -> None:
    assert united([(5, 9), (0, 3), (2, 4), (4, 5)]) == [(0, 4), (4, 5), (5, 9)]
    codings = [coded("anna", "a", 3, 8), coded("anna", "a", 6, 11), coded("bas", "b", 16, 18)]
    codings.append(coded("carla", "a", 3, 11))
    one = spread(DOCUMENT, Ruler(DOCUMENT, [0, 1, 2]), codings, BOTH)
    assert units_of_code(one, "a") == [[(0, 8, 1)], []]
    assert units_of_code(one, "never") == [[], []]
    assert units_of_any(one, ["a", "b"]) == [[(0, 8, 1)], [(8, 10, 1)]]
    assert units_of_group(one, ["b", "a"]) == [[(0, 8, 2)], [(8, 10, 1)]]


def test_two_codes_of_a_group_on_the_same_words_are_told() -> None:
    codings = [
        coded("anna", "a", 3, 27),
        coded("anna", "b", 7, 11),
        coded("anna", "b", 22, 33),
        coded("bas", "a", 3, 6),
        coded("bas", "b", 7, 11),
    ]
    ruler = Ruler(DOCUMENT, [0, 1, 2])
    one = spread(DOCUMENT, ruler, codings, BOTH)
    assert overlaps(one, ruler, ["a", "b"]) == [
        Overlap(0, ("a", "b"), 7, 11),
        Overlap(0, ("a", "b"), 23, 27),
    ]
