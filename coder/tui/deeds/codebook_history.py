"""Taking acts back and doing them again, from the codebook screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.errors import CoderError, InputError
from coder.oplog.undo import Batch
from coder.project import coding
from coder.tui.screens.asking import Confirm

if TYPE_CHECKING:
    from coder.tui.screens.codebook import CodebookScreen


def undo(screen: CodebookScreen) -> None:
    """Take back the last act, whatever it was."""
    _step(screen, "undone", coding.undo)


def redo(screen: CodebookScreen) -> None:
    """Do the act again that was taken back last."""
    _step(screen, "done again", coding.redo)


def _step(screen: CodebookScreen, what: str, step: Callable[..., Batch | None]) -> None:
    """Take one step; where something changed since, ask whether to take back the rest."""

    def told(batch: tuple[Batch | None]) -> str:
        return f"{what}: {batch[0].label}" if batch[0] else f"nothing to be {what}"

    def answered(yes: bool | None) -> None:
        if yes:
            screen.act(lambda: (step(screen.project, rest=True),), told)

    try:
        done = (step(screen.project),)
    except InputError as error:
        detail = "Take back only what did not change since?"
        screen.app.push_screen(Confirm(error.problem, detail), answered)
    except CoderError as error:
        screen.app.show_error(error)
    else:
        screen.act(lambda: done, told)
