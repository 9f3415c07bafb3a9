"""Where the pieces of a codebook file stand in its text, and edits that leave the rest alone.

Indexes are code points of the text, whose lines end in a line feed, the last one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coder.codebook.tree import Mapping, Node, Scalar, Sequence


class Edit(NamedTuple):
    """Replace `[start, end)` by a text; edits at one place apply in their order."""

    start: int
    end: int
    text: str


class Place(NamedTuple):
    """A code's mapping, the list it stands in, its place in there, and the enclosing place."""

    node: Mapping
    within: Sequence
    item: int
    enclosing: int | None


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; none may overlap."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        pieces.extend((text[done : edit.start], edit.text))
        done = edit.end
    return "".join((*pieces, text[done:]))


def places(root: Node | None) -> list[Place]:
    """Every code in order of the file, each before the codes inside it."""
    found: list[Place] = []

    def walk(node: Node | None, enclosing: int | None) -> None:
        if not isinstance(node, Sequence):
            return
        for item, child in enumerate(node.items):
            if isinstance(child, Mapping):
                found.append(Place(child, node, item, enclosing))
                walk(child.get("codes"), len(found) - 1)

    walk(root.get("codes") if isinstance(root, Mapping) else None, None)
    return found


def line_start(text: str, index: int) -> int:
    """Where the line of an index begins."""
    return text.rfind("\n", 0, index) + 1


def line_after(text: str, index: int) -> int:
    """Where the line after that of an index begins."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def last(node: Node, text: str) -> int:
    """The index after a node's last character; comments and blank lines after it do not count."""
    if isinstance(node, Scalar):
        return node.mark.index + len(text[node.mark.index : node.end].rstrip())
    if node.flow:
        return node.end
    if isinstance(node, Sequence):
        ends = [last(item, text) for item in node.items]
    else:
        ends = [max(key.end, last(value, text)) for key, value in node.entries]
    return max(ends, default=node.mark.index)


def item_start(sequence: Sequence, item: int, text: str) -> int:
    """Where the line with the dash of a list item begins."""
    start = line_start(text, sequence.items[item].mark.index)
    while not text[start : line_after(text, start)].lstrip(" ").startswith("-"):
        start = line_start(text, start - 1)
    return start


def item_range(sequence: Sequence, item: int, text: str) -> tuple[int, int]:
    """The lines of a list item, from its dash to its last word."""
    return item_start(sequence, item, text), line_after(text, last(sequence.items[item], text))


def lines_of(lines: Iterable[str]) -> str:
    """Lines as text, each with its end."""
    return "".join(f"{line}\n" for line in lines)


def block_parts(root: Node) -> Iterator[bool]:
    """For the root, the lists of codes and the codes: whether each can be edited by lines.

    A code in braces can too, as one whole, unless codes stand in it.
    """
    if not isinstance(root, Mapping):
        return
    yield not root.flow
    codes = root.get("codes")
    if isinstance(codes, Sequence) and codes.items:
        yield not codes.flow
    for place in places(root):
        yield not place.within.flow
        yield not place.node.flow or place.node.get("codes") is None
