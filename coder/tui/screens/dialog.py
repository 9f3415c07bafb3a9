"""What all dialogs share: they leave once, whatever was typed ahead."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """A modal screen that leaves once.

    Keys that were typed before it was gone from the screen still reach it. A second dismissal
    would close the screen below.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with a result; does nothing where it has left already."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        return super().dismiss(result)
