"""Building the demo, in a process of its own: it loads the language, which is heavy."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static

from coder.errors import CoderError
from coder.printable import one_line
from coder.project.project import DEMO_FILE
from coder.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


class DemoRun(Dialog[Path | None]):
    """Builds the demo in a folder; returns its file, or None if it was stopped or failed."""

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="demo.stop"),
    ]
    CSS = """
    DemoRun ProgressBar { width: 100%; margin-bottom: 1; }
    DemoRun ProgressBar Bar { width: 1fr; }
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._process: Process | None = None
        self._stopped = False

    def compose(self) -> ComposeResult:
        """What is being done."""
        with Vertical(classes="dialog small"):
            yield Static(
                f"Building the demo in {one_line(str(self._folder))}",
                classes="dialog-title",
                markup=False,
            )
            yield ProgressBar(show_percentage=False, show_eta=False)
            yield Static("Starting …", id="demo-step", markup=False)
            yield Static("Esc: stop", classes="dialog-hint")

    def on_mount(self) -> None:
        """Begin."""
        self.build()

    def on_unmount(self) -> None:
        """Let no process outlive the program."""
        self._end()

    def action_stop(self) -> None:
        """Stop; what was built is taken up again the next time."""
        self._stopped = True
        self._end()

    @work
    async def build(self) -> None:
        """Run `coder demo` and show what it says."""
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "coder", "demo", str(self._folder)),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
        )
        said: list[str] = []
        if process.stderr is not None:
            async for line in process.stderr:
                said.append(line.decode("utf-8", "replace").strip())
                self.query_one("#demo-step", Static).update(one_line(said[-1]))
        status = await process.wait()
        if status and not self._stopped:
            words = " ".join(said[-2:]).removeprefix("Error: ")
            self.app.show_error(CoderError(words or "The demo cannot be built.", ""))
        self.dismiss(None if status or self._stopped else self._folder / DEMO_FILE)

    def _end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
