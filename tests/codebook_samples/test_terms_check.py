"""The figures of the check of terms, on a gold folder small enough to count by hand."""

from pathlib import Path

import pytest

from coder.codebook import read_codebook
from training.terms_check import (
    Counts,
    Place,
    Record,
    best_threshold,
    by_document,
    counts,
    memorised,
    read_units,
    read_with_terms,
    term_counts,
    term_report,
    total,
    unseen,
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


def test_terms_have_hits_right_neutral_and_documents(readings):
    table = term_counts(readings)
    here = frozenset({"d1"})
    assert table[Place("geld", "subsidie")] == Record(2, 1, 1, here)
    assert table[Place("geld", "betalen")] == Record(2, 1, 0, here)
    assert table[Place("tijd", "wachten")] == Record(1, 1, 0, here)


def test_the_report_tells_precision_and_documents_of_a_term(folder, readings):
    lines = list(term_report(readings, read_codebook(folder / "book.yaml"), everything=True))
    assert next(line for line in lines if "betalen" in line).endswith(
        "[0.4]  P 0.50  hits 2 in 1 documents right 1 neutral 0"
    )


def add_document(folder: Path, name: str, units: dict[str, str], codes: dict[str, str]) -> None:
    rows = "".join(f"{unit}\tR\t{text}\n" for unit, text in units.items())
    (folder / "units" / f"{name}.tsv").write_text(rows, encoding="utf-8")
    for coder in ("codingA", "codingB"):
        lines = "".join(f"{unit}\t{code}\n" for unit, code in codes.items())
        (folder / coder / f"{name}.tsv").write_text(lines, encoding="utf-8")


def read_again(folder: Path, book: str = BOOK):
    (folder / "book.yaml").write_text(book, encoding="utf-8")
    return read_with_terms(read_units(folder), read_codebook(folder / "book.yaml"))


def test_a_document_is_unseen_without_the_terms_found_only_there(folder):
    add_document(folder, "d2", {"v1": "Subsidie en lang wachten."}, {"v1": "geld,tijd"})
    add_document(folder, "d3", {"w1": "De subsidie kwam."}, {"w1": "geld"})
    readings = read_again(folder)
    assert set(unseen(readings, "d2")[0].scores) == {"geld", "tijd"}
    first = unseen(readings, "d1")
    assert [one.scores.get("geld") for one in first[:3]] == [0.85, 0.85, 0.0]


def test_each_document_gets_a_line_and_the_threshold_of_the_others(folder):
    add_document(folder, "d2", {"v1": "Wie gaat dat betalen?"}, {"v1": "geld"})
    readings = read_again(folder)
    used = [one for one in readings if one.unit.document == "d1"]
    kept = [one for one in readings if one.unit.document == "d2"]
    lines = list(by_document(used, kept, ["geld", "tijd"]))
    assert [line.split()[0] for line in lines] == ["d1", "d2"]
    at = best_threshold(used, ["geld", "tijd"])
    assert f"score >= {at:.2f}: P 1.000 R 1.000" in lines[1]


LONG = "De oude melkbus stond maanden op het gemeentehuis."
REPEATS = """
name: klein
codes:
  - name: geld
    definition: geld
    terms: [oude melkbus stond maanden, oude ... maanden, melkbus stond op het gemeentehuis]
"""


def test_a_term_that_repeats_its_only_sentence_is_memorised(folder):
    add_document(folder, "d2", {"v1": LONG}, {"v1": "geld"})
    readings = read_again(folder, REPEATS)
    assert memorised(readings) == [Place("geld", "oude melkbus stond maanden")]


def test_a_term_found_twice_is_not_memorised(folder):
    add_document(folder, "d2", {"v1": LONG, "v2": LONG}, {"v1": "geld"})
    assert memorised(read_again(folder, REPEATS)) == []


def test_the_best_threshold_has_the_highest_micro_f1(readings):
    at = best_threshold(readings, ["geld", "tijd"])
    best = total(counts(readings, ["geld", "tijd"], at).values()).f1
    assert best == pytest.approx(0.75)


def test_rates_are_zero_where_nothing_is():
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)
