"""What the keys of the coding screen act on: the codings, memos and suggestions at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.model import Coding, Memo, Suggestion

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen


def suggestions_here(screen: CodingScreen) -> list[Suggestion]:
    """The open suggestions for the segment under the cursor."""
    view, current = screen.transcript, screen.desk.current
    return [] if current is None or view.current is None else current.offers.at(view.cursor)


def codings_here(screen: CodingScreen) -> list[Coding]:
    """One's own codings on the selection or the segment."""
    span, current = screen.transcript.span, screen.desk.current
    return [] if current is None or span is None else current.codings_at(*span)


def notes_here(screen: CodingScreen) -> list[Memo]:
    """One's own memos on words of the selection or the segment."""
    span, current = screen.transcript.span, screen.desk.current
    return [] if current is None or span is None else current.notes_at(*span)


def coding_here(screen: CodingScreen) -> Coding | None:
    """The coding that keys act on; says so where there is none."""
    found = codings_here(screen)
    if not found:
        screen.say("nothing is coded here")
        return None
    return found[min(screen.chosen_coding, len(found) - 1)]
