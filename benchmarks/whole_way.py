"""The whole way of the data in one run: read a folder, analyse it, suggest; words/s and memory.

`python -m benchmarks.whole_way TRANSCRIPTS --codebook FILE [--json OUT]`. CPU time of one process;
memory is the peak resident set of the process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from coder.codebook import read_codebook
from coder.language import load
from coder.linguistic import Analysis
from coder.model import Role
from coder.readers import read, transcripts_in
from coder.segment import segments
from coder.suggest import lexical

Result = TypeVar("Result")


def timed(figures: dict[str, float], name: str, act: Callable[[], Result]) -> Result:
    """Do something and keep its CPU seconds."""
    before = time.process_time()
    result = act()
    figures[name] = round(time.process_time() - before, 3)
    return result


def measure(folder: Path, codebook: Path) -> dict[str, float]:
    """CPU seconds of each step, words per second, suggestions, and peak memory in MB."""
    figures: dict[str, float] = {}
    paths = transcripts_in(folder).transcripts
    documents = timed(figures, "read_s", lambda: [read(path) for path in paths])
    language = timed(figures, "load_language_s", lambda: load("nl"))
    codes = timed(figures, "read_codebook_s", lambda: read_codebook(codebook)).codes
    cut = timed(figures, "segment_s", lambda: [segments(one) for one in documents])
    spans = [
        [
            (segment.start, segment.end)
            for segment in found
            if document.turns[segment.turn].role is not Role.INTERVIEWER
        ]
        for document, found in zip(documents, cut, strict=True)
    ]

    def analyse() -> list[list[Analysis]]:
        pairs = zip(documents, spans, strict=True)
        return [language.analyse(document.text, offered) for document, offered in pairs]

    timed(figures, "analyse_cold_s", analyse)
    analyses = timed(figures, "analyse_warm_s", analyse)
    matcher = timed(figures, "compile_terms_s", lambda: lexical.compile(codes, language))

    def suggest() -> int:
        pairs = zip(documents, analyses, strict=True)
        return sum(len(lexical.suggest(one.id, found, matcher)) for one, found in pairs)

    figures["suggestions"] = timed(figures, "suggest_s", suggest)
    words = sum(document.words for document in documents)
    figures["words"] = words
    for step in ("read", "analyse_cold", "analyse_warm", "suggest"):
        figures[f"{step}_words_per_s"] = round(words / max(figures[f"{step}_s"], 1e-9))
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    figures["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("--codebook", type=Path, default=Path("codebooks/warmtetransitie.yaml"))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures = measure(arguments.transcripts, arguments.codebook)
    for name, value in figures.items():
        print(f"{name:24}{value:>14,}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
