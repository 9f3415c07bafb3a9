"""The segments of all documents in one table, with what a coder said of each.

What ranks segments across documents (more like this, what to look at next, conflicts) reads this
table; the interviewer's segments count as offered only where they were coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, vstack

from coder.suggest.engine.engine import Key
from coder.suggest.engine.hearing import Heard, Said
from coder.suggest.engine.vectors import Space

BLOCK = 256
"""Segments compared with others at a time: bounds the memory of likenesses."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One row per segment, in the order of the documents and of their text.

    `rows` are vectors (segments x features); `given` and `absent` (segments x codes, bool) as in
    `Said`; `offered` tells whose segments are coded at all; `read` which ones the coder has been
    past: something was said of them, or a later one of their document was coded; `words` counts
    the words that are no fillers.
    """

    keys: tuple[Key, ...]
    rows: csr_matrix
    given: np.ndarray
    absent: np.ndarray
    offered: np.ndarray
    read: np.ndarray
    words: np.ndarray

    def __len__(self) -> int:
        return len(self.keys)


def gather(documents: Iterable[tuple[Heard, Said]], codes: int, space: Space) -> Corpus:
    """The table of these documents, for so many codes."""
    pairs = list(documents)
    keys = tuple((heard.document, number) for heard, _ in pairs for number in range(len(heard)))
    none, switch = np.zeros((0, codes), bool), np.zeros(0, bool)
    rows = [space.rows(heard.analyses) for heard, _ in pairs]
    empty = csr_matrix((0, len(space.columns)), dtype=np.float32)
    return Corpus(
        keys,
        vstack([empty, *rows], format="csr"),
        np.concatenate([none, *(said.given for _, said in pairs)]),
        np.concatenate([none, *(said.absent for _, said in pairs)]),
        np.concatenate([switch, *(_offered(heard, said) for heard, said in pairs)]),
        np.concatenate([switch, *(_read(said) for _, said in pairs)]),
        np.concatenate([np.zeros(0, int), *(heard.setting.words for heard, _ in pairs)]),
    )


def likenesses(
    rows: csr_matrix, asked: np.ndarray, known: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """How like each of the `asked` rows is to each of the `known` (cosine), some at a time.

    Yields the numbers of some asked rows and their likenesses (asked x known).
    """
    there = rows[known].T.tocsr()
    for start in range(0, len(asked), BLOCK):
        part = asked[start : start + BLOCK]
        yield part, np.asarray((rows[part] @ there).todense(), np.float32)


def _offered(heard: Heard, said: Said) -> np.ndarray:
    return np.asarray(~heard.setting.interviewer | said.given.any(axis=1))


def _read(said: Said) -> np.ndarray:
    coded = np.flatnonzero(said.given.any(axis=1))
    before = np.arange(len(said.given)) <= (coded[-1] if len(coded) else -1)
    return np.asarray(before | said.absent.any(axis=1))
