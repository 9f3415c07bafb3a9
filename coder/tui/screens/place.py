"""What the places that one goes to by a key have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widgets import Input

from coder.project.project import Project
from coder.tui.deeds.stepping import step_back
from coder.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from coder.oplog.undo import Batch
    from coder.tui.app import CoderApp


TALL = 30


class Place(Screen[None]):
    """A screen that tells coming from another place from the closing of a dialog.

    What each place must say itself raises here: screens have a metaclass of their own, which leaves
    no room for that of abstract classes.
    """

    app: CoderApp

    def __init__(self) -> None:
        super().__init__()
        self._away = True

    @property
    def project(self) -> Project:
        """The open project."""
        return self.app.workspace.project

    def on_screen_suspend(self) -> None:
        """Tell another place from a dialog."""
        self._away = self not in self.app.screen_stack

    def on_screen_resume(self) -> None:
        """Come from another place."""
        if self._away:
            self._away = False
            self.arrive()

    def action_step_back(self, again: bool) -> None:
        """Undo or redo."""
        step_back(self.app, again=again, then=self.stepped)

    def stepped(self, _: Batch | None, said: str, /) -> None:
        """Show what undo or redo did, of an act if there was one, and say it."""
        self.changed(said)

    def arrive(self) -> None:
        """Read again what other places may have changed, and show it."""
        raise NotImplementedError

    def changed(self, said: str) -> None:
        """Show what an act changed, and say what was done."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Say something quietly."""
        raise NotImplementedError


class AskingPlace(Place):
    """A place with a line to type in, above a list of what is found."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def on_resize(self) -> None:
        """Leave the room to the list where there is little: `tall` says that there is more."""
        self.set_class(self.size.height >= TALL, "tall")

    def on_input_changed(self) -> None:
        """Find once the typing stops."""
        self._said = ""
        self.look()

    def on_input_submitted(self) -> None:
        """Go to what is found."""
        self.action_results()

    def action_ask(self) -> None:
        """Type something else."""
        self.query_one(Input).focus()

    def action_results(self) -> None:
        """Go to what is found, where there is something."""
        found = self.query_one(LineList)
        if found.current is not None:
            found.focus()

    def look(self) -> object:
        """Begin to find what the line asks for, and show it when it is there."""
        raise NotImplementedError
