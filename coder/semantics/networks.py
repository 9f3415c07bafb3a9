"""Sentence models as ONNX: a network reads the tokens, its outputs are pooled to one vector."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coder.errors import InputError
from coder.meaning import MeaningModel
from coder.semantics.model_files import (
    COPY_AGAIN,
    INSTALL,
    MAX_WEIGHTS,
    checked,
    fingerprint,
    read_config,
)
from coder.semantics.tokens import open_tokenizer, padding_token, tokens_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

BATCH = 32
LONGEST = 512
"""Tokens of a text that are read at most; the files of a model may say fewer."""
THREADS = 4
INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
POOLING = "1_Pooling/config.json"
QUIET = 4

Run = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""From tokens and mask (texts x tokens) to what the network gives."""


def open_network(folder: Path, network: Path, words: Path) -> MeaningModel:
    """A sentence model from its network and its tokenizer.json; raises InputError.

    Pooling is the mean over the tokens that the mask leaves, or the first token where the folder's
    own pooling file says so; a network that pools itself is taken at its word.
    """
    tokenizer = open_tokenizer(words)
    padding = padding_token(tokenizer)
    session = _session(network)
    run = _runner(network, session)
    first = bool(read_config(folder / POOLING).get("pooling_mode_cls_token"))
    longest = _longest(folder)
    tokenizer.enable_truncation(longest)

    def read(texts: Sequence[str]) -> np.ndarray:
        tokens = tokens_of(tokenizer, texts, special=True)
        order = sorted(range(len(texts)), key=lambda place: len(tokens[place]))
        found: dict[int, np.ndarray] = {}
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            ids, mask = _padded([tokens[place] for place in part], padding)
            found.update(zip(part, _pooled(run(ids, mask), mask, first=first), strict=True))
        return np.array([found[place] for place in range(len(texts))], np.float32)

    size = int(read(["a"]).shape[1])
    files = [network, words, *_beside(network), folder / POOLING]
    name = fingerprint(folder, [file for file in files if file.is_file()])
    return MeaningModel(folder.name, "sentence model (ONNX)", size, name, read)


def _session(network: Path) -> InferenceSession:
    try:
        import onnxruntime
    except ImportError as error:
        raise InputError("The package onnxruntime is not installed.", INSTALL) from error
    for file in (network, *_beside(network)):
        checked(file, MAX_WEIGHTS)
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = QUIET
    options.intra_op_num_threads = min(THREADS, os.cpu_count() or 1)
    try:
        return onnxruntime.InferenceSession(
            str(network), options, providers=["CPUExecutionProvider"], enable_fallback=0
        )
    except Exception as error:  # onnxruntime's have no public class; told with their cause
        raise InputError(f"{network} is no network that can be read.", COPY_AGAIN) from error


def _runner(network: Path, session: InferenceSession) -> Run:
    """What runs a network with the inputs that it has; raises InputError where it has others."""
    try:
        inputs = {one.name for one in session.get_inputs()}
    except UnicodeDecodeError as error:
        raise InputError(f"{network} is no network that can be read.", COPY_AGAIN) from error
    if "input_ids" not in inputs or not inputs <= INPUTS:
        problem = f"{network} reads {', '.join(sorted(inputs)) or 'nothing'}, not tokens."
        raise InputError(problem, "Name a sentence-embedding model that was exported as ONNX.")

    def run(ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            outputs: list[Any] = session.run(None, {name: given[name] for name in inputs})
        except Exception as error:  # onnxruntime's have no public class; told with their cause
            raise InputError(f"{network} cannot be run.", COPY_AGAIN) from error
        fitting = [
            one
            for one in outputs
            if isinstance(one, np.ndarray)
            and one.ndim in (2, 3)
            and one.shape[: one.ndim - 1] == ids.shape[: one.ndim - 1]
            and one.dtype.kind == "f"
        ]
        if not fitting:
            raise InputError(f"{network} gives no vectors of texts.", COPY_AGAIN)
        return min(fitting, key=lambda one: one.ndim)

    return run


def _padded(tokens: Sequence[Sequence[int]], padding: int) -> tuple[np.ndarray, np.ndarray]:
    longest = max(1, *(len(one) for one in tokens))
    ids = np.full((len(tokens), longest), padding, np.int64)
    mask = np.zeros((len(tokens), longest), np.int64)
    for row, one in enumerate(tokens):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return ids, mask


def _pooled(outputs: np.ndarray, mask: np.ndarray, *, first: bool) -> np.ndarray:
    """One vector per text: texts x size."""
    if outputs.ndim == 2:
        return outputs
    if first:
        return np.asarray(outputs[:, 0])
    weight = mask[:, :, None].astype(np.float32)
    return np.asarray((outputs * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), 1.0))


def _longest(folder: Path) -> int:
    """How many tokens a model reads, by its own files."""
    said = read_config(folder / "sentence_bert_config.json").get("max_seq_length")
    places = read_config(folder / "config.json").get("max_position_embeddings")
    numbers = [one for one in (said, places) if isinstance(one, int) and one > 2]
    return min([LONGEST, *numbers])


def _beside(network: Path) -> list[Path]:
    """The files in which an exporter put weights apart from the network."""
    names = (f"{network.name}_data", f"{network.name}.data")
    return [network.with_name(name) for name in names if network.with_name(name).is_file()]
