"""Which suggestions of a batch a person has to judge one by one before the batch is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from coder.model import Suggestion

LEAST_CHECKED = 5
SHARE_CHECKED = 0.1


def to_check(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """At least 5 and at least a tenth of them, chosen by a hash of place and code.

    So everyone checks the same ones, and nobody can choose them.
    """
    count = max(LEAST_CHECKED, -(-len(suggestions) // round(1 / SHARE_CHECKED)))
    return sorted(suggestions, key=_hash)[:count]


def _hash(one: Suggestion) -> bytes:
    return blake2b(f"{one.document}/{one.start}/{one.end}/{one.code}".encode()).digest()
