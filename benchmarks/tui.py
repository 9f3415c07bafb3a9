"""The coding screen: processor time from key to picture, beside widgets that show the same text.

    python -m benchmarks.tui [--words 20000] [--keys 120]

Times are processor time of this process in milliseconds, so a busy machine changes them little.
The screen draws through Textual's own compositor into a driver that counts what a terminal gets.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.geometry import Size
from textual.widget import Widget

from coder.identity import new_id
from coder.model import Code, Codebook, Document, Origin, Suggestion
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.coding import coding_draft
from coder.project.project import Project, create_project, open_project
from coder.segment import segments
from coder.tui.app import CoderApp
from coder.tui.screens.coding import CodingScreen
from coder.tui.widgets.transcript import TranscriptView

SIZE = (150, 50)
QUIET = 0.12
TALK = (
    "we hebben toen samen met de gemeente gekeken naar het warmtenet en de kosten daarvan maar "
    "het duurde lang voordat er iemand kwam die wist hoe het zat want de vorige was al weg en de "
    "bewoners vroegen elke week wanneer er eindelijk iets zou gebeuren in de straat"
)


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


class Silent:
    """Stands in for the suggestion process."""

    async def suggest(self, _: str) -> list[Suggestion]:
        """No suggestions."""
        return []

    async def close(self) -> None:
        """Nothing to close."""


class OneWidget(App[None]):
    """An app with one widget, to compare with."""

    def __init__(self, make: Callable[[], Widget]) -> None:
        super().__init__(driver_class=CountingDriver)
        self._make = make

    def compose(self) -> ComposeResult:
        """The widget."""
        yield self._make()

    def on_mount(self) -> None:
        """Let keys go there."""
        self.screen.children[0].focus()


async def settled() -> float:
    """Wait until nothing is drawn any more; returns the processor time of the last drawing."""
    while True:
        before = CountingDriver.written
        await asyncio.sleep(QUIET)
        if CountingDriver.written == before:
            return CountingDriver.last


async def cost(act: Callable[[], object]) -> float:
    """Milliseconds of processor time from an act to the last drawing that it causes."""
    await settled()
    begin = time.process_time()
    act()
    end = await settled()
    return max(end - begin, 0.0) * 1000


def key(app: App[Any], name: str) -> Callable[[], object]:
    """Pressing a key."""
    character = name if len(name) == 1 else None
    return lambda: app.post_message(events.Key(name, character))


async def running(app: App[Any], measure: Callable[[], Awaitable[None]]) -> None:
    """Run an app while something is measured."""
    task = asyncio.create_task(app.run_async())
    await asyncio.sleep(0.3)
    await settled()
    await measure()
    app.exit()
    await task


def talk(words: int, rng: random.Random) -> str:
    """An invented interview of so many words."""
    words_there = TALK.split()
    lines, count, number = [], 0, 0
    while count < words:
        number += 1
        length = rng.randint(6, 15) if number % 2 else rng.randint(40, 120)
        spoken = [rng.choice(words_there) for _ in range(length)]
        for place in range(11, length, 12):
            spoken[place] += "."
        lines.append(("Interviewer: " if number % 2 else "Respondent: ") + " ".join(spoken) + ".")
        count += length
    return "\n\n".join(lines)


def build(folder: Path, words: int, codings: int, small: int = 0) -> Path:
    """A project with one long interview coded through, and so many small ones."""
    from coder.project.codebooks import import_codebook
    from coder.project.importing import import_files

    rng = random.Random(1)
    folder.mkdir()
    (folder / "long.txt").write_text(talk(words, rng), "utf-8")
    for number in range(small):
        (folder / f"small{number:03}.txt").write_text(talk(1000, rng), "utf-8")
    path = folder / "bench.coder"
    create_project(path)
    book = new_id()
    codes = tuple(
        Code(new_id(), f"code-{n}", f"code {n}", hotkey=str(n) if 0 < n < 10 else "", codebook=book)
        for n in range(20)
    )
    with open_project(path) as project:
        import_files(project, sorted(folder.glob("*.txt")))
        import_codebook(project, Codebook(book, "bench", codes=codes))
        long = project.document("long")
        code_through(project, long, codings, rng)
    return path


def code_through(project: Project, document: Document, count: int, rng: random.Random) -> None:
    """Put so many codings on a document."""
    offered, codes = segments(document), project.codes()
    drafts: list[Draft] = []
    for number in range(count):
        segment = offered[number * len(offered) // count]
        code = rng.choice(codes).id
        draft = coding_draft(
            document,
            segment.start,
            segment.end,
            code=code,
            coder=project.me.id,
            origin=Origin.MANUAL,
        )
        drafts.append(Draft("coding", draft.eid, CREATE, draft.value))
    project.store.write("code through", drafts)


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay under."""
    return statistics.quantiles(times, n=20)[-1]


