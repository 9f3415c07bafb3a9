"""Frequencies: how often every code was used, and by a key the quotations behind each figure."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coder.analysis.table import Table
from coder.printable import one_line
from coder.project.counting import Count, count
from coder.project.project import open_project
from coder.project.queries import people_to_count
from coder.tui.deeds import counting
from coder.tui.figures import cell_words, choices_line, figure_drawer, heading, order_of, row_name
from coder.tui.places import place_bar
from coder.tui.screens.place import Place
from coder.tui.widgets.figure_grid import FigureGrid
from coder.tui.widgets.key_foot import KeyFoot

ROOMY = 100


class FrequenciesScreen(Place):
    """What is counted, the table, and what it says in words."""

    CSS = """
    FrequenciesScreen #choices { height: auto; padding: 0 1; background: $panel; }
    FrequenciesScreen FigureGrid { height: 1fr; }
    FrequenciesScreen #counted { height: auto; max-height: 5; padding: 0 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "do('per')", "Per ...", id="count.per"),
        Binding("number_sign", "do('tally')", "What", id="count.what", key_display="#"),
        Binding("equals_sign", "do('shown_as')", "As", id="count.as", key_display="="),
        Binding("q", "do('interviewer')", "Interviewer", id="count.interviewer"),
        Binding("h", "do('whose')", "Whose", id="whose"),
        Binding("S", "sort", "Sort", id="overview.sort"),
        Binding("X", "do('export')", "Export", id="export"),
        Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo", show=False),
        Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
        Binding("escape", "leave", "Back", id="frequencies.leave", show=False),
    ]
    HELP = (
        "How often every code was used; a code counts its subcodes in. p chooses the columns "
        "(transcript, speaker, role, coder or an attribute), # what is counted, = how it is "
        "shown, q leaves the interviewer's turns out, h chooses whose codings count, S puts the "
        "largest first. Enter shows the quotations behind a figure, X writes the table to a file "
        "(.xlsx, .csv, .json)."
    )

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Count()
        self.everyone = False
        self._by_total = False
        self.table: Table | None = None
        self._rows: list[int | None] = []
        self.attributes: Sequence[str] = ()
        self._said = ""

    def compose(self) -> ComposeResult:
        """The choices, the table, and its words."""
        yield place_bar(self.app, "frequencies")
        yield Static(id="choices", markup=False)
        yield FigureGrid(id="table")
        yield Static(id="counted", markup=False)
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def arrive(self) -> None:
        """Count again: codings may have changed."""
        self.query_one(FigureGrid).focus()
        self.count()

    def changed(self, said: str) -> None:
        """Count again after an act."""
        self._said = said
        self.count()

    def on_resize(self) -> None:
        """Draw bars where there is room."""
        self._fill()

    @work(exclusive=True, group="count")
    async def count(self) -> None:
        """Count, off the event loop, and show the table."""
        path, wanted, everyone = self.project.path, self.wanted, self.everyone
        blind = self.app.workspace.blind

        def work() -> tuple[Table, list[str]]:
            with open_project(path) as project:
                whose = people_to_count(project, wanted, everyone=everyone, own=blind)
                table = count(project, replace(wanted, whose=whose))
                every = {key for one in project.documents() for key, _ in one.attributes}
                return table, sorted(every)

        line = choices_line(wanted, self.app.attempt(partial(counting.whose_words, self)) or "")
        self.query_one("#choices", Static).update(line)
        table_view = self.query_one(FigureGrid)
        table_view.loading = self.table is None
        counted = await self.app.attempted(asyncio.to_thread(work))
        table_view.loading = False
        if counted is None:
            self.wanted = Count(whose=wanted.whose)
            return
        self.table, self.attributes = counted
        self._fill()

    # ------------------------------------------------------------------ keys

    def action_do(self, deed: str) -> None:
        """Change what is counted, or use the table."""
        self.app.attempt(partial(counting.DEEDS[deed], self))

    def action_sort(self) -> None:
        """The largest first, or as the codebook has them."""
        self._by_total = not self._by_total
        self._fill()

    def action_leave(self) -> None:
        """Back to the text."""
        self.app.action_place("coding")

    def on_figure_grid_highlighted(self) -> None:
        """Say what the figure is."""
        self.say(self.words())

    def on_figure_grid_chosen(self) -> None:
        """Show the quotations behind the figure."""
        counting.drill(self)

    # ------------------------------------------------------------------ for the keys

    def change(self, wanted: Count) -> None:
        """Count something else."""
        self.wanted = wanted
        self.count()

    def _fill(self) -> None:
        """Put the figures in the table; the cursor stays where it is."""
        table, view = self.table, self.query_one(FigureGrid)
        if table is None:
            return
        bars = 6 if self.size.width >= ROOMY else 3
        self._rows = [*order_of(table, by_total=self._by_total), None]
        names = [row_name(table, row, indented=not self._by_total) for row in self._rows]
        headings = [heading(table, place, bars) for place in range(len(table.columns))]
        view.show(names, headings, figure_drawer(table, self._rows, bars))
        notes = " ".join(table.notes)
        self.query_one("#counted", Static).update(f"{table.counted} {notes}")
        self.say(self.words())

    def place(self) -> tuple[int | None, int] | None:
        """The row and column of the figure under the cursor."""
        grid = self.query_one(FigureGrid)
        return (self._rows[grid.row], grid.column) if self._rows else None

    def words(self) -> str:
        """The figure under the cursor in words."""
        place = self.place()
        return "" if place is None or self.table is None else cell_words(self.table, *place)

    def say(self, text: str) -> None:
        """Say something quietly."""
        said, self._said = self._said, ""
        self.query_one("#status", Static).update(one_line("  ".join(filter(None, (said, text)))))
