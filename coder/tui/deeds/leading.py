"""Deciding on leads: accepting some, refusing some, or giving them another code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from coder.amounts import counted
from coder.model import Code
from coder.printable import one_line
from coder.project.leads import Lead, decide
from coder.project.searching import code_passages
from coder.tui.deeds.code_choosing import choose_code
from coder.tui.screens.asking import Confirm

if TYPE_CHECKING:
    from coder.tui.screens.leads import LeadsScreen


def accept(screen: LeadsScreen) -> None:
    """Put the codes on the chosen leads, on several only after a yes."""
    chosen = screen.chosen()
    codes = sorted({screen.name_of(one.code) for one in chosen})
    what = one_line(codes[0], 60) if len(codes) == 1 else f"{len(codes)} codes"

    def save() -> int:
        made = decide(screen.project, chosen, (), _label("accept", chosen, codes))
        screen.app.workspace.use(chosen[-1].code)
        return made

    _sure(
        screen,
        chosen,
        f"Put {what} on {len(chosen)} segments?",
        lambda: _told(screen, chosen, save, f"saved: {what} on"),
    )


def refuse(screen: LeadsScreen) -> None:
    """Refuse the chosen leads: they do not come back."""
    chosen = screen.chosen()
    codes = sorted({screen.name_of(one.code) for one in chosen})

    def save() -> int:
        decide(screen.project, (), chosen, _label("reject", chosen, codes))
        return len(chosen)

    _sure(
        screen,
        chosen,
        f"Reject {len(chosen)} segments?",
        lambda: _told(screen, chosen, save, "rejected:"),
    )


def other_code(screen: LeadsScreen) -> None:
    """Choose another code for the chosen leads."""
    chosen = screen.chosen()
    if not chosen:
        return
    many = "the segment" if len(chosen) == 1 else f"{len(chosen)} segments"

    def put(code: Code) -> None:
        def save() -> int:
            made = code_passages(screen.project, [one.place for one in chosen], code)
            screen.app.workspace.use(code.id)
            return made

        _sure(
            screen,
            chosen,
            f"Put {one_line(code.name, 60)} on {len(chosen)} segments?",
            lambda: _told(screen, chosen, save, f"saved: {one_line(code.name, 60)} on"),
        )

    choose_code(screen.app, f"Code for {many}", put)


def _sure(
    screen: LeadsScreen, chosen: Sequence[Lead], question: str, then: Callable[[], object]
) -> None:
    """Go on where one lead is chosen, or the person says yes."""
    if len(chosen) == 1:
        then()
    elif chosen:
        where = len({one.place.document for one in chosen})
        unseen = screen.unseen(chosen)
        detail = f"In {counted(where, 'transcript')}; z takes all of them back."
        detail += f"\nYou did not look at {unseen} of them in the text." if unseen else ""

        def answered(yes: bool | None) -> None:
            if yes:
                then()

        screen.app.push_screen(Confirm(question, detail), answered)


def _told(screen: LeadsScreen, chosen: Sequence[Lead], save: Callable[[], int], said: str) -> None:
    """Save, then say so and take what was decided from the list."""
    made = screen.app.attempt(save)
    if made is not None:
        had = len(chosen) - made
        more = f" ({had} had it already)" if had else ""
        screen.decided(chosen, f"{said} {made}{more}")


def _label(verb: str, chosen: Sequence[Lead], codes: Sequence[str]) -> str:
    many = "a lead" if len(chosen) == 1 else f"{len(chosen)} leads"
    return f"{verb} {many}: {codes[0]}" if len(codes) == 1 else f"{verb} {many}"


DEEDS: Final[Mapping[str, Callable[[LeadsScreen], None]]] = {
    "accept": accept,
    "refuse": refuse,
    "other_code": other_code,
}
