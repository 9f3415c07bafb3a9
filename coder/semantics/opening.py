"""Tells by its files what kind of model a folder holds, and opens it."""

from __future__ import annotations

from pathlib import Path

from coder.errors import InputError
from coder.meaning import MeaningModel
from coder.semantics.model_files import first_of
from coder.semantics.networks import open_network
from coder.semantics.word_tables import is_static, open_static

NETWORKS = ("model.onnx", "onnx/model.onnx")
WEIGHTS = ("model.safetensors", "0_StaticEmbedding/model.safetensors")
WORDS = ("tokenizer.json", "0_StaticEmbedding/tokenizer.json")


def open_folder(folder: Path) -> MeaningModel:
    """The model in a folder; raises InputError."""
    folder = folder.absolute()
    network, weights = first_of(folder, NETWORKS), first_of(folder, WEIGHTS)
    words = first_of(folder, WORDS)
    if network is None and weights is None:
        raise InputError(
            f"{folder} holds no model: neither model.onnx nor model.safetensors.",
            "Name the folder of a sentence model as ONNX, or of a model2vec model.",
        )
    if words is None:
        raise InputError(
            f"{folder} has no tokenizer.json.", "Copy it from where the model was made."
        )
    if network is not None:
        return open_network(folder, network, words)
    if weights is None or not is_static(weights):
        raise InputError(
            f"{weights} holds a network that coder cannot run.",
            "Export the model as ONNX and name that folder: 'coder model use FOLDER'.",
        )
    return open_static(folder, weights, words)
