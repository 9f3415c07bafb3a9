"""The transcripts of the project: where each stands; import, describe, mark as done, remove."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from coder.amounts import counted
from coder.identity import Id
from coder.model import Suggestion
from coder.printable import one_line
from coder.project import attributes, finishing, places
from coder.project.coding import codings, remove_document
from coder.project.gathering import gather, typed_paths
from coder.project.importing import Imported
from coder.project.progress import Extent, Standing, read_extent, read_progress, standings
from coder.project.project import open_project
from coder.tui.deeds.stepping import step_back
from coder.tui.overview_table import Row
from coder.tui.places import place_bar
from coder.tui.screens.about_document import About, AboutDocument
from coder.tui.screens.ask_path import AskPath
from coder.tui.screens.asking import Confirm
from coder.tui.screens.choosing import ChooseOne
from coder.tui.screens.import_run import ImportRun, outcomes
from coder.tui.telling import Telling
from coder.tui.widgets.documents_pane import DocumentsPane
from coder.tui.widgets.key_foot import KeyFoot

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

PAUSE = 0.5
"""Seconds between one showing of new numbers and the next: each draws the whole table."""

Result = TypeVar("Result")


class OverviewScreen(Screen[None]):
    """A table of transcripts; what needs their texts is worked out in the background."""

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import", "Import", id="document.import"),
        Binding("D", "toggle_done", "Done", id="document.done"),
        Binding("e", "describe", "Edit", id="document.describe"),
        Binding("d", "remove", "Remove", id="document.remove"),
        Binding("S", "sort", "Sort", id="overview.sort"),
        Binding("escape", "app.place('coding')", "Back", id="overview.back"),
        Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo"),
        Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
    ]

    HELP = (
        "Every transcript with how far you are. Enter opens one where you left it, i reads new "
        "ones in, D says that you are done with one, e corrects its attributes and who asks and "
        "who answers. Coded and seen are shares of the segments offered, without the "
        "interviewer's; 'open' are suggestions to decide on, in transcripts opened since the "
        "start. The filter line takes words, and column=value, column<number, column>number; "
        "- before a word says not."
    )

    @dataclass
    class Listed(Message):
        """The transcripts were read, without their texts."""

        standings: list[Standing]

    @dataclass
    class Measured(Message):
        """Some transcripts were measured; with `last` all of them are."""

        rows: list[Row]
        last: bool

    def __init__(self) -> None:
        super().__init__()
        self._extents: dict[tuple[object, ...], Extent] = {}

    def compose(self) -> ComposeResult:
        """The transcripts and what was done last."""
        yield place_bar(self.app, "overview")
        yield DocumentsPane(id="documents-pane")
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def on_screen_resume(self) -> None:
        """Read where the transcripts stand now."""
        self.reread()

    @property
    def pane(self) -> DocumentsPane:
        """The table with its filter line."""
        return self.query_one(DocumentsPane)

    def reread(self) -> None:
        """Read everything again, in the background."""
        desk = self.app.workspace
        suggested = {} if desk.blind else dict(desk.suggestions)
        self.read_rows(desk.project.path, suggested, desk.least)

    @work(thread=True, exclusive=True, group="overview")
    def read_rows(self, path: Path, suggested: dict[Id, list[Suggestion]], least: float) -> None:
        """List the transcripts, then measure them one by one, on a connection of its own."""
        worker = get_current_worker()
        tell = partial(self.app.call_from_thread, self.app.show_error)
        with Telling(tell), open_project(path) as project:
            listed = standings(project)
            self.post_message(self.Listed(listed))
            ready: list[Row] = []
            shown = time.monotonic()
            for one in listed:
                if worker.is_cancelled:
                    return
                whole = self._extents.get(one.version) or read_extent(project, one.id)
                self._extents[one.version] = whole
                found = suggested.get(one.id)
                ready.append(Row(one, whole, read_progress(project, one, whole, found, least)))
                if time.monotonic() - shown > PAUSE:
                    self.post_message(self.Measured(ready, last=False))
                    ready, shown = [], time.monotonic()
            self.post_message(self.Measured(ready, last=True))

    def on_overview_screen_listed(self, event: Listed) -> None:
        """Show the transcripts."""
        self.pane.show_standings(event.standings)
        if not event.standings:
            self.say("No transcripts yet: press i to import some.")

    def on_overview_screen_measured(self, event: Measured) -> None:
        """Show the numbers as they come."""
        self.pane.show_measured(event.rows, last=event.last)

    def on_documents_pane_chosen(self, event: DocumentsPane.Chosen) -> None:
        """Open the transcript where one left it."""
        place = places.last_place(self.app.workspace.project, event.document)
        self.app.go_to(event.document, place)

    def say(self, text: str) -> None:
        """Say quietly what was done."""
        self.query_one("#status", Static).update(one_line(text))

    # ------------------------------------------------------------------ what keys do

    def action_sort(self) -> None:
        """Choose the column to sort by; the same one again turns the order round."""
        columns = self.pane.columns
        keys = [column.key for column in columns]
        current = keys.index(self.pane.sorted_by) if self.pane.sorted_by in keys else 0

        def chosen(number: int | None) -> None:
            if number is not None:
                self.pane.sort(keys[number])

        title = "Sort by (the same one again turns it round)"
        choices = [column.title for column in columns]
        self.app.push_screen(ChooseOne(title, choices, current), chosen)

    def action_import(self) -> None:
        """Ask for files or a folder and read them in."""
        detail = (
            "Transcripts (.txt .md .vtt .srt .docx), a folder of them, or a .csv of attributes "
            "(first column: the transcript's name)."
        )
        self.app.push_screen(AskPath("Import which file or folder?", detail=detail), self._import)

    def action_toggle_done(self) -> None:
        """Say that one is done with the transcript, or not yet."""
        one, project = self.pane.current, self.app.workspace.project
        if one is not None:
            state = "no longer done" if one.mine else "done"
            self._act(
                lambda: finishing.set_done(project, project.document(one.id), not one.mine),
                lambda _: f"saved: {one.name} is {state}",
            )

    def action_describe(self) -> None:
        """Correct attributes and roles of the transcript."""
        one, project = self.pane.current, self.app.workspace.project
        if one is None:
            return

        def answered(about: About | None) -> None:
            if about is not None and (about.values or about.roles):
                self._act(
                    lambda: attributes.set_about(
                        project, project.document(one.id), about.values, dict(about.roles)
                    ),
                    lambda changed: f"saved: {changed} changed of {one.name}",
                )

        keys = [column.key[1:] for column in self.pane.columns if column.key.startswith("@")]
        self.app.push_screen(AboutDocument(one, keys), answered)

    def action_remove(self) -> None:
        """Remove the transcript with its codings, once one says so."""
        one, project = self.pane.current, self.app.workspace.project
        document = None if one is None else self.app.attempt(lambda: project.document(one.id))
        if document is None:
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self._act(
                    lambda: remove_document(project, document),
                    lambda count: (
                        f"removed: {document.name} and {counted(count, 'coding')}; z undoes it"
                    ),
                )

        count = len(codings(project, document=document))
        its = f"{counted(count, 'coding')} on it, of all coders,"
        detail = f"{its} would go too. Undo (z) brings all back."
        self.app.push_screen(Confirm(f"Remove {one_line(document.name)}?", detail), answered)

    def action_step_back(self, again: bool) -> None:
        """Take back the last act, or do it again."""
        step_back(
            self.app, again=again, then=lambda _, said: self._act(lambda: None, lambda _: said)
        )

    # ------------------------------------------------------------------ inside

    def _import(self, line: str | None) -> None:
        """Read what the line names: transcripts, or a table of attributes."""
        if line is None:
            return
        paths = self.app.attempt(lambda: typed_paths(line))
        if paths is None:
            return
        project = self.app.workspace.project
        if len(paths) == 1 and paths[0].suffix.casefold() in (".csv", ".tsv"):
            self._act(
                lambda: attributes.import_attributes(project, attributes.read_attributes(paths[0])),
                lambda changed: f"saved: {counted(changed, 'attribute')} changed",
            )
            return
        found = self.app.attempt(lambda: gather(paths))
        if found is not None:
            run = ImportRun(project.path, found.files, found.others)
            self.app.push_screen(run, self._imported)

    def _imported(self, rows: list[Imported] | None) -> None:
        self._act(lambda: None, lambda _: outcomes(rows or []))

    def _act(self, act: Callable[[], Result], said: Callable[[Result], str]) -> None:
        """Do something that is saved before it is said, and show where things stand then."""
        done = self.app.attempt(lambda: (act(),))
        if done is not None:
            self.app.attempt(self.app.workspace.refresh)
            self.reread()
            self.say(said(done[0]))
