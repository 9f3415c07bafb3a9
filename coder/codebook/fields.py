"""The fields of a codebook file and what may stand in them."""

from __future__ import annotations

import re
import unicodedata
import uuid
from typing import Any

from rapidfuzz import fuzz, process

from coder.codebook.colours import colour_hex
from coder.codebook.faults import Faults, Mark
from coder.codebook.tree import Mapping, Node, Scalar, Sequence, is_control
from coder.identity import CODEBOOK_NAMESPACE, Id, canonical_json, content_hash, parse_id

BOOK_FIELDS = ("id", "name", "language", "description", "codes")
CODE_FIELDS = (
    "key",
    "name",
    "english",
    "id",
    "parent",
    "definition",
    "include",
    "exclude",
    "examples",
    "terms",
    "colour",
    "hotkey",
    "codes",
)
TERM_FIELDS = ("term", "weight", "unless")

_LANGUAGE = re.compile(r"[a-z]{2}")
_NOT_TEXT = re.compile(
    r"(?:true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9:.+ Zz-]+)?)"
)


def slug(name: str) -> str:
    """The key of a code that gives none: lower case, no diacritics, words joined by hyphens."""
    decomposed = unicodedata.normalize("NFKD", name).lower()
    kept = (
        character if character.isalnum() else " "
        for character in decomposed
        if not unicodedata.combining(character)
    )
    words = unicodedata.normalize("NFC", "".join(kept)).split()
    return "-".join(words) or f"code-{content_hash(name)[:8]}"


def codebook_id(name: str) -> Id:
    """The id of a codebook that gives none: derived from its name, equal for a whole team."""
    return uuid.uuid5(CODEBOOK_NAMESPACE, canonical_json([unicodedata.normalize("NFC", name)])).hex


def not_text(text: str) -> bool:
    """Whether other YAML readers take this for a number, a truth value or a date."""
    return _NOT_TEXT.fullmatch(text) is not None


def entries(node: Mapping, known: tuple[str, ...], faults: Faults) -> dict[str, Node]:
    """The values of a mapping by known key; notes repeated and unknown keys."""
    values: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in node.entries:
        if key.text in lines:
            faults.error(
                key.mark,
                f"the key {key.text!r} stands here and in line {lines[key.text]}",
                "Keep one of them.",
            )
            continue
        lines[key.text] = key.mark.line
        if key.text in known:
            values[key.text] = value
        else:
            faults.warning(key.mark, f"unknown key {key.text!r}", _suggest(key.text, known))
    return values


def nearest(text: str, known: list[str] | tuple[str, ...]) -> str | None:
    """The known word that a text most resembles, or None."""
    found = process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=65)
    return str(found[0]) if found else None


def text_of(node: Node | None, field: str, faults: Faults, lines: bool = False) -> str:
    """A text, "" where nothing is written; several lines only where `lines` is set."""
    if node is None or (isinstance(node, Scalar) and node.empty):
        return ""
    if not isinstance(node, Scalar):
        kind = "a list" if isinstance(node, Sequence) else "a mapping"
        faults.error(node.mark, f"{field} is {kind}, expected text", "Write one text in quotes.")
        return ""
    text = node.text.strip("\n") if lines else node.text.strip()
    bad = next((c for c in text if is_control(c) and not (lines and c in "\n\t")), None)
    if bad is not None:
        faults.error(
            node.mark, f"{field} holds the control character U+{ord(bad):04X}", "Remove it."
        )
        return ""
    if not node.style and field != "hotkey" and not_text(text):
        faults.warning(
            node.mark,
            f"{field} {text} is read as text, elsewhere as a number, date or truth value",
            f'Write "{text}" in quotes.',
        )
    return text


def texts_of(node: Node | None, field: str, faults: Faults) -> tuple[str, ...]:
    """A text or a list of texts, without empty ones."""
    if not isinstance(node, Sequence):
        text = text_of(node, field, faults, lines=True)
        return (text,) if text else ()
    texts = (text_of(item, field, faults, lines=True) for item in node.items)
    return tuple(text for text in texts if text)


def id_of(node: Node | None, faults: Faults) -> Id:
    """A UUID as an Id, "" where none is written."""
    text = text_of(node, "id", faults)
    if not text or node is None:
        return ""
    try:
        return parse_id(text)
    except ValueError:
        faults.error(
            node.mark, f"id {text!r} is no UUID", "Remove it, so that it is derived from the name."
        )
        return ""


def language_of(node: Node | None, faults: Faults) -> str:
    """A language as ISO 639-1; Dutch where none is written."""
    text = text_of(node, "language", faults) or "nl"
    if node is not None and not _LANGUAGE.fullmatch(text):
        faults.error(
            node.mark, f"language {text!r} is no two-letter code", "Write nl, en, de, fr, ..."
        )
    return text


def colour_of(node: Node | None, faults: Faults) -> str:
    """A colour as #rrggbb, "" where none is written."""
    text = text_of(node, "colour", faults)
    if not text or node is None:
        return ""
    colour = colour_hex(text)
    if colour is None:
        faults.error(
            node.mark,
            f"colour {text!r} is not known",
            'Write "#RRGGBB", "#RGB" or a CSS name such as teal, in quotes.',
        )
    return colour or ""


def hotkey_of(node: Node | None, faults: Faults) -> str:
    """A hot key: one printable character; the screen has 1 to 9 free."""
    text = text_of(node, "hotkey", faults)
    if not text or node is None:
        return ""
    if len(text) != 1:
        faults.error(node.mark, f"hotkey {text!r} is not one character", "Write 1 to 9.")
        return ""
    if text not in "123456789":
        faults.warning(node.mark, f"hotkey {text!r} may mean something else", "Use 1 to 9.")
    return text


def weight_of(node: Node | None, faults: Faults) -> float:
    """The weight of a term in (0, 1], 1 where none is written."""
    if node is None or (isinstance(node, Scalar) and node.empty):
        return 1.0
    text = node.text.strip() if isinstance(node, Scalar) else ""
    try:
        weight = float(text)
    except ValueError:
        weight = 0.0
    if not 0.0 < weight <= 1.0:
        faults.error(
            node.mark,
            f"weight {text or 'that is no number'!r} is not between 0 and 1",
            "Write a number above 0, at most 1, with a point: 0.5.",
        )
        return 1.0
    return weight


def listed(node: Node | None, field: str, faults: Faults) -> list[Node]:
    """The items of a list; a single text counts as a list of one."""
    if node is None or (isinstance(node, Scalar) and node.empty):
        return []
    if isinstance(node, Sequence):
        return node.items
    if isinstance(node, Scalar) and field != "codes":
        return [node]
    faults.error(node.mark, f"{field} is no list", "Write each on a line of its own after '- '.")
    return []


def plain_value(node: Node) -> Any:
    """A node as plain data of texts, lists and mappings; for schema checks."""
    match node:
        case Sequence():
            return [plain_value(item) for item in node.items]
        case Mapping():
            return {key.text: plain_value(value) for key, value in node.entries}
        case Scalar():
            return None if node.empty else node.text


def _suggest(text: str, known: tuple[str, ...]) -> str:
    guess = nearest(text.casefold(), known)
    return f"Did you mean {guess!r}?" if guess else f"Known keys: {', '.join(known)}."


def at(mark: Mark, offset: int) -> Mark:
    """A place further on in the same line."""
    return Mark(mark.line, mark.column + offset, mark.index + offset)
