"""Things that stand on a span of the document, by the block of lines that they stand in; pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """Anything with a span in the document."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


PlacedT = TypeVar("PlacedT", bound=Placed)


class Spread(Generic[PlacedT]):
    """Keeps things under the number of every block that they stand in."""

    def __init__(self, starts: Sequence[int], key: Callable[[PlacedT], Hashable]) -> None:
        self._starts = starts
        self._key = key
        self._known: dict[Hashable, PlacedT] = {}
        self._blocks: dict[int, list[PlacedT]] = {}

    def replace(self, things: Iterable[PlacedT]) -> set[int]:
        """Keep these things instead; returns the blocks where something differs."""
        fresh = {self._key(one): one for one in things}
        changes: dict[Hashable, PlacedT | None] = dict.fromkeys(self._known.keys() - fresh.keys())
        for key, one in fresh.items():
            if self._known.get(key) is not one:
                changes[key] = one
        return self.update(changes)

    def update(self, changes: Mapping[Hashable, PlacedT | None]) -> set[int]:
        """Put things in the place of those of the same key, or take them away (None).

        Returns the blocks where something differs.
        """
        changed: set[int] = set()
        for key, new in changes.items():
            old = self._known.pop(key, None)
            if new is not None:
                self._known[key] = new
            if old == new:
                continue
            if old is not None:
                for block in self._between(old.start, old.end):
                    self._blocks[block].remove(old)
                    changed.add(block)
            if new is not None:
                changed.update(self._put(new))
        return changed

    def respread(self, starts: Sequence[int]) -> None:
        """Place everything anew, for blocks that begin elsewhere."""
        self._starts, self._blocks = starts, {}
        for one in self._known.values():
            self._put(one)

    def at(self, block: int) -> Sequence[PlacedT]:
        """What stands in a block."""
        return self._blocks.get(block, ())

    def within(self, span: tuple[int, int]) -> list[PlacedT]:
        """What overlaps a span."""
        found: dict[Hashable, PlacedT] = {}
        for block in self._between(*span):
            for one in self.at(block):
                if one.start < span[1] and span[0] < one.end:
                    found[self._key(one)] = one
        return list(found.values())

    def _put(self, one: PlacedT) -> range:
        blocks = self._between(one.start, one.end)
        for block in blocks:
            self._blocks.setdefault(block, []).append(one)
        return blocks

    def _between(self, start: int, end: int) -> range:
        first = max(bisect_right(self._starts, start) - 1, 0)
        return range(first, max(bisect_left(self._starts, end), first + 1))
