"""The queue of spots."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from coder.tui.widgets.line_list import MOVES, LineList


class SpotList(LineList, inherit_bindings=False):
    """As any list, but Space accepts what is proposed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("enter", "choose", "To the text", id="row.choose", show=False),
    ]
