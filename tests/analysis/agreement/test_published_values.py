"""Every published value of a measure on predefined units, within its tolerance."""

from __future__ import annotations

import json
from itertools import combinations
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rating_tables import sums_of, tally_of, values_in

from coder.analysis.agreement import measures
from coder.analysis.agreement.distances import alpha_by_distance, apart, jaccard
from coder.analysis.agreement.figure import Figure
from coder.analysis.agreement.sums import sum_up

DATA = Path(__file__).parents[2] / "data" / "agreement"

MEASURES = {
    "percent": measures.percent,
    "cohen": measures.cohen,
    "mean_pairwise_cohen": measures.cohen,
    "scott": measures.scott,
    "fleiss": measures.fleiss,
    "conger": measures.conger,
    "bp": measures.brennan_prediger,
    "ac1": measures.ac1,
    "alpha_nominal": measures.alpha,
}


def sets_of(name: str) -> list[Any]:
    found = json.loads((DATA / name).read_text(encoding="utf-8"))
    assert found
    return found


def expectations(name: str) -> list[Any]:
    return [
        pytest.param(one, wanted, id=f"{one['id']}-{wanted['measure']}")
        for one in sets_of(name)
        for wanted in one["expected"]
    ]


def by_numbers(units: list[list[Any]], kind: str) -> Figure:
    """Alpha with the distance of an interval, ratio or ordinal scale."""
    values = sorted(values_in(units))
    tally = tally_of(units, values)
    coincidences = sum_up(tally, len(units[0]), len(values)).coincidences
    each = coincidences.sum(axis=1)
    numbers = np.array(values, dtype=float)
    if kind == "ordinal":  # ranks in the middle of each value's share: differences are the sums
        numbers = np.cumsum(each) - each / 2
    difference = numbers[:, None] - numbers[None, :]
    if kind == "ratio":
        total = numbers[:, None] + numbers[None, :]
        difference = np.divide(difference, total, out=np.zeros_like(difference), where=total > 0)
    squared = difference**2
    # a squared distance may be above 1; alpha is a quotient, so its unit is free
    scale = float(squared.max()) or 1.0
    return alpha_by_distance(
        apart([tally], len(units[0]), len(values), lambda chosen: squared[chosen] / scale)
    )


def measured(one: Any, measure: str) -> float | None:
    units = one["units"]
    values = one.get("categories") or values_in(units)
    sums = sums_of(units, values)
    if measure in MEASURES:
        return MEASURES[measure](sums).value
    if measure in {"D_o", "D_e"}:
        figure = measures.alpha(sums)
        kept = figure.observed if measure == "D_o" else figure.expected
        assert kept is not None
        return 1 - kept
    if measure.startswith("pe_"):
        return MEASURES[measure.removeprefix("pe_")](sums).expected
    if measure in {"alpha_interval", "alpha_ratio", "alpha_ordinal"}:
        return by_numbers(units, measure.removeprefix("alpha_")).value
    name, _, value = measure.partition("_code_")
    known = {str(known): known for known in values}[value]
    against = [[None if v is None else v == known for v in row] for row in units]
    formula = {"alpha": measures.alpha, "fleiss": measures.fleiss}[name]
    return formula(sums_of(against, [False, True])).value


@pytest.mark.parametrize(("one", "wanted"), expectations("coding.json"))
def test_published(one: Any, wanted: Any) -> None:
    found = measured(one, wanted["measure"])
    assert found == pytest.approx(wanted["value"], abs=wanted["tol"], rel=0)


@pytest.mark.parametrize(
    ("one", "measure"),
    [
        pytest.param(one, measure, id=f"{one['id']}-{measure}")
        for one in sets_of("edge_coding.json")
        for measure in one["computed"]
    ],
)
def test_degenerate(one: Any, measure: str) -> None:
    figure = MEASURES[measure](sums_of(one["units"], one["categories"]))
    wanted = one["computed"][measure]
    if wanted is None:
        assert figure.value is None
        assert figure.reason
    else:
        assert figure.value == pytest.approx(wanted, abs=1e-9)


