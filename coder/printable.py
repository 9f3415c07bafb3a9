"""Text of others made safe to print: no terminal escapes, nothing that reorders a line."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

_KEPT = frozenset("\n\t")
_UNSAFE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINERS = frozenset("\u200c\u200d\ufeff\u00ad")


class _Escapes(dict[int, str]):
    """What `str.translate` puts in the place of each character, found out once for each."""

    def __init__(self, *, in_json: bool) -> None:
        super().__init__()
        self._in_json = in_json

    def __missing__(self, number: int) -> str:
        character = chr(number)
        if _is_safe(character):
            shown = character
        else:
            shown = json.dumps(character)[1:-1] if self._in_json else _visible(number)
        self[number] = shown
        return shown


_SHOWN = _Escapes(in_json=False)
_IN_JSON = _Escapes(in_json=True)


def printable(text: str) -> str:
    """The text with control characters, bidirectional marks and lone surrogates made visible.

    Line feeds, tabs, joiners that emoji and scripts need, and the soft hyphen stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_SHOWN)


def one_line(text: str, limit: int = 0) -> str:
    """The printable text with runs of white space as one blank, cut with … at `limit` if any."""
    line = " ".join(printable(text).split())
    return line if not limit or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def json_text(value: Any, *, ascii_only: bool = False) -> str:
    """A value as JSON that is readable, and safe on a terminal too.

    Unsafe characters become JSON's own escapes, so that a reader gets them back unchanged; with
    `ascii_only` all but ASCII do. Raises ValueError for NaN and infinities, which JSON lacks.
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2, allow_nan=False)
    return text if text.isascii() and "\x7f" not in text else text.translate(_IN_JSON)


def _is_safe(character: str) -> bool:
    if character in _KEPT or character in _JOINERS:
        return True
    return unicodedata.category(character) not in _UNSAFE


def _visible(number: int) -> str:
    """A character as its number, in Python's spelling."""
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
