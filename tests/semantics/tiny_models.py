"""Models of a few words, made in the form in which real ones come."""

import json

import numpy as np

from training.onnx_writing import model, node, tensor, value

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
    return model(
        [node("Gather", ["table", inputs[0]], "last_hidden_state")],
        [tensor("table", table, elsewhere)],
        [value(name, "int64", ["texts", "tokens"]) for name in inputs],
        [value("last_hidden_state", "float32", ["texts", "tokens", table.shape[1]])],
    )
