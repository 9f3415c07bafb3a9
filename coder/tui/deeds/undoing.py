"""Taking acts back and doing them again, one or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.model import Coding
from coder.oplog.undo import Batch
from coder.project import coding as codings_of_project
from coder.tui.deeds.stepping import step_back

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen


def undo(screen: CodingScreen) -> None:
    """Take back the last act, whatever it was."""
    _once(screen, again=False)


def redo(screen: CodingScreen) -> None:
    """Do the act again that was taken back last."""
    _once(screen, again=True)


def history(screen: CodingScreen) -> None:
    """Show one's acts, and go back to before one of them, or forward."""
    from coder.tui.screens.history import HistoryScreen

    stacks = screen.app.attempt(screen.desk.project.store.stacks)
    if stacks is None:
        return

    def answered(steps: int | None) -> None:
        if steps:
            _several(screen, abs(steps), again=steps < 0)

    screen.app.push_screen(HistoryScreen(*stacks), answered)


def _once(screen: CodingScreen, *, again: bool) -> None:
    """Take one step, and go to what it changed."""
    before = set(screen.desk.codings)

    def taken(batch: Batch | None, said: str) -> None:
        _show(screen)
        screen.say(said if batch is None else said + _changed(screen, before))

    step_back(screen.app, again=again, then=taken)


def _several(screen: CodingScreen, count: int, *, again: bool) -> None:
    """Take steps until all are taken or one cannot be."""
    step = codings_of_project.redo if again else codings_of_project.undo
    before, project = set(screen.desk.codings), screen.desk.project
    done: list[Batch] = []
    for _ in range(count):
        batch = screen.app.attempt(lambda: step(project))
        if batch is None:
            break
        done.append(batch)
    _show(screen)
    what = "done again" if again else "undone"
    if len(done) == 1:
        screen.say(f"{what}: {done[0].label}{_changed(screen, before)}")
    elif done:
        screen.say(f"{what}: {len(done)} acts, the last '{done[-1].label}'")
    else:
        screen.say("nothing done")


def _changed(screen: CodingScreen, before: set[Coding]) -> str:
    """Go to the first coding that is not as it was, and name the codes of those that are not."""
    desk = screen.desk
    changed = sorted(before ^ set(desk.codings), key=lambda one: (one.start, one.end, one.id))
    names = {code.id: code.name for code in desk.codes}
    told = list(dict.fromkeys(names[one.code] for one in changed if one.code in names))
    if changed and screen.transcript.lit is not None:
        start, end = screen.transcript.lit
        if not any(one.start < end and start < one.end for one in changed):
            screen.transcript.go_to(changed[0].start)
    return f" ({', '.join(told[:3])}{' …' if len(told) > 3 else ''})" if told else ""


def _show(screen: CodingScreen) -> None:
    """Read again what there is now, and show it."""
    screen.app.attempt(screen.desk.refresh)
    screen.refresh_view()
