"""What models give for texts, whatever form they come in."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from coder.errors import InputError
from coder.meaning import MeaningModel
from coder.semantics import open_model
from tests.semantics.tiny_models import WORDS, vectors, write_network, write_static

TEXTS = ["Warmte kost geld", "", "water", "de buurman", "warmte kost geld", "zeker niet"]


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def mean_of(*words, table=None):
    table = vectors() if table is None else table
    return unit(table[[WORDS.index(word) for word in words]].mean(axis=0))


def test_a_network_gives_the_mean_of_its_tokens_without_the_padding(tmp_path):
    model = open_model(write_network(tmp_path))
    found = model.embed(TEXTS)
    assert found.dtype == np.float32 and found.shape == (6, 4) == (len(TEXTS), model.size)
    assert np.allclose(found[0], mean_of("[CLS]", "warmte", "kost", "geld", "[SEP]"), atol=1e-6)
    assert np.allclose(found[2], mean_of("[CLS]", "water", "[SEP]"), atol=1e-6)
    assert not found[1].any()
    assert (found[0] == found[4]).all()


def test_a_network_gives_the_first_token_where_its_folder_says_so(tmp_path):
    write_network(tmp_path)
    (tmp_path / "1_Pooling").mkdir()
    said = json.dumps({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False})
    (tmp_path / "1_Pooling" / "config.json").write_text(said)
    assert np.allclose(open_model(tmp_path).embed(["water"])[0], mean_of("[CLS]"), atol=1e-6)


def test_a_network_reads_as_many_tokens_as_its_files_allow(tmp_path):
    write_network(tmp_path)
    (tmp_path / "config.json").write_text('{"max_position_embeddings": 4}')
    found = open_model(tmp_path).embed(["warmte kost geld"])[0]
    assert np.allclose(found, mean_of("[CLS]", "warmte", "kost", "[SEP]"), atol=1e-6)


def test_a_network_may_lie_in_a_folder_of_its_own(tmp_path):
    write_network(tmp_path)
    (tmp_path / "onnx").mkdir()
    (tmp_path / "model.onnx").rename(tmp_path / "onnx" / "model.onnx")
    assert open_model(tmp_path).kind == "sentence model (ONNX)"


def test_a_network_may_keep_its_weights_beside_it(tmp_path):
    write_network(tmp_path, elsewhere="model.onnx_data")
    (tmp_path / "model.onnx_data").write_bytes(vectors().tobytes())
    one = open_model(tmp_path)
    assert np.allclose(one.embed(["water"])[0], mean_of("[CLS]", "water", "[SEP]"), atol=1e-6)
    (tmp_path / "model.onnx_data").write_bytes(vectors(seed=2).tobytes())
    assert open_model(tmp_path).fingerprint != one.fingerprint


def test_a_network_may_want_the_kinds_of_its_tokens(tmp_path):
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    assert open_model(write_network(tmp_path, inputs=inputs)).embed(["water"]).any()


def test_many_texts_give_what_each_gives_alone(tmp_path):
    model = open_model(write_network(tmp_path))
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(WORDS[4:], rng.integers(1, 9))) for _ in range(100)]
    alone = np.concatenate([model.embed([text]) for text in texts])
    assert np.allclose(model.embed(texts), alone, atol=1e-6)


def test_a_static_model_gives_the_mean_of_the_words_it_knows(tmp_path):
    model = open_model(write_static(tmp_path))
    found = model.embed(TEXTS)
    assert np.allclose(found[0], mean_of("warmte", "kost", "geld"), atol=1e-6)
    assert np.allclose(found[3], mean_of("buurman"), atol=1e-6)
    assert not found[1].any() and not found[5].any()


def test_a_static_model_may_weigh_its_words_and_share_vectors(tmp_path):
    table = vectors()[[0, 4, 5]]
    mapping = np.array([0, 0, 0, 0, 1, 2, 1, 2, 1])
    weights = np.arange(9, dtype=np.float32)
    model = open_model(write_static(tmp_path, table, mapping=mapping, weights=weights))
    found = model.embed(["warmte water geld"])[0]
    assert np.allclose(found, unit(4 * table[1] + 5 * table[2] + 7 * table[2]), atol=1e-6)


@pytest.mark.parametrize("kind", [np.float16, np.int8])
def test_a_static_model_may_be_kept_in_smaller_numbers(tmp_path, kind):
    table = np.round(vectors() * 20).clip(-100, 100).astype(kind)
    found = open_model(write_static(tmp_path, table)).embed(["warmte geld"])[0]
    expected = mean_of("warmte", "geld", table=table.astype(np.float32))
    assert np.allclose(found, expected, atol=1e-3)


def test_equal_models_have_equal_fingerprints_wherever_they_lie(tmp_path):
    for write in (write_network, write_static):
        one = open_model(write(tmp_path / write.__name__ / "one"))
        moved = open_model(shutil.copytree(tmp_path / write.__name__ / "one", tmp_path / "x"))
        other = open_model(write(tmp_path / write.__name__ / "other", vectors(seed=2)))
        assert one.fingerprint == moved.fingerprint != other.fingerprint
        shutil.rmtree(tmp_path / "x")


def test_a_model_that_gives_no_numbers_is_refused():
    broken = MeaningModel(
        "stuk", "made", 2, "0" * 32, lambda texts: np.full((len(texts), 2), np.nan)
    )
    with pytest.raises(InputError, match="stuk gives no usable vectors"):
        broken.embed(["a"])


def test_nothing_that_could_fetch_a_model_is_imported(tmp_path):
    write_network(tmp_path / "a")
    write_static(tmp_path / "b")
    script = (
        "import sys; from pathlib import Path; from coder.semantics import open_model\n"
        "for name in sys.argv[1:]: open_model(Path(name)).embed(['water'])\n"
        "print({'huggingface_hub', 'requests', 'httpx', 'urllib3'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "a"), str(tmp_path / "b")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
