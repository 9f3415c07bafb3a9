"""The command palette, safe from keys that are typed ahead."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette


class ActPalette(CommandPalette):
    """Leaves once, and pages through its list only once that is drawn.

    Textual's own closes the screen below at a second Esc, and stops the program where Page Down
    comes before the list has lines.
    """

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave; does nothing where it has left already."""
        return super().dismiss(result) if self in self.app.screen_stack else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region.height:
            super()._action_command_list(action)
