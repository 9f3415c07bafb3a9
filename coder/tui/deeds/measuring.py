"""How suggestions come, and what is withheld: choices that are kept in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.identity import Id
    from coder.tui.screens.coding import CodingScreen


def decide_first(screen: CodingScreen, first: bool) -> None:
    """Hide suggestions until one decided or asked, or show them at once; and remember it."""
    screen.app.change_setting("decide_first", first)
    screen.transcript.reveal_all = not first
    screen.refresh_view()
    screen.reveal(0)
    screen.say("suggestions wait until you decided" if first else "suggestions are always shown")


def audit(screen: CodingScreen) -> None:
    """Withhold suggestions in about every tenth segment, or no longer; and remember it."""
    desk = screen.desk
    on = not desk.audit
    screen.app.change_setting("blind_audit", on)
    desk.set_audit(on)
    screen.refresh_view()
    screen.say(
        "blind audit: about every tenth segment shows no suggestions"
        if on
        else "no blind audit any more"
    )


def batches(screen: CodingScreen) -> None:
    """Allow to accept many at once, or no longer; and remember it."""
    on = not screen.app.settings.batch_accept
    screen.app.change_setting("batch_accept", on)
    screen.say("B accepts many at once, after a check" if on else "accepting many at once is off")


def muted(screen: CodingScreen) -> None:
    """List the codes whose suggestions are muted; one may be heard again."""
    from coder.tui.screens.muted import MutedScreen

    desk = screen.desk
    codes = {code.id: code for code in desk.codes}
    found = [one for one in desk.muted.values() if one.code in codes]
    if not found:
        screen.say("no code is muted")
        return

    def answered(code: Id | None) -> None:
        if code is not None:
            name = desk.code_named(code).name
            screen.act(lambda: desk.unmute(code), f"heard again: {name}")

    screen.app.push_screen(MutedScreen(found, codes), answered)
