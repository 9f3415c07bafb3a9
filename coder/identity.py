"""Names for things that are equal on every machine: content hashes, UUIDs and canonical JSON.

An `Id` is 32 lower-case hexadecimal digits (16 bytes); the store keeps it as a 16-byte BLOB.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
import unicodedata
import uuid
from hashlib import blake2b
from typing import Any, Final, TypeAlias

Id: TypeAlias = str

DOCUMENT_NAMESPACE = uuid.UUID("6f4b1c9e-2a53-5d0e-9c57-8f1f6b6f3c21")
CODEBOOK_NAMESPACE = uuid.UUID("a3d6f0b2-7c14-5b8e-8e39-51c2d47f90aa")

_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)

_DECODER = json.JSONDecoder()


def canonical_json(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no white space, no escapes beyond JSON's own.

    Raises ValueError for NaN and infinities, which JSON does not have.
    """
    return _CANONICAL.encode(value)


def from_json(text: str, at: int = 0) -> Any:
    """The value of which the JSON begins at a place of a text; raises ValueError for none."""
    return _DECODER.raw_decode(text, at)[0]


def content_hash(text: str) -> Id:
    """BLAKE2b-128 of the UTF-8 bytes of a text."""
    return blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def composite_id(kind: str, *parts: str) -> Id:
    """The id of a register that is named by its parts, the same on every machine."""
    return content_hash(canonical_json([kind, *parts]))


class _Ascending:
    """Numbers for fresh ids: 48 bits of milliseconds before 74 random bits, each above the last.

    Within one millisecond the random bits go up by a random step (RFC 9562, 6.2, method 2; they
    begin with a zero, to have room), so that what one program makes in order sorts in that order.
    A clock set back begins anew.
    """

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> int:
        moment = time.time_ns() // 1_000_000
        with self._lock:
            if moment == self._last >> 74:
                self._last += 1 + secrets.randbits(48)
            else:
                self._last = moment << 74 | secrets.randbits(73)
            return self._last


_fresh_number: Final = _Ascending()


def new_id() -> Id:
    """A fresh UUIDv7 (RFC 9562, 5.7), above every one this program made before it by its clock."""
    number = _fresh_number() & (2**122 - 1)
    head, tail = number >> 62, number & (2**62 - 1)
    value = (head >> 12) << 80 | 0x7 << 76 | (head & 0xFFF) << 64 | 0x2 << 62 | tail
    return f"{value:032x}"


def document_id(text: str, name: str) -> Id:
    """The id of a document: equal for the same file imported on two laptops.

    The name is compared without case and in NFC, because file systems differ in both;
    white space at the end of the text does not count.
    """
    name = unicodedata.normalize("NFC", name).casefold()
    return uuid.uuid5(DOCUMENT_NAMESPACE, canonical_json([text.rstrip(), name])).hex


def code_id(codebook: Id, key: str) -> Id:
    """The id of a code that a YAML codebook names by key only."""
    return uuid.uuid5(CODEBOOK_NAMESPACE, canonical_json([codebook, key])).hex


def parse_id(text: str) -> Id:
    """An `Id` from any usual spelling of a UUID; raises ValueError for anything else."""
    return uuid.UUID(text).hex
