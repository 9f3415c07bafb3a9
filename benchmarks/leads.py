"""What "more like this" and proposed terms are worth on coded interviews, each left out in turn.

    python -m benchmarks.leads --gold DIR [--codebook FILE] [--terms N]

DIR is as for `benchmarks.suggest`. A coder is done with all interviews but one; the segments of
that one are ranked for every code given elsewhere, and terms proposed from the others are looked
for in it. `--terms N` leaves every code its first N terms, since a codebook whose terms were
written with these interviews in view flatters the ranking and leaves little to propose.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coder.codebook import read_codebook
from coder.language import load
from coder.language.language import Language
from coder.model import Code, Term
from coder.project.engine_files import shipped_coefficients
from coder.suggest.engine.corpus import Corpus, gather, likenesses
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.hearing import nothing_said
from coder.suggest.engine.proposing import Material, Proposal, propose
from coder.suggest.engine.queues import by_words
from coder.suggest.lexical import compile, find_evidence
from training.gold import Gold, read_gold
from training.simulation import finish

FIRST = 10
RANKINGS = ("more like this", "likest coded segment", "learned words", "by chance")


@dataclass(frozen=True, slots=True)
class Tried:
    """A proposed term, and what it found in the interview that it was not made from."""

    proposal: Proposal
    hits: int
    right: int


def average_precision(scores: np.ndarray, right: np.ndarray) -> float:
    """The mean of the precision at each right one, the highest scores first."""
    order = np.argsort(-scores, kind="stable")
    places = np.flatnonzero(right[order])
    return float(np.mean((np.arange(len(places)) + 1) / (places + 1)))


def precision_of_first(scores: np.ndarray, right: np.ndarray) -> float:
    """How many of the first are right."""
    return float(right[np.argsort(-scores, kind="stable")[:FIRST]].mean())


def ranked(engine: Engine, corpus: Corpus, out: Gold) -> list[dict[str, tuple[float, float]]]:
    """Average precision and precision of the first, by ranking, for each code in a document."""
    start = len(corpus) - len(out.heard)
    offered = np.flatnonzero(corpus.offered[start:])
    words, learned = by_words(engine, out.heard), engine.learner.scores(corpus.rows[start:])
    chance = np.random.default_rng(0).random(len(out.heard))
    found = []
    for column in range(len(engine.codes)):
        asked = offered[~out.neutral[offered, column]]
        right, known = out.given[asked, column], np.flatnonzero(corpus.given[:, column])
        if not right.any() or not len(known):
            continue
        near = [part.max(axis=1) for _, part in likenesses(corpus.rows, asked + start, known)]
        scores = (words[asked, column], np.concatenate(near), learned[asked, column], chance[asked])
        found.append(
            {
                name: (average_precision(one, right), precision_of_first(one, right))
                for name, one in zip(RANKINGS, scores, strict=True)
            }
        )
    return found


def tried(
    code: Code, column: int, material: Material, out: Gold, language: Language
) -> list[Tried]:
    """The terms proposed for a code, each looked for in the document left out."""
    found = []
    for one in propose(material, code, column, language):
        matcher = compile([replace(code, terms=(Term(one.term),))], language)
        hits = [bool(find_evidence(analysis, matcher)) for analysis in out.heard.analyses]
        judged = np.array(hits) & ~out.neutral[:, column] & ~out.heard.setting.interviewer
        found.append(Tried(one, int(judged.sum()), int((judged & out.given[:, column]).sum())))
    return found


def measure(documents: Sequence[Gold], codes: Sequence[Code], language: Language) -> list[str]:
    """The figures as lines."""
    ranks: list[dict[str, tuple[float, float]]] = []
    terms: list[Tried] = []
    for out in documents:
        others = [one for one in documents if one is not out]
        engine = Engine([code.id for code in codes], shipped_coefficients())
        finish(engine, others)
        known = [(one.heard, one.done()) for one in others]
        unknown = (out.heard, nothing_said(len(out.heard), len(codes)))
        ranks += ranked(engine, gather([*known, unknown], len(codes), engine.space), out)
        material = Material(
            [one.heard for one in others],
            {one.heard.document: "\n".join(one.texts) + "\n" for one in others},
            gather(known, len(codes), engine.space),
        )
        for column, code in enumerate(codes):
            terms += tried(code, column, material, out, language)
    lines = [f"{len(ranks)} codes in documents: average precision, precision of {FIRST}"]
    for name in RANKINGS:
        both = np.mean([one[name] for one in ranks], axis=0)
        lines.append(f"  {name:22} {both[0]:.3f}  {both[1]:.3f}")
    return [*lines, *_told(terms)]


def _told(terms: Sequence[Tried]) -> list[str]:
    right, hits = sum(one.right for one in terms), max(sum(one.hits for one in terms), 1)
    before = sum(one.proposal.right for one in terms) / max(sum(t.proposal.hits for t in terms), 1)
    expected = sum(one.hits * one.proposal.expected for one in terms) / hits
    return [
        f"{len(terms)} proposed terms, precision where they come from {before:.3f}",
        f"  in the document left out: {right} right of {hits} hits, precision {right / hits:.3f}, "
        f"expected {expected:.3f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--codebook", type=Path, default=Path("codebooks/warmtetransitie.yaml"))
    parser.add_argument("--terms", type=int, help="how many terms each code keeps; default: all")
    options = parser.parse_args()
    codebook, language = read_codebook(options.codebook), load("nl")
    kept = [replace(code, terms=code.terms[: options.terms]) for code in codebook.codes]
    codebook = replace(codebook, codes=tuple(kept))
    matcher = compile(codebook.codes, language)
    documents = read_gold(options.gold, codebook, language, matcher)
    codes = [code for code in codebook.codes if code.terms]
    print(*measure(documents, codes, language), sep="\n")


if __name__ == "__main__":
    main()
