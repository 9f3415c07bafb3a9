"""Agreement: how far coders agree on every code, and by a key the places where they differ."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coder.analysis.agreement.agreement import Agreement, methods
from coder.analysis.agreement.asking import Asked
from coder.analysis.agreement.comparing import Line
from coder.analysis.agreement.tables import (
    Grid,
    confusion_grid,
    group_grid,
    notes,
    shown_grid,
    table_lines,
)
from coder.errors import CoderError
from coder.printable import one_line, printable
from coder.project.agreeing import Material, compared, material
from coder.project.project import open_project
from coder.store.coded import coded_now
from coder.tui.agreement_keys import HELP, KEYS
from coder.tui.agreement_lines import (
    cell_text,
    choices_line,
    confusion_words,
    figure_words,
    group_words,
    headings,
    order_of,
    row_names,
)
from coder.tui.deeds import agreeing, behind_figures
from coder.tui.places import place_bar
from coder.tui.screens.place import TALL, Place
from coder.tui.telling import Telling
from coder.tui.to_compare import missing
from coder.tui.widgets.figure_grid import FigureGrid
from coder.tui.widgets.key_foot import KeyFoot

BLIND = "Blind mode is on: what others coded is not shown. b on the coding screen ends it."


class AgreementGrid(FigureGrid):
    """The figures; behind each are places in the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Places", id="row.choose"),
    ]


@dataclass(frozen=True, slots=True)
class Seen:
    """A table, and what it was computed from."""

    table: Agreement
    found: Material


