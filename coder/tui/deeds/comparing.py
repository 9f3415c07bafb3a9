"""Seeing what others coded beside one's own, on the coding screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.tui.beside import EVERYONE, others
from coder.tui.screens.choosing import ChooseOne

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen


def whose(screen: CodingScreen) -> None:
    """Choose whose codings stand in lanes beside the text."""
    desk = screen.desk
    if desk.blind:
        screen.say("blind mode: one's own codings only (b ends it)")
        return
    people = others(desk.project)
    choices = ["", EVERYONE, *(one.id for one in people)]
    words = ["only your own", "everyone's", *(one.name for one in people)]

    def chosen(number: int | None) -> None:
        if number is not None:
            desk.set_beside(choices[number])
            screen.refresh_view()
            screen.say("")

    now = choices.index(desk.beside) if desk.beside in choices else 0
    screen.app.push_screen(ChooseOne("Whose codings beside the text?", words, now), chosen)
