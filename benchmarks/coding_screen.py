"""The coding screen: processor time from key to picture, and of what else a person waits for."""

from __future__ import annotations

import asyncio
import sys
import time
from functools import partial
from itertools import chain
from pathlib import Path

from benchmarks.figures import Figure, say, told
from benchmarks.terminal import SIZE, CountingDriver, costs, key, running, settled
from coder.model import Suggestion
from coder.tui.app import CoderApp
from coder.tui.margin import Mark
from coder.tui.screens.coding import BEFORE_LOADING, CodingScreen
from coder.tui.widgets.transcript import TranscriptView

IDLE = 6.0
"""Seconds of silence; longer than what the screen does now and then takes to come round."""
GOALS = {"key": 16.0, "grow": 16.0, "code": 16.0, "recode": 5.0, "resize": 80.0, "open": 300.0}


class Silent:
    """Stands in for the suggestion process."""

    async def suggest(self, _: str) -> list[Suggestion]:
        """No suggestions."""
        return []

    async def close(self) -> None:
        """Nothing to close."""


def quiet_app(path: Path) -> CoderApp:
    """The program on a terminal that shows nothing, without suggestions."""
    app = CoderApp(path)
    app.driver_class = CountingDriver
    app.suggestions = Silent()  # type: ignore[assignment]
    return app


async def coding_screen(path: Path, keys: int, lenience: float = 1.0) -> dict[str, Figure]:
    """The figures of the coding screen for a project; goals are multiplied by `lenience`."""
    app = quiet_app(path)
    found: dict[str, Figure] = {}

    async def measure() -> None:
        await asyncio.sleep(BEFORE_LOADING + 0.5)  # what keys do is loaded then
        await settled()
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        for name, (words, times) in {
            "key": ("key to picture: next segment, turn", moving),
            "grow": ("key to picture: selection by a word", growing),
            "code": ("key to picture: code the segment, saved", coding),
            "recode": ("recode one turn, drawn", recoding),
            "resize": ("resize", resizing),
            "open": ("open the transcript", opening),
        }.items():
            found[name] = told(words, await times(app, screen, keys), GOALS[name] * lenience)
        begin = time.process_time()
        await asyncio.sleep(IDLE)
        idle = (time.process_time() - begin) / IDLE
        say(f"{'idle':<44} {idle:.2%} of one processor")

    await running(app, measure)
    return found


async def moving(app: CoderApp, screen: CodingScreen, keys: int) -> list[float]:
    """From segment to segment, and now and then by a turn."""
    screen.transcript.action_turn(20)
    await settled()
    return await costs(key(app, "j" if n % 8 else "J") for n in range(keys))


async def growing(app: CoderApp, _: CodingScreen, keys: int) -> list[float]:
    """The selection smaller and larger by a word."""
    return await costs(key(app, ("shift+left", "shift+right")[n % 2]) for n in range(keys // 2))


async def coding(app: CoderApp, _: CodingScreen, keys: int) -> list[float]:
    """A hot code on the segment, saved."""
    times = [
        (await costs([key(app, "j")]), await costs([key(app, str(n % 9 + 1))]))[1]
        for n in range(keys)
    ]
    return list(chain.from_iterable(times))


async def recoding(app: CoderApp, screen: CodingScreen, keys: int) -> list[float]:
    """One coding looks otherwise, as after an act."""
    marks = app.workspace.work().marks()
    one = marks[len(marks) // 2]
    screen.transcript.go_to(one.start)
    await settled()
    others = (Mark(one.id, one.start, one.end, f"other {n}", "#ff0000") for n in range(keys // 2))
    return await costs(partial(screen.transcript.change, {one.id: other}, {}) for other in others)


async def resizing(_: CoderApp, __: CodingScreen, keys: int) -> list[float]:
    """The terminal narrower and wider, over the widths at which panes come and go."""
    sizes = [(140, 50), (110, 40), (170, 60), SIZE]
    return await costs(partial(CountingDriver.here.resize, *sizes[n % 4]) for n in range(keys // 4))


async def opening(app: CoderApp, screen: CodingScreen, keys: int) -> list[float]:
    """The transcript read from the file again and shown."""
    desk = app.workspace
    document = desk.work().document.id

    def again() -> None:
        desk.current = None
        screen.open_document(document)

    return await costs([again] * (keys // 4))


async def paint_once(path: Path) -> None:
    """Start, draw, tell the processor time of this process until then, and leave."""
    app = quiet_app(path)

    async def measure() -> None:
        assert "spacy" not in sys.modules
        assert app.screen.query_one(TranscriptView).document is not None
        say(str(CountingDriver.last * 1000))

    await running(app, measure)
