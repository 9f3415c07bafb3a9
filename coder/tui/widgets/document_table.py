"""The table of transcripts on the overview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from coder.identity import Id
from coder.tui.overview_table import NUMBERS, Column, Row, cell

_ROOM = {"coded": 19, "words": 7, "seen": 4, "open": 4}
"""Cells to keep for numbers that come later."""


class DocumentTable(DataTable[Text]):
    """Rows of transcripts; Enter chooses one, a click on a heading sorts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Next", id="row.next", show=False),
        Binding("home", "scroll_top", "First", id="row.first", show=False),
        Binding("end", "scroll_bottom", "Last", id="row.last", show=False),
        Binding("k", "cursor_up", "Previous", id="row.previous", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=True, fixed_columns=1)
        self._shown: tuple[Column, ...] = ()
        self._widths: dict[str, int] = {}

    def show(
        self, columns: Sequence[Column], rows: Sequence[Row], sorted_by: str, *, falling: bool
    ) -> None:
        """Fill the table; the cursor stays on its transcript."""
        current, line = self.current, self.cursor_row
        self.clear(columns=True)
        self._shown = tuple(columns)
        lines = [[cell(row, column.key) for column in columns] for row in rows]
        for number, column in enumerate(columns):
            sign = ("▼" if falling else "▲") if column.key == sorted_by else ""
            heading = Text(f"{column.title}{sign}", no_wrap=True)
            width = max([heading.cell_len, *(cells[number].cell_len for cells in lines)])
            self._widths[column.key] = max(width, _ROOM.get(column.key, 0))
            self.add_column(
                self._placed(heading, column), key=column.key, width=self._widths[column.key]
            )
        for row, line_cells in zip(rows, lines, strict=True):
            self.add_row(*map(self._placed, line_cells, columns), key=row.id)
        places = {row.id: place for place, row in enumerate(rows)}
        if rows:
            place = min(line, len(rows) - 1) if current is None else places.get(current, line)
            self.move_cursor(row=min(place, len(rows) - 1))

    def show_row(self, row: Row) -> None:
        """Show a row's numbers anew where it stands; nothing if it is filtered away."""
        if row.id in self.rows:
            for column in self._shown:
                placed = self._placed(cell(row, column.key), column)
                if placed != self.get_cell(row.id, column.key):
                    self.update_cell(row.id, column.key, placed)

    @property
    def current(self) -> Id | None:
        """The transcript under the cursor."""
        if not self.row_count or not self.is_valid_row_index(self.cursor_row):
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def _placed(self, text: Text, column: Column) -> Text:
        """Numbers at the right of their column."""
        if column.key in NUMBERS:
            text.pad_left(max(0, self._widths[column.key] - text.cell_len))
        return text