def nearness(one: frozenset[str], other: frozenset[str]) -> float:
    """dkpro's distance of sets: equal, one in the other, common members, none."""
    if one == other:
        return 0.0
    if one < other or other < one:
        return 1 / 3
    return 2 / 3 if one & other else 1.0


def masi_apart(one: frozenset[str], other: frozenset[str]) -> float:
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


def no_dice(one: frozenset[str], other: frozenset[str]) -> float:
    """1 - Dice as dkpro counts it: two empty sets have nothing in common."""
    return 1 - 2 * len(one & other) / ((len(one) + len(other)) or 1)


def masi_2006(one: frozenset[str], other: frozenset[str]) -> float:
    """1 - Jaccard x monotonicity, as Passonneau (2006) has it and NLTK (which has .67 and .33)."""
    return 1 - (1 - masi_apart(one, other)) * (1 - nearness(one, other))


SET_MEASURES = {
    "alpha_masi": lambda one, other: masi_apart(one, other) * nearness(one, other),
    "alpha_masi_2006_form": masi_2006,
    "alpha_set": nearness,
    "dice": no_dice,
}


def test_sets_of_codes() -> None:
    (one,) = sets_of("coding_sets.json")
    units = [[frozenset(value) for value in row] for row in one["units"]]
    values = sorted({value for row in units for value in row}, key=sorted)
    tally = tally_of(units, values)
    plain = alpha_by_distance(apart([tally], 2, len(values), jaccard(values)))
    assert plain.value == pytest.approx(one["computed"]["alpha_jaccard"], abs=1e-9)
    percent = measures.percent(sum_up(tally, 2, len(values)))
    found = {"percent": percent.value}
    for name, distance in SET_MEASURES.items():
        far = np.array([[distance(a, b) for b in values] for a in values])
        figure = alpha_by_distance(apart([tally], 2, len(values), far.__getitem__))
        assert figure.observed is not None
        assert figure.expected is not None
        found[name] = figure.observed if name == "dice" else figure.value
        found[f"{name}_D_o"], found[f"{name}_D_e"] = 1 - figure.observed, 1 - figure.expected
    wanted_2006 = one["computed"]["alpha_masi_2006_form"]
    assert found["alpha_masi_2006_form"] == pytest.approx(wanted_2006, abs=1e-9)
    assert found["alpha_masi"] == pytest.approx(0.2529475, abs=1e-7)
    for wanted in one["expected"]:
        value = found[wanted["measure"]]
        assert value == pytest.approx(wanted["value"], abs=wanted["tol"]), wanted["measure"]
        # dkpro's test prints its values cut, not rounded, to three places
        assert floor(value * 1000 + 1e-9) == round(wanted["value"] * 1000), wanted["measure"]


@pytest.mark.parametrize("one", sets_of("char_two_coders.json"), ids=lambda one: one["id"])
def test_by_the_character(one: Any) -> None:
    def coded(spans: list[list[int]]) -> set[int]:
        return {place for start, end in spans for place in range(start, end)}

    sides = coded(one["a"]), coded(one["b"])
    units = [[int(place in side) for side in sides] for place in range(one["length"])]
    sums = sums_of(units, [0, 1])
    found = {"percent": measures.percent(sums), "kappa": measures.cohen(sums)}
    for wanted in one["expected"]:
        value = found[wanted["measure"]].value
        assert value == pytest.approx(wanted["value"], abs=wanted["tol"])


def test_pairs_are_the_parts_of_the_mean() -> None:
    one = next(one for one in sets_of("coding.json") if len(one["units"][0]) > 2)
    sums = sums_of(one["units"])
    pairs = [measures.cohen_pair(sums, *p).value for p in combinations(range(sums.coders), 2)]
    defined = [pair for pair in pairs if pair is not None]
    assert measures.cohen(sums).value == pytest.approx(sum(defined) / len(defined))
