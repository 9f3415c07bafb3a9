"""The same text in Textual's own widgets, to compare with: moving by one, and another size."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import Label, ListItem, ListView, TextArea

from benchmarks.figures import Figure, told
from benchmarks.terminal import SIZE, CountingDriver, costs, key, running, settled
from coder.model import Document
from coder.project.project import open_project
from coder.segment import segments

LONGEST_MOUNTING = 60.0
"""Seconds after which a widget is measured even if not all of it is there."""


class OneWidget(App[None]):
    """An app with one widget."""

    def __init__(self, make: Callable[[], Widget]) -> None:
        super().__init__(driver_class=CountingDriver)
        self._make = make

    def compose(self) -> ComposeResult:
        """The widget."""
        yield self._make()

    def on_mount(self) -> None:
        """Let keys go there."""
        self.screen.children[0].focus()


def area(document: Document) -> Widget:
    """The text to read in a TextArea."""
    return TextArea(document.text, read_only=True, soft_wrap=True)


def listed(document: Document) -> Widget:
    """The segments as items of a ListView."""
    texts = [document.text[one.start : one.end] for one in segments(document)]
    return ListView(*(ListItem(Label(text, markup=False)) for text in texts))


async def mounted(app: OneWidget) -> None:
    """Wait until every widget is there and drawn: a thousand of them are not there at once."""
    loop = asyncio.get_running_loop()
    end = loop.time() + LONGEST_MOUNTING
    while loop.time() < end and not all(one.is_mounted for one in app.screen.query("*")):
        await asyncio.sleep(0.2)
    await settled()


async def beside(path: Path, keys: int) -> dict[str, Figure]:
    """The figures of each widget with the text of the long interview of a project."""
    with open_project(path) as project:
        document = project.document("long")
    found: dict[str, Figure] = {}
    for name, make, steps in (("TextArea", area, keys // 4), ("ListView", listed, keys // 16)):
        app = OneWidget(partial(make, document))

        async def measure(app: OneWidget = app, name: str = name, steps: int = steps) -> None:
            await mounted(app)
            downs = await costs([key(app, "down")] * steps)
            found[name] = told(f"{name}: one down", downs)
            sizes = [(140, 50), SIZE, (110, 40), SIZE]
            resizes = await costs([partial(CountingDriver.here.resize, *size) for size in sizes])
            found[f"{name} resize"] = told(f"{name}: resize", resizes)

        await running(app, measure)
    return found
