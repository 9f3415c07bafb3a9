"""What can be done to what a list shows: choose a code for it, write it to a file, take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from coder.identity import Id
from coder.model import Code
from coder.oplog.undo import Batch
from coder.project import coding as codings_of_project
from coder.project.codes import add_code
from coder.project.project import Project
from coder.tui.palette import code_colours
from coder.tui.screens.ask_path import AskPath
from coder.tui.screens.asking import Confirm
from coder.tui.screens.choosing import ChooseOne
from coder.tui.screens.new_code import NewCodeForm
from coder.tui.screens.picker import CodePicker, NewCode

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

SUFFIXES = frozenset((".xlsx", ".csv", ".json"))


def choose_code(app: CoderApp, title: str, then: Callable[[Code], object]) -> None:
    """Let the person choose or make a code, and go on with it."""
    project = app.workspace.project
    codes = app.attempt(project.codes)
    if codes is None:
        return

    def made(answer: NewCode | None) -> None:
        if answer is not None:
            code = app.attempt(
                lambda: add_code(project, answer.name, answer.parent, definition=answer.definition)
            )
            if code is not None:
                then(code)

    def chosen(answer: Code | NewCode | None) -> None:
        if isinstance(answer, NewCode):
            app.push_screen(NewCodeForm(answer, codes), made)
        elif answer is not None:
            then(answer)

    picker = CodePicker(codes, app.workspace.recent, code_colours(codes), title=title)
    app.push_screen(picker, chosen)


def hot_code(app: CoderApp, key: str) -> Code | None:
    """The code of a hot key, as the project has it now."""
    codes = app.attempt(app.workspace.project.codes) or []
    return next((code for code in codes if code.hotkey == key), None)


def step_back(app: CoderApp, *, again: bool = False) -> str:
    """Take the last act back, or do it again; returns what to say, "" where it failed."""
    step = codings_of_project.redo if again else codings_of_project.undo
    what = "done again" if again else "undone"
    done: tuple[Batch | None] | None = app.attempt(lambda: (step(app.workspace.project),))
    if done is None:
        return ""
    return f"{what}: {done[0].label}" if done[0] else f"nothing to be {what}"


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


def ask_for_file(app: CoderApp, name: str, write: Callable[[Path, bool], object]) -> None:
    """Ask where results go, and whether to replace a file that is there; then write them."""
    project: Project = app.workspace.project

    def answered(line: str | None) -> None:
        if line is None or not line.strip():
            return
        path = Path(line.strip()).expanduser()
        if not path.is_absolute() and path.parent == Path():
            path = project.exports / path
        if not path.exists():
            write(path, False)
            return

        def replace(yes: bool | None) -> None:
            if yes:
                write(path, True)

        app.push_screen(Confirm(f"{path.name} exists already. Replace it?", str(path)), replace)

    title = "Write what is shown to which file? The end names the format."
    app.push_screen(
        AskPath(
            title, str(project.exports / name), detail=".xlsx, .csv or .json", suffixes=SUFFIXES
        ),
        answered,
    )
