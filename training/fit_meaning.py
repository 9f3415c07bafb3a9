"""Fits what a model of meaning adds, all other coefficients held fixed, and says what it is worth.

    python -m training.fit_meaning --gold DIR --codebook FILE --model PATH [--out FILE]

PATH is what `coder model use` takes. A simulated coder goes through the interviews as in
`training.fit_suggestions`, twice: without the terms that are found in one interview only, and with
no terms at all, as with a codebook that was just begun. What is printed is of interviews left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.suggest_measures import Ranked, both, calibration, counted, needs_code, shown_of
from coder.codebook import read_codebook
from coder.language import load
from coder.meaning import MeaningModel
from coder.project.engine_files import shipped_coefficients
from coder.project.meaning import cards_of, open_named
from coder.suggest.engine.combiner import FEATURES, Coefficients, fit, probabilities
from coder.suggest.engine.engine import Engine
from coder.suggest.lexical import compile
from training.fit_suggestions import MEANING, RIDGE, Cases, interview_cases, without_own_terms
from training.gold import Gold, read_gold
from training.simulation import Seen, code_all

FIXED = 1e9
"""Pull of what is not fitted."""
IS_MEANING = np.array([name in MEANING for name in FEATURES])


@dataclass(frozen=True, slots=True)
class Trial:
    """Interviews in one state of the codebook: the cases of all, and what was seen in order."""

    name: str
    cases: tuple[Cases, ...]
    seen: tuple[Seen, ...]


def with_vectors(documents: Sequence[Gold], model: MeaningModel) -> list[Gold]:
    """The documents with what their units mean."""
    return [
        replace(one, heard=replace(one.heard, vectors=model.embed(one.texts))) for one in documents
    ]


def without_terms(documents: Sequence[Gold]) -> list[Gold]:
    """The documents as a codebook without terms finds them."""
    return [
        replace(one, heard=replace(one.heard, found=tuple({} for _ in one.heard.found)))
        for one in documents
    ]


def fitted(cases: Sequence[Cases]) -> Coefficients:
    """The shipped coefficients with those of meaning fitted to these cases."""
    features = np.concatenate([one.features for one in cases])
    right = np.concatenate([one.right for one in cases])
    pull = np.where(IS_MEANING, RIDGE * np.maximum(features.std(axis=0), 1e-3) ** 2, FIXED)
    return Coefficients(fit(features, right, without_meaning().values, pull))


def without_meaning() -> Coefficients:
    """The shipped coefficients with nothing for meaning."""
    return Coefficients(tuple(np.where(IS_MEANING, 0.0, shipped_coefficients().values)))


def ranked(seen: Seen, coefficients: Coefficients) -> Ranked:
    """The probabilities of a document."""
    return Ranked(seen.gold, probabilities(coefficients.logits(seen.features)))


def log_loss(documents: Sequence[Ranked]) -> float:
    """Mean surprise at whether a code was given, over all pairs of unit and code."""
    known = [~one.gold.neutral for one in documents]
    likely = np.concatenate(
        [one.scores[those] for one, those in zip(documents, known, strict=True)]
    )
    right = np.concatenate(
        [one.gold.given[those] for one, those in zip(documents, known, strict=True)]
    )
    return float(-np.log(np.maximum(np.where(right, likely, 1.0 - likely), 1e-12)).mean())


def line(documents: Sequence[Ranked]) -> str:
    """The figures of some documents."""
    ranks = both(documents)
    shown = counted(documents, [shown_of(one) for one in documents])
    pairs = "  ".join(f"{name} {one['p@1']:.3f} / {one['r@3']:.3f}" for name, one in ranks.items())
    return (
        f"log loss {log_loss(documents):.4f}  {pairs}  shown: precision {shown['precision']:.3f} "
        f"coverage {shown['coverage']:.3f}  needs a code {needs_code(documents):.3f}  "
        f"calibration error {calibration(documents):.4f}"
    )


def report(trials: Sequence[Trial]) -> Iterator[str]:
    """For each state of the codebook: without the model, and with it on each interview left out."""
    for trial in trials:
        yield f"{trial.name}"
        yield f"  by words      {line([ranked(one, without_meaning()) for one in trial.seen])}"
        left_out = []
        for one in trial.seen:
            others = [case for any_ in trials for case in any_.cases if case.group != one.gold.name]
            left_out.append(ranked(one, fitted(others)))
        yield f"  with meaning  {line(left_out)}"


def trial(name: str, make: Callable[[], Engine], documents: Sequence[Gold]) -> Trial:
    """One state of the codebook, gone through by a simulated coder."""
    cases = tuple(interview_cases(documents, make, 1.0))
    return Trial(name, cases, tuple(code_all(make, [], documents)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    codebook, language = read_codebook(options.codebook), load("nl")
    codes = [code for code in codebook.codes if code.terms]
    model = open_named(options.model)
    gold = read_gold(options.gold, codebook, language, compile(codebook.codes, language))
    heard = with_vectors(gold, model)
    cards = cards_of(model, codes, {})

    def make() -> Engine:
        return Engine([code.id for code in codes], shipped_coefficients(), cards)

    trials = [
        trial("terms found in several interviews", make, without_own_terms(heard, [])),
        trial("no terms", make, without_terms(heard)),
    ]
    print(*report(trials), sep="\n", flush=True)
    values = fitted([case for one in trials for case in one.cases]).values
    found = {
        name: round(value, 4)
        for name, value in zip(FEATURES, values, strict=True)
        if name in MEANING
    }
    record = {
        "what": "Coefficients of coder.suggest.engine.combiner, fitted by training.fit_meaning",
        "source": f"{len(gold)} interviews, with few terms and with none; model {model.name}",
        "coefficients": found,
    }
    text = json.dumps(record, indent=2)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
