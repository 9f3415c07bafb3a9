"""Putting codes on what a search found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from coder.amounts import counted
from coder.model import Code
from coder.printable import one_line
from coder.project.project import open_project
from coder.project.searching import Passage, code_passages
from coder.tui.deeds.code_choosing import choose_code, hot_code, last_code
from coder.tui.screens.asking import Confirm

if TYPE_CHECKING:
    from coder.tui.screens.search import SearchScreen


def pick(screen: SearchScreen) -> None:
    """Choose a code for the chosen hits."""
    chosen = screen.chosen()
    if chosen:
        many = "the segment" if len(chosen) == 1 else f"{len(chosen)} segments"
        choose_code(screen.app, f"Code for {many}", lambda code: _put(screen, code))


def repeat(screen: SearchScreen) -> None:
    """Put the code used last on the chosen hits."""
    code = last_code(screen.app)
    if code is None:
        screen.say("no code was used yet")
    else:
        _put(screen, code)


def hot(screen: SearchScreen, key: str) -> None:
    """Put the code of a hot key on the chosen hits."""
    code = hot_code(screen.app, key)
    if code is None:
        screen.say(f"no code has the hot key {key}")
    else:
        _put(screen, code)


def _put(screen: SearchScreen, code: Code) -> None:
    """Put a code on the chosen hits; on several only after a yes."""
    chosen = screen.chosen()

    def save() -> None:
        screen.run_worker(_save(screen, chosen, code), group="save")

    def answered(yes: bool | None) -> None:
        if yes:
            save()

    if len(chosen) == 1:
        save()
    elif chosen:
        where = len({one.document for one in chosen})
        detail = f"In {counted(where, 'transcript')}; z takes all of them back."
        question = f"Put {one_line(code.name, 60)} on {len(chosen)} segments?"
        screen.app.push_screen(Confirm(question, detail), answered)


async def _save(screen: SearchScreen, chosen: Sequence[Passage], code: Code) -> None:
    """Save, off the event loop; then say so."""
    path = screen.app.workspace.project.path

    def save() -> int:
        with open_project(path) as project:
            return code_passages(project, chosen, code)

    made = await screen.app.attempted(asyncio.to_thread(save))
    if made is None:
        return
    screen.app.workspace.use(code.id)
    had = len(chosen) - made
    told = f" ({had} had it already)" if had else ""
    screen.saved(f"saved: {one_line(code.name)} on {made}{told}")


DEEDS: Final[Mapping[str, Callable[..., None]]] = {"pick": pick, "repeat": repeat, "hot": hot}
