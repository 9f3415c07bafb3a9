from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.code_review import Overlap, overlaps, unused, with_subcodes
from coder.model import Code, Coding

NAMES = ("a", "b", "c", "d")


def code(name, parent=None):
    return Code(name, name, name, parent=parent, codebook="boek", position=NAMES.index(name))


FLAT = [code(name) for name in NAMES]


def coding(number, code, start, end, document="d", coder="ik"):
    return Coding(str(number), document, "r", code, coder, start, end, "")


def numbered(*places):
    return [coding(number, *place) for number, place in enumerate(places)]


def test_counts_with_subcodes_count_each_coding_once_on_the_way_up():
    codes = [code("a"), code("b", "a"), code("c", "b"), code("d")]
    assert with_subcodes(codes, {"a": 1, "c": 2}) == Counter({"a": 3, "b": 2, "c": 2, "d": 0})
    assert [one.name for one in unused(codes, {"c": 2})] == ["d"]


def test_codes_often_on_the_same_words_are_found_with_their_share():
    places = numbered(("a", 0, 9), ("b", 3, 5), ("a", 20, 30), ("b", 25, 40), ("b", 60, 70))
    assert overlaps(FLAT, places) == [Overlap("a", "b", 2, 2)]
    assert overlaps(FLAT, places)[0].share == 1.0
    assert overlaps(FLAT, places, least=3) == []


def test_touching_edges_other_people_and_other_transcripts_are_no_overlap():
    places = numbered(
        ("a", 0, 5), ("b", 5, 9), ("a", 20, 30, "d", "zij"), ("b", 20, 30, "e"), ("b", 20, 30)
    )
    assert overlaps(FLAT, places, least=1, share=0.0) == []


def test_a_code_and_those_above_it_may_stand_together():
    codes = [code("a"), code("b", "a"), code("c", "b"), code("d", "a")]
    places = numbered(("a", 0, 9), ("b", 0, 9), ("c", 0, 9), ("d", 0, 9))
    found = {(one.first, one.second) for one in overlaps(codes, places, least=1)}
    assert found == {("b", "d"), ("c", "d")}


spans = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 12), st.integers(1, 6), st.sampled_from("de")),
    max_size=25,
)


@given(spans)
def test_overlaps_are_those_of_a_plain_comparison_of_all_pairs(places):
    codings = numbered(*((name, at, at + size, where) for name, at, size, where in places))
    single = {(one.document, one.start, one.end, one.code) for one in codings}

    def touching(first, second):
        return sum(
            any(d == e and y == second and a < f and g < b for e, g, f, y in single)
            for d, a, b, x in single
            if x == first
        )

    many = Counter(name for *_, name in single)
    expected = set()
    for number, first in enumerate(NAMES):
        for second in NAMES[number + 1 :]:
            rarer, other = sorted((first, second), key=lambda name: (many[name], name))
            together = touching(rarer, other)
            if together:
                expected.add((first, second, together, many[rarer]))
    found = overlaps(FLAT, codings, least=1, share=0.0)
    assert {(one.first, one.second, one.together, one.of) for one in found} == expected
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
