"""The alphas for free segmentation: published and computed values, and what must always hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.agreement import measures, unitizing
from coder.analysis.agreement.catalogue import OF_LENGTHS
from coder.analysis.agreement.figure import undefined
from coder.analysis.agreement.sums import sum_rows
from coder.analysis.agreement.unitizing import Lengths

DATA = Path(__file__).parents[2] / "data" / "agreement"


def cases(name: str) -> list[Any]:
    found = json.loads((DATA / name).read_text(encoding="utf-8"))
    assert found
    return [pytest.param(one, id=one["id"]) for one in found]


def read(one: Any) -> tuple[Lengths, list[str]]:
    codes = sorted({code for units in one["coders"].values() for _, _, code in units})
    number = {code: place for place, code in enumerate(codes, 1)}
    coders = [[(s, e, number[code]) for s, e, code in units] for units in one["coders"].values()]
    return unitizing.measure(one["length"], coders, len(codes) + 1), codes


def all_values(lengths: Lengths, codes: list[str]) -> dict[str, float | None]:
    found = {
        "u_alpha": unitizing.u_alpha(lengths).value,
        "u_alpha_binary": unitizing.u_alpha_binary(lengths).value,
        "cu_alpha": unitizing.cu_alpha(lengths).value,
        "coverage": unitizing.coverage(lengths),
    }
    for number, code in enumerate(codes, 1):
        found[f"ku_alpha_{code}"] = unitizing.ku_alpha(lengths, number).value
        found[f"ku_coverage_{code}"] = unitizing.coverage(lengths, number)
    return found


@pytest.mark.parametrize("one", cases("unitizing.json"))
def test_published(one: Any) -> None:
    found = all_values(*read(one))
    for wanted in one["expected"]:
        value = found[wanted["measure"]]
        assert value == pytest.approx(wanted["value"], abs=wanted["tol"]), wanted["measure"]


@pytest.mark.parametrize("one", [*cases("unitizing.json"), *cases("edge_unitizing.json")])
def test_computed(one: Any) -> None:
    found = all_values(*read(one))
    computed = one["computed"]
    names = {"u": "u_alpha", "bar": "u_alpha_binary", "cu": "cu_alpha", "coverage": "coverage"}
    for short, name in names.items():
        assert found[name] == _near(computed[short]), name
    for code, (alpha, coverage) in (one.get("ku") or computed.get("k") or {}).items():
        assert found[f"ku_alpha_{code}"] == _near(alpha), code
        assert found[f"ku_coverage_{code}"] == _near(coverage), code


def _near(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


def test_what_is_undefined_says_why() -> None:
    nobody = unitizing.measure(100, [[], []], 2)
    alone = unitizing.measure(100, [[(10, 20, 1)]], 2)
    once = unitizing.measure(100, [[(10, 20, 1)], [(10, 20, 1)], []], 2)
    for lengths in (nobody, alone, once):
        for figure in (unitizing.cu_alpha(lengths), unitizing.ku_alpha(lengths, 1)):
            assert figure.value is None
            assert figure.reason
    assert unitizing.u_alpha(nobody).reason
    assert unitizing.u_alpha(alone).reason == unitizing.NO_TEXT


@st.composite
def coders_on(draw: Any, length: int, values: int) -> list[list[tuple[int, int, int]]]:
    """Units of two to four coders that do not overlap."""
    found = []
    for _ in range(draw(st.integers(2, 4))):
        places = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
        chosen = draw(st.lists(st.integers(0, values), min_size=8, max_size=8))
        edges = zip(places, places[1:], chosen, strict=False)
        found.append([(start, end, value) for start, end, value in edges if value])
    return found


@given(coders_on(40, 3))
def test_coincidences_are_those_of_characters(coders: Any) -> None:
    lengths = unitizing.measure(40, coders, 4)
    rows = np.zeros((40, len(coders)), dtype=np.int64)
    for column, units in enumerate(coders):
        for start, end, value in units:
            rows[start:end, column] = value
    by_character = sum_rows(rows, np.ones(40), 4)
    assert lengths.coincidences == pytest.approx(by_character.coincidences)


@given(coders_on(40, 3), st.randoms(use_true_random=False))
def test_order_of_coders_and_units_does_not_matter(coders: Any, random: Any) -> None:
    shuffled = [random.sample(units, len(units)) for units in random.sample(coders, len(coders))]
    one, other = (unitizing.measure(40, some, 4).numbers for some in (coders, shuffled))
    assert one == pytest.approx(other)


@given(coders_on(40, 2), coders_on(40, 2))
def test_documents_are_added_up(one: Any, other: Any) -> None:
    apart = [unitizing.measure(40, coders, 3) for coders in (one, other)]
    together = unitizing.pooled_lengths(apart)
    assert together.coincidences.sum() == pytest.approx(40 * (len(one) + len(other)))
    figure = unitizing.u_alpha(together)
    assert figure.value is None or figure.value <= 1 + 1e-9


@given(st.lists(coders_on(40, 3), min_size=1, max_size=3))
def test_many_at_once_are_what_each_is_alone(several: Any) -> None:
    each = [unitizing.measure(40, coders, 4) for coders in several]
    many = Lengths(4, np.array([one.numbers for one in each]))
    for measure in OF_LENGTHS.values():
        wanted = [np.nan if (v := measure.figure(one).value) is None else v for one in each]
        assert measure.values(many) == pytest.approx(wanted, abs=1e-9, nan_ok=True)
    for value in (1, 2, 3):
        figures = [unitizing.ku_alpha(one, value).value for one in each]
        wanted = [np.nan if v is None else v for v in figures]
        assert unitizing.ku_alphas(many, value) == pytest.approx(wanted, abs=1e-9, nan_ok=True)


@given(coders_on(40, 3))
def test_who_do_the_same_agree_fully(coders: Any) -> None:
    lengths = unitizing.measure(40, [coders[0]] * 3, 4)
    for alpha in (unitizing.u_alpha, unitizing.u_alpha_binary, unitizing.cu_alpha):
        figure = alpha(lengths)
        assert figure.value is None or figure.value == pytest.approx(1.0)


@given(coders_on(40, 1))
def test_with_one_code_the_binary_alpha_is_the_alpha(coders: Any) -> None:
    lengths = unitizing.measure(40, coders, 2)
    one, other = unitizing.u_alpha(lengths), unitizing.u_alpha_binary(lengths)
    assert one.value == _near(other.value)


def test_chance_level_is_what_independent_characters_give() -> None:
    """The continuum tells of the characters too: two halves laid at random have kappa 0."""
    text = unitizing.continuum(1000, [[(0, 500, 1)], [(250, 750, 1)]])
    sums = sum_rows(text.values.T, text.lengths, 2)
    assert measures.cohen(sums).value == pytest.approx(0.0)


def test_a_code_within_one_unit_of_one_coder_is_too_little_to_judge() -> None:
    # one of four coders gave 1 to twelve characters, another 2 to each of them: by chance alone
    # a character of 1 would meet one of another unit less than never
    lengths = unitizing.measure(20, [[(0, 12, 1)], [(n, n + 1, 2) for n in range(12)], [], []], 3)
    assert unitizing.ku_alpha(lengths, 1) == undefined(unitizing.TOO_LITTLE)
    assert unitizing.ku_alpha(lengths, 2).value is not None
