"""From a code to what is like its quotations, and to the terms that they propose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.model import Code
from coder.project.term_proposals import TermProposal, add_terms
from coder.tui.here import coding_here
from coder.tui.screens.term_proposals import TermProposals

if TYPE_CHECKING:
    from coder.tui.app import CoderApp
    from coder.tui.screens.codebook import CodebookScreen
    from coder.tui.screens.coding import CodingScreen


def like_code(app: CoderApp, code: Code) -> None:
    """List segments like those that have a code."""
    from coder.tui.screens.leads import LeadsScreen

    app.action_place("leads")
    app.get_screen("leads", LeadsScreen).list_like(code)


def like_coding(screen: CodingScreen) -> None:
    """List segments like those that have the code of the coding under the cursor."""
    coding = coding_here(screen)
    if coding is not None:
        like_code(screen.app, screen.desk.code_named(coding.code))


def like_chosen(screen: CodebookScreen) -> None:
    """List segments like those that have the highlighted code."""
    code = screen.chosen()
    if code is not None:
        like_code(screen.app, code)


def propose(screen: CodebookScreen) -> None:
    """Ask for terms that the quotations of the highlighted code propose, and offer them."""
    code = screen.chosen()
    if code is None:
        return
    if screen.app.workspace.blind:
        screen.say("blind mode: nothing is proposed (b on the coding screen ends it)")
        return
    screen.say("looking for terms …")
    screen.run_worker(_propose(screen, code), group="proposals", exclusive=True)


async def _propose(screen: CodebookScreen, code: Code) -> None:
    proposed = await screen.app.attempted(screen.app.suggestions.proposals(code.id))
    if proposed is None or screen.app.screen is not screen:
        screen.say("")
        return
    if not proposed:
        screen.say(f"no word stands out in your quotations of {code.name}, or there are too few")
        return

    def answered(chosen: Sequence[TermProposal] | None) -> None:
        screen.say("")
        if chosen:
            screen.act(
                lambda: add_terms(screen.project, code, chosen),
                lambda added: (
                    f"saved: {added} more term{'s' if added != 1 else ''} for {code.name}"
                ),
            )

    screen.app.push_screen(TermProposals(code, proposed), answered)
