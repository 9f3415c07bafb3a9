"""What coded segments teach about others: kernel ridge regression, updated exactly.

With K the likeness of the segments learned from, f(x) = k(x)' (K + lambda I)^-1 r, where r is what
was said of each segment less what its terms alone let expect, and 0 where nothing was said
(Gaussian-process mean with a prior mean: Rasmussen and Williams 2006, section 2.7). The inverse is
kept and bordered or cut for each segment that comes or goes, so learning one costs O(n^2) and gives
what learning all anew would (up to rounding in float32).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from scipy.linalg.blas import sger
from scipy.sparse import csr_matrix, vstack

RIDGE = 0.5
BIAS = 0.05
"""Added to every likeness: what all segments share."""
BLOCK = 256
"""Segments bordered, and rows changed, at a time: bounds the memory that passes through."""


class KernelLearner:
    """Learns `codes` targets per segment; segments have keys. Memory: 4 n^2 bytes and the rows."""

    def __init__(self, features: int, codes: int) -> None:
        self._rows = csr_matrix((0, features), dtype=np.float32)
        self._keys: list[Hashable] = []
        self._places: dict[Hashable, int] = {}
        self._targets = np.zeros((0, codes), np.float32)
        self._inverse = np.zeros((0, 0), np.float32)
        self._alpha = np.zeros((0, codes), np.float32)
        self._weights: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._places

    @property
    def keys(self) -> Sequence[Hashable]:
        """The keys of the segments learned from, in the order of `likeness`."""
        return self._keys

    def target(self, key: Hashable) -> np.ndarray:
        """What a segment teaches: one number per code."""
        return np.asarray(self._targets[self._places[key]])

    def add(self, keys: Sequence[Hashable], rows: csr_matrix, targets: np.ndarray) -> None:
        """Learn from more segments (rows x features, rows x codes); their keys must be new."""
        self.expect(len(self) + len(keys))
        for start in range(0, len(keys), BLOCK):
            chosen = slice(start, start + BLOCK)
            self._border(list(keys[chosen]), rows[chosen], targets[chosen].astype(np.float32))
        self._weights = None

    def remove(self, key: Hashable) -> None:
        """Forget a segment."""
        place, last = self._places[key], len(self) - 1
        inverse = self._inverse[: last + 1, : last + 1]
        if place != last:
            order = [place, last]
            inverse[order] = inverse[order[::-1]]
            inverse[:, order] = inverse[:, order[::-1]]
            self._swap(place, last)
        column = inverse[:last, last] / inverse[last, last]
        self._alpha = self._alpha[:last] - np.outer(column, self._alpha[last])
        self._add_outer(column, -inverse[last, :last].copy())
        del self._places[key]
        self._keys.pop()
        self._rows, self._targets = self._rows[:last], self._targets[:last]
        self._weights = None

    def teach(self, key: Hashable, targets: np.ndarray) -> None:
        """Let a known segment teach something else."""
        place = self._places[key]
        change = targets.astype(np.float32) - self._targets[place]
        self._targets[place] = targets
        column = self._inverse[: len(self), place]
        self._alpha = self._alpha + np.outer(column, change)
        self._weights = None

    def teach_all(self, targets: np.ndarray) -> None:
        """Let all segments teach something else (segments x codes, in the order of `keys`)."""
        self._targets = targets.astype(np.float32)
        self._solve()

    def weights(self) -> tuple[np.ndarray, np.ndarray]:
        """What each feature says for each code (features x codes), and what is said of all."""
        if self._weights is None:
            self._weights = np.asarray(self._rows.T @ self._alpha, np.float32)
        return self._weights, BIAS * self._alpha.sum(axis=0)

    def scores(self, rows: csr_matrix) -> np.ndarray:
        """What was learned says of segments: rows x codes."""
        if not len(self):
            return np.zeros((rows.shape[0], self._targets.shape[1]), np.float32)
        weights, shared = self.weights()
        return np.asarray(rows @ weights + shared)

    def likeness(self, row: csr_matrix) -> np.ndarray:
        """How like each segment learned from is to one (cosine), in the order of `keys`."""
        return np.asarray(self.likenesses(row)[0])

    def likenesses(self, rows: csr_matrix) -> np.ndarray:
        """How like each segment learned from is to some (rows x segments)."""
        return np.asarray((rows @ self._rows.T).todense(), np.float32)

    @property
    def rows(self) -> csr_matrix:
        """The segments learned from (segments x features), in the order of `keys`."""
        return self._rows

    def influence(self, code: int, without: int = -1) -> np.ndarray:
        """How strongly each segment learned from speaks for a code, as if one were not there."""
        alpha = self._alpha[:, code]
        if without < 0:
            return np.asarray(alpha)
        column = self._inverse[: len(self), without]
        found = alpha - column * (alpha[without] / column[without])
        found[without] = 0.0
        return np.asarray(found)

    def places(self, keys: Sequence[Hashable]) -> np.ndarray:
        """Where segments are among those learned from (int per key); -1 for others."""
        return np.array([self._places.get(key, -1) for key in keys], int)

    def without_itself(self, places: np.ndarray) -> np.ndarray:
        """What is learned of segments from all others but themselves: places x codes.

        y - alpha / A^-1 on the diagonal (Rasmussen and Williams 2006, section 5.4.2).
        """
        own = self._inverse[places, places][:, None]
        return np.asarray(self._targets[places] - self._alpha[places] / own)

    def without_both(self, places: np.ndarray, others: np.ndarray) -> np.ndarray:
        """What is learned of `places` from all but themselves and the segment in `others`."""
        inverse, alpha = self._inverse, self._alpha
        own, across = inverse[places, places][:, None], inverse[places, others][:, None]
        other = inverse[others, others][:, None]
        change = other * alpha[places] - across * alpha[others]
        return np.asarray(self._targets[places] - change / (own * other - across * across))

    def without(self, rows: csr_matrix, scores: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Scores of rows that were not learned from, each less what the other one taught."""
        likeness = self.likenesses(rows) + np.float32(BIAS)
        effect = np.einsum("ij,ij->i", likeness, self._inverse[others, : len(self)])
        own = self._inverse[others, others]
        return np.asarray(scores - (effect / own)[:, None] * self._alpha[others])

    def expect(self, size: int) -> None:
        """Take the memory that so many segments need, at once."""
        have = self._inverse.shape[0]
        if size > have:
            grown = np.zeros((size + BLOCK // 2, size + BLOCK // 2), np.float32)
            grown[: len(self), : len(self)] = self._inverse[: len(self), : len(self)]
            self._inverse = grown

    # ------------------------------------------------------------------ inside

    def _border(self, keys: list[Hashable], rows: csr_matrix, targets: np.ndarray) -> None:
        """Border the inverse: [[A, B], [B', C]]^-1 by the Schur complement of A."""
        n, m = len(self), len(keys)
        corner = np.asarray((rows @ rows.T).todense(), np.float32)
        corner += BIAS + RIDGE * np.eye(m, dtype=np.float32)
        inverse = self._inverse
        if n:
            beside = np.asarray((self._rows @ rows.T).todense(), np.float32) + np.float32(BIAS)
            known = inverse[:n, :n]
            carried = known @ beside
            rest = np.linalg.inv((corner - beside.T @ carried).astype(np.float64))
            rest = ((rest + rest.T) / 2).astype(np.float32)
            across = carried @ rest
            if m == 1:
                self._add_outer(across[:, 0], carried[:, 0])
            else:
                for start in range(0, n, BLOCK):
                    part = slice(start, start + BLOCK)
                    known[part] += across[part] @ carried.T
            inverse[:n, n : n + m] = -across
            inverse[n : n + m, :n] = -across.T
            step = rest @ (targets - beside.T @ self._alpha)
            self._alpha = np.vstack([self._alpha - carried @ step, step])
        else:
            rest = np.linalg.inv(corner.astype(np.float64)).astype(np.float32)
            self._alpha = rest @ targets
        inverse[n : n + m, n : n + m] = rest
        self._places.update((key, n + number) for number, key in enumerate(keys))
        self._keys.extend(keys)
        self._rows = vstack([self._rows, rows], format="csr") if n else rows.tocsr()
        self._targets = np.vstack([self._targets, targets])

    def _solve(self) -> None:
        n = len(self)
        self._alpha = self._inverse[:n, :n] @ self._targets
        self._weights = None

    def _swap(self, one: int, other: int) -> None:
        order = np.arange(len(self))
        order[[one, other]] = order[[other, one]]
        self._rows, self._targets = self._rows[order], self._targets[order]
        self._alpha = self._alpha[order]
        self._keys[one], self._keys[other] = self._keys[other], self._keys[one]
        self._places[self._keys[one]] = one

    def _add_outer(self, one: np.ndarray, other: np.ndarray) -> None:
        """Add an outer product to the first rows and columns of the inverse, in place."""
        size = self._inverse.shape[0]
        padded = np.zeros((2, size), np.float32)
        padded[0, : len(one)], padded[1, : len(other)] = one, other
        turned = self._inverse.T  # in the order of columns, as BLAS wants it
        sger(1.0, padded[1], padded[0], a=turned, overwrite_a=1)
