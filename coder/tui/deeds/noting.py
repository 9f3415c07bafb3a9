"""Memos, copies of quotations, and the mark that a transcript is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.analysis.quotations import citation
from coder.identity import Id
from coder.printable import one_line
from coder.project import finishing, memos
from coder.tui.here import codings_here
from coder.tui.screens.by_letter import Choice, Chooser
from coder.tui.screens.memo import MemoEditor

if TYPE_CHECKING:
    from coder.tui.screens.coding import CodingScreen


def memo(screen: CodingScreen) -> None:
    """Choose what to write a memo on, and write it; what is coded here comes first."""
    desk, span = screen.desk, screen.transcript.span
    if desk.document is None or span is None:
        screen.say("no transcript is open")
        return
    choices: list[Choice] = []
    targets: dict[str, tuple[str, Id | None, str]] = {}

    def offer(letter: str, words: str, kind: str, target: Id | None) -> None:
        known = bool(_mine(screen, kind, target, span if kind == "span" else None))
        choices.append(Choice(letter, words + (" (there is one)" if known else "")))
        targets[letter] = (kind, target, words)

    found = codings_here(screen)
    chosen = min(screen.chosen_coding, max(len(found) - 1, 0))
    for coding in found[chosen : chosen + 1]:
        code = desk.code_named(coding.code)
        offer("m", f"this coding: {one_line(code.name, 40)}", "coding", coding.id)
    offer("w", "these words", "span", desk.document.id)
    offer("t", f"the transcript {one_line(desk.document.name, 40)}", "document", desk.document.id)
    for coding in found[chosen : chosen + 1]:
        code = desk.code_named(coding.code)
        offer("c", f"the code {one_line(code.name, 40)}", "code", code.id)
    offer("p", "the project", "project", None)

    def answered(letter: str | None) -> None:
        if letter is not None:
            kind, target, words = targets[letter]
            _write(screen, kind, target, f"Memo on {words}", span if kind == "span" else None)

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


def _mine(
    screen: CodingScreen, kind: str, target: Id | None, span: tuple[int, int] | None
) -> list[memos.Memo]:
    """One's own memos on a thing."""
    project = screen.desk.project
    found = screen.app.attempt(lambda: memos.memos(project, kind, target)) or []
    return [
        one
        for one in found
        if one.coder == project.me.id and (span is None or (one.start, one.end) == span)
    ]


def _write(
    screen: CodingScreen,
    kind: str,
    target: Id | None,
    title: str,
    span: tuple[int, int] | None,
) -> None:
    """Write a memo, or go on with the one that is there."""
    desk = screen.desk
    document = None if desk.document is None or kind in ("code", "project") else desk.document.id
    known = _mine(screen, kind, target, span)

    def written(text: str | None) -> None:
        if text is None or (not known and not text.strip()):
            return

        def write() -> None:
            if known:
                memos.edit_memo(desk.project, known[-1], text)
            else:
                memos.write_memo(desk.project, kind, target, text, document=document, span=span)
            desk.read_memos()

        screen.act(write, "saved: memo" if text.strip() else "memo removed")

    screen.app.push_screen(MemoEditor(title, known[-1].text if known else ""), written)
