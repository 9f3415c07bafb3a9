"""Static models: one vector per token, whose mean is the text's (model2vec, StaticEmbedding)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coder.errors import InputError
from coder.meaning import MeaningModel
from coder.semantics.model_files import COPY_AGAIN, fingerprint
from coder.semantics.tensors import tensors
from coder.semantics.tokens import open_tokenizer, tokens_of, unknown_token

TABLES = ("embeddings", "embedding.weight")
"""The names of the table with the vectors: of model2vec, and of sentence-transformers."""


def is_static(weights: Path) -> bool:
    """Whether a safetensors file holds one vector per token."""
    return any(name in tensors(weights) for name in TABLES)


def open_static(folder: Path, weights: Path, words: Path) -> MeaningModel:
    """A static model from its weights and its tokenizer.json; raises InputError.

    model2vec may keep a vector per token, or a number that leads to one (`mapping`), and a weight.
    """
    found = tensors(weights)
    table = next(found[name] for name in TABLES if name in found)
    tokenizer = open_tokenizer(words)
    mapping = found.get("mapping", np.arange(len(table)) if table.ndim else np.zeros(0, int))
    weight = found.get("weights", np.ones(len(mapping), np.float32))
    _check(weights, table, mapping, weight, tokenizer.get_vocab_size(with_added_tokens=False))
    known, unknown = len(mapping), unknown_token(tokenizer)

    def read(texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), table.shape[1]), np.float32)
        for row, tokens in enumerate(tokens_of(tokenizer, texts, special=False)):
            places = [token for token in tokens if token < known and token != unknown]
            if places:
                vectors = np.asarray(table[mapping[places]], np.float32)
                rows[row] = np.asarray(weight[places], np.float32) @ vectors / len(places)
        return rows

    name = fingerprint(folder, [weights, words])
    return MeaningModel(folder.name, "vectors of tokens", int(table.shape[1]), name, read)


def _check(
    file: Path, table: np.ndarray, mapping: np.ndarray, weight: np.ndarray, tokens: int
) -> None:
    """Raise InputError where the tables of a file do not belong together, or to its tokens."""
    if table.ndim != 2 or not table.size:
        raise InputError(f"{file} holds no table of vectors.", COPY_AGAIN)
    if mapping.ndim != 1 or mapping.dtype.kind != "i" or weight.shape != mapping.shape:
        raise InputError(f"The tables of {file} do not belong together.", COPY_AGAIN)
    if len(mapping) < tokens:
        raise InputError(f"{file} has fewer vectors than the tokenizer has tokens.", COPY_AGAIN)
    if int(mapping.min()) < 0 or int(mapping.max()) >= len(table):
        raise InputError(f"{file} points to vectors that it does not have.", COPY_AGAIN)
