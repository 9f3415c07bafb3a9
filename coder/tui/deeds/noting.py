"""Memos, copies of quotations, and the mark that a transcript is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.analysis.quotations import citation
from coder.printable import one_line
from coder.project import finishing
from coder.tui.deeds.memo_writing import Subject, own_memo, write_memo
from coder.tui.here import codings_here, notes_here
from coder.tui.screens.by_letter import Choice, Chooser

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen


def memo(screen: CodingScreen) -> None:
    """Choose what to write a memo on, and write it; what is coded here comes first."""
    desk, span = screen.desk, screen.transcript.span
    if desk.document is None or span is None:
        screen.say("no transcript is open")
        return
    choices: list[Choice] = []
    subjects: dict[str, tuple[Subject, str]] = {}

    def offer(letter: str, words: str, subject: Subject) -> None:
        known = own_memo(screen.app, subject) is not None
        choices.append(Choice(letter, words + (" (there is one)" if known else "")))
        subjects[letter] = (subject, words)

    document = desk.document
    found = codings_here(screen)
    coding = found[min(screen.chosen_coding, len(found) - 1)] if found else None
    code = None if coding is None else desk.code_named(coding.code)
    if coding is not None and code is not None:
        words = f"this coding: {one_line(code.name, 40)}"
        offer("m", words, Subject("coding", coding.id, document.id))
    offer("w", "these words", Subject("span", document.id, document.id, span, document.revision))
    for number, note in enumerate(notes_here(screen)[:9], 1):
        if note.start is not None and note.end is not None and (note.start, note.end) != span:
            place = (note.start, note.end)
            on = Subject("span", document.id, document.id, place, document.revision)
            offer(str(number), f"“{one_line(note.quote, 40)}”", on)
    words = f"the transcript {one_line(document.name, 40)}"
    offer("t", words, Subject("document", document.id, document.id))
    if code is not None:
        offer("c", f"the code {one_line(code.name, 40)}", Subject("code", code.id))
    offer("p", "the project", Subject("project", None))

    def save(write: Callable[[], object], said: str) -> None:
        screen.act(lambda: desk.act_on_memo(write), said)

    def answered(letter: str | None) -> None:
        if letter is not None:
            subject, words = subjects[letter]
            screen.app.attempt(lambda: write_memo(screen.app, f"Memo on {words}", subject, save))

    screen.app.push_screen(Chooser("Memo on what?", choices), answered)


def copy(screen: CodingScreen) -> None:
    """Copy the selected words with their source to the clipboard."""
    span, document = screen.transcript.span, screen.desk.document
    if span is not None and document is not None:
        screen.app.copy_to_clipboard(citation(document, *span))
        screen.say("copied with its source (needs a terminal that allows it)")


def done(screen: CodingScreen) -> None:
    """Mark the transcript as done, or no longer."""
    desk = screen.desk
    document = desk.document
    if document is None:
        screen.say("no transcript is open")
        return
    now = document.id not in desk.done

    def write() -> None:
        finishing.set_done(desk.project, document, now)
        desk.refresh()

    if screen.act(write, ""):
        screen.refresh_view()
        screen.say("saved: done" if now else "saved: no longer done")
