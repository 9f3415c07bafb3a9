"""What to look at next: segments like those of a code, likely ones, and unsure ones.

All are rankings of segments that were not coded (so), for a person to decide one by one; each has
at most as many items as asked for, and equal ones keep the order of the corpus.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coder.suggest.engine.corpus import Corpus, likenesses
from coder.suggest.engine.engine import Engine, Key
from coder.suggest.engine.hearing import Heard, nothing_said
from coder.suggest.engine.walk import rank

MOST = 50


@dataclass(frozen=True, slots=True)
class Alike:
    """A segment that may get a code: how likely by its words, and the likest one that has it.

    `likeness` is the cosine with that neighbour, 0 where they share nothing.
    """

    key: Key
    score: float
    neighbour: Key
    likeness: float


@dataclass(frozen=True, slots=True)
class Open:
    """A segment without codes, a code by its number, and how likely it is."""

    key: Key
    code: int
    probability: float


def by_words(engine: Engine, heard: Heard) -> np.ndarray:
    """How likely each code is by the words in and around a segment: segments x codes.

    What was coded near it does not count, or "like this" would mean "beside this".
    """
    return rank(engine, heard, nothing_said(len(heard), len(engine.codes)))[0]


def without(corpus: Corpus, code: int) -> np.ndarray:
    """Which segments a code may still be given: not coded so, and not refused."""
    return np.asarray(corpus.offered & ~corpus.given[:, code] & ~corpus.absent[:, code])


def uncoded(corpus: Corpus) -> np.ndarray:
    """Which segments have no code and may still get one."""
    decided = corpus.given.any(axis=1) | corpus.absent.all(axis=1)
    return np.asarray(corpus.offered & ~decided)


def more_like(corpus: Corpus, scores: np.ndarray, code: int, most: int = MOST) -> list[Alike]:
    """The segments that are most like those with a code and do not have it, the likest first.

    `scores` (segments x codes) are those of `by_words`, and needed of those `without` the code
    only. A code that was never given has none.
    """
    known = np.flatnonzero(corpus.given[:, code])
    if not len(known):
        return []
    chosen = _first(scores[:, code], without(corpus, code), most)
    found: list[Alike] = []
    for part, beside in likenesses(corpus.rows, chosen, known):
        for place, likeness in zip(part, beside, strict=True):
            nearest = int(likeness.argmax())
            found.append(
                Alike(
                    corpus.keys[place],
                    float(scores[place, code]),
                    corpus.keys[known[nearest]],
                    float(likeness[nearest]),
                )
            )
    return found


def likely(corpus: Corpus, probabilities: np.ndarray, most: int = MOST) -> list[Open]:
    """Segments without codes that most likely need one, with the likeliest code.

    `probabilities` (segments x codes) are needed of the `uncoded` ones only.
    """
    return _open(corpus, probabilities, probabilities, most)


def uncertain(corpus: Corpus, probabilities: np.ndarray, most: int = MOST) -> list[Open]:
    """Segments without codes of which a decision teaches most.

    By uncertainty, 4 p (1 - p) (uncertainty sampling: Settles 2012, chapter 2), x 1 / sqrt(1 +
    segments coded with the code), so that unsure ones of rare codes go first.
    """
    rare = 1.0 / np.sqrt(1.0 + corpus.given.sum(axis=0))
    return _open(corpus, 4.0 * probabilities * (1.0 - probabilities) * rare, probabilities, most)


def _open(corpus: Corpus, worth: np.ndarray, probabilities: np.ndarray, most: int) -> list[Open]:
    if not worth.size:
        return []
    undecided = np.where(corpus.absent, -1.0, worth)
    codes = undecided.argmax(axis=1)
    places = _first(undecided.max(axis=1), uncoded(corpus), most)
    return [
        Open(corpus.keys[place], int(codes[place]), float(probabilities[place, codes[place]]))
        for place in places
    ]


def _first(worth: np.ndarray, free: np.ndarray, most: int) -> np.ndarray:
    """The places of the greatest worth among the free ones, in that order."""
    places = np.flatnonzero(free)
    order = np.argsort(-worth[places], kind="stable")
    return np.asarray(places[order[: max(most, 0)]])
