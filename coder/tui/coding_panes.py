"""What stands in the panes around the transcript of the coding screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.printable import one_line
from coder.tui.here import codings_here, notes_here, suggestions_here
from coder.tui.keymap import HOT_CODES, NOTHING_OPEN, Situation, helpful
from coder.tui.met import note_here
from coder.tui.widgets.foot import Foot, Footing
from coder.tui.widgets.lists_beside import CodeList, DocumentList
from coder.tui.widgets.panels import Offered, SegmentPanel, SuggestionPanel

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen


def show_lists(screen: CodingScreen) -> None:
    """Show the documents and the codes."""
    desk = screen.desk
    current = None if desk.document is None else desk.document.id
    screen.query_one(DocumentList).show(desk.names, desk.by_document, desk.done, current)
    screen.query_one(CodeList).show(desk.codes, desk.colours, desk.by_code)


def show_here(screen: CodingScreen) -> None:
    """Show what is known of the segment, or of the selection."""
    desk, view, current = screen.desk, screen.transcript, screen.desk.current
    codes = {code.id: code for code in desk.codes}
    codings = codings_here(screen)
    screen.query_one(SuggestionPanel).show(
        Offered(
            suggestions_here(screen),
            codes,
            screen.chosen_suggestion,
            max(screen.level, 1) if screen.is_revealed else 0,
            0 if current is None or view.current is None else current.offers.weaker(view.cursor),
            desk.blind,
            current is not None and current.document.id in screen.waiting,
            current is not None and view.cursor in current.offers.audited,
            [] if current is None else current.offers.withheld(view.cursor),
        )
    )
    note_here(screen)
    memos = {} if current is None else {one.id: current.memo_on(one.id) for one in codings}
    screen.query_one(SegmentPanel).show(
        codings,
        codes,
        desk.colours,
        memos,
        screen.chosen_coding,
        notes=notes_here(screen),
        others=[] if view.span is None else view.others.within(view.span),
    )
    show_foot(screen)


def show_foot(screen: CodingScreen) -> None:
    """Show what was done last, where one is, and which keys help."""
    desk = screen.desk
    keys = NOTHING_OPEN if desk.current is None else helpful(_situation(screen))
    screen.query_one(Foot).show(
        Footing(
            {} if screen.has_class("wide") else desk.hot_codes(),
            desk.colours,
            f"{_place(screen)}  {one_line(screen.said)}",
            [(_key(screen, eid), words) for eid, words in keys],
            screen.app.key_of("help"),
            desk.blind,
        )
    )


def _place(screen: CodingScreen) -> str:
    """The document in work and the number of the segment, in words."""
    desk, current = screen.desk, screen.desk.current
    if current is None:
        return ""
    done = " ✓ done" if current.document.id in desk.done else ""
    name = one_line(current.document.name, 30)
    legend = f"  {screen.legend}" if screen.legend else ""
    return f"{name}{done} {screen.transcript.cursor + 1}/{len(current.segments)}{legend}"


def _key(screen: CodingScreen, binding: str) -> str:
    """The key of a binding, or the first and the last of the hot codes."""
    key_of = screen.app.key_of
    if binding != HOT_CODES:
        return key_of(binding)
    return f"{key_of(f'{HOT_CODES}.1')}–{key_of(f'{HOT_CODES}.9')}"


def _situation(screen: CodingScreen) -> Situation:
    codings = codings_here(screen)
    return Situation(
        reading=screen.transcript.has_focus,
        edging=screen.edging is not None,
        numbering=screen.numbering,
        selecting=screen.transcript.selection is not None,
        suggested=bool(suggestions_here(screen)),
        revealed=screen.is_revealed,
        coded=bool(codings),
        several=len(codings) > 1,
        hot=any(code.hotkey for code in screen.desk.codes),
    )
