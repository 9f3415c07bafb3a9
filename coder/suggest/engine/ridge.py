"""What coded segments teach about others by their meaning: ridge regression on dense rows."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

RIDGE = 1.0
BIAS = 0.05
"""As in the words' kernel: what all segments share."""


class RidgeLearner:
    """Ridge regression on rows: kernel regression with their inner product as the kernel.

    (A dual of `KernelLearner`: Rasmussen and Williams 2006, section 2.1.) Each row costs O(size^2)
    to learn or forget (Sherman and Morrison 1950), whatever was learned before.
    """

    def __init__(self, size: int, codes: int) -> None:
        self._inverse = np.eye(size + 1) / RIDGE
        self._sums = np.zeros((size + 1, codes))
        self._known: dict[Hashable, tuple[np.ndarray, np.ndarray]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def start(self, keys: Sequence[Hashable], rows: np.ndarray, targets: np.ndarray) -> None:
        """Learn these segments (rows x size, rows x codes) and nothing else."""
        wide = _with_bias(rows)
        gram = wide.T @ wide + RIDGE * np.eye(wide.shape[1])
        self._inverse, self._sums = np.linalg.inv(gram), wide.T @ targets
        self._known = {key: (wide[n], targets[n]) for n, key in enumerate(keys)}

    def teach(self, key: Hashable, row: np.ndarray, target: np.ndarray) -> None:
        """Let a segment, known or new, teach this."""
        self.remove(key)
        wide = _with_bias(row[None, :])[0]
        self._turn(wide, 1.0)
        self._sums += np.outer(wide, target)
        self._known[key] = (wide, np.asarray(target, float))

    def remove(self, key: Hashable) -> None:
        """Forget a segment, if it is known."""
        if key in self._known:
            wide, target = self._known.pop(key)
            self._turn(wide, -1.0)
            self._sums -= np.outer(wide, target)

    def scores(self, rows: np.ndarray, keys: Sequence[Hashable]) -> np.ndarray:
        """What was learned says of segments (rows x codes); of known ones as if they were not.

        y - (y - f) / (1 - h) for these (Rasmussen and Williams 2006, section 5.4.2).
        """
        wide = _with_bias(rows)
        found = np.asarray(wide @ (self._inverse @ self._sums))
        places = [number for number, key in enumerate(keys) if key in self._known]
        if places:
            own = np.array([self._known[keys[number]][0] for number in places])
            targets = np.array([self._known[keys[number]][1] for number in places])
            lever = ((own @ self._inverse) * own).sum(axis=1, keepdims=True)
            found[places] = targets - (targets - found[places]) / (1.0 - lever)
        return found

    def _turn(self, wide: np.ndarray, sign: float) -> None:
        """Take a row into the inverse, or out of it."""
        step = self._inverse @ wide
        self._inverse -= np.outer(step, step) * (sign / (1.0 + sign * float(wide @ step)))


def _with_bias(rows: np.ndarray) -> np.ndarray:
    return np.concatenate([rows, np.full((len(rows), 1), BIAS**0.5)], axis=1).astype(np.float64)
