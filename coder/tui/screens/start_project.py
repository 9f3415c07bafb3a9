"""The form that starts a project: its name, who one is, transcripts, codes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Input, OptionList, Static

from coder.printable import one_line
from coder.project.gathering import typed_paths
from coder.project.starting import Started, Wish, sample_codebooks, start_project
from coder.tui.screens.dialog import Dialog
from coder.tui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


class StartProject(Dialog[Started | None]):
    """Asks what is needed, starts the project and returns it, or None if the person leaves."""

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "start", "Start", id="start.go", priority=True),
        Binding("escape", "dismiss(None)", "Cancel", id="start.cancel"),
    ]
    CSS = """
    StartProject .dialog { height: auto; max-height: 100%; }
    StartProject VerticalScroll { height: auto; max-height: 82vh; }
    StartProject .dialog Input { border: none; height: 1; background: $panel; padding: 0 1; }
    StartProject .dialog Input:focus { background: $primary-muted; text-style: underline; }
    StartProject .dialog OptionList { height: auto; max-height: 8; padding: 0; }
    """

    def __init__(self, folder: Path, person: str, transcripts: str = "") -> None:
        super().__init__()
        self._folder = folder
        self._person = person
        self._transcripts = transcripts
        self._samples = sample_codebooks()
        self._choices = [
            "none yet: make them while reading",
            *(f"a sample: {one_line(sample.stem)}" for sample in self._samples),
            "from a codebook file (.yaml):",
        ]
        self._busy = False

    def compose(self) -> ComposeResult:
        """The form."""
        with Vertical(classes="dialog"):
            yield Static("Start a project", classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(f"Its name (a file in {self._folder})", markup=False)
                yield Input(one_line(self._folder.name), id="name", placeholder="warmte")
                yield Static("Who you are: the name behind your codings")
                yield Input(self._person, id="person")
                yield Static("Transcripts: a file or a folder; leave empty to import later")
                yield PathInput(self._transcripts, id="transcripts")
                yield Static("Codes")
                yield OptionList(*self._choices, id="codes")
                yield PathInput(
                    id="codebook", placeholder="codebook.yaml", suffixes=frozenset({".yaml"})
                )
                yield Button("Start", id="start", variant="primary", compact=True)
            yield Static(
                "Tab: next field   Ctrl+S: start   Esc: leave", classes="dialog-hint", id="hint"
            )

    def on_mount(self) -> None:
        """Begin without codes, unless the person chooses some."""
        self.query_one(OptionList).highlighted = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """Who names a codebook file means it."""
        if event.input.id == "codebook" and event.value:
            self.query_one(OptionList).highlighted = len(self._choices) - 1

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Mark the choice with a sign, for who sees no colours."""
        for number, choice in enumerate(self._choices):
            sign = "(•)" if number == event.option_index else "( )"
            event.option_list.replace_option_prompt_at_index(number, Text(f"{sign} {choice}"))

    def on_option_list_option_selected(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def on_input_submitted(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def on_button_pressed(self) -> None:
        """Start."""
        self.action_start()

    def action_start(self) -> None:
        """Start the project with what is in the fields."""
        wish = None if self._busy else self.app.attempt(self._wish)
        if wish is not None:
            self._busy = True
            self.query_one("#hint", Static).update("Starting …")
            self.run_start(wish)

    @work
    async def run_start(self, wish: Wish) -> None:
        """Check everything and start; else let the person correct what is wrong."""
        started = await self.app.attempted(asyncio.to_thread(start_project, wish))
        self._busy = False
        self.query_one("#hint", Static).update("Tab: next field   Ctrl+S: start   Esc: leave")
        if started is not None:
            self.dismiss(started)

    def _wish(self) -> Wish:
        values = {one.id: one.value for one in self.query(Input)}
        return Wish(
            self._folder,
            values["name"],
            values["person"],
            values["transcripts"],
            self._codebook(values["codebook"]),
        )

    def _codebook(self, typed: str) -> Path | None:
        """The codebook that is chosen; raises InputError where a file is missing."""
        chosen = self.query_one(OptionList).highlighted or 0
        if chosen > len(self._samples):
            return typed_paths(typed)[0]
        return None if chosen == 0 else self._samples[chosen - 1]
