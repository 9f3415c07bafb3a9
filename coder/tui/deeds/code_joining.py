"""Merging two codes, splitting one, and what was merged brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.amounts import counted
from coder.model import Code
from coder.printable import one_line
from coder.project.coding import codings
from coder.project.joining import merge_codes, split_code, unmerge_code
from coder.tui.deeds.codes import choose
from coder.tui.screens.asking import Confirm
from coder.tui.screens.picker import NewCode
from coder.tui.screens.split import SplitCode, Splitting

if TYPE_CHECKING:
    from coder.tui.screens.codebook import CodebookScreen


def merge(screen: CodebookScreen) -> None:
    """Merge a code into another one, which then stands for both."""
    code = screen.chosen()
    if code is None:
        return

    def answered(found: Code | NewCode | None) -> None:
        if isinstance(found, NewCode):
            screen.say("make that code first (A), then merge this one into it")
        elif found is not None:
            _confirm(screen, code, found)

    choose(screen, f"Merge {one_line(code.name)} into which code?", code, answered)


def _confirm(screen: CodebookScreen, code: Code, into: Code) -> None:
    count = screen.app.attempt(lambda: len(codings(screen.project, code_ids=[code.id])))
    if count is None:
        return

    def answered(sure: bool | None) -> None:
        if not sure:
            return
        done = screen.act(
            lambda: merge_codes(screen.project, code, into),
            lambda count: (
                f"saved: {code.name} is merged into {into.name}, {counted(count, 'coding')}"
            ),
        )
        if done is not None:
            screen.show_code(into.id)

    screen.app.push_screen(
        Confirm(
            f"Merge {one_line(code.name)} into {one_line(into.name)}?",
            f"Its {counted(count, 'coding')}, terms and examples count as {one_line(into.name)} "
            "from now on. Undo with z, or later from the list of merged codes.",
        ),
        answered,
    )


def unmerge(screen: CodebookScreen, code: Code) -> None:
    """Ask, and let a merged code stand for itself again."""

    def answered(sure: bool | None) -> None:
        if not sure:
            return
        done = screen.act(
            lambda: unmerge_code(screen.project, code),
            lambda one: f"saved: {one.name} stands for itself again",
        )
        if done is not None:
            screen.show_code(code.id)

    screen.app.push_screen(
        Confirm(
            f"Take the merging of {one_line(code.name)} back?",
            "Its own codings return to it. Terms and texts that the other code took over stay "
            "there too.",
        ),
        answered,
    )


def split(screen: CodebookScreen) -> None:
    """Give some of a code's quotations and terms to a new code."""
    code = screen.chosen()
    if code is None:
        return
    project, blind = screen.project, screen.app.workspace.blind
    found = screen.app.attempt(
        lambda: codings(project, code_ids=[code.id], coder=project.me.id if blind else None)
    )
    if found is None:
        return
    if not found and not code.terms:
        screen.say(f"{code.name} has no quotations and no terms to split")
        return
    people = {one.id: one.name for one in project.coders()} if not blind else {}
    several = len({one.coder for one in found}) > 1
    quotations = [
        (
            one,
            screen.documents.get(one.document, "")
            + (f", {people.get(one.coder, '')}" if several else ""),
        )
        for one in found
    ]

    def answered(choice: Splitting | None) -> None:
        if choice is None:
            return
        made = screen.act(
            lambda: split_code(project, code, choice.name, choice.codings, choice.terms),
            lambda one: f"saved: {counted(len(choice.codings), 'quotation')} now {one.name}",
        )
        if made is not None:
            screen.show_code(made.id)

    screen.app.push_screen(SplitCode(code, quotations), answered)