def told(name: str, times: Sequence[float], goal: float | None = None) -> dict[str, float]:
    """Print a row of figures, and give them back."""
    middle, high = statistics.median(times), p95(times) if len(times) > 1 else times[0]
    note = "" if goal is None else f"   goal {goal:g} {'met' if high <= goal else 'MISSED'}"
    row = f"{name:<44} median {middle:7.2f}   p95 {high:7.2f} ms{note}"
    print(row, file=sys.__stdout__, flush=True)  # the screen takes sys.stdout
    return {"median": middle, "p95": high}


async def coding_screen(path: Path, keys: int, *, goals: bool) -> dict[str, float]:
    """The figures of the coding screen for a project."""
    app = CoderApp(path)
    app.driver_class = CountingDriver
    app.suggestions = Silent()  # type: ignore[assignment]
    found: dict[str, float] = {}

    async def measure() -> None:
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        view, desk = screen.transcript, app.workspace
        document = desk.document
        assert document is not None
        view.action_turn(20)
        moves = [await cost(key(app, "j" if n % 8 else "J")) for n in range(keys)]
        found["key"] = told("key to picture: next segment, turn", moves, 16 if goals else None)[
            "p95"
        ]
        grow = [await cost(key(app, "shift+right")) for _ in range(keys // 4)]
        found["grow"] = told("key to picture: selection by a word", grow, 16 if goals else None)[
            "p95"
        ]
        acts = []
        for n in range(keys // 2):
            await cost(key(app, "j"))
            acts.append(await cost(key(app, str(n % 9 + 1))))
        found["code"] = told("key to picture: code the segment, saved", acts)["p95"]
        recodes = []
        for n in range(keys // 2):
            marks = desk.work().marks()
            one = marks[len(marks) // 2]
            changed = [*marks]
            other = type(one)(one.id, one.start, one.end, f"other {n}", "#ff0000")
            changed[len(marks) // 2] = other
            view.go_to(one.start)
            recodes.append(await cost(partial(view.mark, changed)))
        found["recode"] = told("recode one turn, drawn", recodes, 5 if goals else None)["p95"]
        driver = CountingDriver.here
        sizes = [(140, 50), (110, 40), (170, 60), SIZE]
        resizes = [await cost(partial(driver.resize, *sizes[n % 4])) for n in range(8)]
        found["resize"] = told("resize", resizes, 80 if goals else None)["median"]

        def open_again() -> None:
            desk.current = None
            screen.open_document(document.id)

        opens = [await cost(open_again) for _ in range(6)]
        found["open"] = told("open the transcript", opens, 300 if goals else None)["median"]
        begin = time.process_time()
        await asyncio.sleep(3)
        idle = (time.process_time() - begin) / 3
        print(f"{'idle':<44} {idle:.2%} of one processor", file=sys.__stdout__, flush=True)

    await running(app, measure)
    return found


async def beside(path: Path, keys: int) -> dict[str, float]:
    """The same text in Textual's own widgets: moving by a line or a segment, and recoding one."""
    from textual.widgets import Label, ListItem, ListView, TextArea

    with open_project(path) as project:
        document = project.document("long")
    offered = segments(document)
    found: dict[str, float] = {}

    def area() -> Widget:
        return TextArea(document.text, read_only=True, soft_wrap=True)

    def listed() -> Widget:
        texts = [document.text[one.start : one.end] for one in offered]
        return ListView(*(ListItem(Label(text, markup=False)) for text in texts))

    for name, make, steps in (("TextArea", area, keys // 4), ("ListView", listed, keys // 8)):
        app = OneWidget(make)

        async def measure(app: OneWidget = app, name: str = name, steps: int = steps) -> None:
            moves = [await cost(key(app, "down")) for _ in range(steps)]
            found[name] = told(f"{name}: one down", moves)["p95"]
            driver = CountingDriver.here
            sizes = [(140, 50), SIZE, (110, 40), SIZE]
            resizes = [await cost(partial(driver.resize, *size)) for size in sizes]
            found[f"{name} resize"] = told(f"{name}: resize", resizes)["median"]

        await running(app, measure)
    return found


def saving(path: Path, times: int) -> None:
    """Milliseconds on the clock from an act to its being durable, fsync included."""
    taken = []
    with open_project(path) as project:
        document, codes = project.document("long"), project.codes()
        offered = segments(document)
        for number in range(times):
            segment, code = offered[number], codes[number % len(codes)]
            draft = coding_draft(
                document,
                segment.start,
                segment.end,
                code=code.id,
                coder=project.me.id,
                origin=Origin.MANUAL,
            )
            begin = time.perf_counter()
            project.store.write("code a span", [Draft("coding", draft.eid, CREATE, draft.value)])
            taken.append((time.perf_counter() - begin) * 1000)
    told("save one coding, on the clock", taken, 15)


def first_paint(path: Path) -> None:
    """Processor time of a fresh process until the coding screen is drawn."""
    start = (
        "import gc; gc.disable(); from benchmarks import tui; gc.freeze(); gc.enable(); tui.main()"
    )
    taken = []
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", start, "--paint", str(path)],
            check=True,
            capture_output=True,
            text=True,
        )
        taken.append(float(done.stdout))
    told("start to first picture, 200 transcripts", taken, 700)


async def paint_once(path: Path) -> None:
    """Start, draw, and leave."""
    app = CoderApp(path)
    app.driver_class = CountingDriver
    app.suggestions = Silent()  # type: ignore[assignment]

    async def measure() -> None:
        assert "spacy" not in sys.modules
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.query_one(TranscriptView).document is not None
        print(CountingDriver.last * 1000, file=sys.__stdout__, flush=True)

    await running(app, measure)


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--paint", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.paint:
        asyncio.run(paint_once(chosen.paint))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CODER_CONFIG"] = str(folder / "config")
        codings = chosen.words // 10
        one = build(folder / "one", chosen.words, codings)
        three = build(folder / "three", 3 * chosen.words, 3 * codings)
        print(f"{chosen.words} words, {codings} codings")
        small = asyncio.run(coding_screen(one, chosen.keys, goals=True))
        others = asyncio.run(beside(one, chosen.keys))
        print(f"{3 * chosen.words} words, {3 * codings} codings")
        large = asyncio.run(coding_screen(three, chosen.keys, goals=False))
        saving(one, 200)
        first_paint(build(folder / "many", 2000, 200, small=199))
        print("times at three times the words, goal 1.3:")
        print("  ".join(f"{name} {large[name] / small[name]:.2f}" for name in small))
        print("one down in other widgets, as a multiple of a key here:")
        print("  ".join(f"{name} {value / small['key']:.1f}" for name, value in others.items()))


if __name__ == "__main__":
    main()
