"""What can be done to what a list or a table shows: choose whose it is, write it to a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.identity import Id
from coder.project.exporting import FORMATS
from coder.project.project import Project, open_project
from coder.tui.screens.ask_path import AskPath
from coder.tui.screens.asking import Confirm
from coder.tui.screens.choosing import ChooseOne

if TYPE_CHECKING:
    from coder.tui.app import CoderApp
    from coder.tui.screens.place import Place


def choose_whose(
    app: CoderApp, now: tuple[Id, ...] | None, then: Callable[[tuple[Id, ...] | None], object]
) -> None:
    """Let the person choose whose codings to see: one's own, everyone's, or somebody's."""
    people = app.attempt(app.workspace.project.coders)
    if people is None:
        return
    me = app.workspace.project.me.id
    others = [one for one in people if one.id != me]
    choices: list[tuple[Id, ...] | None] = [(me,), None, *((one.id,) for one in others)]
    words = ["one's own", "everyone's", *(one.name for one in others)]

    def chosen(number: int | None) -> None:
        if number is not None:
            then(choices[number])

    current = choices.index(now) if now in choices else 0
    app.push_screen(ChooseOne("Whose codings?", words, current), chosen)


def export(
    screen: Place,
    name: str,
    what: str,
    write: Callable[[Project, Path, bool], Sequence[str]],
    suffixes: Sequence[str] = FORMATS,
) -> None:
    """Ask where results go, and whether to replace a file that is there; then write them.

    `write` works in a thread, on a connection of its own; it returns what there is to tell.
    """
    app, project = screen.app, screen.project

    def begin(path: Path, overwrite: bool) -> None:
        def work() -> str:
            with open_project(project.path) as other:
                told = write(other, path, overwrite)
            return "  ".join([f"wrote {what} to {path}", *told])

        screen.run_worker(_aside(screen, work), group="aside")

    def answered(line: str | None) -> None:
        if line is None or not line.strip():
            return
        path = Path(line.strip()).expanduser()
        if not path.is_absolute() and path.parent == Path():
            path = project.exports / path
        if not path.exists():
            begin(path, False)
            return

        def replace(yes: bool | None) -> None:
            if yes:
                begin(path, True)

        app.push_screen(Confirm(f"{path.name} exists already. Replace it?", str(path)), replace)

    title = "Write what is shown to which file? The end names the format."
    detail = " or ".join(filter(None, (", ".join(suffixes[:-1]), suffixes[-1])))
    where = str(project.exports / name)
    app.push_screen(
        AskPath(title, where, detail=detail, suffixes=frozenset(suffixes)),
        answered,
    )


async def _aside(screen: Place, work: Callable[[], str]) -> None:
    """Do something that takes long, and say what it says."""
    screen.say("writing ...")
    screen.say(await screen.app.attempted(asyncio.to_thread(work)) or "nothing was written")
