"""The first minute: open something, or start something, without a manual."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from coder.errors import InputError
from coder.printable import one_line
from coder.project.project import DEMO_FILE, SUFFIX, this_person
from coder.project.recent import recent_projects
from coder.project.starting import project_at, transcripts_near
from coder.tui.screens.ask_path import AskPath
from coder.tui.screens.demo_run import DemoRun
from coder.tui.screens.import_run import ImportRun
from coder.tui.screens.ready import Ready
from coder.tui.screens.start_project import StartProject

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


class WelcomeScreen(Screen[Path | None]):
    """Offers what one can begin with; returns the project file to open.

    Push it with a callback: `app.push_screen(WelcomeScreen(), app.open_path)`.
    """

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "step(1)", "Next", id="welcome.next", show=False),
        Binding("k", "step(-1)", "Previous", id="welcome.previous", show=False),
    ]
    HELP = "Choose with the arrows or j and k, and press Enter."
    CSS = """
    WelcomeScreen { align: center middle; }
    WelcomeScreen #welcome { width: 90%; max-width: 84; height: auto; max-height: 95%; }
    WelcomeScreen #welcome OptionList { height: auto; max-height: 70vh; border: none; }
    WelcomeScreen .dialog-title { text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[Callable[[], object]] = []

    def compose(self) -> ComposeResult:
        """What one can begin with."""
        with Vertical(id="welcome"):
            yield Static("coder", classes="dialog-title")
            yield Static(
                "Qualitative coding of interviews by keyboard. Everything stays on this computer.\n"
            )
            yield OptionList(id="offers")
            yield Static("\n↓ ↑ and Enter   Ctrl+Q: leave", classes="dialog-hint")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """List the offers: starting here, the demo, a file, and what was opened last."""
        folder = Path.cwd()
        _, count = transcripts_near(folder)
        here = f"{count} transcript{'s' if count != 1 else ''} found" if count else str(folder)
        offers = self.query_one(OptionList)
        listed: list[tuple[str, str, Callable[[], object]]] = [
            ("Start a project here", here, self.start),
            ("Look around in the demo", "fictional interviews, coded in part", self.demo),
            (f"Open a project ({SUFFIX} file)", "", self.open_file),
        ]
        for path in recent_projects():
            listed.append((path.stem, str(path.parent), partial(self.dismiss, path)))
        for title, detail, act in listed:
            line = Text(no_wrap=True, overflow="ellipsis")
            line.append(one_line(title), "bold")
            line.append(f"  {one_line(detail)}", "dim")
            offers.add_option(Option(line))
            self._choices.append(act)
        offers.highlighted = 0
        offers.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was chosen."""
        self._choices[event.option_index]()

    def action_step(self, step: int) -> None:
        """Move through the offers."""
        offers = self.query_one(OptionList)
        if step > 0:
            offers.action_cursor_down()
        else:
            offers.action_cursor_up()

    @work(exclusive=True)
    async def start(self) -> None:
        """Ask for what a project needs, start it, read the transcripts, say the keys."""
        folder = Path.cwd()
        place, count = transcripts_near(folder)
        person = self.app.attempt(this_person)
        form = StartProject(folder, person.name if person else "", str(place) if count else "")
        started = await self.app.push_screen_wait(form)
        if started is None:
            return
        if started.files:
            run = ImportRun(started.path, started.files, started.others)
            await self.app.push_screen_wait(run)
        title = f"{started.path.stem} is ready"
        await self.app.push_screen_wait(
            Ready(title, transcripts=bool(started.files), codes=bool(started.codes))
        )
        self.dismiss(started.path)

    @work(exclusive=True)
    async def demo(self) -> None:
        """Build the demo in the folder that the person confirms."""
        line = await self.app.push_screen_wait(
            AskPath(
                "Build the demo in which folder?",
                str(Path.cwd()),
                detail=f"It gets {DEMO_FILE} and some tables in exports/.",
            )
        )
        if line is None:
            return
        folder = self.app.attempt(lambda: _folder(line))
        if folder is None:
            return
        path = await self.app.push_screen_wait(DemoRun(folder))
        if path is not None:
            await self.app.push_screen_wait(
                Ready("The demo is ready", transcripts=True, codes=True)
            )
            self.dismiss(path)

    @work(exclusive=True)
    async def open_file(self) -> None:
        """Ask which file, and open it."""
        line = await self.app.push_screen_wait(
            AskPath("Open which project?", suffixes=frozenset({SUFFIX}))
        )
        path = None if line is None else self.app.attempt(lambda: project_at(line))
        if path is not None:
            self.dismiss(path)


def _folder(line: str) -> Path:
    """The folder that a line names, made where only its last part is missing."""
    try:
        folder = Path(line.strip()).expanduser().absolute()
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{line}: {reason}.", "Name a folder that can be written to.") from error
    return folder
