"""Keeping which suggestions a person could see: noted at once, written beside their work.

Nothing waits for it: what was noted goes to the file every few seconds, in a thread with a
connection of its own, and once more when the program ends.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Sequence

from coder.errors import CoderError
from coder.identity import Id
from coder.model import Exposure, Suggestion, SuggestionEvent
from coder.project.project import Project
from coder.project.suggesting import engine_name
from coder.store.suggestion_events import append_visits
from coder.suggest.bands import band
from coder.tui.telling import Telling

MOST_WAITING = 5_000
"""Visits kept where the file cannot be written; the oldest are given up first."""


class Exposures:
    """What was noted and is not yet written; a state of a segment is noted once."""

    def __init__(self, project: Project, tell: Callable[[CoderError], object]) -> None:
        self._path = project.path
        self._coder = project.me.id
        self._engine = engine_name(project)
        self._tell = tell
        self._failed = self._writing = False
        self._waiting: list[tuple[SuggestionEvent, ...]] = []
        self._states: dict[Hashable, Hashable] = {}
        self._last = 0

    def note(
        self,
        text: tuple[Id, Id],
        span: tuple[int, int],
        met: Sequence[tuple[Suggestion, Exposure]],
        silent: Exposure,
    ) -> None:
        """Note the suggestions of a segment, the surest first, and whether they could be seen.

        `text` is the document and its revision; `silent` says how a segment was met for which
        there are none.
        """
        place = (*text, *span)
        state = (silent, *((one.code, band(one.score), how) for one, how in met))
        if self._states.get(place) == state:
            return
        self._states[place] = state
        now = max(time.time_ns() // 1_000_000, self._last + 1)
        self._last = now

        def event(how: Exposure, rank: int, one: Suggestion | None) -> SuggestionEvent:
            return SuggestionEvent(
                now,
                self._coder,
                *text,
                *span,
                how,
                None if one is None else one.code,
                0.0 if one is None else one.score,
                "" if one is None else band(one.score),
                rank,
                self._engine,
                _features(one),
            )

        events = [event(how, rank, one) for rank, (one, how) in enumerate(met, 1)]
        self._waiting.append(tuple(events) or (event(silent, 0, None),))
        del self._waiting[:-MOST_WAITING]

    async def write(self) -> None:
        """Write what was noted, in a thread; where that fails it is told once and tried again."""
        if self._writing or not self._waiting:
            return
        taken, self._waiting = self._waiting, []
        self._writing, written = True, False
        with Telling(self._told_once):
            await asyncio.to_thread(append_visits, self._path, taken)
            written = True
        self._writing = False
        self._after(taken, written=written)

    def finish(self) -> None:
        """Write what is left, before the program ends."""
        if self._waiting:
            with Telling(self._told_once):
                append_visits(self._path, self._waiting)
                self._waiting = []

    def _after(self, taken: list[tuple[SuggestionEvent, ...]], *, written: bool) -> None:
        if written:
            self._failed = False
        else:
            self._waiting = [*taken, *self._waiting][-MOST_WAITING:]

    def _told_once(self, error: CoderError) -> None:
        """Tell why it failed, unless that was told already."""
        if not self._failed:
            self._tell(
                CoderError(
                    f"Which suggestions you see is not kept for the report: {error.problem}",
                    f"Your codings are saved. {error.remedy}",
                )
            )
        self._failed = True


def _features(suggestion: Suggestion | None) -> tuple[float, ...]:
    """The numbers that a suggestion's probability was computed from."""
    if suggestion is None or suggestion.explanation is None:
        return ()
    return tuple(value for _, value, _ in suggestion.explanation.features)
