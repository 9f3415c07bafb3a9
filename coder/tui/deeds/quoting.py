"""Changing, copying and exporting the quotations that a list shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.widgets import Input

from coder.analysis.quotations import citation
from coder.identity import Id
from coder.model import Code, Coding
from coder.printable import one_line
from coder.project import editing
from coder.project.exporting import export_quotations
from coder.project.project import Project
from coder.tui.deeds import listing
from coder.tui.deeds.code_choosing import choose_code
from coder.tui.deeds.memo_writing import Subject, write_memo
from coder.tui.offering import offers, with_condition
from coder.tui.screens.asking import AskLine, Confirm
from coder.tui.screens.conditions import ConditionPicker

if TYPE_CHECKING:
    from coder.tui.screens.quotations import QuotationsScreen

MANY = 5
"""From this many on, a key asks before it changes anything."""


def recode(screen: QuotationsScreen) -> None:
    """Give the chosen codings another code, in place."""
    chosen = _own(screen)
    if not chosen:
        return

    def change(code: Code) -> None:
        def write() -> str:
            editing.change_code(screen.project, chosen, code)
            screen.app.workspace.use(code.id)
            return f"saved: {_many(chosen)} now {one_line(code.name)}"

        _sure(screen, chosen, f"Give {_many(chosen)} the code {one_line(code.name, 50)}?", write)

    choose_code(screen.app, f"Another code for {_many(chosen)}", change)


def remove(screen: QuotationsScreen) -> None:
    """Remove the chosen codings."""
    chosen = _own(screen)

    def write() -> str:
        editing.remove(screen.project, chosen)
        return f"removed: {_many(chosen)}  (z brings back)"

    if chosen:
        _sure(screen, chosen, f"Remove {_many(chosen)}?", write)


def important(screen: QuotationsScreen) -> None:
    """Mark the chosen codings as important, or no longer if all are."""
    chosen = _own(screen)
    now = not all(one.important for one in chosen)

    def write() -> str:
        editing.set_important(screen.project, chosen, now)
        return f"saved: {_many(chosen)} {'' if now else 'no longer '}important"

    if chosen:
        screen.act(write)


def weight(screen: QuotationsScreen) -> None:
    """Give the coding under the cursor a weight."""
    chosen = _own(screen)[:1]
    if not chosen:
        return
    one = chosen[0]

    def answered(text: str | None) -> None:
        if text is None:
            return

        def write() -> str:
            editing.set_weight(screen.project, one, editing.typed_weight(text))
            return f"saved: weight {text.strip() or 'none'}"

        screen.act(write)

    before = "" if one.weight is None else str(one.weight)
    title = f"Weight, 0 to {editing.MAX_WEIGHT}"
    screen.app.push_screen(AskLine(title, before, hint="Empty: no weight"), answered)


def memo(screen: QuotationsScreen) -> None:
    """Write a memo on the coding under the cursor, or go on with one's own."""
    here = screen.current
    if here is None:
        return

    def save(write: Callable[[], object], said: str) -> None:
        def act() -> str:
            write()
            return said

        screen.act(act)

    title = f"Memo on “{one_line(here.quote, 50)}”"
    write_memo(screen.app, title, Subject("coding", here.id, here.document), save)


def copy(screen: QuotationsScreen) -> None:
    """Copy the chosen quotations with their sources."""
    chosen, material = screen.chosen(), screen.material
    if chosen and material is not None:
        lines = [citation(material.documents[one.document], one.start, one.end) for one in chosen]
        screen.app.copy_to_clipboard("\n".join(lines))
        screen.say(f"copied {_many(chosen)} (needs a terminal that allows it)")


def export(screen: QuotationsScreen) -> None:
    """Write what is shown, or the marked ones, to a file."""
    chosen = screen.marked() or screen.shown
    about = screen.asked
    if not chosen:
        screen.say("nothing is shown to write")
        return

    def write(project: Project, path: Path, overwrite: bool) -> tuple[str, ...]:
        return export_quotations(project, chosen, about, path, overwrite=overwrite)

    listing.export(screen, "quotations.xlsx", _many(chosen), write)


def pick(screen: QuotationsScreen) -> None:
    """Choose a condition from a list."""
    if screen.material is None:
        return

    def chosen(answer: tuple[str, str] | None) -> None:
        if answer is not None:
            query = screen.query_one(Input)
            query.value = with_condition(query.value, *answer)

    screen.app.push_screen(ConditionPicker(offers(screen.material)), chosen)


def whose(screen: QuotationsScreen) -> None:
    """Choose whose codings to show."""
    if screen.app.workspace.blind:
        screen.say("blind mode: one's own codings only")
        return

    def chosen(answer: tuple[Id, ...] | None) -> None:
        screen.whose, screen.chose_whose, screen.stale = answer, True, True
        screen.look()

    listing.choose_whose(screen.app, screen.whose, chosen)


def _own(screen: QuotationsScreen) -> list[Coding]:
    """The chosen codings if they are all one's own; what others did is theirs to change."""
    chosen, me = screen.chosen(), screen.project.me.id
    if any(one.coder != me for one in chosen):
        screen.say("only one's own codings can be changed here (h chooses whose are shown)")
        return []
    return list(chosen)


def _sure(
    screen: QuotationsScreen, chosen: Sequence[Coding], question: str, write: Callable[[], str]
) -> None:
    """Do it, for many codings only after a yes."""
    if len(chosen) < MANY:
        screen.act(write)
        return

    def answered(yes: bool | None) -> None:
        if yes:
            screen.act(write)

    screen.app.push_screen(Confirm(question, "z takes it back as one act."), answered)


def _many(chosen: Sequence[Coding]) -> str:
    return "a coding" if len(chosen) == 1 else f"{len(chosen)} codings"


DEEDS: Final[Mapping[str, Callable[[QuotationsScreen], None]]] = {
    "recode": recode,
    "remove": remove,
    "important": important,
    "weight": weight,
    "memo": memo,
    "copy": copy,
    "export": export,
    "pick": pick,
    "whose": whose,
}
