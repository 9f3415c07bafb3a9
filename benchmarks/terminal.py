"""A terminal that shows nothing, and processor time from an act to the last drawing for it.

Times are processor time of this process in milliseconds, so a busy machine changes them less.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size

SIZE = (150, 50)
QUIET = 0.08
"""Seconds without drawing after which an act is over."""


class CountingDriver(Driver):
    """A terminal that shows nothing: it notes when it was written to, and how much."""

    last = 0.0
    written = 0
    here: CountingDriver

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size or SIZE)
        CountingDriver.here = self

    def write(self, data: str) -> None:
        """Note the processor time of the last writing."""
        CountingDriver.last = time.process_time()
        CountingDriver.written += len(data)

    def start_application_mode(self) -> None:
        """Tell the size."""
        self.resize(*SIZE)

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        size = Size(width, height)
        self.process_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """There is none."""

    def stop_application_mode(self) -> None:
        """There is none."""


async def settled() -> float:
    """Wait until nothing is drawn any more; returns the processor time of the last drawing."""
    while True:
        before = CountingDriver.written
        await asyncio.sleep(QUIET)
        if CountingDriver.written == before:
            return CountingDriver.last


async def costs(acts: Iterable[Callable[[], object]]) -> list[float]:
    """Milliseconds of processor time from each act to the last drawing that it causes.

    An act that draws nothing, such as a key at the end of a text, has no figure.
    """
    found: list[float] = []
    for act in acts:
        begin = time.process_time()
        act()
        end = await settled()
        if end > begin:
            found.append((end - begin) * 1000)
    return found


def key(app: App[Any], name: str) -> Callable[[], object]:
    """Pressing a key."""
    character = name if len(name) == 1 else None
    return lambda: app.post_message(events.Key(name, character))


async def running(app: App[Any], measure: Callable[[], Awaitable[None]]) -> None:
    """Run an app while something is measured.

    What was there before is kept out of collections of garbage, as the program itself does.
    """
    gc.collect()
    gc.freeze()
    task = asyncio.create_task(app.run_async())
    await asyncio.sleep(0.3)
    await settled()
    await measure()
    app.exit()
    await task
