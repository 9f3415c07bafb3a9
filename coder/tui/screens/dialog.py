"""What all dialogs share: they leave once, and what is typed behind Enter is not for them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Input

LONGEST = 0.5
"""Seconds that the next key waits at most for what Enter does."""


class Dialog(ModalScreen[ScreenResultType]):
    """A modal screen that leaves once, and at Enter in a line before any other key is read.

    Keys that were typed before it was gone from the screen may still reach it. A second dismissal
    would close the screen below.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "line_done", "Go on", id="dialog.line", show=False, priority=True),
    ]

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with a result; does nothing where it has left already."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        return super().dismiss(result)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter ends the line that one types in; elsewhere it is what the dialog makes of it."""
        if action == "line_done":
            return isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    async def action_line_done(self) -> None:
        """End the line with all that was typed before Enter, and nothing that was typed behind it.

        Textual would do so only when Enter has come back to it through all widgets, and put what
        is typed meanwhile into the line.
        """
        line = self.focused
        if isinstance(line, Input):
            await self._read(line)
            await line.action_submit()
            await self._read(line)

    async def _read(self, line: Input) -> None:
        """Wait until a line, and all that stands around it, did what was asked of it till now."""
        around = [one for one in line.ancestors_with_self if isinstance(one, Widget)]
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                for one in (line, *around):
                    done = asyncio.Event()
                    if self not in self.app.screen_stack or not one.call_later(done.set):
                        return
                    await done.wait()
