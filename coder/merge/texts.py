"""Two corrections of one text made into one, where they are in different places; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from coder.identity import Id
from coder.merge.edits import Edit, applied, edits, touching, united
from coder.model import Turn


def bases_of(one: Id, other: Id, parents: Mapping[Id, Sequence[Id]]) -> list[Id]:
    """The newest revisions from which two come; none where one knows of none.

    There are several where two people made one text of the same two: then every one of them must
    lead to the same text, or a person decides.
    """
    common = _above(one, parents) & _above(other, parents)
    older = {parent for eid in common for parent in _above(eid, parents) - {eid}}
    return sorted(common - older)


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
    both = united(base[0], mine, theirs)
    if both is None or not _alike(base[1], one[1]) or not _alike(base[1], other[1]):
        return None
    text = applied(base[0], both)
    shared = sorted({*mine} & {*theirs})
    turns = tuple(
        _joined_turn(shared, *three) for three in zip(base[1], one[1], other[1], strict=True)
    )
    return (text, turns) if _fit(turns, len(text)) else None


def preferred(
    base: tuple[str, Sequence[Turn]],
    chosen: tuple[str, tuple[Turn, ...]],
    other: tuple[str, Sequence[Turn]],
) -> tuple[str, tuple[Turn, ...]]:
    """The chosen text with what another corrects in places that the chosen one does not touch."""
    mine = edits(base[0], chosen[0])
    apart = [
        edit
        for edit in edits(base[0], other[0])
        if edit in mine or not any(touching(base[0], edit, one) for one in mine)
    ]
    crossing = any(
        edit.start < edge < edit.end
        for edit in apart
        for turn in base[1]
        for edge in (turn.start, turn.end)
    )
    if crossing or not _alike(base[1], other[1]):
        return chosen
    turns = tuple(_turn_after(apart, turn) for turn in base[1])
    return joined(base, chosen, (applied(base[0], apart), turns)) or chosen


def _turn_after(changes: Sequence[Edit], turn: Turn) -> Turn:
    """A turn after edits that cross neither of its edges; what is inserted at one belongs to it."""
    growth = [(edit, len(edit.words) - (edit.end - edit.start)) for edit in changes]
    start = sum(more for edit, more in growth if edit.end <= turn.start and edit.start < turn.start)
    end = sum(more for edit, more in growth if edit.end <= turn.end)
    return replace(turn, start=turn.start + start, end=turn.end + end)


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
