"""Suggestions for the coding screen: asked for while one goes on working, and taken when they come.

What was asked before is no longer waited for; what comes too late is not shown, and asked again.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from coder.identity import Id
from coder.model import Suggestion
from coder.tui.coding_panes import show_here
from coder.tui.here import suggestions_here
from coder.tui.widgets.transcript import TranscriptView

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen

TOO_LATE = -1
"""Stands for no state of the codings: the next act asks again."""


def find_suggestions(screen: CodingScreen, document: Id, wait: float = 0.0) -> None:
    """Ask for the suggestions of a document, as it is coded now, and show them later.

    `wait` is how many seconds to wait for further acts before.
    """
    desk = screen.desk
    screen.asked_as_of = desk.as_of
    if desk.blind:
        return
    if not desk.can_suggest:
        _offer(screen, document, [])
        return
    _wait_for(screen, document, wait)


@work(exclusive=True, group="suggestions")
async def _wait_for(screen: CodingScreen, document: Id, wait: float) -> None:
    """Wait for the suggestions; what they were asked for may have changed meanwhile."""
    as_of = screen.asked_as_of
    if document not in screen.desk.suggestions:
        screen.waiting.add(document)
        show_here(screen)
    try:
        await asyncio.sleep(wait)
        found = await screen.app.attempted(screen.app.suggestions.suggest(document))
    finally:
        screen.waiting.discard(document)
    if not screen.query(TranscriptView):  # the program ends
        return
    if screen.numbering or screen.desk.as_of != as_of:
        screen.asked_as_of = TOO_LATE
    elif found is not None:
        _offer(screen, document, found)
    show_here(screen)


def _offer(screen: CodingScreen, document: Id, found: list[Suggestion]) -> None:
    """Show what is suggested; the chosen one stays chosen, one that went is not acted on."""
    desk, told = screen.desk, suggestions_here(screen)
    chosen = told[min(screen.chosen_suggestion, len(told) - 1)].code if told else None
    desk.take_suggestions(document, found)
    current = desk.current
    if current is None or screen.transcript.document is not current.document:
        return
    screen.transcript.change(*current.take_changes())
    if screen.is_revealed and chosen is not None:
        now = [one.code for one in suggestions_here(screen)]
        screen.chosen_suggestion = now.index(chosen) if chosen in now else 0
        if chosen not in now:
            screen.reveal(0)
