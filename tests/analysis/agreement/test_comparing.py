"""Tables from units and from free spans: what is added up, counted, blocked and confused."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.agreement.bootstrap import TOO_FEW
from coder.analysis.agreement.catalogue import ABOUT, NAMES, OF_LENGTHS, OF_SUMS
from coder.analysis.agreement.comparing import Group, Line, compare
from coder.analysis.agreement.confusion import NONE, confusion
from coder.analysis.agreement.distances import (
    alpha_by_distance,
    alphas_by_distance,
    apart,
    jaccard,
)
from coder.analysis.agreement.parts import code_parts, doubled, group_tally, set_tallies
from coder.analysis.agreement.spread import Spread
from coder.analysis.agreement.sums import sum_up
from coder.analysis.agreement.units import Judged
from coder.analysis.table import Row

A, B = Row("a", "A"), Row("b", "B")


def judged(name: str, *units: tuple[str, ...], coders: tuple[int, ...] = (0, 1)) -> Judged:
    """Units as the codes of each coder: ("ab", "") is a and b by the first, none by the second."""
    given_ = {
        number: {
            coder: frozenset(codes) for coder, codes in zip(coders, unit, strict=True) if codes
        }
        for number, unit in enumerate(units)
        if any(unit)
    }
    spans = tuple((10 * n, 10 * n + 9) for n in range(len(units)))
    return Judged(name, spans, coders, given_)


DOCUMENTS = [
    judged("d1", ("a", "a"), ("a", "b"), ("", ""), ("ab", "a")),
    judged("d2", ("", ""), ("b", "b"), ("b", "")),
]


def by_kind(lines: tuple[Line, ...], kind: str) -> Line:
    return next(line for line in lines if line.kind == kind)


def test_counts_and_figures_of_codes_any_and_all() -> None:
    lines = compare(DOCUMENTS, 2, [A, B], ["percent", "positive", "kappa"])
    code, other = (line for line in lines if line.kind == "code")
    assert code.counts is not None
    assert (code.counts.judged, code.counts.given) == (7, (3, 2))
    assert (code.counts.all, code.counts.one) == (2, 1)
    assert other.counts is not None
    assert (other.counts.given, other.counts.all, other.counts.one) == ((3, 2), 1, 3)
    anything, together = by_kind(lines, "any"), by_kind(lines, "all")
    assert anything.counts is not None
    assert (anything.counts.given, anything.counts.all) == ((5, 4), 4)
    assert together.counts is not None
    assert (together.counts.judged, together.counts.given) == (14, (6, 4))
    figure = together.figure("percent")
    assert figure is not None
    assert figure.value == pytest.approx(10 / 14)
    figure = code.figure("positive")
    assert figure is not None
    assert figure.value == pytest.approx(4 / 5)


def test_pooling_is_of_counts_not_a_mean_of_documents() -> None:
    (line, *_) = compare(DOCUMENTS, 2, [A], ["percent"])
    figure = line.figure("percent")
    assert figure is not None
    assert figure.value == pytest.approx(6 / 7)  # the mean of 3/4 and 3/3 is another


def test_who_did_not_judge_a_document_is_missing_there() -> None:
    documents = [
        judged("d1", ("a", "a", ""), ("", "", "a"), coders=(0, 1, 2)),
        judged("d2", ("a", "a"), coders=(0, 2)),
    ]
    (line, *_) = compare(documents, 3, [A], ["alpha", "kappa"])
    assert line.counts is not None
    assert (line.counts.given, line.counts.all, line.counts.one) == ((2, 1, 2), 1, 1)
    assert [pair[:2] for pair in line.pairs] == [(0, 1), (0, 2), (1, 2)]
    assert line.pairs[0][2].value == pytest.approx(1.0)


def test_sets_have_one_figure_for_all_codes() -> None:
    lines = compare(DOCUMENTS, 2, [A, B], list(NAMES))
    assert [line.kind for line in lines if line.figure("alpha-sets")] == ["all"]
    figure = by_kind(lines, "all").figure("alpha-sets")
    assert figure is not None
    assert figure.value is not None
    assert by_kind(lines, "all").pairs


def test_intervals_come_with_draws_and_the_same_seed_gives_the_same() -> None:
    documents = [judged(f"d{n}", ("a", "a"), ("", "a" * (n % 2)), ("", "")) for n in range(6)]
    one = compare(documents, 2, [A], ["kappa"], draws=100, seed=5)
    assert one == compare(documents, 2, [A], ["kappa"], draws=100, seed=5)
    interval = one[0].measured[0].interval
    assert interval is not None
    assert interval.low is not None
    assert interval.high is not None
    assert 0 < interval.low < interval.high <= 1
    few = compare(documents[:3], 2, [A], ["kappa"], draws=100)[0].measured[0].interval
    assert few is not None
    assert few.low is None
    assert few.reason


def test_sets_and_members_of_groups_have_intervals_too() -> None:
    documents = [judged(f"d{n}", ("a", "ab" * (n % 2)), ("b", "b"), ("", "")) for n in range(6)]
    line = by_kind(compare(documents, 2, [A, B], ["alpha-sets"], draws=200), "all")
    (sets,) = line.measured
    spread = [replace(SPREAD[n % 2], document=f"d{n}") for n in range(6)]
    lines = compare(spread, 2, [A, B], [], [Group(A, (A, B), 0)], draws=200)
    members = [line.measured[0] for line in lines if line.kind == "member"]
    assert len(members) == 2
    for one in (sets, *members):
        assert one.interval is not None
        assert one.figure.value is not None
        assert one.interval.low is not None
        assert one.interval.high is not None
        assert one.interval.low <= one.figure.value <= one.interval.high
    assert sets.interval is not None
    assert sets.interval.low != sets.interval.high
    few = compare(spread[:3], 2, [A, B], [], [Group(A, (A, B), 0)], draws=200)
    reasons = {m.interval.reason for one in few for m in one.measured if m.interval is not None}
    assert reasons == {TOO_FEW}


@given(st.data())
def test_alpha_on_sets_in_draws_is_that_of_the_documents_drawn(data: st.DataObject) -> None:
    sets = st.sampled_from(["", "a", "b", "ab"])
    units = st.lists(st.tuples(sets, sets), min_size=1, max_size=4)
    documents = [judged(f"d{n}", *data.draw(units)) for n in range(3)]
    drawn = np.array([[1, 1, 1], [2, 0, 1], [0, 3, 0]], dtype=float)
    tallies, values = set_tallies(documents, 2, ["a", "b"])
    found = alphas_by_distance(apart(tallies, 2, len(values), jaccard(values)), drawn)
    for weights, value in zip(drawn, found, strict=True):
        again = [
            one for one, times in zip(tallies, weights, strict=True) for _ in range(int(times))
        ]
        together = apart([sum(again, Counter())], 2, len(values), jaccard(values))
        alone = alpha_by_distance(together).value
        assert value == pytest.approx(np.nan if alone is None else alone, nan_ok=True)


def test_a_group_of_excluding_codes_on_units() -> None:
    documents = [judged("d1", ("a", "a"), ("a", "b"), ("", ""), ("b", "b"))]
    (line,) = [
        line
        for line in compare(documents, 2, [A, B], ["percent", "kappa"], [Group(A, (A, B), 0)])
        if line.kind == "group"
    ]
    figure = line.figure("percent")
    assert figure is not None
    assert figure.value == pytest.approx(3 / 4)
    tally = group_tally(documents[0], 2, ["a", "b"])
    assert tally == {(1, 1): 1, (1, 2): 1, (0, 0): 1, (2, 2): 1}
    sums = sum_up(tally, 2, 3)
    assert sums.alike.tolist() == [[4, 3], [3, 4]]
    assert sums.facing[0, 1].tolist() == [1, 2, 1]
    assert sums.facing[1, 0].tolist() == [1, 1, 2]


def test_two_codes_of_a_group_at_once_block_its_figures() -> None:
    assert doubled(DOCUMENTS[0], ["a", "b"]) == [(3, 0, ("a", "b"))]
    lines = compare(DOCUMENTS, 2, [A, B], ["kappa"], [Group(A, (A, B), 1)])
    figure = by_kind(lines, "group").figure("kappa")
    assert figure is not None
    assert figure.value is None
    assert figure.reason == "two codes of the group on the same words, once"


SPREAD = [
    Spread(
        "d1", 60, (0, 1), {"a": {0: [(0, 20)], 1: [(0, 20)]}, "b": {0: [(30, 40)], 1: [(35, 50)]}}
    ),
    Spread("d2", 40, (0, 1), {"b": {0: [(0, 10)]}}),
]


def test_free_spans_are_counted_in_characters() -> None:
    lines = compare(SPREAD, 2, [A, B], ["percent", "kappa", "u-alpha"])
    code, other = (line for line in lines if line.kind == "code")
    assert other.counts is not None
    assert (other.counts.judged, other.counts.given) == (100, (20, 15))
    assert (other.counts.all, other.counts.one) == (5, 25)
    figure = code.figure("u-alpha")
    assert figure is not None
    assert figure.value == pytest.approx(1.0)
    assert by_kind(lines, "all").figure("u-alpha") is not None
    assert code.figure("cu-alpha") is None


def test_a_group_of_free_spans_has_all_alphas_and_its_members_their_own() -> None:
    lines = compare(SPREAD, 2, [A, B], ["percent"], [Group(A, (A, B), 0)])
    group = by_kind(lines, "group")
    assert [one.measure for one in group.measured] == list(OF_LENGTHS)
    coverage = {one.measure: one.coverage for one in group.measured}["cu-alpha"]
    assert coverage == pytest.approx((2 * 20 + 2 * 5) / 200)
    members = [line for line in lines if line.kind == "member"]
    assert [line.row.id for line in members] == ["a", "b"]
    assert members[1].measured[0].coverage == pytest.approx(10 / 35)


@given(st.data())
def test_free_spans_on_whole_units_are_what_units_are(data: st.DataObject) -> None:
    """Units of one length, coded whole or not at all, give the same sums but for their length."""
    units = data.draw(st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "ab"])] * 3), min_size=1))
    one = judged("d", *units, coders=(0, 1, 2))
    spans: dict[str, dict[int, list[tuple[int, int]]]] = {}
    for number, by_coder in one.given.items():
        for coder, codes in by_coder.items():
            for code in codes:
                spans.setdefault(code, {}).setdefault(coder, []).append(
                    (7 * number, 7 * number + 7)
                )
    other = Spread("d", 7 * len(units), (0, 1, 2), spans)
    left, right = (code_parts(some, 3, ["a", "b"]) for some in (one, other))
    for code in ("a", "b"):
        assert np.allclose(left[code].sums.numbers * 7, right[code].sums.numbers)
    assert {key: 7 * count for key, count in confusion([one], "ab").items()} == confusion(
        [other], "ab"
    )


def test_confusion_of_two_coders_has_a_direction() -> None:
    assert confusion(DOCUMENTS, ["a", "b"]) == {
        ("a", "a"): 2,
        ("a", "b"): 1,
        ("b", NONE): 2,
        ("b", "b"): 1,
    }
    assert confusion(DOCUMENTS, ["a"]) == {("a", "a"): 2, ("a", NONE): 1}


def test_confusion_of_more_coders_counts_every_pair_both_ways() -> None:
    document = judged("d1", ("a", "b", ""), coders=(0, 1, 2))
    assert confusion([document], ["a", "b"]) == {
        ("a", "b"): 1,
        ("b", "a"): 1,
        ("a", NONE): 1,
        (NONE, "a"): 1,
        ("b", NONE): 1,
        (NONE, "b"): 1,
    }


def test_every_measure_is_explained_and_every_explained_one_is_offered() -> None:
    assert set(NAMES) == {*OF_SUMS, *OF_LENGTHS, "alpha-sets", "ku-alpha"}
    assert all(one.formula and one.source and one.when for one in ABOUT)
