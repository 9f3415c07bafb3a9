"""Changing the codings under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.identity import Id
from coder.model import Code, Document
from coder.project import editing
from coder.tui.coding_panes import show_here
from coder.tui.deeds.code_choosing import choose_code
from coder.tui.here import coding_here, codings_here
from coder.tui.screens.asking import AskLine

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen


def recode(screen: CodingScreen) -> None:
    """Give the coding under the cursor another code, in place."""
    coding, desk = coding_here(screen), screen.desk
    if coding is None:
        return
    before = desk.code_named(coding.code).name

    def change(code: Code) -> None:
        if code.id == coding.code:
            screen.say(f"coded so already: {code.name}")
            return

        def write() -> None:
            desk.act(lambda _: editing.change_code(desk.project, [coding], code), code.id)

        screen.act(write, f"saved: {before} is now {code.name}")

    choose_code(screen.app, f"Another code instead of {before}", change)


def remove(screen: CodingScreen) -> None:
    """Remove the coding under the cursor; undo brings it back."""
    coding, desk = coding_here(screen), screen.desk
    if coding is None:
        return

    def write(_: Document) -> list[Id]:
        editing.remove(desk.project, [coding])
        return [coding.id]

    name = desk.code_named(coding.code).name
    screen.chosen_coding = 0
    screen.act(lambda: desk.act(write), f"removed: {name}  (z brings it back)")


def edges(screen: CodingScreen) -> None:
    """Select the coding under the cursor to move its edges; again saves them."""
    view, desk = screen.transcript, screen.desk
    edging, span = screen.edging, view.span
    if edging is None:
        coding = coding_here(screen)
        if coding is not None:
            view.select((coding.start, coding.end))
            screen.edging = coding
            screen.say(f"edges of {desk.code_named(coding.code).name}")
            show_here(screen)
        return
    if span is None:
        return

    def write(document: Document) -> list[Id]:
        editing.move_edges(desk.project, edging, document, *span)
        return [edging.id]

    if screen.act(lambda: desk.act(write), f"saved: edges of {desk.code_named(edging.code).name}"):
        screen.edging = None
        view.select(None)


def important(screen: CodingScreen) -> None:
    """Mark the coding under the cursor as important, or no longer."""
    coding, desk = coding_here(screen), screen.desk
    if coding is None:
        return

    def write(_: Document) -> list[Id]:
        editing.set_important(desk.project, [coding], not coding.important)
        return [coding.id]

    said = "saved: no longer important" if coding.important else "saved: important"
    screen.act(lambda: desk.act(write), said)


def weight(screen: CodingScreen) -> None:
    """Give the coding under the cursor a weight."""
    coding, desk = coding_here(screen), screen.desk
    if coding is None:
        return

    def answered(text: str | None) -> None:
        if text is None:
            return

        def write(_: Document) -> list[Id]:
            editing.set_weight(desk.project, coding, editing.typed_weight(text))
            return [coding.id]

        screen.act(lambda: desk.act(write), f"saved: weight {text.strip() or 'none'}")

    name = desk.code_named(coding.code).name
    before = "" if coding.weight is None else str(coding.weight)
    screen.app.push_screen(
        AskLine(f"Weight of {name}, 0 to {editing.MAX_WEIGHT}", before, hint="Empty: no weight"),
        answered,
    )


def other_coding(screen: CodingScreen) -> None:
    """Let the keys act on the next coding here."""
    found = codings_here(screen)
    if len(found) > 1:
        screen.chosen_coding = (screen.chosen_coding + 1) % len(found)
        show_here(screen)
    else:
        screen.say("no other coding here")


def same_code(screen: CodingScreen, step: int) -> None:
    """Go to the next coding of the code under the cursor, or of the one used last."""
    desk, found = screen.desk, codings_here(screen)
    if found:
        code = found[min(screen.chosen_coding, len(found) - 1)].code
    elif desk.recent:
        code = desk.recent[0]
    else:
        screen.say("no code was used yet")
        return
    name = desk.code_named(code).name
    marks = screen.transcript.marks
    screen.transcript.seek(
        step,
        lambda one: any(mark.name == name for mark in marks.within((one.start, one.end))),
        f"no coding of {name} further on",
    )
