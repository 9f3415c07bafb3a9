"""Fits the coefficients that are shipped, and says how they do on documents and sets left out.

    python -m training.fit_suggestions --gold DIR --codebook FILE [--also DIR …] [--loose DIR]
        [--unread d06,d08] --out coder/suggest/engine/coefficients.json

DIR of `--gold` and `--also` is read by `training.gold`, that of `--loose` by
`training.loose_texts`. A simulated coder goes through every interview twice: with what the other
interviews of its folder taught, and with what those before it taught; what was known before each
unit, and whether each code was given, are the cases. Each unit also counts once as a loose text.

The terms of the codebook were written with some interviews open. So that they are not trusted more
than they deserve, terms found in one interview only are left out there, but for the `--unread`.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coder.codebook import read_codebook
from coder.language import load
from coder.suggest.engine.combiner import (
    BY_MEANING,
    FEATURES,
    GROUPS,
    Coefficients,
    fit,
    probabilities,
)
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.hearing import Heard, Setting
from coder.suggest.engine.walk import walk_through
from coder.suggest.lexical import compile
from training.gold import Gold, coded_with, read_gold
from training.loose_texts import Loose, read_loose
from training.simulation import Seen, code_all, code_document, finish

RIDGE = 30.0
"""Pull of each coefficient towards 0, per standard deviation of its feature."""
ALSO = 0.3
"""Weight of a case from a folder given as `--also`: one coder, tidier talk."""
COUNTS = (0, 25, 100, 400)
"""Loose texts learned from before the others are judged."""
SETS = ("coursera", "hotel", "phone", "restaurant", "sib")
MEANING = {name for group in BY_MEANING for name in GROUPS[group]}
"""Features fitted apart, by `training.fit_meaning`."""
BLANK = Coefficients((0.0,) * len(FEATURES))


@dataclass(frozen=True, slots=True)
class Cases:
    """What was known and what was true of one document or set: cases x features, cases."""

    group: str
    kind: str
    features: np.ndarray
    right: np.ndarray
    weight: float


def interview_cases(
    documents: Sequence[Gold], make: Callable[[], Engine], weight: float
) -> Iterator[Cases]:
    """The cases of interviews: taught by all others, by those before, and as loose texts."""
    for seen in code_all(make, [], documents):
        yield _cases(seen, "in order", weight)
    for one in documents:
        engine = make()
        finish(engine, [other for other in documents if other is not one])
        alone = np.concatenate([_alone(engine, one, number) for number in range(len(one.heard))])
        yield _cases(Seen(one, alone), "loose", weight)
        yield _cases(code_document(engine, one), "left out", weight)


def loose_cases(texts: Loose, seed: int = 0) -> Iterator[Cases]:
    """The cases of a set of loose texts, after learning from more and more of them."""
    for count in COUNTS:
        engine = Engine(texts.codes, BLANK)
        engine.learn(texts.taught(seed, count))
        nothing = np.zeros((1, len(texts.codes)), bool)
        rows = np.concatenate([walk_through(engine, heard, nothing) for heard in texts.test])
        features = rows.reshape(-1, len(FEATURES))
        yield Cases(texts.name, f"after {count}", features, texts.test_given.ravel(), 1.0)


def fitted(cases: Iterable[Cases]) -> tuple[float, ...]:
    """The coefficients for these cases."""
    chosen = list(cases)
    features = np.concatenate([one.features for one in chosen])
    weights = np.concatenate([np.full(len(one.right), one.weight) for one in chosen])
    pull = RIDGE * np.maximum(features.std(axis=0), 1e-3) ** 2
    right = np.concatenate([one.right for one in chosen])
    return fit(features, right, [0.0] * len(FEATURES), pull, weights)


def without_own_terms(documents: Sequence[Gold], unread: Iterable[str]) -> list[Gold]:
    """The documents without the terms found in one of them only, but for those never read."""
    places: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in documents:
        for found in one.heard.found:
            for code, pieces in found.items():
                for piece in pieces:
                    places[code, piece.term].add(one.name)
    spared = set(unread)
    return [one if one.name in spared else _less(one, places) for one in documents]


def _less(gold: Gold, places: dict[tuple[str, str], set[str]]) -> Gold:
    kept = []
    for found in gold.heard.found:
        pieces = {
            code: tuple(piece for piece in those if len(places[code, piece.term]) > 1)
            for code, those in found.items()
        }
        kept.append({code: those for code, those in pieces.items() if those})
    return replace(gold, heard=replace(gold.heard, found=tuple(kept)))


def _alone(engine: Engine, gold: Gold, number: int) -> np.ndarray:
    """The features of one unit as if it were a text of its own."""
    return walk_through(engine, alone(gold.heard, number), np.zeros_like(gold.given[:1]))


def alone(heard: Heard, number: int) -> Heard:
    """One segment as a document of its own."""
    here, setting = slice(number, number + 1), heard.setting
    return Heard(
        heard.document,
        heard.segments[here],
        Setting(setting.turns[here], setting.interviewer[here], setting.words[here]),
        heard.analyses[here],
        heard.found[here],
        None if heard.vectors is None else heard.vectors[here],
    )


def _cases(seen: Seen, kind: str, weight: float) -> Cases:
    known = ~seen.gold.neutral
    return Cases(seen.gold.name, kind, seen.features[known], seen.gold.given[known], weight)


def report(cases: Sequence[Cases], names: Iterable[str]) -> Iterator[str]:
    """How coefficients fitted on all other groups do on each: log loss and calibration error."""
    for name in names:
        values = np.array(fitted(one for one in cases if one.group != name))
        for one in cases:
            if one.group == name:
                likely = probabilities(one.features @ values)
                sure = np.where(one.right, likely, 1.0 - likely)
                loss = float(-np.log(np.maximum(sure, 1e-12)).mean())
                error = calibration_error(likely, one.right)
                yield f"{name:10} {one.kind:9}  log loss {loss:.4f}  calibration error {error:.4f}"


def calibration_error(likely: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Mean distance of probability and share that is right over equal bins, by size of the bin.

    (Expected calibration error: Naeini, Cooper and Hauskrecht 2015.)
    """
    places = np.minimum((likely * bins).astype(int), bins - 1)
    found = 0.0
    for place in range(bins):
        here = places == place
        if here.any():
            found += float(abs(likely[here].mean() - right[here].mean()) * here.mean())
    return found


