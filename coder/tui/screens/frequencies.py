"""Frequencies: how often every code was used, and by a key the quotations behind each figure."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Static

from coder.analysis.columns import ATTRIBUTE_PREFIX, DIMENSIONS
from coder.analysis.measures import Measure, Value
from coder.analysis.selection import CONSENSUS
from coder.analysis.table import Table
from coder.errors import CoderError
from coder.identity import Id
from coder.printable import one_line
from coder.project.counting import Count, count
from coder.project.exporting import CsvStyle, export_table
from coder.project.project import Project, open_project
from coder.project.queries import behind_cell
from coder.tui.deeds import listing
from coder.tui.figures import cells_of, heading, number, order_of, row_id, row_name
from coder.tui.screens.choosing import ChooseOne

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

MEASURES = tuple(Measure)
VALUES = tuple(Value)
ROOMY = 100


class FrequencyTable(DataTable[Text]):
    """Codes by columns; Enter asks for what is behind a figure."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Next", id="row.next", show=False),
        Binding("k", "cursor_up", "Previous", id="row.previous", show=False),
        Binding("enter", "select_cursor", "Quotations", id="row.choose"),
    ]


class FrequenciesScreen(Screen[None]):
    """What is counted, the table, and what it says in words."""

    app: CoderApp

    CSS = """
    FrequenciesScreen #choices { height: auto; padding: 0 1; background: $panel; }
    FrequenciesScreen FrequencyTable { height: 1fr; }
    FrequenciesScreen #counted { height: auto; max-height: 5; padding: 0 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "per", "Per ...", id="count.per"),
        Binding("number_sign", "tally", "What", id="count.what", key_display="#"),
        Binding("equals_sign", "shown_as", "As", id="count.as", key_display="="),
        Binding("q", "interviewer", "Interviewer", id="count.interviewer"),
        Binding("h", "whose", "Whose", id="whose"),
        Binding("S", "sort", "Sort", id="overview.sort"),
        Binding("X", "export", "Export", id="export"),
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
        self._wanted = Count()
        self._everyone = False
        self._by_total = False
        self._table: Table | None = None
        self._rows: list[int | None] = []
        self._attributes: Sequence[str] = ()
        self._said = ""

    def compose(self) -> ComposeResult:
        """The choices, the table, and its words."""
        yield Static(id="choices", markup=False)
        yield FrequencyTable(id="table", cursor_type="cell", fixed_columns=1, zebra_stripes=True)
        yield Static(id="counted", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(show_command_palette=False)

    @property
    def project(self) -> Project:
        """The open project."""
        return self.app.workspace.project

    def on_screen_resume(self) -> None:
        """Count again: codings may have changed."""
        self.query_one(FrequencyTable).focus()
        self.count()

    def on_resize(self) -> None:
        """Draw bars where there is room."""
        self._fill()

    @work(exclusive=True, group="count")
    async def count(self) -> None:
        """Count, off the event loop, and show the table."""
        path, wanted, everyone = self.project.path, self._wanted, self._everyone
        blind = self.app.workspace.blind

        def work() -> tuple[Table, list[str]]:
            with open_project(path) as project:
                whose = wanted.whose
                if blind:
                    whose = (project.me.id,)
                elif everyone:
                    people = [one.id for one in project.coders() if one.kind != CONSENSUS]
                    whose = tuple(people) or None
                table = count(project, replace(wanted, whose=whose))
                every = {key for one in project.documents() for key, _ in one.attributes}
                return table, sorted(every)

        self._show_choices()
        table_view = self.query_one(FrequencyTable)
        table_view.loading = self._table is None
        try:
            self._table, self._attributes = await asyncio.to_thread(work)
        except CoderError as error:
            self._wanted = Count(whose=wanted.whose)
            self.app.show_error(error)
            return
        finally:
            table_view.loading = False
        self._fill()

    # ------------------------------------------------------------------ keys

    def action_per(self) -> None:
        """Choose the columns."""
        named = [one for one in self._attributes if one not in DIMENSIONS]
        same = [f"{ATTRIBUTE_PREFIX}{one}" for one in self._attributes if one in DIMENSIONS]
        choices = [*DIMENSIONS[1:], *named, *same, ""]

        def chosen(answer: int | None) -> None:
            if answer is not None:
                self._change(replace(self._wanted, by=choices[answer]))

        words = [one or "no columns: the total only" for one in choices]
        current = choices.index(self._wanted.by) if self._wanted.by in choices else 0
        self.app.push_screen(ChooseOne("A column per ...", words, current), chosen)

    def action_tally(self) -> None:
        """Count the next kind of thing."""
        after = MEASURES[(MEASURES.index(self._wanted.measure) + 1) % len(MEASURES)]
        value = self._wanted.value
        if after is Measure.DOCUMENTS and value is Value.PER_1000_WORDS:
            value = Value.COUNT
        self._change(replace(self._wanted, measure=after, value=value))

    def action_shown_as(self) -> None:
        """Show the figures in the next way."""
        after = VALUES[(VALUES.index(self._wanted.value) + 1) % len(VALUES)]
        if after is Value.PER_1000_WORDS and self._wanted.measure is Measure.DOCUMENTS:
            after = VALUES[(VALUES.index(after) + 1) % len(VALUES)]
        self._change(replace(self._wanted, value=after))

    def action_interviewer(self) -> None:
        """Leave the interviewer's turns out, or take them in."""
        self._change(
            replace(self._wanted, without_interviewer=not self._wanted.without_interviewer)
        )

    def action_whose(self) -> None:
        """Choose whose codings count."""
        if self.app.workspace.blind:
            self._say("blind mode: one's own codings only")
            return

        def chosen(whose: tuple[Id, ...] | None) -> None:
            self._everyone = whose is None
            self._change(replace(self._wanted, whose=whose))

        now = None if self._everyone else self._wanted.whose or (self.project.me.id,)
        listing.choose_whose(self.app, now, chosen)

    def action_sort(self) -> None:
        """The largest first, or as the codebook has them."""
        self._by_total = not self._by_total
        self._fill()

    def action_export(self) -> None:
        """Write the table to a file."""
        table, path_of_project = self._table, self.project.path
        if table is None:
            return

        def write(path: Path, overwrite: bool) -> None:
            def work() -> str:
                with open_project(path_of_project) as project:
                    style = CsvStyle(project.settings.csv_separator, project.settings.csv_bom)
                    told = export_table(project, table, path, style=style, overwrite=overwrite)
                return "  ".join([f"wrote {path}", *told])

            self._aside(work)

        listing.ask_for_file(self.app, "frequencies.xlsx", write)

    def action_step_back(self, again: bool) -> None:
        """Undo or redo."""
        self._said = listing.step_back(self.app, again=again)
        self.count()

    def action_leave(self) -> None:
        """Back to the text."""
        self.app.action_place("coding")

    def on_data_table_cell_highlighted(self) -> None:
        """Say what the figure is."""
        self._say(self._cell_words())

    def on_data_table_cell_selected(self) -> None:
        """Show the quotations behind the figure."""
        place = self._place()
        if place is not None:
            self._drill(*place)

    # ------------------------------------------------------------------ inside

    def _change(self, wanted: Count) -> None:
        self._wanted = wanted
        self.count()

    @work(exclusive=True, group="drill")
    async def _drill(self, row: int | None, column: int) -> None:
        """Find what is behind a figure, and go there."""
        from coder.tui.screens.quotations import QuotationsScreen

        table, path, wanted = self._table, self.project.path, self._wanted
        if table is None:
            return
        code, key = row_id(table, row), table.columns[column]
        title, everyone = self._cell_words(), self._everyone

        def find() -> tuple[list[Id], tuple[Id, ...] | None]:
            with open_project(path) as project:
                whose = wanted.whose
                if everyone:
                    people = [one.id for one in project.coders() if one.kind != CONSENSUS]
                    whose = tuple(people) or None
                return behind_cell(
                    project, replace(wanted, whose=whose), code, None if key.total else key.key
                )

        try:
            found, whose = await asyncio.to_thread(find)
        except CoderError as error:
            self.app.show_error(error)
            return
        if not found:
            self._say("no quotation is behind this figure")
            return
        self.app.action_place("quotations")
        screen = self.app.get_screen("quotations", QuotationsScreen)
        screen.call_after_refresh(screen.show_only, found, whose, title)

    @work(group="aside")
    async def _aside(self, task: Callable[[], str]) -> None:
        """Do something that takes long, and say what it says."""
        self._say("writing ...")
        try:
            self._say(await asyncio.to_thread(task))
        except CoderError as error:
            self.app.show_error(error)
            self._say("nothing was written")

    def _fill(self) -> None:
        """Put the figures in the table; the cursor stays where it is."""
        table, view = self._table, self.query_one(FrequencyTable)
        if table is None:
            return
        at = view.cursor_coordinate
        bars = 6 if self.size.width >= ROOMY else 3
        view.clear(columns=True)
        view.add_column(Text("code"), key="code")
        for place in range(len(table.columns)):
            view.add_column(heading(table, place, 16), key=str(place))
        self._rows = [*order_of(table, by_total=self._by_total), None]
        for row in self._rows:
            name = row_name(table, row, indented=not self._by_total)
            view.add_row(name, *cells_of(table, row, bars))
        view.move_cursor(row=min(at.row, len(self._rows) - 1), column=max(at.column, 1))
        notes = " ".join(table.notes)
        self.query_one("#counted", Static).update(f"{table.counted} {notes}")
        self._say(self._cell_words())

    def _place(self) -> tuple[int | None, int] | None:
        """The row and column of the figure under the cursor; on a name its total."""
        at, table = self.query_one(FrequencyTable).cursor_coordinate, self._table
        if table is None or at.row >= len(self._rows):
            return None
        return self._rows[at.row], (at.column or len(table.columns)) - 1

    def _cell_words(self) -> str:
        place, table = self._place(), self._table
        if place is None or table is None:
            return ""
        row, column = place
        values = table.totals if row is None else table.cells[row]
        if column >= len(values):
            return ""
        name = row_name(table, row, indented=False).plain
        label = table.columns[column].label
        return f"{name} × {one_line(label, 30)}: {number(values[column])} ({table.unit})"

    def _show_choices(self) -> None:
        wanted, blind = self._wanted, self.app.workspace.blind
        whose = "everyone's" if self._everyone else "one's own"
        if wanted.whose and not blind and wanted.whose != (self.project.me.id,):
            people = {one.id: one.name for one in self.project.coders()}
            whose = ", ".join(people.get(one, one) for one in wanted.whose)
        line = Text()
        for key, what, value in (
            ("p", "per", wanted.by.removeprefix(ATTRIBUTE_PREFIX) or "none"),
            ("#", "count", wanted.measure.value),
            ("=", "as", wanted.value.value),
            ("q", "interviewer", "out" if wanted.without_interviewer else "in"),
            ("h", "whose", "one's own (blind)" if blind else whose),
        ):
            line.append(f"{key} ", "bold")
            line.append(f"{what}: ")
            line.append(f"{one_line(value, 24)}   ", "bold")
        self.query_one("#choices", Static).update(line)

    def _say(self, text: str) -> None:
        said, self._said = self._said, ""
        self.query_one("#status", Static).update(one_line("  ".join(filter(None, (said, text)))))
