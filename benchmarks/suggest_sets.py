"""How good suggestions are on sets of loose texts in Dutch, each with coefficients of the others.

    python -m benchmarks.suggest_sets --gold DIR --codebook FILE --loose DIR [--also DIR …]
        [--unread d06,d08] [--seeds 3] [--json OUT]

A simulated coder codes texts of a set in batches. After 0, 25, 100 and 400 of them the set's other
texts are judged: what the display rule shows (per code from where F1 is expected to be highest on,
at most three a text), ranks, calibration error; beside plain terms, the ten likest texts and a
linear SVM. `adapted` are the same with the coefficients pulled towards what the coder decided so
far, each text as it was seen before it was coded.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.suggest_measures import FIRST, MOST, best_expected
from coder.language import load
from coder.suggest.engine.combiner import FEATURES, Coefficients, fit, probabilities
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.hearing import Heard
from coder.suggest.engine.track import plain_scores
from coder.suggest.engine.vectors import space
from coder.suggest.engine.walk import walk_through
from training.fit_suggestions import (
    COUNTS,
    SETS,
    add_folders,
    all_cases,
    calibration_error,
    fitted,
)
from training.loose_texts import Loose, read_loose

BATCH = 25
LOWEST, HIGHEST = 0.08, 0.6
"""Between these is the threshold of a code."""
NEIGHBOURS = 10
TERMS_LEAST = 0.05

Figures = dict[str, float]


def features_of(engine: Engine, texts: Sequence[Heard]) -> np.ndarray:
    """The features of texts of which nothing was said: texts x codes x features."""
    nothing = np.zeros((1, len(engine.codes)), bool)
    return np.concatenate([walk_through(engine, heard, nothing) for heard in texts])


def judge(texts: Loose, coefficients: Coefficients, seed: int) -> dict[str, Figures]:
    """Figures by number of texts coded and way of suggesting."""
    found: dict[str, Figures] = {}
    seen, right = np.zeros((0, len(FEATURES))), np.zeros(0, bool)
    order = list(texts.taught(seed, len(texts.train)))
    places = {heard.document: number for number, heard in enumerate(texts.train)}
    for count in range(0, max(COUNTS) + 1, BATCH):
        engine = Engine(texts.codes, coefficients)
        engine.learn(texts.taught(seed, count))
        if count in COUNTS:
            test = features_of(engine, texts.test)
            likely = probabilities(coefficients.logits(test))
            found[f"{count} shipped"] = measured(likely, texts.test_given)
            if count:
                pulled = Coefficients(fit(seen, right, coefficients.values))
                likely = probabilities(pulled.logits(test))
                found[f"{count} adapted"] = measured(likely, texts.test_given)
            coded = [places[eid] for eid in order[:count]]
            found |= {f"{count} {way}": figures for way, figures in easy(texts, coded).items()}
        following = [places[eid] for eid in order[count : count + BATCH]]
        if count < max(COUNTS) and following:
            fresh = features_of(engine, [texts.train[place] for place in following])
            seen = np.concatenate([seen, fresh.reshape(-1, len(FEATURES))])
            right = np.concatenate([right, texts.train_given[following].ravel()])
    return found


def measured(likely: np.ndarray, given: np.ndarray) -> Figures:
    """The figures of probabilities (texts x codes)."""
    least = [float(np.clip(best_expected(column), LOWEST, HIGHEST)) for column in likely.T]
    order = np.argsort(-likely, axis=1, kind="stable")
    among = np.zeros(likely.shape, bool)
    np.put_along_axis(among, order[:, :MOST], True, axis=1)
    coded = given.any(axis=1)
    first = np.take_along_axis(given, order, axis=1)[coded]
    wanted = np.minimum(given[coded].sum(axis=1), FIRST)
    return {
        **agreement(among & (likely >= np.array(least)), given),
        "p@1": float(first[:, 0].mean()),
        "r@3": float((first[:, :FIRST].sum(axis=1) / wanted).mean()),
        "calibration_error": calibration_error(likely.ravel(), given.ravel()),
    }


def agreement(shown: np.ndarray, given: np.ndarray) -> Figures:
    """Micro and macro F1, and the share of what is shown that is right (texts x codes)."""
    right = (shown & given).sum(axis=0)
    sizes = shown.sum(axis=0) + given.sum(axis=0)
    used = given.any(axis=0)
    return {
        "micro_f1": float(2 * right.sum() / max(sizes.sum(), 1)),
        "macro_f1": float(np.mean(2 * right[used] / np.maximum(sizes[used], 1))),
        "precision": float(right.sum() / max(shown.sum(), 1)),
    }


def easy(texts: Loose, coded: Sequence[int]) -> dict[str, Figures]:
    """What is easy to do: plain terms, the likest texts, a linear SVM."""
    from sklearn.svm import LinearSVC

    numbers = {code: number for number, code in enumerate(texts.codes)}
    terms = plain_scores([heard.found[0] for heard in texts.test], numbers)
    found = {"terms": agreement(terms >= TERMS_LEAST, texts.test_given)}
    if not coded:
        return found
    known = [texts.train[place].analyses[0] for place in coded]
    made = space(known)
    rows, test = made.rows(known), made.rows([heard.analyses[0] for heard in texts.test])
    given = texts.train_given[list(coded)]
    likeness = (test @ rows.T).toarray()
    closest = np.argsort(-likeness, axis=1, kind="stable")[:, :NEIGHBOURS]
    votes = np.array([given[near].mean(axis=0) for near in closest])
    found["likest"] = agreement(votes >= 0.5, texts.test_given)
    said = np.zeros(texts.test_given.shape, bool)
    for code in np.flatnonzero(given.any(axis=0) & ~given.all(axis=0)):
        model = LinearSVC(random_state=0, class_weight="balanced").fit(rows, given[:, code])
        said[:, code] = model.decision_function(test) > 0
    found["svm"] = agreement(said, texts.test_given)
    return found


def mean(records: Sequence[Figures]) -> Figures:
    """The mean of each figure."""
    return {name: float(np.mean([one[name] for one in records])) for name in records[0]}


def line(name: str, figures: Figures) -> str:
    """Figures as a line to read."""
    return f"{name:24}" + "  ".join(f"{key} {value:.3f}" for key, value in figures.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_folders(parser)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if not options.loose:
        parser.error("--loose is needed: the folder of the sets")
    language, cases = load("nl"), list(all_cases(options))
    record: dict[str, dict[str, Figures]] = {}
    for name in SETS:
        texts = read_loose(options.loose, name, language)
        others = Coefficients(fitted(one for one in cases if one.group != name))
        runs = [judge(texts, others, seed) for seed in range(options.seeds)]
        record[name] = {key: mean([run[key] for run in runs]) for key in runs[0]}
        print(*(line(f"{name} {key}", those) for key, those in record[name].items()), sep="\n")
    every = {key: mean([record[name][key] for name in SETS]) for key in record[SETS[0]]}
    print(*(line(f"all {key}", those) for key, those in every.items()), sep="\n")
    if options.json:
        options.json.write_text(json.dumps({**record, "all": every}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
