"""A list of options with ids, of which only what changed is put in anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coder.identity import Id

Row: TypeAlias = tuple[Id, Text]


class Rows(OptionList):
    """A list whose rows have ids and as many lines as they need."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, the highlighted one staying so."""
        if [eid for eid, _ in rows] == [eid for eid, _ in self._rows]:
            for (eid, line), (_, before) in zip(rows, self._rows, strict=True):
                if line is not before and line != before:
                    self.replace_option_prompt(eid, line)
        else:
            highlighted = self.highlighted
            self.clear_options()
            self.add_options([Option(line, id=eid) for eid, line in rows])
            if highlighted is not None and highlighted < self.option_count:
                self.highlighted = highlighted
        self._rows = list(rows)
