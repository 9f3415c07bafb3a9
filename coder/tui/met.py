"""Which suggestions the person meets on the screen: at the cursor, and in lists."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from coder.model import Exposure, Role, Suggestion
from coder.store.turns import current_revision

if TYPE_CHECKING:
    from coder.project.leads import Lead
    from coder.tui.screens.coding import CodingScreen


def note_here(screen: CodingScreen) -> None:
    """Note how the suggestions of the segment under the cursor are met, once they are there."""
    current, number = screen.desk.current, screen.transcript.cursor
    if current is None or screen.transcript.document is not current.document:
        return
    _note(screen, number, Exposure.SHOWN if screen.is_revealed else Exposure.HIDDEN)


def note_listed(screen: CodingScreen, listed: Collection[Suggestion]) -> None:
    """Note suggestions that are told in a list, wherever the cursor is."""
    current = screen.desk.current
    if current is None:
        return
    wanted = {(one.start, one.end) for one in listed}
    for number, segment in enumerate(current.segments):
        if (segment.start, segment.end) in wanted:
            _note(screen, number, Exposure.HIDDEN, listed)


def note_lead(screen: CodingScreen, lead: Lead) -> None:
    """Note a suggestion that is told in a list of what to look at next, of whichever document."""
    one, store = lead.suggestion, screen.desk.project.store
    with store.reading():
        revision = current_revision(store.db, one.document)
    if revision is not None:
        shown = Exposure.SHOWN
        screen.exposures.note((one.document, revision), (one.start, one.end), [(one, shown)], shown)


def _note(
    screen: CodingScreen, number: int, how: Exposure, listed: Collection[Suggestion] = ()
) -> None:
    """Note a segment; those of its suggestions that are listed are seen, whatever the rest is.

    Of a segment with no suggestion it is noted that there was none, but not of the interviewer's,
    for whose words none are made.
    """
    desk, current = screen.desk, screen.desk.current
    told = current is not None and current.document.id in desk.suggestions
    if current is None or desk.blind or not desk.can_suggest or not told:
        return
    offers, segment = current.offers, current.segments[number]
    sure = offers.sure(number)
    if not sure and current.document.turns[segment.turn].role is Role.INTERVIEWER:
        return
    if number in offers.audited:
        how = Exposure.BLIND
    met = [
        (
            one,
            Exposure.MUTED
            if one.code in offers.muted
            else Exposure.SHOWN
            if one in listed
            else how,
        )
        for one in sure
    ]
    text = current.document.id, current.document.revision
    screen.exposures.note(text, (segment.start, segment.end), met, how)
