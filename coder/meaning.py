"""A model of meaning as a value: texts go in, vectors come out, whoever reads the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.errors import InputError
from coder.identity import Id

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class MeaningModel:
    """A model that was opened.

    `kind` says what it is in words; `size` is the length of its vectors; `fingerprint` is a hash of
    its content; `read` gives one vector per text (texts x size, float32), 0 where it knows no word.
    """

    name: str
    kind: str
    size: int
    fingerprint: Id
    read: Callable[[Sequence[str]], np.ndarray]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of texts (texts x size, float32), of length 1, or 0 where nothing is known.

        Each text gets the same vector whatever stands beside it, up to rounding. Raises InputError
        where the model gives no vectors.
        """
        import numpy as np

        fresh = dict.fromkeys(text for text in texts if text.strip())
        known = {text: place for place, text in enumerate(fresh)}
        rows = np.zeros((len(texts), self.size), np.float32)
        if not known:
            return rows
        read = np.asarray(self.read(list(known)), np.float32)
        if read.shape != (len(known), self.size) or not np.isfinite(read).all():
            raise InputError(
                f"The model {self.name} gives no usable vectors.",
                "Name another: 'coder model use PATH', or none: 'coder model off'.",
            )
        read /= np.maximum(np.linalg.norm(read, axis=1, keepdims=True), 1e-12)
        for row, text in enumerate(texts):
            if text in known:
                rows[row] = read[known[text]]
        return rows
