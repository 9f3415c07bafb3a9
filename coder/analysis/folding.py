"""Text as it is compared when a person looks for it: without case, accents and double blanks."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """The text without case and accents, runs of white space as one blank."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFC", kept).split())