def all_cases(options: argparse.Namespace) -> Iterator[Cases]:
    """The cases of all folders that `add_folders` asks for."""
    codebook, language = read_codebook(options.codebook), load("nl")
    codes, matcher = coded_with(codebook), compile(codebook.codes, language)
    gold = read_gold(options.gold, codebook, language, matcher)

    def make() -> Engine:
        return Engine(codes, BLANK)

    yield from interview_cases(without_own_terms(gold, options.unread.split(",")), make, 1.0)
    for folder in options.also:
        yield from interview_cases(read_gold(folder, codebook, language, matcher), make, ALSO)
    if options.loose:
        for name in SETS:
            yield from loose_cases(read_loose(options.loose, name, language))


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Ask for the folders whose cases coefficients are fitted to."""
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--also", type=Path, nargs="*", default=[])
    parser.add_argument("--loose", type=Path)
    parser.add_argument("--unread", default="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_folders(parser)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    cases = list(all_cases(options))
    names = dict.fromkeys(one.group for one in cases if one.weight == 1.0)
    print(*report(cases, names), sep="\n", flush=True)
    values = fitted(cases)
    record = {
        "what": "Coefficients of coder.suggest.engine.combiner, fitted by training.fit_suggestions",
        "source": f"{len({one.group for one in cases})} documents and sets",
        "coefficients": {
            name: round(value, 4)
            for name, value in zip(FEATURES, values, strict=True)
            if name not in MEANING
        },
    }
    options.out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
