"""Importing transcripts: a bar while it goes on, then what there is to know about them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import ProgressBar, Static

from coder.errors import CoderError
from coder.printable import one_line
from coder.project.importing import NOT_TAKEN, Imported, Outcome, import_files
from coder.project.project import open_project
from coder.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


class ImportRun(Dialog[list[Imported]]):
    """Reads files into a project, outside the event loop and on a connection of its own.

    Returns what became of each file; an empty list where it was stopped or failed. Every file is
    saved whole as it is read; the whole is one act for undo.
    """

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="import.stop"),
        Binding("enter", "go_on", "Go on", id="import.go_on"),
    ]

    CSS = """
    ImportRun .dialog { max-height: 95%; }
    ImportRun #import-bar { width: 100%; margin-bottom: 1; }
    ImportRun #import-bar Bar { width: 1fr; }
    ImportRun #import-report { height: auto; max-height: 65vh; margin-bottom: 1; }
    ImportRun #import-rows { height: auto; }
    """

    @dataclass
    class Step(Message):
        """A file was read."""

        number: int
        name: str

    @dataclass
    class Finished(Message):
        """All files were read; none where it failed."""

        rows: list[Imported]

    def __init__(self, project: Path, files: Sequence[Path], others: Sequence[Path] = ()) -> None:
        super().__init__()
        self._project = project
        self._files = list(files)
        self._others = list(others)
        self._rows: list[Imported] | None = None
        self._stopped = False

    def compose(self) -> ComposeResult:
        """The bar, and room for the report."""
        with Vertical(classes="dialog small", id="import-box"):
            yield Static(self._title(0), classes="dialog-title", markup=False, id="import-title")
            yield ProgressBar(len(self._files), show_eta=False, id="import-bar")
            with VerticalScroll(id="import-report"):
                yield Static(id="import-rows", markup=False)
            yield Static("Esc: stop", classes="dialog-hint", markup=False, id="import-hint")

    def on_mount(self) -> None:
        """Begin."""
        self.query_one("#import-report").display = False
        self.run_import()

    def action_stop(self) -> None:
        """Stop behind the file that is being read, or leave the report."""
        if self._rows is not None:
            self.dismiss(self._rows)
        else:
            self._stopped = True
            self.query_one("#import-hint", Static).update("Stopping …")

    def action_go_on(self) -> None:
        """Leave the report."""
        if self._rows is not None:
            self.dismiss(self._rows)

    @work
    async def run_import(self) -> None:
        """Read the files."""
        done = 0

        def step(path: Path) -> None:
            nonlocal done
            done += 1
            self.post_message(self.Step(done, path.name))
            if self._stopped and done < len(self._files):
                raise CoderError(
                    f"The import was stopped after {done} of {len(self._files)} files.",
                    "What came in is kept; undo (z) takes it back.",
                )

        def read() -> list[Imported]:
            with open_project(self._project) as project:
                return import_files(project, self._files, progress=step)

        rows = await self.app.attempted(asyncio.to_thread(read))
        self.post_message(self.Finished(rows or []))

    def on_import_run_step(self, event: Step) -> None:
        """Move the bar."""
        self.query_one(ProgressBar).update(progress=event.number)
        self.query_one("#import-title", Static).update(self._title(event.number))

    def on_import_run_finished(self, event: Finished) -> None:
        """Show what there is to know; where there is nothing, go on."""
        self._rows = event.rows
        report = import_report(event.rows, self._others)
        if not report:
            self.dismiss(event.rows)
            return
        self.query_one(ProgressBar).display = False
        self.query_one("#import-report").display = True
        self.query_one("#import-title", Static).update(outcomes(event.rows))
        self.query_one("#import-rows", Static).update(report)
        self.query_one("#import-hint", Static).update("Enter: go on")

    def _title(self, number: int) -> str:
        return f"Reading transcripts: {number} of {len(self._files)}"


def outcomes(rows: Sequence[Imported]) -> str:
    """How many files came to what: "8 imported, 1 failed"."""
    counts = Counter(row.outcome.value for row in rows)
    return ", ".join(f"{number} {result}" for result, number in counts.items())


def import_report(rows: Sequence[Imported], others: Sequence[Path]) -> Text:
    """What a person should know of an import: files not taken first, then warnings."""
    text = Text()
    for row in sorted(rows, key=lambda row: row.outcome not in NOT_TAKEN):
        document = row.document
        notes = [row.message] if row.message else []
        if document is not None and row.outcome in (Outcome.IMPORTED, Outcome.RESTORED):
            notes += document.warnings
        if notes:
            failed = row.outcome in NOT_TAKEN
            text.append(f"{'✗' if failed else '!'} {one_line(row.path.name)}", "bold")
            text.append(f" {row.outcome.value}\n", "bold" if failed else "dim")
        for note in notes:
            text.append(f"   {one_line(note)}\n")
    for path in others:
        text.append(f"  {one_line(path.name)} was left out: coder does not read this kind.\n")
    return text
