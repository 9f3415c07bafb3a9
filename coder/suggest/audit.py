"""Which segments belong to the blind audit: about every tenth, the same for everyone."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from coder.identity import Id

EVERY: Final = 10


def is_audited(document: Id, start: int, end: int) -> bool:
    """Whether a segment belongs to the blind audit, decided by a hash of its place.

    So nobody chooses them, two machines choose the same, and a share of 1 in `EVERY` is met on
    average.
    """
    place = f"blind audit/{document}/{start}/{end}".encode()
    return int.from_bytes(blake2b(place, digest_size=8).digest()) % EVERY == 0
