"""Reads tables of numbers from a safetensors file without loading them: they stay on the disk.

The format: 8 bytes with the length of a JSON header, little-endian; the header, which gives each
tensor's type, shape and place; then the numbers.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from coder.errors import InputError
from coder.semantics.model_files import COPY_AGAIN, MAX_WEIGHTS, checked

MAX_HEADER = 16 << 20
TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I8": "i1", "I64": "<i8", "I32": "<i4"}


def tensors(file: Path) -> dict[str, np.ndarray]:
    """The tensors of a file by name, those of types that coder reads; raises InputError."""
    try:
        size = checked(file, MAX_WEIGHTS).stat().st_size
        header, start = _header(file, size)
        return {
            name: _tensor(file, entry, start, size)
            for name, entry in header.items()
            if name != "__metadata__" and entry["dtype"] in TYPES
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(f"{file} is no safetensors file: {error}.", COPY_AGAIN) from error


def _header(file: Path, size: int) -> tuple[dict[str, Any], int]:
    """What a file says of its tensors, and where their numbers begin."""
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if not 0 < length <= min(MAX_HEADER, size - 8):
            raise ValueError("its header does not fit")
        return dict(json.loads(stream.read(length))), 8 + length


def _tensor(file: Path, entry: dict[str, Any], start: int, size: int) -> np.ndarray:
    kind = np.dtype(TYPES[entry["dtype"]])
    shape = tuple(entry["shape"])
    first, last = entry["data_offsets"]
    whole = all(isinstance(number, int) and number >= 0 for number in (*shape, first, last))
    if not whole or last - first != math.prod(shape) * kind.itemsize or start + last > size:
        raise ValueError("a tensor lies outside it")
    if first == last:
        return np.zeros(shape, kind)
    return np.memmap(file, kind, "r", start + first, shape)
