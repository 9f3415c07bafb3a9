"""Things that stand on a span of the document, found by place; pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, Protocol, TypeVar

Span = tuple[int, int]

STRETCH = 512
"""Code points of the document whose things are kept together."""


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
    """Keeps things under every stretch of the document that they stand in.

    Stretches do not follow the lines on the screen, so a new width moves nothing.
    """

    def __init__(self, key: Callable[[PlacedT], Hashable]) -> None:
        self._key = key
        self._known: dict[Hashable, PlacedT] = {}
        self._stretches: dict[int, dict[Hashable, PlacedT]] = {}

    def replace(self, things: Iterable[PlacedT]) -> list[Span]:
        """Keep these things instead; returns the spans where something differs."""
        fresh = {self._key(one): one for one in things}
        if not fresh or not self._known:
            return self._begin(fresh)
        changes: dict[Hashable, PlacedT | None] = dict.fromkeys(self._known.keys() - fresh.keys())
        for key, one in fresh.items():
            if self._known.get(key) is not one:
                changes[key] = one
        return self.update(changes)

    def update(self, changes: Mapping[Hashable, PlacedT | None]) -> list[Span]:
        """Put things in the place of those of the same key, or take them away (None).

        Returns the spans where something differs.
        """
        changed: list[Span] = []
        for key, new in changes.items():
            old = self._known.pop(key, None)
            if new is not None:
                self._known[key] = new
            if old == new:
                continue
            if old is not None:
                for stretch in _stretches(old.start, old.end):
                    del self._stretches[stretch][key]
                changed.append((old.start, old.end))
            if new is not None:
                for stretch in _stretches(new.start, new.end):
                    self._stretches.setdefault(stretch, {})[key] = new
                changed.append((new.start, new.end))
        return changed

    def _begin(self, fresh: dict[Hashable, PlacedT]) -> list[Span]:
        """Keep these things, of which none was there or none stays."""
        changed = [(one.start, one.end) for one in (*self._known.values(), *fresh.values())]
        self._known, self._stretches = fresh, {}
        for key, one in fresh.items():
            for stretch in _stretches(one.start, one.end):
                self._stretches.setdefault(stretch, {})[key] = one
        return changed

    def within(self, span: Span) -> list[PlacedT]:
        """What overlaps a span."""
        found: dict[Hashable, PlacedT] = {}
        for stretch in _stretches(*span):
            for key, one in self._stretches.get(stretch, {}).items():
                if one.start < span[1] and span[0] < one.end:
                    found[key] = one
        return list(found.values())


def _stretches(start: int, end: int) -> range:
    return range(start // STRETCH, max(end - 1, start) // STRETCH + 1)
