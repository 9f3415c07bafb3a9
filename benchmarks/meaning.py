"""What a model of meaning costs and what it brings with the codebook as it is; prints JSON.

    python -m benchmarks.meaning --model PATH --gold DIR [--codebook FILE]

PATH is what `coder model use` takes. Times are milliseconds of processor time, all threads counted;
memory is the greatest that the process held. `training.fit_meaning` judges the coefficients on
interviews left out, also for a codebook without terms.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.suggest import ranked
from benchmarks.suggest_measures import both, calibration, counted, needs_code, shown_of
from coder.codebook import read_codebook
from coder.language import load
from coder.model import Code
from coder.project.engine_files import shipped_coefficients
from coder.project.meaning import cards_of, open_named
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.meaning_space import Cards
from coder.suggest.engine.sense import Sense
from coder.suggest.lexical import compile
from training.fit_meaning import with_vectors
from training.gold import Gold, read_gold
from training.simulation import code_all

WORDS, SEGMENTS, TRIES = 10_000, 5000, 60


def measure(work: Callable[[], object]) -> float:
    """Milliseconds of processor time that something takes."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def some_texts(documents: Sequence[Gold]) -> list[str]:
    """Units of about 10,000 words in all."""
    found, words = [], 0
    for text in (text for one in documents for text in one.texts):
        if words >= WORDS:
            break
        found.append(text)
        words += len(text.split())
    return found


def learning(size: int, codes: int) -> dict[str, float]:
    """Learning one segment beside 5,000 others, whose vectors are made up."""
    generator = np.random.default_rng(0)
    cards = Cards(generator.normal(size=(codes, size)), np.arange(codes))
    sense = Sense(cards, codes)
    vectors = generator.normal(size=(SEGMENTS + TRIES, size)).astype(np.float32)
    targets = generator.normal(size=(SEGMENTS + TRIES, codes))
    keys = [("made", number) for number in range(SEGMENTS)]
    cold = measure(lambda: sense.start({"made": vectors}, keys, list(targets[:SEGMENTS])))
    ones = [
        measure(partial(sense.teach, ("made", number), targets[number]))
        for number in range(SEGMENTS, SEGMENTS + TRIES)
    ]
    return {
        "cold_open_at_5000": cold,
        "relearn_one_p50": float(np.percentile(ones, 50)),
        "relearn_one_p95": float(np.percentile(ones, 95)),
    }


def quality(codes: Sequence[Code], documents: Sequence[Gold], cards: Cards | None) -> Any:
    """The figures of `benchmarks.suggest` that a model may change."""
    ids = [code.id for code in codes]
    seen = code_all(lambda: Engine(ids, shipped_coefficients(), cards), [], documents)
    full = [ranked(one) for one in seen]
    return {
        **both(full),
        "shown": counted(full, [shown_of(one) for one in full]),
        "needs_code_ap": needs_code(full),
        "calibration_error": calibration(full),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--codebook", type=Path, default=Path("codebooks/warmtetransitie.yaml"))
    options = parser.parse_args()
    codebook, language = read_codebook(options.codebook), load("nl")
    codes = [code for code in codebook.codes if code.terms]
    documents = read_gold(options.gold, codebook, language, compile(codebook.codes, language))
    opened = measure(lambda: open_named(options.model))
    model = open_named(options.model)
    read = measure(lambda: model.embed(some_texts(documents)))
    scale = 1 if sys.platform == "darwin" else 1024
    record = {
        "model": [model.name, model.kind, model.size],
        "open": opened,
        "read_10000_words": read,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1024**2,
        **learning(model.size, len(codes)),
        "by_words": quality(codes, documents, None),
        "with_meaning": quality(codes, with_vectors(documents, model), cards_of(model, codes, {})),
    }
    print(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
