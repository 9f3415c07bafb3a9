"""A BERT encoder (Devlin et al. 2019) as an ONNX network, from its weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from training.onnx_writing import model, node, tensor, value

LAYER = "encoder.layer.{}."
FAR = -10_000.0
"""Added to what the mask leaves out, before the softmax."""


@dataclass
class _Graph:
    nodes: list[bytes] = field(default_factory=list)
    tensors: list[bytes] = field(default_factory=list)

    def put(self, array: np.ndarray) -> str:
        name = f"t{len(self.tensors)}"
        self.tensors.append(tensor(name, array))
        return name

    def number(self, value: float) -> str:
        return self.put(np.array(value, np.float32))

    def numbers(self, *values: int) -> str:
        return self.put(np.array(values, np.int64))

    def step(self, kind: str, *inputs: str, **attributes: float | list[int]) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(node(kind, inputs, name, **attributes))
        return name


def bert_network(weights: Mapping[str, np.ndarray], heads: int, epsilon: float) -> bytes:
    """The network that gives a vector per token (`last_hidden_state`).

    `weights` have the names that Hugging Face's BertModel gives them, in float32.
    """
    graph = _Graph()
    table = graph.put(weights["embeddings.word_embeddings.weight"])
    places = graph.put(weights["embeddings.position_embeddings.weight"])
    kind = graph.put(weights["embeddings.token_type_embeddings.weight"][0])
    size = int(weights["embeddings.word_embeddings.weight"].shape[1])
    count = graph.step("Squeeze", graph.step("Shape", "input_ids", start=1, end=2))
    whole = [graph.put(np.array(one, np.int64)) for one in (0, 1)]
    order = graph.step("Range", whole[0], count, whole[1])
    here = graph.step("Gather", table, "input_ids")
    here = graph.step("Add", here, graph.step("Gather", places, order))
    here = graph.step("Add", here, kind)
    here = _norm(graph, here, weights, "embeddings.LayerNorm.", epsilon)
    given = graph.step("Cast", "attention_mask", to=1)
    left = graph.step("Sub", graph.number(1.0), given)
    mask = graph.step("Mul", left, graph.number(FAR))
    mask = graph.step("Unsqueeze", mask, graph.numbers(1, 2))
    number = 0
    while f"{LAYER.format(number)}output.dense.weight" in weights:
        here = _layer(graph, here, mask, weights, LAYER.format(number), (size, heads, epsilon))
        number += 1
    graph.nodes.append(node("Identity", [here], "last_hidden_state"))
    inputs = [value(name, "int64", ["texts", "tokens"]) for name in ("input_ids", "attention_mask")]
    outputs = [value("last_hidden_state", "float32", ["texts", "tokens", size])]
    return model(graph.nodes, graph.tensors, inputs, outputs)


def _layer(
    graph: _Graph,
    here: str,
    mask: str,
    weights: Mapping[str, np.ndarray],
    name: str,
    shape: tuple[int, int, float],
) -> str:
    size, heads, epsilon = shape
    apart = graph.numbers(0, 0, heads, size // heads)

    def part(which: str, order: list[int]) -> str:
        found = _dense(graph, here, weights, f"{name}attention.self.{which}.")
        return graph.step("Transpose", graph.step("Reshape", found, apart), perm=order)

    scores = graph.step("MatMul", part("query", [0, 2, 1, 3]), part("key", [0, 2, 3, 1]))
    scores = graph.step("Mul", scores, graph.number((size / heads) ** -0.5))
    likely = graph.step("Softmax", graph.step("Add", scores, mask), axis=-1)
    seen = graph.step("MatMul", likely, part("value", [0, 2, 1, 3]))
    seen = graph.step("Transpose", seen, perm=[0, 2, 1, 3])
    seen = graph.step("Reshape", seen, graph.numbers(0, 0, size))
    seen = _dense(graph, seen, weights, f"{name}attention.output.dense.")
    here = graph.step("Add", here, seen)
    here = _norm(graph, here, weights, f"{name}attention.output.LayerNorm.", epsilon)
    inner = _gelu(graph, _dense(graph, here, weights, f"{name}intermediate.dense."))
    outer = _dense(graph, inner, weights, f"{name}output.dense.")
    return _norm(
        graph, graph.step("Add", here, outer), weights, f"{name}output.LayerNorm.", epsilon
    )


def _dense(graph: _Graph, here: str, weights: Mapping[str, np.ndarray], name: str) -> str:
    found = graph.step("MatMul", here, graph.put(weights[f"{name}weight"].T))
    return graph.step("Add", found, graph.put(weights[f"{name}bias"]))


def _norm(
    graph: _Graph, here: str, weights: Mapping[str, np.ndarray], name: str, epsilon: float
) -> str:
    both = [graph.put(weights[name + one]) for one in ("weight", "bias")]
    return graph.step("LayerNormalization", here, *both, axis=-1, epsilon=float(epsilon))


def _gelu(graph: _Graph, here: str) -> str:
    bent = graph.step("Erf", graph.step("Mul", here, graph.number(2**-0.5)))
    half = graph.step("Mul", here, graph.number(0.5))
    return graph.step("Mul", half, graph.step("Add", bent, graph.number(1.0)))
