"""Folders that are no models, damaged or hostile ones, and machines that cannot read any."""

import json
import sys

import numpy as np
import pytest

from coder.errors import InputError
from coder.semantics import open_model
from tests.semantics.tiny_models import network, safetensors, vectors, write_network, write_static


def refused(folder):
    with pytest.raises(InputError) as caught:
        open_model(folder)
    assert caught.value.remedy
    return f"{caught.value.problem} {caught.value.remedy}"


def test_a_folder_without_a_model(tmp_path):
    assert "holds no model" in refused(tmp_path)
    assert "holds no model" in refused(tmp_path / "nergens")
    (tmp_path / "model.onnx").write_bytes(b"x")
    assert "tokenizer.json" in refused(tmp_path)


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_without_the_packages_it_is_said_what_to_install(tmp_path, monkeypatch, package):
    write_network(tmp_path)
    monkeypatch.setitem(sys.modules, package, None)
    assert f"{package} is not installed" in refused(tmp_path)
    assert "pip install 'coder[semantic]'" in refused(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\x00" * 50, b"onnx", network(vectors())[:-30]])
def test_a_damaged_network(tmp_path, content):
    write_network(tmp_path)
    (tmp_path / "model.onnx").write_bytes(content)
    assert "model.onnx is no network" in refused(tmp_path)


def test_a_network_that_reads_something_else(tmp_path):
    assert "reads pixels, not tokens" in refused(write_network(tmp_path, inputs=("pixels",)))


def test_a_network_with_fewer_words_than_its_tokenizer(tmp_path):
    model = open_model(write_network(tmp_path, vectors()[:6]))
    with pytest.raises(InputError, match="cannot be run"):
        model.embed(["geld"])


@pytest.mark.parametrize("place", ["{}/outside", "../outside", "sub/../../outside"])
def test_a_network_does_not_read_files_outside_its_folder(tmp_path, place):
    folder = tmp_path / "model"
    table = vectors()
    (tmp_path / "outside").write_bytes(table.tobytes())
    write_network(folder)
    (folder / "sub").mkdir()
    (folder / "model.onnx").write_bytes(network(table, elsewhere=place.format(tmp_path)))
    assert "model.onnx is no network" in refused(folder)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "[" * 5000, '{"model": {"type": "WordLevel", "vocab": 3}}', "\x00"]
)
def test_a_damaged_tokenizer(tmp_path, content):
    write_static(tmp_path)
    (tmp_path / "tokenizer.json").write_text(content)
    assert "tokenizer.json is no tokenizer" in refused(tmp_path)


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [("post_processor", "special_tokens", {}), ("model", "unk_token", "nergens")],
)
def test_a_tokenizer_that_opens_but_cannot_cut(tmp_path, part, field, value):
    write_static(tmp_path)
    said = json.loads((tmp_path / "tokenizer.json").read_text())
    said[part][field] = value
    (tmp_path / "tokenizer.json").write_text(json.dumps(said))
    assert "tokenizer.json is no tokenizer" in refused(tmp_path)


def test_a_network_whose_names_are_no_text(tmp_path, capfd):
    write_network(tmp_path)
    content = (tmp_path / "model.onnx").read_bytes()
    (tmp_path / "model.onnx").write_bytes(content.replace(b"attention_mask", b"\xffttention_mask"))
    assert "model.onnx is no network" in refused(tmp_path)
    assert capfd.readouterr().out == ""


def test_a_tokenizer_in_another_encoding(tmp_path):
    write_static(tmp_path)
    (tmp_path / "tokenizer.json").write_bytes(b"\xff\xfe")
    assert "tokenizer.json is no tokenizer" in refused(tmp_path)


GOOD = safetensors({"embeddings": vectors()})
HEADER = {"dtype": "F32", "shape": [9, 4], "data_offsets": [0, 144]}


def with_header(**changed):
    text = json.dumps({"embeddings": {**HEADER, **changed}}).encode()
    return len(text).to_bytes(8, "little") + text + b"\0" * 144


@pytest.mark.parametrize(
    "content",
    [
        b"",
        GOOD[:-1],
        b"\xff" * 8 + GOOD[8:],
        (5).to_bytes(8, "little") + b"[1,2]",
        with_header(shape=[9, -4]),
        with_header(shape=[10, 4]),
        with_header(shape="94"),
        with_header(data_offsets=[-144, 0]),
        with_header(data_offsets=[144, 288]),
        with_header(data_offsets=[0, 1 << 60], shape=[1 << 29, 1 << 29]),
    ],
)
def test_damaged_weights(tmp_path, content):
    write_static(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(content)
    assert "model.safetensors is no safetensors file" in refused(tmp_path)


@pytest.mark.parametrize(
    ("arrays", "says"),
    [
        ({"embeddings": vectors()[:5]}, "fewer vectors than the tokenizer"),
        ({"embeddings": vectors()[0]}, "no table of vectors"),
        ({"embeddings": vectors()[:0]}, "no table of vectors"),
        ({"embeddings": vectors(), "mapping": np.full(9, 9)}, "points to vectors"),
        ({"embeddings": vectors(), "mapping": np.full(9, -1)}, "points to vectors"),
        ({"embeddings": vectors(), "mapping": vectors()[:, 0].copy()}, "do not belong together"),
        ({"embeddings": vectors(), "weights": vectors()}, "do not belong together"),
        ({"encoder.layer.0.weight": vectors()}, "Export the model as ONNX"),
    ],
)
def test_weights_that_do_not_fit(tmp_path, arrays, says):
    write_static(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(safetensors(arrays))
    assert says in refused(tmp_path)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_files_that_are_too_large(tmp_path, name):
    write_network(tmp_path)
    with (tmp_path / name).open("r+b") as stream:
        stream.truncate(4 << 30)  # takes no place on the disk
    assert f"{name} is too large" in refused(tmp_path)


def test_a_description_that_is_broken(tmp_path):
    write_network(tmp_path)
    (tmp_path / "config.json").write_text("{")
    assert "config.json is not JSON" in refused(tmp_path)
