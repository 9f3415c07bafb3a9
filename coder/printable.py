"""Text of others made safe to print: no terminal escapes, nothing that reorders a line."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t")
_UNSAFE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINERS = frozenset("\u200c\u200d\ufeff\u00ad")


def printable(text: str) -> str:
    """The text with control characters, bidirectional marks and lone surrogates made visible.

    Joiners that emoji and scripts need, and the soft hyphen, stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character if _is_safe(character) else f"\\x{ord(character):02x}" for character in text
    )


def one_line(text: str, limit: int = 0) -> str:
    """The printable text with runs of white space as one blank, cut with … at `limit` if any."""
    line = " ".join(printable(text.replace("\t", " ")).split())
    return line if not limit or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _is_safe(character: str) -> bool:
    if character in _KEPT or character in _JOINERS:
        return True
    return unicodedata.category(character) not in _UNSAFE
