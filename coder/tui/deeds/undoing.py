"""Taking acts back and doing them again, one or several."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.errors import CoderError, InputError
from coder.model import Coding
from coder.oplog.undo import Batch
from coder.project import coding as codings_of_project
from coder.tui.screens.asking import Confirm

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen

Step = Callable[..., Batch | None]


def undo(screen: CodingScreen) -> None:
    """Take back the last act, whatever it was."""
    _once(screen, "undone", codings_of_project.undo)


def redo(screen: CodingScreen) -> None:
    """Do the act again that was taken back last."""
    _once(screen, "done again", codings_of_project.redo)


def history(screen: CodingScreen) -> None:
    """Show one's acts, and go back to before one of them, or forward."""
    from coder.tui.screens.history import HistoryScreen

    stacks = screen.app.attempt(screen.desk.project.store.stacks)
    if stacks is None:
        return
    undoable, redoable = stacks

    def answered(steps: int | None) -> None:
        if steps:
            step = codings_of_project.undo if steps > 0 else codings_of_project.redo
            _several(screen, "undone" if steps > 0 else "done again", step, abs(steps))

    screen.app.push_screen(HistoryScreen(undoable, redoable), answered)


def _once(screen: CodingScreen, what: str, step: Step) -> None:
    """Take one step; where something changed since, ask whether to take back the rest."""
    before = set(screen.desk.codings)
    try:
        batch = step(screen.desk.project)
    except InputError as error:
        _ask_for_rest(screen, what, step, error)
        return
    except CoderError as error:
        screen.app.show_error(error)
        return
    _tell(screen, what, batch, before)


def _ask_for_rest(screen: CodingScreen, what: str, step: Step, error: InputError) -> None:
    before = set(screen.desk.codings)

    def answered(yes: bool | None) -> None:
        if yes:
            done = screen.app.attempt(lambda: (step(screen.desk.project, rest=True),))
            if done is not None:
                _tell(screen, what, done[0], before)

    screen.app.push_screen(
        Confirm(error.problem, "Take back only what did not change since?"), answered
    )


def _several(screen: CodingScreen, what: str, step: Step, count: int) -> None:
    """Take steps until all are taken or one cannot be."""
    done: list[Batch] = []
    before = set(screen.desk.codings)
    for _ in range(count):
        taken = screen.app.attempt(lambda: (step(screen.desk.project),))
        if taken is None or taken[0] is None:
            break
        done.append(taken[0])
    if len(done) == 1:
        _tell(screen, what, done[0], before)
        return
    _show(screen)
    screen.say(f"{what}: {len(done)} acts, the last '{done[-1].label}'" if done else "nothing done")


def _tell(screen: CodingScreen, what: str, batch: Batch | None, before: set[Coding]) -> None:
    """Say what was undone, and go to where it is."""
    _show(screen)
    if batch is None:
        screen.say(f"nothing to be {what}")
        return
    desk = screen.desk
    changed = sorted(before ^ set(desk.codings), key=lambda one: (one.start, one.end, one.id))
    names = {code.id: code.name for code in desk.codes}
    told = list(dict.fromkeys(names[one.code] for one in changed if one.code in names))
    if changed and screen.transcript.lit is not None:
        start, end = screen.transcript.lit
        if not any(one.start < end and start < one.end for one in changed):
            screen.transcript.go_to(changed[0].start)
    more = f" ({', '.join(told[:3])}{' …' if len(told) > 3 else ''})" if told else ""
    screen.say(f"{what}: {batch.label}{more}")


def _show(screen: CodingScreen) -> None:
    """Read again what there is now, and show it."""
    screen.app.attempt(screen.desk.refresh)
    if screen.desk.document is None:
        screen.transcript.show(None)
    screen.refresh_view()
