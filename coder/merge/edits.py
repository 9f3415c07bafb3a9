"""Corrections of a text as edits: found, applied, united, and followed by what stands on the text.

Positions are Unicode code points of the older text, the end exclusive. Pure, and the same on every
machine: what two people correct in different places becomes one text without asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `[start, end)` of a text by other words; an insertion where both are equal."""

    start: int
    end: int
    words: str


_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@lru_cache(maxsize=64)
def edits(old: str, new: str) -> tuple[Edit, ...]:
    """The edits that make one text of another: whole words, in order, none touching the next."""
    found: list[Edit] = []
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for (start, end), (at, to) in _changes(*lines):
        words = _WORD.findall(old[start:end]), _WORD.findall(new[at:to])
        for (first, last), (begin, stop) in _changes(*words):
            found.append(Edit(start + first, start + last, new[at + begin : at + stop]))
    return tuple(_joined(old, found))


def applied(text: str, changes: Sequence[Edit]) -> str:
    """A text after edits, which must be in order and apart."""
    parts: list[str] = []
    at = 0
    for edit in changes:
        parts += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join([*parts, text[at:]])


def united(text: str, one: Sequence[Edit], other: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """The edits of two people of a text together; None where they touch without being equal."""
    mine, theirs = set(one), set(other)
    every = sorted(mine | theirs)
    for before, after in pairwise(every):
        together = {before, after} <= mine or {before, after} <= theirs
        if after.start <= before.end or (not together and touching(text, before, after)):
            return None
    return tuple(every)


def touching(text: str, one: Edit, other: Edit) -> bool:
    """Whether two people's edits of a text are at one place.

    An insertion is at the place of what only blanks part it from: where two people insert words
    between the same two, those may end up before the blank for one and behind it for the other.
    """
    before, after = sorted((one, other))
    inserts = before.start == before.end or after.start == after.end
    blank = inserts and not text[before.end : after.start].strip()
    return after.start <= before.end or blank


def moved(changes: Sequence[Edit], start: int, end: int) -> tuple[int, int] | None:
    """Where a span stands after edits; None where nothing of it is left.

    Edits inside it move its end; of a word that is half in it only the other half stays. What is
    inserted at its edges does not belong to it.
    """
    before = inside = 0
    lead, tail = start, end
    for edit in changes:
        growth = len(edit.words) - (edit.end - edit.start)
        if edit.end <= start:
            before += growth
        elif edit.start >= end:
            break
        elif start <= edit.start and edit.end <= end:
            inside += growth
        elif edit.start < start and edit.end > end:
            return None
        elif edit.start < start:
            before += growth
            lead = edit.end
        else:
            tail = edit.start
    span = lead + before, tail + before + inside
    return span if span[0] < span[1] else None


def _changes(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The stretches in which two lists of pieces differ, as code points of both texts."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    places, spots = _starts(old), _starts(new)
    matcher = SequenceMatcher(
        None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False
    )
    for tag, start, end, at, to in matcher.get_opcodes():
        if tag != "equal":
            yield (
                (places[head + start], places[head + end]),
                (spots[head + at], spots[head + to]),
            )


def _starts(pieces: Sequence[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _joined(old: str, found: Sequence[Edit]) -> Iterator[Edit]:
    """Edits that touch as one."""
    held: Edit | None = None
    for edit in found:
        if held is not None and edit.start <= held.end:
            held = Edit(held.start, edit.end, held.words + old[held.end : edit.start] + edit.words)
            continue
        if held is not None:
            yield held
        held = edit
    if held is not None:
        yield held
