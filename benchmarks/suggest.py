"""How good suggestions are on coded interviews, for a simulated coder who goes through in order.

    python -m benchmarks.suggest --gold DIR [--train DIR] [--codebook FILE] [--json OUT] [--quick]

DIR holds transcripts/, units/NAME.tsv, codingA/, codingB/ and roles.tsv; gold are the codes that
both coders gave, and where only one gave a code, that code on that unit is neutral. Units act as
segments. Before each unit the engine knows what `--train`, the documents before, and the units
before it taught, and the words of the whole document; never the codes of that unit or of those
after it. `--quick` leaves out the times and the memory, which need some minutes.

`adapted` are the same with weights pulled towards what was decided in the documents before, as the
program does once they are done.

`words_only` ranks each unit as a text of its own, with what `--train` and the other documents of
DIR taught: no running interview, no learning from its own document. It shows what passes the
threshold at which F1 is expected to be highest, by the probabilities of that document alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.suggest_baselines import baselines
from benchmarks.suggest_measures import (
    LEAST,
    Ranked,
    best_expected,
    both,
    by_document,
    calibration,
    counted,
    keystrokes,
    needs_code,
    shown_of,
)
from coder.codebook import read_codebook
from coder.language import load
from coder.model import Code
from coder.project.engine_files import shipped_coefficients
from coder.suggest.engine.adapting import Finished, adapted
from coder.suggest.engine.combiner import FEATURES, GROUPS, probabilities
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.walk import walk_through
from coder.suggest.lexical import compile
from training.fit_suggestions import alone
from training.gold import Gold, read_gold
from training.simulation import Seen, code_all, finish

SIZES = (2000, 5000)
LEFT_OUT = {
    "without_interview": ("the interview so far",),
    "without_learning": ("learned words",),
    "without_terms": ("codebook terms",),
}


def ranked(seen: Seen, without: Sequence[str] = ()) -> Ranked:
    """The probabilities of a document, where wanted without some groups of features."""
    features = seen.features.copy()
    for group in without:
        features[:, :, [FEATURES.index(name) for name in GROUPS[group]]] = 0.0
    return Ranked(seen.gold, probabilities(shipped_coefficients().logits(features)))


def adapted_to(codes: Sequence[str], seen: Seen, done: Sequence[Gold]) -> Ranked:
    """The probabilities of a document by weights pulled towards the documents done before it."""
    finished = [Finished(one.heard, one.done(), np.zeros_like(one.given)) for one in done]
    weights = adapted(codes, shipped_coefficients(), finished)
    return Ranked(seen.gold, probabilities(weights.logits(seen.features)))


def words_only(
    codes: Sequence[str], train: Sequence[Gold], documents: Sequence[Gold]
) -> list[Ranked]:
    """Each unit as a text of its own, after learning from all other documents."""
    found = []
    for gold in documents:
        engine = Engine(codes, shipped_coefficients())
        finish(engine, [*train, *(one for one in documents if one is not gold)])
        nothing = np.zeros((1, len(codes)), bool)
        rows = [
            walk_through(engine, alone(gold.heard, number), nothing)
            for number in range(len(gold.heard))
        ]
        found.append(ranked(Seen(gold, np.concatenate(rows))))
    return found


def figures(
    codes: Sequence[Code], train: Sequence[Gold], documents: Sequence[Gold]
) -> dict[str, Any]:
    """All figures but times, for the codes in the order of the gold's columns."""
    ids = [code.id for code in codes]
    seen = code_all(lambda: Engine(ids, shipped_coefficients()), train, documents)
    full = [ranked(one) for one in seen]
    alone_ones = words_only(ids, train, documents)
    fitted = [adapted_to(ids, one, documents[:number]) for number, one in enumerate(seen)]
    keys = keystrokes(full, codes)
    return {
        **both(full),
        "shown": counted(full, [shown_of(one) for one in full]),
        "words_only": counted(
            alone_ones, [shown_of(one, best_expected(one.scores)) for one in alone_ones]
        ),
        "adapted": {
            **both(fitted),
            "shown": counted(fitted, [shown_of(one) for one in fitted]),
            "calibration_error": calibration(fitted),
            "calibration_error_of_likely": calibration(fitted, 0.1),
        },
        "needs_code_ap": needs_code(full),
        "calibration_error": calibration(full),
        "calibration_error_of_likely": calibration(full, 0.1),
        "keystrokes_per_coding": keys["per_coding"],
        "keystrokes_per_coding_with_reading": keys["with_reading"],
        "baselines": {
            name: both(those)
            for name, those in baselines(
                train, documents, {eid: number for number, eid in enumerate(ids)}
            ).items()
        },
        "ablations": {
            name: both([ranked(one, groups) for one in seen]) for name, groups in LEFT_OUT.items()
        },
        "documents": by_document(full),
    }


