"""YAML as a tree of texts that knows where each stands; every scalar is text as written.

Only plain data is taken: no anchors, aliases (which can grow without bound) or tags, one document,
limited depth. Nothing is resolved, so `name: no` is the name "no".
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from coder.codebook.faults import Faults, Mark

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `style` is "", "'", '"', "|" or ">", `end` the index after its last character."""

    text: str
    style: str
    mark: Mark
    end: int

    @property
    def empty(self) -> bool:
        """Whether nothing is written here: YAML's null."""
        return not self.style and self.text in _NULLS


@dataclass(slots=True)
class Sequence:
    """A list; `flow` tells the bracketed form."""

    mark: Mark
    flow: bool
    items: list[Node] = field(default_factory=list)
    end: int = 0


@dataclass(slots=True)
class Mapping:
    """Keys with values in order of the file, repeated keys included."""

    mark: Mark
    flow: bool
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    end: int = 0

    def get(self, key: str) -> Node | None:
        """The first value of a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


class Places:
    """Lines and columns of a text by index."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]

    def mark(self, index: int) -> Mark:
        """The place of a code point."""
        line = bisect_right(self._starts, index)
        return Mark(line, index - self._starts[line - 1] + 1, index)


def decode(data: bytes, faults: Faults) -> str | None:
    """The text of a file; None, with the fault noted, where it is no UTF-8 or too large."""
    start = Mark(1, 1, 0)
    if len(data) > MAX_BYTES:
        faults.error(
            start, f"larger than {MAX_BYTES // 1_000_000} MB", "Split it into several codebooks."
        )
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        faults.error(
            Places(before).mark(len(before)),
            f"not UTF-8: byte 0x{data[error.start]:02X}",
            "Save the file as UTF-8 (in the editor: Save with encoding).",
        )
        return None


def parse_tree(text: str, faults: Faults) -> Node | None:
    """The tree of a YAML text; None, with the fault noted, where the syntax is broken."""
    places = Places(text)
    builder = _Builder(text, places, faults)
    try:
        for event in YAML(typ="safe", pure=True).parse(_printable(text, places, faults)):
            if not builder.take(event):
                return None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = places.mark(min(mark.index, len(text))) if mark else Mark(1, 1, 0)
        faults.error(place, *_explain(text, place, str(error.problem or error.context)))
        return None
    except (YAMLError, ValueError) as error:
        faults.error(Mark(1, 1, 0), f"not YAML: {_one_line(str(error))}", "Check the syntax.")
        return None
    return builder.root


def is_control(character: str) -> bool:
    """Whether a character may never stand in a name: controls, lone surrogates, bidi overrides."""
    category = unicodedata.category(character)
    return category in ("Cc", "Cs") or character in "\u2028\u2029" or _is_bidi(character)


def _is_bidi(character: str) -> bool:
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def _printable(text: str, places: Places, faults: Faults) -> str:
    """The text with control characters noted and blanked, of the same length."""
    bad = [
        index
        for index, character in enumerate(text)
        if (character < " " and character not in "\n\t")
        or "\x7f" <= character <= "\x9f"
        or "\ud800" <= character <= "\udfff"
        or character in "\ufeff\ufffe\uffff\u2028\u2029"
    ]
    for index in bad[:20]:
        faults.error(
            places.mark(index), f"control character U+{ord(text[index]):04X}", "Remove it."
        )
    if not bad:
        return text
    characters = list(text)
    for index in bad:
        characters[index] = " "
    return "".join(characters)


def _explain(text: str, place: Mark, problem: str) -> tuple[str, str]:
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return "a tab in the indentation", "Indent with spaces."
    if "mapping values are not allowed" in problem:
        return "a colon where none is expected", "Put text that holds ': ' in quotes."
    if "cannot start any token" in problem:
        return _one_line(problem), "Put text that begins with this character in quotes."
    return _one_line(problem), "Check indentation, quotes and brackets here and just above."


def _one_line(problem: str) -> str:
    return " ".join(problem.split())[:200]


class _Builder:
    """Puts the events of the YAML parser together, without recursion."""

    def __init__(self, text: str, places: Places, faults: Faults) -> None:
        self.root: Node | None = None
        self._text = text
        self._places = places
        self._faults = faults
        self._stack: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._documents = 0

    def take(self, event: Any) -> bool:
        """Take one event; False where reading on makes no sense."""
        mark = self._places.mark(event.start_mark.index)
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._faults.error(
                    mark, "a second document (---)", "Keep one codebook in one file."
                )
                return False
        if isinstance(event, AliasEvent):
            self._faults.error(mark, f"an alias *{event.anchor}", "Write the text out.")
            self._place(Scalar("", "", mark, event.end_mark.index))
        elif isinstance(event, ScalarEvent):
            self._refuse_extras(event, mark)
            style = event.style or ""
            self._place(Scalar(event.value, style, mark, event.end_mark.index))
        elif isinstance(event, (SequenceStartEvent, MappingStartEvent)):
            self._refuse_extras(event, mark)
            return self._open(event, mark)
        elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
            self._stack.pop().end = event.end_mark.index
            self._keys.pop()
        return True

    def _open(self, event: Any, mark: Mark) -> bool:
        flow = bool(event.flow_style)
        sequence = isinstance(event, SequenceStartEvent)
        node: Sequence | Mapping = Sequence(mark, flow) if sequence else Mapping(mark, flow)
        if len(self._stack) >= MAX_DEPTH:
            self._faults.error(mark, f"nested deeper than {MAX_DEPTH}", "Flatten it.")
            return False
        if not self._place(node):
            return False
        self._stack.append(node)
        self._keys.append(None)
        return True

    def _place(self, node: Node) -> bool:
        """Hang a node where it belongs; False for a list or mapping as a key."""
        if not self._stack:
            self.root = node
            return True
        top = self._stack[-1]
        if isinstance(node, Scalar) and node.end == node.mark.index:
            node = self._nothing(top, node)
        if isinstance(top, Sequence):
            top.items.append(node)
        elif self._keys[-1] is None:
            if not isinstance(node, Scalar):
                self._faults.error(
                    node.mark, "a list or mapping as a key", "Quote text that begins with [ or {."
                )
                return False
            self._keys[-1] = node
        else:
            top.entries.append((self._keys[-1], node))
            self._keys[-1] = None
        return True

    def _nothing(self, top: Sequence | Mapping, node: Scalar) -> Scalar:
        """An empty value, put right after its colon or dash: the parser may put it further on."""
        key = self._keys[-1]
        if isinstance(top, Mapping) and key is not None:
            index = self._text.find(":", key.end) + 1
        else:
            index = self._text.rfind("-", 0, node.mark.index) + 1
        if not 0 < index <= node.mark.index:
            return node
        return Scalar("", "", self._places.mark(index), index)

    def _refuse_extras(self, event: Any, mark: Mark) -> None:
        if event.anchor is not None:
            self._faults.error(
                mark, f"an anchor &{event.anchor}", "Remove it and write the text out."
            )
        if event.tag is not None and event.tag != "!":
            self._faults.error(mark, f"a tag {event.tag}", "Remove it.")
