"""The application: opens a project, shows the screens, and is where errors are told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType

from coder.errors import CoderError
from coder.identity import Id
from coder.printable import printable
from coder.project.project import Project, open_project
from coder.tui.engine import SuggestionService
from coder.tui.places import PLACES, make_screen
from coder.tui.screens.coding import CodingScreen
from coder.tui.workspace import Workspace

Result = TypeVar("Result")


class CoderApp(App[None]):
    """One open project on the screen."""

    TITLE = "coder"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="quit"),
        *(
            Binding(
                place.key,
                f"place('{place.name}')",
                place.title,
                id=f"place.{place.name}",
                show=False,
            )
            for place in PLACES
        ),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._open = ExitStack()
        self.suggestions = SuggestionService(path)
        self.decide_first = True
        self._workspace: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        """What the screens share; there once the app is mounted."""
        if self._workspace is None:
            project: Project = self._open.enter_context(open_project(self._path))
            self._workspace = Workspace(project)
        return self._workspace

    def on_mount(self) -> None:
        """Show the coding screen."""
        self.action_place("coding")

    def action_place(self, name: str) -> None:
        """Go to a place; its screen is kept, and told when it comes back."""
        place = next(one for one in PLACES if one.name == name)
        if not self.is_screen_installed(name):
            self.install_screen(make_screen(place), name)
        if len(self.screen_stack) > 1:
            self.switch_screen(name)
        else:
            self.push_screen(name)

    def go_to(self, document: Id, position: int) -> None:
        """Show a position of a transcript on the coding screen."""
        self.action_place("coding")
        screen = self.get_screen("coding", CodingScreen)
        screen.call_after_refresh(screen.open_document, document, position)

    def on_unmount(self) -> None:
        """Close the file and let the suggestion process go."""
        self.suggestions.close()
        self._open.close()

    def attempt(self, act: Callable[[], Result]) -> Result | None:
        """Do something that may fail for a reason a person can mend; None if it failed."""
        try:
            return act()
        except CoderError as error:
            self.show_error(error)
            return None

    def show_error(self, error: CoderError) -> None:
        """Tell what is wrong and what to do."""
        self.notify(
            printable(error.remedy) or " ",
            title=printable(error.problem),
            severity="error",
            timeout=10,
            markup=False,
        )
