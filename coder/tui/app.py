"""The application: opens a project, shows the screens, and is where errors are told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.notifications import Notify
from textual.screen import Screen
from textual.signal import Signal
from textual.theme import Theme
from textual.widget import Widget

from coder.errors import CoderError
from coder.identity import Id
from coder.printable import printable
from coder.project.project import Project, open_project
from coder.project.recent import note_project
from coder.project.shared_folder import told
from coder.settings import Settings, config_folder, load_settings, save_setting
from coder.tui.commands import AllCommands
from coder.tui.engine import SuggestionService
from coder.tui.folder_watch import EVERY, FolderWatch
from coder.tui.keymap import key_words
from coder.tui.legible import Legible
from coder.tui.places import ABOUT, PLACES, make_screen
from coder.tui.screens.act_palette import ActPalette
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.help import HelpScreen, keys_of
from coder.tui.screens.jump import JumpScreen
from coder.tui.telling import Telling
from coder.tui.themes import DARK, DEFAULT, HIGH_CONTRAST
from coder.tui.workspace import Workspace

Result = TypeVar("Result")


class CoderApp(App[None]):
    """One open project on the screen; without a path the person is asked for one."""

    TITLE = "coder"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {
        AllCommands,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="quit"),
        Binding("question_mark,f1", "help", "All keys", id="help", show=False),
        Binding("g", "jump", "Another pane", id="jump", show=False),
        *(
            Binding(
                place.key,
                f"place('{place.name}')",
                place.title,
                id=f"place.{place.name}",
                show=False,
                tooltip=ABOUT[place.name],
            )
            for place in PLACES
        ),
    ]

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self._path = path
        self._open = ExitStack()
        self.suggestions = SuggestionService(path)
        self.settings = Settings()
        self._workspace: Workspace | None = None
        self._shown: dict[str, str] = {}
        self._legible = Legible()
        self.folder_watch = FolderWatch()
        self.folder_signal: Signal[FolderWatch] = Signal(self, "shared folder")
        for theme in (DARK, *HIGH_CONTRAST):
            self.register_theme(theme)

    @property
    def workspace(self) -> Workspace:
        """What the screens share; there once a project is open."""
        if self._workspace is None:
            if self._path is None:
                raise RuntimeError("no project is open")
            project: Project = self._open.enter_context(open_project(self._path))
            self._workspace = Workspace(project)
            note_project(self._path)
        return self._workspace

    def on_mount(self) -> None:
        """Take the person's settings and show the coding screen, or the welcome."""
        settings = self.attempt(lambda: load_settings(config_folder())) or Settings()
        self._take(settings)
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        for soon in (1, 3):  # to look, and to tell
            self.set_timer(soon, self.glance)
        self.set_interval(EVERY, self.glance)
        if self._path is None:
            self._welcome()
        else:
            self.action_place("coding")

    def open_path(self, path: Path | None) -> None:
        """Open a project file and go to work in it; None leaves the program."""
        if path is None:
            self.exit()
            return
        self._path = path
        self.suggestions.move_to(path)
        if self.attempt(lambda: self.workspace) is None:
            self._path = None
            self._welcome()
        else:
            self.action_place("coding")

    def action_place(self, name: str) -> None:
        """Go to a place; its screen is kept, and told when it comes back."""
        if self._path is None or self.screen.is_modal:
            return
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

    def action_command_palette(self) -> None:
        """Show every act that can be found by name."""
        if not isinstance(self.screen, ActPalette):
            self.push_screen(ActPalette(id="--command-palette"))

    def action_help(self) -> None:
        """Tell what the place is for and which keys work there."""
        screen = self.screen
        words = getattr(screen, "HELP", "") or ""
        keys = keys_of(screen.active_bindings, self.get_key_display)
        name = next((one.title for one in PLACES if type(screen).__name__ == one.screen), "here")
        self.push_screen(HelpScreen(name, str(words), keys))

    def action_jump(self) -> None:
        """Put a letter on every pane, and go where the letter leads."""
        panes = [(one, one.region) for one in self.screen.focus_chain if one.region]

        def chosen(pane: Widget | None) -> None:
            if pane is not None:
                pane.focus()

        if len(panes) > 1:
            self.push_screen(JumpScreen(panes), chosen)
        else:
            self.notify("There is no other pane here. The line at the top tells the places.")

    def key_of(self, binding: str) -> str:
        """The key of a binding by its id, as a person reads it; "" where there is none."""
        if binding not in self._shown:
            self._shown.update(self._read_keys(self.screen))
        return self._shown.get(binding, "")

    def get_key_display(self, binding: Binding) -> str:
        """A key as a person reads it."""
        return binding.key_display or key_words(binding.key)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and last the one that keeps text readable in every theme."""
        return [*super().get_line_filters(), self._legible]

    async def on_unmount(self) -> None:
        """Keep where one is, close the file and let the suggestion process go."""
        if self._workspace is not None:
            self.attempt(self._workspace.remember)
        await self.suggestions.close()
        self._open.close()

    def attempt(self, act: Callable[[], Result]) -> Result | None:
        """Do something that may fail for a reason a person can mend; None if it failed."""
        with Telling(self.show_error):
            return act()
        return None

    async def attempted(self, waiting: Awaitable[Result]) -> Result | None:
        """Wait for something that may fail so, such as a thread; None if it failed."""
        with Telling(self.show_error):
            return await waiting
        return None

    def glance(self) -> None:
        """Tell once, and calmly, whose file in the shared folder is newer than what was merged."""
        if self._workspace is None:
            return
        project = self._workspace.project
        fresh = self.attempt(lambda: self.folder_watch.step(project))
        if fresh:
            key = self.key_of("place.unsettled") or "U"
            self.notify(f"{told(fresh)}: {key} to look", markup=False)
        self.folder_signal.publish(self.folder_watch)

    def change_setting(self, name: str, value: bool | str) -> None:
        """Take a choice at once, and put it into the settings file; tells where that fails."""
        changed: dict[str, Any] = {name: value, "chosen": self.settings.chosen | {name}}
        self.settings = replace(self.settings, **changed)
        self.attempt(lambda: save_setting(config_folder(), name, value))

    def on_notify(self, event: Notify) -> None:
        """Let a message that still stands make room for an equal one: equal ones do not pile up."""
        new = event.notification
        for one in [*self._notifications]:
            if (one.title, one.message) == (new.title, new.message):
                self._unnotify(one, refresh=False)

    def show_error(self, error: CoderError) -> None:
        """Tell what is wrong and what to do."""
        self.notify(
            printable(error.remedy) or " ",
            title=printable(error.problem),
            severity="error",
            timeout=10,
            markup=False,
        )

    # ------------------------------------------------------------------ inside

    def _welcome(self) -> None:
        from coder.tui.screens.welcome import WelcomeScreen

        self.push_screen(WelcomeScreen(), self.open_path)

    def _take(self, settings: Settings) -> None:
        """Take theme, keys and ways of working from the settings."""
        self.settings = settings
        self.set_keymap(dict(settings.keys))
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        else:
            self.theme = DEFAULT
            self.settings = replace(settings, theme=DEFAULT)
            if settings.theme:
                known = ", ".join(sorted(self.available_themes))
                self.notify(
                    f"There are: {known}.",
                    title=f"There is no theme '{printable(settings.theme)}'.",
                    severity="warning",
                    markup=False,
                )

    def _keep_theme(self, theme: Theme) -> None:
        """Keep the theme that was chosen in the palette."""
        if theme.name != self.settings.theme:
            self.change_setting("theme", theme.name)

    def _read_keys(self, screen: Screen[object]) -> dict[str, str]:
        """A key of every binding that is active, by id, as a person reads it; of places the last.

        A place has its function key last: other places may use the first one for themselves.
        """
        found: dict[str, str] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and (binding.id not in found or binding.id.startswith("place.")):
                found[binding.id] = self.get_key_display(binding)
        return found
