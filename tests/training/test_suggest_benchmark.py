"""The benchmark of suggestions on gold small enough to count by hand, and that nothing leaks."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import suggest
from benchmarks.suggest_baselines import recency
from benchmarks.suggest_measures import Ranked, best_expected, counted, keystrokes, ranks, shown_of
from coder.codebook import read_codebook
from coder.language import load
from coder.project.engine_files import shipped_coefficients
from coder.suggest.engine.engine import Engine
from coder.suggest.lexical import compile
from training.gold import coded_with, read_gold
from training.simulation import code_document, finish

BOOK = """
name: klein
codes:
  - name: geld
    hotkey: "1"
    terms: [subsidie, betalen]
  - name: tijd
    terms: [wachten, maanden]
  - name: rol
    terms: [regie]
"""
LINES = (
    ("I", "Hoe zat het met het geld van de gemeente?", "", ""),
    ("R", "De subsidie was na een jaar al op.", "geld", "geld"),
    ("R", "En niemand wilde dat gat vullen.", "geld", "geld,rol"),
    ("I", "En hoe lang duurde dat allemaal?", "", ""),
    ("R", "Wij moesten maanden wachten.", "tijd", "tijd"),
    ("R", "Voor hen is dat niks.", "tijd", ""),
    ("R", "Het regende die dag.", "", ""),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    for part in ("units", "codingA", "codingB"):
        (folder / part).mkdir()
    for name in ("d1", "d2"):
        units = "".join(f"{name}-{n}\t{who}\t{text}\n" for n, (who, text, *_) in enumerate(LINES))
        (folder / "units" / f"{name}.tsv").write_text(units, "utf-8")
        for part, column in (("codingA", 2), ("codingB", 3)):
            rows = [f"{name}-{n}\t{line[column]}\n" for n, line in enumerate(LINES) if line[column]]
            (folder / part / f"{name}.tsv").write_text("".join(rows), "utf-8")
    roles = "".join(f"{name}\tI\tinterviewer\n{name}\tR\trespondent\n" for name in ("d1", "d2"))
    (folder / "roles.tsv").write_text(roles, "utf-8")
    (folder / "book.yaml").write_text(BOOK, "utf-8")
    return folder


@pytest.fixture(scope="module")
def gold(folder):
    codebook, language = read_codebook(folder / "book.yaml"), load("nl")
    return read_gold(folder, codebook, language, compile(codebook.codes, language))


@pytest.fixture(scope="module")
def codes(folder):
    return coded_with(read_codebook(folder / "book.yaml"))


def test_gold_is_what_both_gave_and_the_rest_neutral(gold):
    assert list(np.flatnonzero(gold[0].given[:, 0])) == [1, 2]
    assert [tuple(map(int, pair)) for pair in np.argwhere(gold[0].neutral)] == [(2, 2), (5, 1)]
    assert list(np.flatnonzero(gold[0].onsets())) == [1, 4]


def test_a_unit_s_own_codes_and_later_ones_never_reach_its_suggestions(gold, codes):
    def features(given):
        engine = Engine(codes, shipped_coefficients())
        finish(engine, [gold[1]])
        return code_document(engine, replace(gold[0], given=given)).features

    known = features(gold[0].given)
    for unit in range(len(LINES)):
        changed = gold[0].given.copy()
        changed[unit:] = ~changed[unit:]
        assert np.array_equal(features(changed)[: unit + 1], known[: unit + 1])


def test_ranks_and_shown_are_counted_by_hand(gold):
    scores = np.zeros((7, 3))
    scores[1], scores[2], scores[4], scores[6] = (
        (0.9, 0, 0),
        (0.2, 0, 0.8),
        (0.6, 0.5, 0),
        (0, 0, 0.7),
    )
    one = Ranked(gold[0], scores)
    assert ranks([one]) == {"p@1": pytest.approx(2 / 3), "r@3": 1.0, "n": 3}
    assert ranks([one], onsets=True)["p@1"] == 0.5
    found = counted([one], [shown_of(one, 0.5)])
    assert found["precision"] == pytest.approx(2 / 4)
    assert found["coverage"] == pytest.approx(2 / 3)


def test_recency_knows_only_what_came_before(gold):
    found = recency([], gold[0])
    assert not found[:2].any()
    assert found[2].argmax() == 0


def test_the_expected_best_threshold_needs_no_gold():
    assert best_expected(np.array([[0.9, 0.8, 0.01, 0.01]])) == 0.8


def test_keys_are_the_cheapest_way_to_each_code(gold, folder):
    codes = [code for code in read_codebook(folder / "book.yaml").codes if code.terms]
    nothing = keystrokes([Ranked(gold[0], np.zeros((7, 3)))], codes)
    sure = keystrokes([Ranked(gold[0], gold[0].given * 0.9)], codes)
    # three moves; geld by its hot key, twice; tijd by the picker (c t Enter) or by Enter a
    assert nothing["per_coding"] == pytest.approx((3 + 1 + 1 + 3) / 3)
    assert sure["per_coding"] == pytest.approx((3 + 1 + 1 + 2) / 3)


def test_the_command_writes_all_that_it_promises(folder, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out.json"
    book = str(folder / "book.yaml")
    options = ["--gold", str(folder), "--codebook", book, "--json", str(out), "--quick"]
    monkeypatch.setattr(sys, "argv", ["suggest", *options])
    suggest.main()
    record = json.loads(out.read_text("utf-8"))
    assert set(record["all"]) == set(record["onset"]) == {"p@1", "r@3", "n"}
    assert set(record["shown"]) == {"precision", "coverage", "micro_f1", "macro_f1"}
    assert record["all"]["n"] == 6
    assert set(record["baselines"]) == {"frequency", "recency", "plain_terms", "knn", "linear_svm"}
    assert set(record["documents"]) == {"d1", "d2"}
    assert "words only" in capsys.readouterr().out
