"""The word vectors of a spaCy pipeline as a model of meaning: the mean of a text's words."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from coder.errors import InputError
from coder.language.pipeline import pipeline_meta
from coder.meaning import MeaningModel

if TYPE_CHECKING:
    from spacy.vectors import Vectors

READING = b"1"
"""Part of every fingerprint: changes when the same vectors come to mean others."""


def open_word_vectors(name: str) -> MeaningModel:
    """The word vectors of an installed pipeline or of one in a folder; raises InputError.

    Stop words, punctuation and words without a vector are left out.
    """
    import spacy

    meta = pipeline_meta(name)
    parts = meta.get("pipeline", [])
    leave_out = [str(part) for part in parts] if isinstance(parts, list) else []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(name, exclude=leave_out)
    except (OSError, ValueError, TypeError, KeyError, ImportError, AttributeError) as error:
        problem = f"The pipeline {name} cannot be loaded: {error}"
        raise InputError(problem, "Install it again, or name another model.") from error
    vectors: Vectors = nlp.vocab.vectors
    if not vectors.size:
        raise InputError(
            f"The pipeline {name} has no word vectors.",
            "Name one that has: those ending in _md or _lg.",
        )

    def read(texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), vectors.shape[1]), np.float32)
        for row, text in enumerate(texts):
            words = [
                token.text if token.has_vector else token.lower_
                for token in nlp.make_doc(text)
                if not (token.is_stop or token.is_punct or token.is_space)
            ]
            found = [nlp.vocab[word].vector for word in words if nlp.vocab[word].has_vector]
            if found:
                rows[row] = np.asarray(found, np.float32).mean(axis=0)
        return rows

    full = f"{meta.get('lang', '')}_{meta.get('name', '')}"
    return MeaningModel(full, "word vectors (spaCy)", vectors.shape[1], _fingerprint(vectors), read)


def _fingerprint(vectors: Vectors) -> str:
    """The hash of all vectors and of which words they belong to."""
    total = blake2b(READING, digest_size=16)
    keys = np.array(sorted(vectors.key2row.items()), np.uint64)
    for table in (keys, np.ascontiguousarray(vectors.data)):
        total.update(str(table.shape).encode())
        total.update(table.data.cast("B") if table.size else b"")
    return total.hexdigest()
