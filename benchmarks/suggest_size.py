"""How fast the engine is with many coded segments, and how much memory it takes; prints JSON.

    python -m benchmarks.suggest_size --gold DIR --segments 5000 [--codebook FILE]

The segments are made of halves of the interviews' units, so that each is a new text; their codes
are those of the halves. Times are milliseconds of processor time, all threads counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from coder.codebook import read_codebook
from coder.language import load
from coder.model import Document, Role, Segment, Turn
from coder.project.engine_files import shipped_coefficients
from coder.project.suggesting import MOST
from coder.project.suggestion_process import LEAST
from coder.suggest.engine.combiner import probabilities
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.explaining import Explainer
from coder.suggest.engine.hearing import Heard, Said, hear, nothing_said
from coder.suggest.engine.walk import Walk, rank
from coder.suggest.lexical import compile
from training.gold import Gold, coded_with, read_gold

IN_ONE = 200
TRIES = 60
WORDS = 10_000


def mixed(units: Sequence[tuple[str, np.ndarray]], count: int) -> Iterator[tuple[str, np.ndarray]]:
    """New texts with codes: the first half of one unit and the second half of another."""
    for number in range(count):
        one = units[number % len(units)]
        other = units[(number * 7 + 3 + number // len(units)) % len(units)]
        first, second = one[0].split(), other[0].split()
        words = first[: (len(first) + 1) // 2] + second[len(second) // 2 :]
        yield " ".join(words), one[1] | other[1]


def measure(work: Callable[[], object]) -> float:
    """Milliseconds of processor time that something takes."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def explain_all(engine: Engine, heard: Heard) -> None:
    """What the program does after a coding: rank a document and explain what may be shown."""
    said = engine.said_of(heard.document) or nothing_said(len(heard), len(engine.codes))
    likely, features = rank(engine, heard, said)
    order = np.argsort(-likely, axis=1, kind="stable")[:, :MOST]
    pairs = [
        (number, int(column))
        for number in range(len(heard))
        for column in order[number]
        if likely[number, column] >= LEAST
    ]
    for _ in Explainer(engine, heard, said, features).explain(pairs):
        pass


def figures(gold: Sequence[Gold], codebook_path: Path, count: int) -> dict[str, float]:
    """The times and the memory with so many coded segments."""
    codebook, language = read_codebook(codebook_path), load("nl")
    codes, matcher = coded_with(codebook), compile(codebook.codes, language)
    units = [
        (text, given)
        for one in gold
        for text, given in zip(one.texts, one.given, strict=True)
        if given.any()
    ]
    texts = list(mixed(units, count + TRIES + IN_ONE))
    documents = []
    for start in range(0, len(texts), IN_ONE):
        part = texts[start : start + IN_ONE]
        text, segments, turns = "", list[Segment](), list[Turn]()
        for words, _ in part:
            place = (len(text), len(text) + len(words))
            segments.append(Segment(*place, len(turns)))
            turns.append(Turn(*place, "R", Role.RESPONDENT))
            text += words + "\n"
        document = Document(f"made {start}", text, tuple(turns))
        spans = [(segment.start, segment.end) for segment in segments]
        documents.append((document, segments, language.analyse(text, spans), part))
    engine = Engine(codes, shipped_coefficients())
    left = count
    told = {}

    def open_all() -> None:
        nonlocal left
        for document, segments, analyses, part in documents:
            given = np.array([codes_of for _, codes_of in part])
            given[max(left, 0) :] = False
            left -= len(part)
            heard = hear(document, segments, analyses, matcher)
            told[document.id] = (heard, Said(given, np.zeros_like(given)))
        engine.learn(told)

    cold = measure(open_all)
    heard = hear(*documents[-1][:3], matcher)
    absent = np.zeros(len(codes), bool)
    engine.note(heard, 0, np.eye(len(codes), dtype=bool)[0], absent)
    given = np.eye(len(codes), dtype=bool)
    learned = [
        measure(partial(engine.note, heard, at, given[at % len(codes)], absent))
        for at in range(1, min(TRIES, len(heard)))
    ]
    walk = Walk(engine, heard)
    document, segments, _, _ = documents[-1]

    def suggest_one(at: int) -> None:
        """From the text of one segment to the probabilities of its codes."""
        segment = segments[at]
        analyses = language.analyse(document.text, [(segment.start, segment.end)])
        alone = hear(document, [segment], analyses, matcher)
        engine.track.scores(alone.found)
        engine.learner.scores(engine.space.rows(alone.analyses))
        probabilities(engine.coefficients.logits(walk.features()))

    ones = [measure(partial(suggest_one, at)) for at in range(min(TRIES, len(segments)))]
    nothing = nothing_said(len(heard), len(codes))
    per_text = WORDS / int(heard.setting.words.sum())
    again = measure(lambda: rank(engine, heard, nothing)) * per_text
    explained = measure(lambda: explain_all(engine, heard)) * per_text
    scale = 1 if sys.platform == "darwin" else 1024
    return {
        "suggest_one_p50": float(np.percentile(ones, 50)),
        "suggest_one_p95": float(np.percentile(ones, 95)),
        "relearn_one_p50": float(np.percentile(learned, 50)),
        "relearn_one_p95": float(np.percentile(learned, 95)),
        "resuggest_10000_words": again,
        "with_reasons_10000_words": explained,
        "cold_open": cold,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1024**2,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--codebook", type=Path, default=Path("codebooks/warmtetransitie.yaml"))
    parser.add_argument("--segments", type=int, default=5000)
    options = parser.parse_args()
    codebook, language = read_codebook(options.codebook), load("nl")
    gold = read_gold(options.gold, codebook, language, compile(codebook.codes, language))
    print(json.dumps(figures(gold, options.codebook, options.segments)))


if __name__ == "__main__":
    main()
