"""Codes moved, removed, added and put in order in the text of a codebook file.

Each function takes the text with the ids of its codes in order, and returns both anew; comments
above a code travel with it when codes change places.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from coder.codebook.emitting import code_lines
from coder.codebook.faults import Faults
from coder.codebook.layout import (
    Edit,
    Place,
    apply,
    item_range,
    item_start,
    last,
    line_after,
    lines_of,
    places,
)
from coder.codebook.tree import Mapping, Node, Sequence, parse_tree
from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Codebook


@lru_cache(maxsize=2)
def tree_of(text: str) -> Mapping:
    """The tree of a text that was read before; raises InputError where an edit broke it."""
    root = parse_tree(text, Faults())
    if not isinstance(root, Mapping):
        raise InputError(
            "The codebook cannot be updated in place.", "Write it to a new file instead."
        )
    return root


def take_out(text: str, ids: list[Id], new: Codebook, every: bool) -> tuple[str, list[Id]]:
    """Move codes out of the lists of other codes, where their parent is another now.

    With `every`, all of them: then any order can be written.
    """
    parents = {code.id: code.parent for code in new.codes}
    while True:
        found = places(tree_of(text))
        moving = next(
            (
                index
                for index, place in enumerate(found)
                if place.enclosing is not None
                and ids[index] in parents
                and (every or parents[ids[index]] != ids[place.enclosing])
            ),
            None,
        )
        if moving is None:
            return text, ids
        text, ids = _to_end(text, ids, found, moving)


def _to_end(text: str, ids: list[Id], found: list[Place], moving: int) -> tuple[str, list[Id]]:
    """One code, with the codes inside it, to the end of the outer list."""
    place = found[moving]
    outer = next(other.within for other in found if other.enclosing is None)
    start, end = item_range(place.within, place.item, text)
    shift = place.within.mark.column - outer.mark.column
    lines = text[start:end].splitlines(keepends=True)
    moved = "".join(
        line[shift:] if not line[:shift].strip() else line.lstrip(" ") for line in lines
    )
    at = line_after(text, last(outer, text))
    inside = 1
    while moving + inside < len(found) and _is_inside(found, moving + inside, moving):
        inside += 1
    taken = ids[moving : moving + inside]
    rest = ids[:moving] + ids[moving + inside :]
    return apply(text, [Edit(start, end, ""), Edit(at, at, moved)]), rest + taken


def _is_inside(found: list[Place], index: int, outer: int) -> bool:
    above = found[index].enclosing
    while above is not None and above != outer:
        above = found[above].enclosing
    return above == outer


def remove(text: str, ids: list[Id], kept: set[Id]) -> tuple[str, list[Id]]:
    """Take away the codes that are not kept; comments above and below them stay."""
    if kept.issuperset(ids):
        return text, ids
    found = places(tree_of(text))
    edits = [
        Edit(*item_range(place.within, place.item, text), "")
        for place, identity in zip(found, ids, strict=True)
        if identity not in kept and (place.enclosing is None or ids[place.enclosing] in kept)
    ]
    return apply(text, edits), [identity for identity in ids if identity in kept]


def add(text: str, ids: list[Id], codes: list[Code], codebook: Codebook) -> tuple[str, list[Id]]:
    """Put new codes at the end of the outer list."""
    if not codes:
        return text, ids
    root = tree_of(text)
    keys = {code.id: code.key for code in codebook.codes}
    node = root.get("codes")
    listed = isinstance(node, Sequence) and bool(node.items)
    indent = node.mark.column - 1 if node is not None and listed else _root_indent(root) + 2
    airy = not listed or "\n\n" in text[line_after(text, node.mark.index if node else 0) :]
    lines: list[str] = []
    for code in codes:
        parent = keys[code.parent] if code.parent else ""
        lines.extend([""] if airy else [])
        lines.extend(code_lines(code, codebook.id, parent, indent))
    ids = [*ids, *(code.id for code in codes)]
    return apply(text, _append(text, root, node, lines)), ids


def _root_indent(root: Mapping) -> int:
    return root.entries[0][0].mark.column - 1


def _append(text: str, root: Mapping, node: Node | None, lines: list[str]) -> list[Edit]:
    if node is None:
        at = line_after(text, last(root, text))
        return [Edit(at, at, lines_of([" " * _root_indent(root) + "codes:", *lines]))]
    at = line_after(text, last(node, text))
    edits = [Edit(at, at, lines_of(lines))]
    if isinstance(node, Sequence) and node.flow:
        edits.append(Edit(node.mark.index, node.end, ""))
    elif not isinstance(node, Sequence) and last(node, text) > node.mark.index:
        edits.append(Edit(node.mark.index, last(node, text), ""))
    return edits


def reorder(text: str, ids: list[Id], rank: dict[Id, int]) -> tuple[str, list[Id]]:
    """Put the codes of each list in order of rank."""
    while ids != sorted(ids, key=lambda one: rank[one]):
        found = places(tree_of(text))
        lists: dict[int, list[int]] = {}
        for index, place in enumerate(found):
            lists.setdefault(id(place.within), []).append(index)
        wrong = next(
            (members for members in lists.values() if not _in_order(members, ids, rank)), None
        )
        if wrong is None:
            return text, ids
        text, ids = _permute(text, ids, found, wrong, rank)
    return text, ids


def _in_order(members: list[int], ids: list[Id], rank: dict[Id, int]) -> bool:
    ranks = [rank[ids[index]] for index in members]
    return ranks == sorted(ranks)


def _permute(
    text: str, ids: list[Id], found: list[Place], members: list[int], rank: dict[Id, int]
) -> tuple[str, list[Id]]:
    """The codes of one list in order, each with the lines above it."""
    within = found[members[0]].within
    ends = [item_range(within, found[index].item, text)[1] for index in members]
    starts = [item_start(within, found[members[0]].item, text), *ends[:-1]]
    blocks = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    after = members[-1] + 1
    while after < len(found) and _is_inside(found, after, members[-1]):
        after += 1
    bounds = [*members, after]
    groups = [ids[a:b] for a, b in pairwise(bounds)]
    order = sorted(range(len(members)), key=lambda one: rank[groups[one][0]])
    changed = [identity for one in order for identity in groups[one]]
    text = text[: starts[0]] + "".join(blocks[one] for one in order) + text[ends[-1] :]
    return text, ids[: members[0]] + changed + ids[after:]
