"""Whose codings stand in lanes beside the text: nobody's unless one asks, none in a blind round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from coder.identity import Id
from coder.model import Coder
from coder.printable import one_line
from coder.project.coding import codings
from coder.project.project import Project
from coder.store.merges import known_as
from coder.tui.margin import LaneMark
from coder.tui.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from coder.tui.workspace import Workspace

EVERYONE: Final = "all"
MOST: Final = 9
"""Lanes at once: more would leave the text no room."""


def letters_of(coders: Sequence[Coder]) -> dict[Id, str]:
    """A letter for each coder, the first of the name that is free, else a digit or a dot.

    Coders of one project keep their letters from transcript to transcript.
    """
    letters: dict[Id, str] = {}
    for coder in sorted(coders, key=lambda one: (one.name.casefold(), one.id)):
        taken = set(letters.values())
        wanted = [one for one in coder.name.upper() if one.isalpha() and len(one) == 1]
        free = (one for one in (*wanted, *"123456789") if one not in taken and one.isascii())
        letters[coder.id] = next(free, "·")
    return letters


def others(project: Project) -> list[Coder]:
    """Everyone but oneself, on whatever machine one worked."""
    with project.store.reading():
        me = {eid.hex() for eid in known_as(project.store.db, project.me.id)}
    return [one for one in project.coders() if one.id not in me]


def show_beside(view: TextPane, desk: Workspace) -> str:
    """Fill the lanes of the transcript in work; returns what the letters stand for, "" if off."""
    document = desk.document
    if not desk.beside or desk.blind or document is None:
        view.beside((), 0)
        return ""
    people = {one.id: one for one in others(desk.project)}
    letters = letters_of(list(people.values()))
    given = [
        one
        for one in codings(desk.project, document=document)
        if one.coder in people
        and desk.beside in (EVERYONE, one.coder)
        and one.revision == document.revision
    ]
    busy = {one.coder for one in given}
    shown = sorted((one for one in people if one in busy), key=lambda one: letters[one])
    lane = {coder: number for number, coder in enumerate(shown[:MOST])}
    names = {code.id: code.name for code in desk.codes}
    marks = [
        LaneMark(
            one.id,
            lane[one.coder],
            letters[one.coder],
            one.start,
            one.end,
            names[one.code],
            desk.colours[one.code],
        )
        for one in given
        if one.coder in lane and one.code in names
    ]
    view.beside(marks, len(lane))
    told = [f"{letters[one]} {one_line(people[one].name, 16)}" for one in lane]
    more = f" and {len(shown) - MOST} more" if len(shown) > MOST else ""
    return f"beside: {', '.join(told)}{more}" if told else "beside: nobody coded this"
