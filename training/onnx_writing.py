"""Writes networks in ONNX's format, a Protocol Buffer, without the package that does so.

Only what the models of `training` and the tests need: tensors of numbers, nodes, inputs, outputs.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

OPSET = 17
_KINDS = {"float32": 1, "int64": 7}
_FLOAT, _INT, _INTS = 1, 2, 7

Size = int | str
"""The length of an axis: a number, or the name of one that varies."""


def varint(number: int) -> bytes:
    """A number in groups of seven bits, the lowest first."""
    parts = []
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])


def number_field(field: int, number: int) -> bytes:
    return varint(field << 3) + varint(number)


def bytes_field(field: int, content: bytes | str) -> bytes:
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor(name: str, array: np.ndarray, elsewhere: str | None = None) -> bytes:
    """A tensor with its numbers, or with the name of the file where they are."""
    found = b"".join(number_field(1, size) for size in array.shape)
    found += number_field(2, _KINDS[str(array.dtype)]) + bytes_field(8, name)
    if elsewhere is None:
        return found + bytes_field(9, np.ascontiguousarray(array).tobytes())
    place = bytes_field(1, "location") + bytes_field(2, elsewhere)
    return found + bytes_field(13, place) + number_field(14, 1)


def node(kind: str, inputs: Sequence[str], output: str, **attributes: float | list[int]) -> bytes:
    """One step of a network."""
    found = b"".join(bytes_field(1, name) for name in inputs)
    found += bytes_field(2, output) + bytes_field(4, kind)
    for name, value in attributes.items():
        said = bytes_field(1, name)
        if isinstance(value, float):
            said += varint(2 << 3 | 5) + struct.pack("<f", value) + number_field(20, _FLOAT)
        elif isinstance(value, int):
            said += number_field(3, value & (1 << 64) - 1) + number_field(20, _INT)
        else:
            said += b"".join(number_field(8, one) for one in value) + number_field(20, _INTS)
        found += bytes_field(5, said)
    return found


def value(name: str, kind: str, shape: Sequence[Size]) -> bytes:
    """An input or output."""
    axes = [bytes_field(2, one) if isinstance(one, str) else number_field(1, one) for one in shape]
    said = number_field(1, _KINDS[kind])
    said += bytes_field(2, b"".join(bytes_field(1, axis) for axis in axes))
    return bytes_field(1, name) + bytes_field(2, bytes_field(1, said))


def model(
    nodes: Sequence[bytes],
    tensors: Sequence[bytes],
    inputs: Sequence[bytes],
    outputs: Sequence[bytes],
) -> bytes:
    """A whole network."""
    graph = b"".join(bytes_field(1, one) for one in nodes) + bytes_field(2, "network")
    graph += b"".join(bytes_field(5, one) for one in tensors)
    graph += b"".join(bytes_field(11, one) for one in inputs)
    graph += b"".join(bytes_field(12, one) for one in outputs)
    opset = bytes_field(1, "") + number_field(2, OPSET)
    return number_field(1, 8) + bytes_field(7, graph) + bytes_field(8, opset)
