"""Changed fields of a mapping as edits of its text; what did not change keeps its every byte."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from coder.codebook.building import term_of
from coder.codebook.emitting import field_lines, flow_list, item_lines, item_text, scalar
from coder.codebook.faults import Faults
from coder.codebook.fields import text_of
from coder.codebook.layout import Edit, item_range, item_start, last, line_after, lines_of
from coder.codebook.tree import Mapping, Node, Scalar, Sequence


def field_edits(
    node: Mapping,
    text: str,
    have: dict[str, object],
    want: dict[str, object],
    order: tuple[str, ...],
) -> Iterator[Edit]:
    """Edits that turn a block mapping that says `have` into one that says `want`.

    Fields are "" or () where there is nothing to say; new ones go after the nearest field that
    stands before them in `order`.
    """
    for name in order:
        if name not in want or want[name] == have.get(name):
            continue
        value = want[name]
        entry = next((entry for entry in node.entries if entry[0].text == name), None)
        if entry is None:
            before = _before(node, name, order)
            at = line_after(text, _end(before, text))
            yield Edit(at, at, lines_of(field_lines(name, value, _indent(node))))
        elif not value:
            yield _remove(node, entry, text)
        else:
            yield from _replace(entry, value, text, _indent(node))


def _indent(node: Mapping) -> int:
    return node.entries[0][0].mark.column - 1


def _end(entry: tuple[Scalar, Node], text: str) -> int:
    return max(entry[0].end, last(entry[1], text))


def _before(node: Mapping, name: str, order: tuple[str, ...]) -> tuple[Scalar, Node]:
    """The entry after which a new field goes."""
    earlier = set(order[: order.index(name)])
    found = [entry for entry in node.entries if entry[0].text in earlier]
    return found[-1] if found else node.entries[0]


def _remove(node: Mapping, entry: tuple[Scalar, Node], text: str) -> Edit:
    """Take a field away; the first one, which shares its line with a dash, is emptied."""
    key, value = entry
    if entry is node.entries[0]:
        empty = '""' if isinstance(value, Scalar) else "[]"
        start = text.index(":", key.end) + 1
        return Edit(start, _end(entry, text), f" {empty}")
    start = key.mark.index - (key.mark.column - 1)
    return Edit(start, line_after(text, _end(entry, text)), "")


def _replace(entry: tuple[Scalar, Node], value: object, text: str, indent: int) -> Iterator[Edit]:
    key, node = entry
    if isinstance(value, tuple) and isinstance(node, Sequence) and not node.flow:
        yield from _item_edits(node, key.text, value, text)
        return
    colon = text.index(":", key.end) + 1
    end = max(colon, last(node, text))
    if isinstance(value, tuple):
        yield Edit(colon, end, " " + flow_list(value))
        return
    lines = field_lines(key.text, value, indent)
    commented = text[end : line_after(text, end)].strip()
    if len(lines) > 1 and not commented:
        start = key.mark.index - (key.mark.column - 1)
        first = text[start : key.mark.index] + lines[0].lstrip()
        yield Edit(start, line_after(text, end), lines_of([first, *lines[1:]]))
    else:
        yield Edit(colon, end, " " + scalar(str(value)))


def _item_edits(node: Sequence, field: str, value: tuple[object, ...], text: str) -> Iterator[Edit]:
    """Edits of a block list, item by item, so that comments between items stay."""
    have = [_item_value(item, field) for item in node.items]
    column = node.mark.column - 1
    matcher = SequenceMatcher(None, have, list(value), autojunk=False)
    for action, i, j, k, m in matcher.get_opcodes():
        if action == "equal":
            continue
        if action == "replace" and j - i == m - k:
            for child, new in zip(node.items[i:j], value[k:m], strict=True):
                start = child.mark.index
                space = "" if text[start - 1] == " " else " "
                yield Edit(start, max(start, last(child, text)), space + item_text(new))
            continue
        if m > k:
            at = item_start(node, i, text) if i == 0 else item_range(node, i - 1, text)[1]
            yield Edit(at, at, lines_of(item_lines(value[k:m], column)))
        for item in range(i, j):
            yield Edit(*item_range(node, item, text), "")


def _item_value(item: Node, field: str) -> object:
    if field == "terms":
        return term_of(item, Faults())
    return text_of(item, field, Faults(), lines=True)
