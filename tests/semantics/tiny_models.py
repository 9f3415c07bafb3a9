"""Models of a few words, made in the form in which real ones come."""

import json

import numpy as np

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "warmte", "water", "buurman", "geld", "kost"]


def vectors(size=4, seed=1):
    """One vector per word; that of the padding is large, to be seen where it is not left out."""
    table = np.random.default_rng(seed).normal(size=(len(WORDS), size)).astype(np.float32)
    table[0] = 1000.0
    return table


def write_tokenizer(folder, *, marks=True):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    if marks:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")


def safetensors(arrays):
    """The bytes of a safetensors file."""
    names = {"float32": "F32", "float16": "F16", "int8": "I8", "int64": "I64"}
    header, body = {}, b""
    for name, array in arrays.items():
        place = [len(body), len(body) + array.nbytes]
        header[name] = {
            "dtype": names[str(array.dtype)],
            "shape": list(array.shape),
            "data_offsets": place,
        }
        body += array.tobytes()
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body


def write_static(folder, table=None, **more):
    """A model2vec folder."""
    write_tokenizer(folder)
    arrays = {"embeddings": vectors() if table is None else table, **more}
    (folder / "model.safetensors").write_bytes(safetensors(arrays))
    (folder / "config.json").write_text(json.dumps({"model_type": "model2vec"}), encoding="utf-8")
    return folder


def write_network(folder, table=None, **more):
    """The folder of a sentence model whose network only looks its words up."""
    write_tokenizer(folder)
    (folder / "model.onnx").write_bytes(network(vectors() if table is None else table, **more))
    return folder


def network(table, inputs=("input_ids", "attention_mask"), elsewhere=None):
    """An ONNX network that gives the row of a table for each of its tokens."""
    weights = _number(1, table.shape[0]) + _number(1, table.shape[1]) + _number(2, 1)
    weights += _bytes(8, b"table")
    if elsewhere is None:
        weights += _bytes(9, table.tobytes())
    else:
        said = _bytes(1, b"location") + _bytes(2, elsewhere.encode())
        weights += _bytes(13, said) + _number(14, 1)
    node = _bytes(1, b"table") + _bytes(1, inputs[0].encode()) + _bytes(2, b"last_hidden_state")
    node += _bytes(4, b"Gather")
    graph = _bytes(1, node) + _bytes(2, b"tiny") + _bytes(5, weights)
    for name in inputs:
        graph += _bytes(11, _value(name, 7, ["texts", "tokens"]))
    graph += _bytes(12, _value("last_hidden_state", 1, ["texts", "tokens", table.shape[1]]))
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _bytes(1, b"") + _number(2, 13))


def _value(name, kind, shape):
    sizes = [_bytes(2, one.encode()) if isinstance(one, str) else _number(1, one) for one in shape]
    tensor = _number(1, kind) + _bytes(2, b"".join(_bytes(1, one) for one in sizes))
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _varint(number):
    parts = []
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])


def _number(field, number):
    return _varint(field << 3) + _varint(number)


def _bytes(field, content):
    return _varint(field << 3 | 2) + _varint(len(content)) + content
