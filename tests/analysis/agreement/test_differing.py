from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.agreement.confusion import NONE, confusion
from coder.analysis.agreement.differing import Differing, confused, given_by
from coder.analysis.agreement.spread import Spread
from coder.analysis.agreement.units import Judged


def judged(*units: tuple[str, ...]) -> Judged:
    found = {
        number: {who: frozenset(codes) for who, codes in enumerate(unit) if codes}
        for number, unit in enumerate(units)
        if any(unit)
    }
    coders = tuple(range(len(units[0]))) if units else (0, 1)
    return Judged("d", tuple((10 * n, 10 * n + 9) for n in range(len(units))), coders, found)


def test_units_that_some_gave_a_code_and_others_not() -> None:
    document = judged(("a", "a"), ("a", "b"), ("", "ab"), ("", ""))
    assert given_by(document, ["a"]) == [
        Differing(10, 19, (0,), (1,)),
        Differing(20, 29, (1,), (0,)),
    ]
    assert given_by(document, ["a", "b"]) == [Differing(20, 29, (1,), (0,))]


def test_stretches_of_free_spans_are_joined_where_they_are_alike() -> None:
    spans = {"a": {0: [(0, 20)], 1: [(10, 20)]}, "b": {0: [(5, 8)]}}
    document = Spread("d", 40, (0, 1), spans)
    assert given_by(document, ["a"]) == [Differing(0, 10, (0,), (1,))]


CODES = st.sampled_from(["", "a", "b", "ab", "c"])
UNITS = st.integers(2, 3).flatmap(lambda n: st.lists(st.tuples(*[CODES] * n), max_size=6))


@given(UNITS)
def test_behind_every_figure_of_confusion_are_as_many_places(units: list[tuple[str, ...]]) -> None:
    document = judged(*units)
    counts = confusion([document], "abc")
    for one in (*"abc", NONE):
        for other in (*"abc", NONE):
            if (one, other) == (NONE, NONE):
                continue
            places = confused(document, "abc", one, other)
            assert len(places) == counts.get((one, other), 0), (one, other)
