"""Short texts with codes, each a document of its own, read from a JSON lines file.

`NAME.jsonl` holds one text a line (text, codes, split: train, dev or test), `NAME.terms.json` the
terms of each code.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coder.identity import Id, content_hash
from coder.language.language import Language
from coder.model import Code, Document, Segment, Term, Turn
from coder.suggest.engine.hearing import Heard, Said, hear
from coder.suggest.lexical import compile


@dataclass(frozen=True, slots=True)
class Loose:
    """A set of texts: for learning and for judging; `given` has one row per text."""

    name: str
    codes: tuple[Id, ...]
    train: tuple[Heard, ...]
    train_given: np.ndarray
    test: tuple[Heard, ...]
    test_given: np.ndarray

    def taught(self, seed: int, count: int) -> dict[Id, tuple[Heard, Said]]:
        """What a coder said who coded so many of the texts for learning, in an order by seed."""
        order = list(range(len(self.train)))
        random.Random(seed).shuffle(order)
        return {
            self.train[number].document: (
                self.train[number],
                Said(self.train_given[number][None, :], ~self.train_given[number][None, :]),
            )
            for number in order[:count]
        }


def read_loose(folder: Path, name: str, language: Language, most: int = 400) -> Loose:
    """A set by name, with at most so many texts for judging; raises OSError for a missing file."""
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
    terms = json.loads((folder / f"{name}.terms.json").read_text("utf-8"))
    keys = sorted({code for row in rows for code in row["codes"]} | set(terms))
    codes = [
        Code(
            content_hash(key),
            key,
            key,
            terms=tuple(Term(term) for term in terms.get(key, ())),
            position=number,
        )
        for number, key in enumerate(keys)
    ]
    matcher = compile(codes, language)

    def heard(row: dict[str, str], number: int) -> Heard:
        text = row["text"]
        document = Document(f"{name} {number}", text, (Turn(0, len(text)),))
        analyses = language.analyse(text, [(0, len(text))])
        return hear(document, [Segment(0, len(text), 0)], analyses, matcher)

    def read(chosen: Sequence[int]) -> tuple[tuple[Heard, ...], np.ndarray]:
        given = [[key in rows[number]["codes"] for key in keys] for number in chosen]
        return tuple(heard(rows[number], number) for number in chosen), np.array(given, bool)

    train = [number for number, row in enumerate(rows) if row["split"] == "train"]
    test = [number for number, row in enumerate(rows) if row["split"] != "train"][:most]
    return Loose(name, tuple(code.id for code in codes), *read(train), *read(test))
