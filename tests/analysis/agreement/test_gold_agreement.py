"""The two codings of the gold interviews: kappa as scikit-learn has it, alpha as krippendorff."""

from __future__ import annotations

from pathlib import Path

import krippendorff
import pytest
from gold_pair import ANNA, BAS, GoldPair, code_id, read_gold_pair
from sklearn.metrics import cohen_kappa_score

from coder.analysis.agreement import measures
from coder.analysis.agreement.sums import Sums, pooled, sum_up
from coder.analysis.agreement.units import any_tally, code_tallies, judge

CODERS = {ANNA: 0, BAS: 1}


@pytest.fixture(scope="module")
def pair(shared: Path) -> GoldPair:
    return read_gold_pair(shared)


@pytest.fixture(scope="module")
def sums(pair: GoldPair) -> dict[str, Sums]:
    """Per code (and "" for any) the sums over all documents, from codings of the text."""
    codings = pair.codings()
    ids = {key: code_id(key) for key in pair.codes}
    parts: dict[str, list[Sums]] = {key: [] for key in (*ids, "")}
    for document in pair.documents:
        here = [one for one in codings if one.document == document.id]
        judged = judge(document, pair.units[document.id], here, CODERS)
        tallies = code_tallies(judged, 2, ids.values())
        for key, eid in ids.items():
            parts[key].append(sum_up(tallies[eid], 2, 2))
        parts[""].append(sum_up(any_tally(judged, 2, ids.values()), 2, 2))
    return {key: pooled(found) for key, found in parts.items()}


def columns(pair: GoldPair, key: str) -> tuple[list[int], list[int]]:
    """What each reader said of every unit, straight from the files."""
    sides: tuple[list[int], list[int]] = ([], [])
    for document in pair.documents:
        for side, units in zip(sides, pair.given[document.id], strict=True):
            side += [int(key in codes if key else bool(codes)) for codes in units]
    return sides


def test_the_set_is_the_known_one(pair: GoldPair, sums: dict[str, Sums]) -> None:
    left, right = columns(pair, "")
    both = sum(one and other for one, other in zip(left, right, strict=True))
    assert (len(left), sum(left), sum(right), both) == (1439, 612, 576, 559)
    assert sums[""].units == 1439
    assert measures.cohen(sums[""]).value == pytest.approx(0.900, abs=0.0005)


def test_every_code_is_as_scikit_learn_and_krippendorff_have_it(
    pair: GoldPair, sums: dict[str, Sums]
) -> None:
    assert len(pair.codes) > 5
    for key in (*pair.codes, ""):
        left, right = columns(pair, key)
        kappa = cohen_kappa_score(left, right)
        alpha = krippendorff.alpha([left, right], level_of_measurement="nominal")
        assert measures.cohen(sums[key]).value == pytest.approx(kappa, abs=1e-12), key
        assert measures.alpha(sums[key]).value == pytest.approx(alpha, abs=1e-12), key


def test_micro_f1_is_positive_agreement_of_all_codes_together(
    pair: GoldPair, sums: dict[str, Sums]
) -> None:
    together = pooled([sums[key] for key in pair.codes])
    assert measures.positive(together).value == pytest.approx(0.879, abs=0.0005)
