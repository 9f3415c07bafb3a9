"""The transcripts as a table with a filter line above and what is known of one below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import DataTable, Input, Static

from coder.identity import Id
from coder.project.progress import Standing
from coder.tui.overview_table import Column, Row, columns, details, matching, ordered, summary
from coder.tui.widgets.document_table import DocumentTable


class DocumentsPane(Vertical):
    """Shows the transcripts it is given, sorted and filtered; knows nothing of the project."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "filter", "Look for", id="overview.filter"),
        Binding("escape", "leave_filter", "Show all", id="overview.leave_filter", show=False),
    ]
    DEFAULT_CSS = """
    DocumentsPane #filter { height: 1; border: none; padding: 0 1; background: $panel; }
    DocumentsPane #filter:focus { background: $primary-muted; }
    DocumentsPane DocumentTable { height: 1fr; }
    DocumentsPane #details { height: auto; max-height: 5; padding: 0 1; background: $surface; }
    DocumentsPane #summary { height: 1; padding: 0 1; color: $text-muted; }
    """

    @dataclass
    class Chosen(Message):
        """A transcript is to be opened."""

        document: Id

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: dict[Id, Row] = {}
        self._measuring = True
        self.sorted_by = "name"
        self._falling = False

    def compose(self) -> ComposeResult:
        """Filter line, table, details, one line on the whole."""
        example = "wethouder group=initiative coded<50 done=no"
        yield Input(id="filter", placeholder=f"l: look for, for example  {example}")
        yield DocumentTable(id="overview")
        yield Static(id="details", markup=False)
        yield Static(id="summary", markup=False)

    def on_mount(self) -> None:
        """Begin in the table."""
        self.table.focus()

    @property
    def table(self) -> DocumentTable:
        """The table."""
        return self.query_one(DocumentTable)

    @property
    def current(self) -> Standing | None:
        """The transcript under the cursor."""
        row = self._rows.get(self.table.current or "")
        return None if row is None else row.standing

    @property
    def columns(self) -> list[Column]:
        """The columns that there are for these transcripts."""
        return columns(self._rows.values())

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show the transcripts, with the numbers that are known from before."""
        before = self._rows
        self._rows = {
            one.id: replace(before[one.id], standing=one) if one.id in before else Row(one)
            for one in standings
        }
        self._measuring = True
        self._show()

    def show_measured(self, rows: Sequence[Row], *, last: bool) -> None:
        """Show numbers as they come; with `last` all are there, and the order is put right."""
        for row in rows:
            if row.id in self._rows:
                self._rows[row.id] = row
                self.table.show_row(row)
        self._measuring = not last
        if last:
            self._show()
        else:
            self._sum_up(matching(self._rows.values(), self._line))

    def sort(self, key: str) -> None:
        """Sort by a column; by the same one again turns the order round."""
        self._falling = not self._falling if key == self.sorted_by else key not in ("name", "@")
        self.sorted_by = key
        self._show()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Ask for the transcript to be opened."""
        event.stop()
        if event.row_key.value is not None:
            self.post_message(self.Chosen(event.row_key.value))

    def on_data_table_row_highlighted(self) -> None:
        """Show what is known of the transcript under the cursor."""
        row = self._rows.get(self.table.current or "")
        self.query_one("#details", Static).update("" if row is None else details(row))

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        """Sort by the column."""
        if event.column_key.value is not None:
            self.sort(event.column_key.value)

    def on_input_changed(self) -> None:
        """Show what fits the filter."""
        self._show()

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self.table.focus()

    def action_filter(self) -> None:
        """Go to the filter line."""
        self.query_one("#filter", Input).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the filter line only where there is something to leave."""
        if action != "leave_filter":
            return super().check_action(action, parameters)
        return bool(self._line) or self.query_one("#filter").has_focus

    def action_leave_filter(self) -> None:
        """Show all again."""
        self.query_one("#filter", Input).value = ""
        self.table.focus()

    @property
    def _line(self) -> str:
        return self.query_one("#filter", Input).value

    def _show(self) -> None:
        rows = matching(self._rows.values(), self._line)
        shown = ordered(rows, self.sorted_by, falling=self._falling)
        self.table.show(self.columns, shown, self.sorted_by, falling=self._falling)
        self.on_data_table_row_highlighted()
        self._sum_up(rows)

    def _sum_up(self, rows: Sequence[Row]) -> None:
        text = summary(rows, len(self._rows), self._line, measuring=self._measuring)
        self.query_one("#summary", Static).update(text)