class AgreementScreen(Place):
    """What is compared, the table, and what it says in words."""

    CSS = """
    AgreementScreen #choices { height: auto; padding: 0 1; background: $panel; }
    AgreementScreen FigureGrid { height: 1fr; }
    AgreementScreen #counted { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    AgreementScreen.tall #counted { max-height: 12; }
    AgreementScreen.empty FigureGrid { height: 0; }
    AgreementScreen.empty #counted { height: 1fr; max-height: 100%; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = KEYS
    HELP = HELP

    def __init__(self) -> None:
        super().__init__()
        self.asked = Asked()
        self.seen: Seen | None = None
        self.view = "codes"
        self._worst_first = False
        self._grid = Grid((), ())
        self._rows: Sequence[int] = ()
        self._said = ""
        self._at = (0, 0)
        self._wanted: Sequence[tuple[str, str]] = ()

    def compose(self) -> ComposeResult:
        """The choices, the table, and its words."""
        yield place_bar(self.app, "agreement")
        yield Static(id="choices", markup=False)
        yield AgreementGrid(id="table")
        yield Static(id="counted", markup=False)
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def arrive(self) -> None:
        """Compare again: codings may have changed."""
        self.query_one(FigureGrid).focus()
        self.compare()

    def changed(self, said: str) -> None:
        """Compare again after an act."""
        self._said = said
        self.compare()

    @work(exclusive=True, group="agreement")
    async def compare(self) -> None:
        """Compare, off the event loop, and show the table; what cannot be compared is told."""
        whose = self.app.attempt(partial(agreeing.whose_words, self)) or ""
        self.query_one("#choices", Static).update(choices_line(self.asked, whose))
        if self.app.workspace.blind:
            self._empty(BLIND)
            return
        path, asked, confused = self.project.path, self.asked, self.view == "confusion"

        def work() -> Seen:
            with open_project(path) as project:
                coded, _ = coded_now(project.store)
            found = material(coded, asked)
            return Seen(compared(coded, found, asked, with_confusion=confused), found)

        view = self.query_one(FigureGrid)
        view.loading = self.seen is None
        with Telling(self._not_comparable):
            self.seen = await asyncio.to_thread(work)
            self._fill()
        view.loading = False

    def on_resize(self) -> None:
        """Tell more about the table where there is room."""
        self.set_class(self.size.height >= TALL, "tall")

    # ------------------------------------------------------------------ keys

    def action_do(self, deed: str) -> None:
        """Change what is compared, or use the table."""
        self.app.attempt(partial(agreeing.DEEDS[deed], self))

    def action_sort(self) -> None:
        """The lowest alpha first, or as the codebook has them."""
        self._worst_first = not self._worst_first
        self._fill()

    def action_leave(self) -> None:
        """Back to the table of codes, and then to the text."""
        if self.view == "codes":
            self.app.action_place("coding")
        else:
            self._wanted = [(self.cell[0], "alpha")]
            self.show_view("codes")

    def on_figure_grid_highlighted(self) -> None:
        """Say what the figure is; what was said before stays until the cursor moves."""
        grid = self.query_one(FigureGrid)
        if (grid.row, grid.column) != self._at:
            self._at, self._said = (grid.row, grid.column), ""
        self.say(self.words())

    def on_figure_grid_chosen(self) -> None:
        """Show the places behind the figure."""
        self.app.attempt(partial(behind_figures.drill, self))

    # ------------------------------------------------------------------ for the keys

    def change(self, asked: Asked) -> None:
        """Compare something else."""
        self.asked, self._said = asked, ""
        self.compare()

    def show_view(self, view: str) -> None:
        """Show "codes", "confusion" or "group"."""
        self.view = view
        self.compare()

    def point_at(self, view: str, cells: Sequence[tuple[str, str]]) -> None:
        """On arriving, show a view, with the cursor on the first of these figures that is not 0.

        Each is the names of its row and column.
        """
        self.view, self._wanted = view, cells

    @property
    def column(self) -> int:
        """The number of the column under the cursor, without that of the names."""
        return self.query_one(FigureGrid).column

    @property
    def line(self) -> Line | None:
        """The row of the table of codes under the cursor."""
        if self.seen is None or self.view != "codes" or not self._rows:
            return None
        return table_lines(self.seen.table)[self._rows[self.query_one(FigureGrid).row]]

    @property
    def cell(self) -> tuple[str, str]:
        """The names of the row and the column under the cursor; "" where there is none."""
        grid = self.query_one(FigureGrid)
        if not self._rows:
            return "", ""
        row = str(self._grid.rows[self._rows[grid.row]][0]).strip()
        return row, self._grid.headings[grid.column + 1]

    def words(self) -> str:
        """The figure under the cursor in words."""
        if self.seen is None or not self._rows:
            return ""
        grid = self.query_one(FigureGrid)
        value = cell_text(self._grid, self._rows[grid.row], grid.column + 1)
        if self.line is not None:
            return figure_words(self.seen.table, self.line, self.cell[1], value)
        if self.view == "group":
            return group_words(self.seen.table, self._rows[grid.row])
        return f"{' × '.join(self.cell)}: {value}"

    def say(self, text: str) -> None:
        """Say something quietly."""
        words = filter(None, (self._said, text))
        self.query_one("#status", Static).update(one_line("  ".join(words)))

    # ------------------------------------------------------------------ inside

    def _fill(self) -> None:
        """Put the figures in the table; the cursor stays where it is."""
        if self.seen is None:
            return
        self.set_class(False, "empty")
        table = self.seen.table
        makers = {"codes": shown_grid, "confusion": confusion_grid, "group": group_grid}
        self._grid = grid = makers[self.view](table)
        plain = range(len(grid.rows))
        codes = self.view == "codes"
        rows = order_of(table_lines(table), worst_first=self._worst_first) if codes else plain
        self._rows = rows
        names = row_names(grid, rows, indented=not (codes and self._worst_first))

        def draw(row: int, column: int) -> Text:
            text = cell_text(grid, rows[row], column + 1)
            return Text(text if column + 1 < grid.texts else text.rjust(widths[column]))

        heads = headings(grid)
        widths = [width for _, width in heads]
        self.query_one(FigureGrid).show(names, heads, draw, one_line(grid.headings[0], 30))
        self._point()
        words = [*table.remarks, *notes(table), methods(table)]
        if self.view == "confusion":
            words.insert(0, confusion_words(table))
        self.query_one("#counted", Static).update(one_line(" ".join(words)))
        self.say(self.words())

    def _point(self) -> None:
        """Put the cursor on the figure that was asked for, once."""
        rows = {str(self._grid.rows[row][0]).strip(): n for n, row in enumerate(self._rows)}
        columns = {name: n for n, name in enumerate(self._grid.headings[1:])}
        found = [
            (rows[one], columns[two])
            for one, two in self._wanted
            if {one} <= rows.keys() and {two} <= columns.keys()
        ]
        if found:
            there = (at for at in found if self._grid.rows[self._rows[at[0]]][at[1] + 1])
            self.query_one(FigureGrid).go(*next(there, found[0]))
        self._wanted = ()

    def _not_comparable(self, error: CoderError) -> None:
        """Say what is missing, else what the choices leave nothing of."""
        why = self.app.attempt(lambda: missing(self.project, assumed=self.asked.assume_done))
        self._empty(why or f"{error.problem} {error.remedy}")

    def _empty(self, why: str) -> None:
        """Show no table, and why."""
        self.seen, self._grid, self._rows = None, Grid((), ()), ()
        self.query_one(FigureGrid).show((), (), lambda _row, _column: Text())
        self.set_class(True, "empty")
        self.query_one("#counted", Static).update(printable(why))
        self.say("")
