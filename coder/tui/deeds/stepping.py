"""Taking the last act back, or doing it again, from any place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.oplog.undo import Batch
from coder.project.coding import redo, undo
from coder.store.store import ChangedSinceError
from coder.tui.screens.asking import Confirm

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


def step_back(app: CoderApp, *, again: bool, then: Callable[[Batch | None, str], object]) -> None:
    """Take one step; where something changed since, ask whether to take back only the rest.

    `then` gets the act, if there was one, and what to say. It is not called where the step failed,
    which is told, or where the person says no.
    """
    step, what = (redo, "done again") if again else (undo, "undone")

    def taken(rest: bool) -> tuple[Batch | None] | None:
        try:
            return (step(app.workspace.project, rest=rest),)
        except ChangedSinceError as error:
            app.push_screen(
                Confirm(error.problem, "Take back only what did not change since?"), answered
            )
            return None

    def answered(yes: bool | None) -> None:
        if yes:
            take(rest=True)

    def take(*, rest: bool) -> None:
        done = app.attempt(lambda: taken(rest))
        if done is not None:
            batch = done[0]
            then(batch, f"{what}: {batch.label}" if batch else f"nothing to be {what}")

    take(rest=False)
