"""Choosing a code, or making one, to go on with; from any place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.model import Code
from coder.project.codes import add_code
from coder.tui.screens.new_code import NewCodeForm
from coder.tui.screens.picker import CodePicker, NewCode

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


def choose_code(app: CoderApp, title: str, then: Callable[[Code], object]) -> None:
    """Let the person choose or make a code, and go on with it."""
    desk = app.workspace

    def chosen(answer: Code | NewCode | None) -> None:
        if isinstance(answer, NewCode):
            make_code(app, answer, then)
        elif answer is not None:
            then(answer)

    app.attempt(desk.catch_up)
    picker = CodePicker(desk.codes, desk.recent, desk.colours, title=title)
    app.push_screen(picker, chosen)


def make_code(app: CoderApp, new: NewCode, then: Callable[[Code], object]) -> None:
    """Ask about a new code, make it and go on with it."""
    desk = app.workspace

    def make(answer: NewCode) -> Code:
        code = add_code(desk.project, answer.name, answer.parent, definition=answer.definition)
        desk.refresh()
        return code

    def answered(answer: NewCode | None) -> None:
        code = None if answer is None else app.attempt(lambda: make(answer))
        if code is not None:
            then(code)

    app.push_screen(NewCodeForm(new, desk.codes), answered)


def hot_code(app: CoderApp, key: str) -> Code | None:
    """The code of a hot key, as the project has it now."""
    app.attempt(app.workspace.catch_up)
    return app.workspace.hot_codes().get(key)


def last_code(app: CoderApp) -> Code | None:
    """The code used last, as the project has it now."""
    desk = app.workspace
    app.attempt(desk.catch_up)
    return next((one for one in desk.codes if desk.recent and one.id == desk.recent[0]), None)