def times(gold: Path, codebook: Path) -> dict[str, float]:
    """Times and memory with many coded segments, each size in a process of its own."""
    found: dict[str, float] = {}
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks.suggest_size", "--gold", str(gold)]
        command += ["--codebook", str(codebook), "--segments", str(size)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        found |= {f"{name}_at_{size}": value for name, value in json.loads(answer.stdout).items()}
    return found


def lines(record: dict[str, Any]) -> list[str]:
    """The figures as lines to read."""

    def pair(those: dict[str, dict[str, float]]) -> str:
        every, onset = those["all"], those["onset"]
        return (
            f"all {every['p@1']:.3f} / {every['r@3']:.3f} ({every['n']})   "
            f"onset {onset['p@1']:.3f} / {onset['r@3']:.3f} ({onset['n']})"
        )

    shown, words = record["shown"], record["words_only"]
    found = [f"P@1 / R@3            {pair(record)}"]
    for kind in ("baselines", "ablations"):
        found += [f"{name:20} {pair(those)}" for name, those in record[kind].items()]
    found += [f"  {name:18} {pair(those)}" for name, those in record["documents"].items()]
    pulled = record["adapted"]
    found += [
        f"adapted              {pair(pulled)}",
        f"adapted, shown       precision {pulled['shown']['precision']:.3f}  coverage "
        f"{pulled['shown']['coverage']:.3f}  calibration error "
        f"{pulled['calibration_error']:.3f}, of likely {pulled['calibration_error_of_likely']:.3f}",
    ]
    found.append(
        f"shown (p >= {LEAST})     precision {shown['precision']:.3f}  coverage "
        f"{shown['coverage']:.3f}  micro F1 {shown['micro_f1']:.3f}  macro {shown['macro_f1']:.3f}"
    )
    found.append(
        f"words only           precision {words['precision']:.3f}  coverage "
        f"{words['coverage']:.3f}  micro F1 {words['micro_f1']:.3f}"
    )
    rest = ("needs_code_ap", "calibration_error", "calibration_error_of_likely")
    keys = ("keystrokes_per_coding", "keystrokes_per_coding_with_reading")
    found += [f"{name:36} {record[name]:.3f}" for name in (*rest, *keys)]
    found += [f"{name:32} {value:10.2f}" for name, value in record.get("latency_ms", {}).items()]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--codebook", type=Path, default=Path("codebooks/warmtetransitie.yaml"))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--quick", action="store_true", help="without times and memory")
    options = parser.parse_args()
    codebook, language = read_codebook(options.codebook), load("nl")
    matcher = compile(codebook.codes, language)
    codes = [code for code in codebook.codes if code.terms]
    documents = read_gold(options.gold, codebook, language, matcher)
    train = read_gold(options.train, codebook, language, matcher) if options.train else []
    record = figures(codes, train, documents)
    if not options.quick:
        record["latency_ms"] = times(options.gold, options.codebook)
    print(*lines(record), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
