"""Numbers with what they are numbers of, for labels and messages."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """A number and what it is a number of: "1 coding", "1,200 codings"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
