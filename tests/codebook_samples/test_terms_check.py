"""The figures of the check of terms, on a gold folder small enough to count by hand."""

from pathlib import Path

import pytest

from coder.codebook import read_codebook
from training.terms_check import (
    Counts,
    best_threshold,
    counts,
    read_units,
    read_with_terms,
    term_counts,
    total,
)

BOOK = """
name: klein
codes:
  - name: geld
    definition: geld
    terms: [subsidie, {term: betalen, weight: 0.4}]
  - name: tijd
    definition: tijd
    terms: [wachten]
"""
UNITS = {
    "u1": "De subsidie was op.",
    "u2": "Wij moesten lang wachten op de subsidie.",
    "u3": "Wie gaat dat betalen?",
    "u4": "Het regende.",
    "u5": "Iemand moet de soep betalen.",
}
FIRST = {"u1": "geld", "u2": "tijd,geld", "u3": "geld", "u4": "tijd"}
SECOND = {"u1": "geld", "u2": "tijd", "u3": "geld", "u4": "tijd"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rows in (("codingA", FIRST), ("codingB", SECOND)):
        (tmp_path / name).mkdir()
        lines = "".join(f"{unit}\t{codes}\n" for unit, codes in rows.items())
        (tmp_path / name / "d1.tsv").write_text(lines, encoding="utf-8")
    (tmp_path / "units").mkdir()
    lines = "".join(f"{unit}\tR\t{text}\n" for unit, text in UNITS.items())
    (tmp_path / "units" / "d1.tsv").write_text(lines, encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def readings(folder: Path):
    return read_with_terms(read_units(folder), read_codebook(folder / "book.yaml"))


def test_gold_is_what_both_gave_and_neutral_what_one_gave(folder):
    second = read_units(folder)[1]
    assert (second.gold, second.neutral) == ({"tijd"}, {"geld"})


def test_counts_leave_neutral_codes_out(readings):
    found = counts(readings, ["geld", "tijd"], 0.2)
    assert found == {"geld": Counts(2, 1, 0), "tijd": Counts(1, 0, 1)}
    assert total(found.values()) == Counts(3, 1, 1)


def test_a_weak_term_counts_only_below_its_score(readings):
    assert counts(readings, ["geld"], 0.5)["geld"] == Counts(1, 0, 1)


def test_terms_have_hits_right_and_neutral(readings):
    table = term_counts(readings)
    assert table["geld", "subsidie"] == (2, 1, 1)
    assert table["geld", "betalen"] == (2, 1, 0)
    assert table["tijd", "wachten"] == (1, 1, 0)


def test_the_best_threshold_has_the_highest_micro_f1(readings):
    at = best_threshold(readings, ["geld", "tijd"])
    best = total(counts(readings, ["geld", "tijd"], at).values()).f1
    assert best == pytest.approx(0.75)


def test_rates_are_zero_where_nothing_is():
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)
