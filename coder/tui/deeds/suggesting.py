"""Seeing, accepting and refusing suggestions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coder.amounts import counted
from coder.model import Suggestion
from coder.project import editing
from coder.project.refusing import REASONS
from coder.tui.awaiting import find_suggestions
from coder.tui.here import suggestions_here
from coder.tui.met import note_listed
from coder.tui.offers import LEAST, MOST, Order

if TYPE_CHECKING:
    from coder.tui.screens.batch import Accepted
    from coder.tui.screens.coding import CodingScreen

SURE = 0.95
"""From this score on suggestions may be accepted together."""


def reveal(screen: CodingScreen) -> None:
    """Tell the suggestions with reasons, then all that counted, then hide them.

    Where they are always shown, go to and fro between reasons and all that counted.
    """
    if screen.app.settings.decide_first:
        screen.reveal((screen.level + 1) % 3)
    else:
        screen.reveal(0 if screen.level > 1 else 2)


def accept(screen: CodingScreen) -> None:
    """Accept the chosen suggestion; one that was not seen is told first."""
    if not suggestions_here(screen):
        screen.say("no suggestion here")
    elif not screen.is_revealed:
        screen.reveal(1)
        screen.say("see it first; a again accepts")
    else:
        accept_number(screen, screen.chosen_suggestion)


def accept_number(screen: CodingScreen, number: int) -> None:
    """Accept the suggestion of a number, from 0."""
    found = suggestions_here(screen)
    if number < len(found):
        take(screen, found[number])
    else:
        screen.say(f"there is no suggestion {number + 1}" if found else "no suggestion here")


def take(screen: CodingScreen, suggestion: Suggestion) -> bool:
    """Make a coding of a suggestion."""
    desk = screen.desk

    def write() -> None:
        desk.act(
            lambda document: [editing.accept(desk.project, document, suggestion)], suggestion.code
        )

    name = desk.code_named(suggestion.code).name
    screen.chosen_suggestion = 0
    return screen.act(write, f"saved: {name} (suggested)")


def number(screen: CodingScreen) -> None:
    """Wait for the number of the suggestion to accept."""
    if not suggestions_here(screen):
        screen.say("no suggestion here")
        return
    screen.numbering = True
    screen.reveal(max(screen.level, 1))
    screen.say("accept which one? press its number")


def reject(screen: CodingScreen) -> None:
    """Refuse the chosen suggestion; one that was not seen is told first."""
    found = suggestions_here(screen)
    if not found:
        screen.say("no suggestion here")
    elif not screen.is_revealed:
        screen.reveal(1)
        screen.say("see it first; x again refuses")
    else:
        refuse(screen, found[min(screen.chosen_suggestion, len(found) - 1)])


def refuse(screen: CodingScreen, suggestion: Suggestion) -> bool:
    """Refuse a suggestion."""
    name = screen.desk.code_named(suggestion.code).name
    screen.chosen_suggestion = 0
    heard = suggestion.code not in screen.desk.muted
    said = f"refused: {name}  (X says why)"
    done = screen.act(lambda: screen.desk.reject(suggestion), said)
    if done:
        screen.refused = (suggestion, "")
    if done and heard and suggestion.code in screen.desk.muted:
        screen.say(f"refused: {name}; refused so often that it is muted from now on (M lists it)")
    return done


def why_refused(screen: CodingScreen) -> None:
    """Say why the last suggestion was refused; each time another reason, at last none."""
    if screen.refused is None:
        screen.say("refuse a suggestion first (x); X then says why")
        return
    suggestion, before = screen.refused
    every = ("", *REASONS)
    reason = every[(every.index(before) + 1) % len(every)]
    name = screen.desk.code_named(suggestion.code).name
    said = f"refused: {name}, {reason or 'no reason given'}"
    if screen.act(lambda: screen.desk.give_reason(suggestion, reason), said):
        screen.refused = (suggestion, reason)


def other_suggestion(screen: CodingScreen) -> None:
    """Let the keys act on the next suggestion here."""
    found = suggestions_here(screen)
    if found:
        screen.chosen_suggestion = (screen.chosen_suggestion + 1) % len(found)
        screen.reveal(max(screen.level, 1))
    else:
        screen.say("no suggestion here")


def strictness(screen: CodingScreen, step: float) -> None:
    """Show fewer or more suggestions."""
    desk = screen.desk
    least = round(min(max(desk.least + step, LEAST), MOST), 1)
    if screen.act(lambda: desk.set_least(least), ""):
        screen.refresh_view()
        steps = round((MOST - least) * 10) + 1
        many = "█" * steps + "░" * (round((MOST - LEAST) * 10) + 1 - steps)
        count = (
            "" if desk.current is None else f"  ({len(desk.current.offers.every())} in this text)"
        )
        screen.say(f"suggestions: fewer {many} more{count}")


def blind(screen: CodingScreen) -> None:
    """Switch blind mode on or off."""
    desk = screen.desk
    if not screen.act(lambda: desk.set_blind(not desk.blind), ""):
        return
    screen.refresh_view()
    screen.reveal(0)
    screen.say("blind: no suggestions, nobody else's codings" if desk.blind else "no longer blind")
    if not desk.blind and desk.document is not None and desk.document.id not in desk.suggestions:
        find_suggestions(screen, desk.document.id)


def review(screen: CodingScreen) -> None:
    """Work through all suggestions of the transcript in an order of one's choice."""
    from coder.tui.screens.review import ReviewScreen

    current = screen.desk.current
    if screen.desk.blind:
        screen.say("blind mode: suggestions are not shown")
    elif current is None or not current.offers.every():
        screen.say("no open suggestion in this transcript")
    else:
        screen.app.push_screen(ReviewScreen(screen))


def batch(screen: CodingScreen) -> None:
    """Accept the surest suggestions for one code together, after seeing and checking them."""
    from coder.tui.screens.batch import BatchScreen

    desk = screen.desk
    if not screen.app.settings.batch_accept:
        screen.say("accepting many at once is off; Ctrl+P, 'Accepting many at once' allows it")
        return
    current = desk.current
    offered = [] if current is None else current.offers.every(Order.POSITION)
    sure = [one for one in offered if one.score >= SURE]
    if current is None or not sure:
        screen.say("no suggestion is sure enough to be accepted together with others")
        return

    def answered(answer: Accepted | None) -> None:
        if answer is None:
            return
        count, wrong = len(answer.accepted), len(answer.rejected)
        name = answer.code.name
        many = counted(count or wrong, "suggestion")
        label = f"{'accept' if count else 'refuse'} {many} for {name}"

        def write() -> None:
            desk.act(
                lambda document: editing.accept_listed(
                    desk.project, document, answer.accepted, answer.rejected, label
                )
            )
            current.read_refusals()

        done = f"{counted(count, 'coding')} of {name}"
        done += f", {wrong} refused" if wrong else ""
        screen.act(write, f"saved: {done}  (z undoes all)")

    codes = {code.id: code for code in desk.codes}
    listed = partial(note_listed, screen)
    screen.app.push_screen(BatchScreen(current.document, sure, codes, listed), answered)
