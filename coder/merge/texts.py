"""Two corrections of one text made into one, where they are in different places; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from coder.identity import Id
from coder.merge.edits import Edit, applied, edits, united
from coder.model import Turn


def base_of(one: Id, other: Id, parents: Mapping[Id, Sequence[Id]]) -> Id | None:
    """The newest revision from which two come; None where there is none that one knows."""
    common = _above(one, parents) & _above(other, parents)
    older = {parent for eid in common for parent in _above(eid, parents) - {eid}}
    return max(common - older, default=None)


def joined(
    base: tuple[str, Sequence[Turn]],
    one: tuple[str, Sequence[Turn]],
    other: tuple[str, Sequence[Turn]],
) -> tuple[str, tuple[Turn, ...]] | None:
    """Text and turns with the corrections of both; None where a person must decide.

    That is where they touch, and where somebody changed who speaks or how turns are cut.
    """
    if one[0] == other[0]:
        return (one[0], tuple(min(one[1], other[1], key=repr)))
    mine, theirs = edits(base[0], one[0]), edits(base[0], other[0])
    both = united(mine, theirs)
    if both is None or not _alike(base[1], one[1]) or not _alike(base[1], other[1]):
        return None
    text = applied(base[0], both)
    shared = sorted({*mine} & {*theirs})
    turns = tuple(
        _joined_turn(shared, *three) for three in zip(base[1], one[1], other[1], strict=True)
    )
    return (text, turns) if _fit(turns, len(text)) else None


def _above(revision: Id, parents: Mapping[Id, Sequence[Id]]) -> set[Id]:
    """A revision and all it comes from."""
    found: set[Id] = set()
    todo = [revision]
    while todo:
        eid = todo.pop()
        if eid not in found and eid in parents:
            found.add(eid)
            todo += parents[eid]
    return found


def _alike(old: Sequence[Turn], new: Sequence[Turn]) -> bool:
    """Whether the same people speak in the same order."""
    return [(turn.speaker, turn.role) for turn in old] == [
        (turn.speaker, turn.role) for turn in new
    ]


def _joined_turn(shared: Sequence[Edit], base: Turn, one: Turn, other: Turn) -> Turn:
    """A turn moved as far as both corrections move it, what both did alike only once."""

    def place(old: int, mine: int, theirs: int) -> int:
        twice = sum(len(edit.words) - (edit.end - edit.start) for edit in shared if edit.end <= old)
        return mine + theirs - old - twice

    start = place(base.start, one.start, other.start)
    end = place(base.end, one.end, other.end)
    return replace(one if one != base else other, start=start, end=end, cues=())


def _fit(turns: Sequence[Turn], length: int) -> bool:
    """Whether turns are in order, apart, and in the text."""
    inside = all(0 <= turn.start <= turn.end <= length for turn in turns)
    return inside and all(before.end <= after.start for before, after in pairwise(turns))
