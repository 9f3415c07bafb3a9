"""Putting codes on what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.model import Code
from coder.project.coding import code_span
from coder.tui.deeds import suggesting
from coder.tui.deeds.code_choosing import choose_code, make_code
from coder.tui.screens.picker import NewCode

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen

LONGEST_NAME = 60


def hot(screen: CodingScreen, key: str) -> None:
    """Put the code of a hot key on the selection; after `s` accept the suggestion."""
    if screen.numbering:
        screen.numbering = False
        suggesting.accept_number(screen, int(key) - 1)
        return
    code = screen.desk.hot_codes().get(key)
    if code is None:
        screen.say(f"no code has the hot key {key}: set one in the codebook (F4)")
    else:
        put_code(screen, code)


def put_code(screen: CodingScreen, code: Code) -> None:
    """Put a code on the selection; afterwards one may see what is suggested."""
    span, desk = screen.transcript.span, screen.desk
    if span is None:
        screen.say("no transcript is open")
        return
    if code.id in desk.work().codes_on(span):
        screen.say(f"coded so already: {code.name}")
        return

    def write() -> None:
        desk.act(lambda document: [code_span(desk.project, document, *span, code)], code.id)

    if screen.act(write, f"saved: {code.name}"):
        screen.transcript.select(None)
        screen.reveal(max(screen.level, 1))


def pick(screen: CodingScreen) -> None:
    """Choose a code for the selection, or make one."""
    choose_code(screen.app, "Code for the selection", lambda code: put_code(screen, code))


def repeat(screen: CodingScreen) -> None:
    """Put the code used last on the selection."""
    recent = screen.desk.recent
    if recent:
        put_code(screen, screen.desk.code_named(recent[0]))
    else:
        screen.say("no code was used yet")


def in_vivo(screen: CodingScreen) -> None:
    """Offer a new code named by the words of the selection."""
    span, document = screen.transcript.span, screen.desk.document
    if span is not None and document is not None:
        words = " ".join(document.text[slice(*span)].split())[:LONGEST_NAME]
        same = [code for code in screen.desk.codes if code.name.casefold() == words.casefold()]
        if same:
            put_code(screen, same[0])
        else:
            make_code(screen.app, NewCode(words, None), lambda code: put_code(screen, code))
