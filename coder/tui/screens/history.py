"""One's acts, to go back to before one of them or forward again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.oplog.undo import Batch
from coder.printable import one_line
from coder.tui.screens.dialog import Dialog

LONGEST = 1000


class HistoryScreen(Dialog[int | None]):
    """Returns how many acts to undo, or as a negative number how many to redo."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="history.leave"),
        Binding("j", "step(1)", "Older", show=False, id="history.older"),
        Binding("k", "step(-1)", "Newer", show=False, id="history.newer"),
    ]

    def __init__(self, undoable: Sequence[Batch], redoable: Sequence[Batch]) -> None:
        super().__init__()
        self._steps = [
            *((-number, one) for number, one in reversed(list(enumerate(reversed(redoable), 1)))),
            *((number, one) for number, one in enumerate(reversed(undoable), 1)),
        ][:LONGEST]

    def compose(self) -> ComposeResult:
        """The acts, the newest first; those taken back stand above."""
        with Vertical(classes="dialog"):
            yield Static("History", classes="dialog-title")
            yield OptionList(*(Option(_line(steps, one)) for steps, one in self._steps))
            yield Static(
                "Enter: undo to before this act (↶: redo up to it)   Esc: leave",
                classes="dialog-hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Begin at the newest act that stands."""
        standing = [number for number, (steps, _) in enumerate(self._steps) if steps > 0]
        self.query_one(OptionList).highlighted = standing[0] if standing else None

    def action_step(self, step: int) -> None:
        """Move through the acts."""
        acts = self.query_one(OptionList)
        if step > 0:
            acts.action_cursor_down()
        else:
            acts.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        self.dismiss(self._steps[event.option_index][0])


def _line(steps: int, batch: Batch) -> Text:
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append("↶ " if steps < 0 else "  ", "bold")
    line.append(f"{_moment(batch.wall)}  ", "dim")
    line.append(one_line(batch.label), "italic dim" if steps < 0 else "")
    if batch.size > 1:
        line.append(f"  {batch.size} changes", "dim")
    return line


def _moment(milliseconds: int) -> str:
    """A wall-clock time here, to the minute; "" for one that no calendar has."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
    except (OverflowError, ValueError, OSError):
        return ""
