"""Texts, lists and codes as readable YAML."""

from __future__ import annotations

import json
import unicodedata
import uuid
from collections.abc import Iterable

from coder.codebook.fields import codebook_id, not_text, slug
from coder.codebook.tree import is_control
from coder.identity import Id, code_id
from coder.model import Code, Codebook, Term

_PLAIN_START = frozenset("_(")
_UNSAFE = frozenset("[]{},\"'`|>&*!%@\\#:?-=~<")


def scalar(text: str) -> str:
    """A text on one line: plain where that is safe everywhere, else quoted."""
    if _is_plain(text):
        return text
    if all(_is_readable(character) for character in text) and "'" not in text:
        return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'
    return _escaped(text)


def field_lines(name: str, value: object, indent: int) -> list[str]:
    """A key with its value as lines, each without line end; [] for an empty value."""
    pad = " " * indent
    if isinstance(value, tuple):
        if not value:
            return []
        return [f"{pad}{name}:", *item_lines(value, indent + 2)]
    text = str(value)
    if not text:
        return []
    if _fits_block(text):
        lines = text.split("\n")
        return [f"{pad}{name}: |-", *(f"{pad}  {line}" if line else "" for line in lines)]
    return [f"{pad}{name}: {scalar(text)}"]


def item_lines(items: Iterable[object], indent: int) -> list[str]:
    """Texts and terms as list items, one a line."""
    return [f"{' ' * indent}- {item_text(item)}" for item in items]


def item_text(item: object) -> str:
    """A text or a term on one line."""
    if not isinstance(item, Term):
        return scalar(str(item))
    if item.weight == 1.0 and not item.unless:
        return scalar(item.text)
    fields = [f"term: {scalar(item.text)}"]
    if item.weight != 1.0:
        fields.append(f"weight: {item.weight!r}")
    if item.unless:
        fields.append(f"unless: {flow_list(item.unless)}")
    return "{" + ", ".join(fields) + "}"


def flow_list(items: Iterable[object]) -> str:
    """A list in brackets."""
    shown = (item_text(i) if isinstance(i, Term) else scalar(str(i)) for i in items)
    return "[" + ", ".join(shown) + "]"


def uuid_text(identity: Id) -> str:
    """An id as a UUID with hyphens."""
    return str(uuid.UUID(identity))


def code_fields(code: Code, codebook: Id, parent: str) -> dict[str, object]:
    """What a code's entry says; derived keys and ids are left empty."""
    return {
        "key": "" if code.key == slug(code.name) else code.key,
        "name": code.name,
        "english": code.english,
        "id": "" if code.id == code_id(codebook, code.key) else uuid_text(code.id),
        "parent": parent,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": code.examples,
        "terms": code.terms,
        "colour": code.colour,
        "hotkey": code.hotkey,
    }


def code_lines(code: Code, codebook: Id, parent: str, indent: int) -> list[str]:
    """A code as a list item."""
    lines = [
        line
        for name, value in code_fields(code, codebook, parent).items()
        for line in field_lines(name, value, indent + 2)
    ]
    return [" " * indent + "- " + lines[0][indent + 2 :], *lines[1:]]


def flow_code(fields: dict[str, object]) -> str:
    """What a code says in braces, on one line."""
    shown = (
        f"{name}: {flow_list(value) if isinstance(value, tuple) else scalar(str(value))}"
        for name, value in fields.items()
        if value
    )
    return "{" + ", ".join(shown) + "}"


def codebook_text(codebook: Codebook) -> str:
    """A whole codebook as a new file, codes flat with their parents named."""
    keys = {code.id: code.key for code in codebook.codes}
    derived = codebook.id == codebook_id(codebook.name)
    head = {
        "id": "" if derived else uuid_text(codebook.id),
        "name": codebook.name,
        "language": codebook.language,
        "description": codebook.description,
    }
    lines = [line for name, value in head.items() for line in field_lines(name, value, 0)]
    lines.append("codes:" if codebook.codes else "codes: []")
    for code in codebook.codes:
        parent = keys[code.parent] if code.parent else ""
        lines.extend(["", *code_lines(code, codebook.id, parent, 2)])
    return "\n".join(lines) + "\n"


def _is_plain(text: str) -> bool:
    if not text or not_text(text) or text.lower() in ("null", "yes", "no", "on", "off", "y", "n"):
        return False
    if not (text[0].isalpha() or text[0] in _PLAIN_START) or text != text.strip():
        return False
    body = text.replace("-", "")
    return (
        not any(character in _UNSAFE or not _is_readable(character) for character in body)
        and " - " not in text
    )


def _is_readable(character: str) -> bool:
    if character == " ":
        return True
    category = unicodedata.category(character)
    return not is_control(character) and category not in ("Cf", "Cn", "Co", "Zl", "Zp", "Zs")


def _fits_block(text: str) -> bool:
    """Whether a text can stand as a literal block: several lines, nothing invisible."""
    if "\n" not in text or text != text.strip():
        return False
    lines = text.split("\n")
    return all(
        line == line.rstrip() and all(_is_readable(character) for character in line)
        for line in lines
    )


def _escaped(text: str) -> str:
    """A double-quoted text; JSON's escapes are YAML's, invisible characters are escaped too."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(
        character if _is_readable(character) else _escape(character) for character in quoted
    )


def _escape(character: str) -> str:
    point = ord(character)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
