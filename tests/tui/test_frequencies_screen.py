from zipfile import ZipFile

import pytest
from rich.text import Text
from textual.widgets import Input, Static

from coder.project.attributes import set_about
from coder.project.codes import add_code
from coder.project.coding import code_span
from coder.project.project import open_project
from coder.store.replica import Person
from coder.tui.figures import bar, number
from coder.tui.screens.frequencies import FrequenciesScreen
from coder.tui.screens.quotations import QuotationsScreen
from coder.tui.widgets.figure_grid import FigureGrid

QUOTES = (
    ("talk", "vertrouwen", "We hadden er wel vertrouwen in."),
    ("talk", "doorstroom", "Maar toen was ze opeens weg."),
    ("talk", "doorstroom", "Hoe ging dat dan?"),
    ("other", "capaciteit", "Dat is geen capaciteit."),
)


@pytest.fixture
def coded_path(project_path):
    """The small project with four codings of one's own, one of them of the interviewer."""
    with open_project(project_path) as project:
        for name, code, quote in QUOTES:
            document = project.document(name)
            start = document.text.index(quote)
            code_span(project, document, start, start + len(quote), project.code(code))
        set_about(project, project.document("talk"), [("groep", "A")], {})
    return project_path


async def settle(pilot):
    """Wait for what a key set off, and for what that set off."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def open_frequencies(pilot):
    await settle(pilot)
    await pilot.press("f6")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, FrequenciesScreen)
    while screen.table is None:
        await settle(pilot)
    return screen


def figures(screen):
    """The table as words: the names of the columns, and per row its name and numbers."""
    grid = screen.query_one(FigureGrid)
    heading = ["code", *(one.plain for one in grid.headings)]
    columns = range(len(grid.headings))
    rows = [
        [name.plain, *(grid.draw(row, column).plain.split()[0] for column in columns)]
        for row, name in enumerate(grid.names)
    ]
    return heading, rows


def said(screen, where="#status"):
    return str(screen.query_one(where, Static).render())


async def test_the_table_is_that_of_the_command_line(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_frequencies(pilot)
        heading, rows = figures(screen)
        assert heading[:3] == ["code", "other", "talk"]
        assert [row[:4] for row in rows] == [
            ["vertrouwen", "·", "1", "1"],
            ["doorstroom", "·", "2", "2"],
            ["capaciteit", "1", "·", "1"],
            ["Any code", "1", "3", "4"],
        ]
        assert "4 codings by" in said(screen, "#counted")


async def test_choices_by_keys(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_frequencies(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert figures(screen)[1][-1][1:] == ["1", "2", "3"]
        assert "interviewer: out" in said(screen, "#choices")
        await pilot.press("equals_sign")
        await settle(pilot)
        assert "as: per-1000-words" in said(screen, "#choices")
        await pilot.press("number_sign")
        await settle(pilot)
        assert "of: segments" in said(screen, "#choices")
        await pilot.press("number_sign")
        await settle(pilot)
        assert "of: documents" in said(screen, "#choices")
        assert "as: count" in said(screen, "#choices")
        await pilot.press("p", "down", "down", "down", "down", "enter")
        await settle(pilot)
        assert "per: groep" in said(screen, "#choices")
        assert figures(screen)[0][1:3] == ["A", "(no groep)"]


async def test_enter_shows_the_quotations_behind_a_figure(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_frequencies(pilot)
        await pilot.press("down", "right")
        await pilot.pause()
        assert said(screen) == "doorstroom × talk: 2 (codings)"
        await pilot.press("left", "enter")
        await settle(pilot)
        assert app.screen is screen and "no quotation" in said(screen)
        await pilot.press("right", "enter")
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, QuotationsScreen)
        assert [one.quote for one in app.screen.shown] == [QUOTES[2][2], QUOTES[1][2]]
        assert "behind doorstroom × talk" in said(app.screen, "#only")


async def test_as_many_quotations_are_behind_as_the_figure_says(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_frequencies(pilot)
        await pilot.press("q")
        await settle(pilot)
        await pilot.press("end", "down", "down", "down", "enter")
        await settle(pilot)
        await settle(pilot)
        assert len(app.screen.shown) == 3


async def test_others_count_when_asked_for(coded_path, make_app):
    with open_project(coded_path, Person("b" * 32, "Bea", "c" * 32)) as project:
        document = project.document("other")
        turn = document.turns[-1]
        code_span(project, document, turn.start, turn.end, project.code("doorstroom"))
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_frequencies(pilot)
        await pilot.press("h", "down", "enter")
        await settle(pilot)
        assert figures(screen)[1][-1][-1] == "5"
        assert "whose: all" in said(screen, "#choices")
        await pilot.press("h", "down", "enter")
        await settle(pilot)
        assert figures(screen)[1][-1][-1] == "1" and "whose: Bea" in said(screen, "#choices")
        app.workspace.set_blind(True)
        await pilot.press("h", "q", "q")
        await settle(pilot)
        assert figures(screen)[1][-1][-1] == "4"


async def test_names_and_headings_stay_in_view(coded_path, make_app):
    with open_project(coded_path) as project:
        for code in ("vertrouwen", "doorstroom"):
            add_code(project, f"een code met een heel lange naam over {code}")
    app = make_app(coded_path)
    async with app.run_test(size=(50, 12)) as pilot:
        screen = await open_frequencies(pilot)
        grid = screen.query_one(FigureGrid)
        assert grid.render_line(0).text.startswith("code") and "›" in grid.render_line(0).text
        await pilot.press("end", *["down"] * 9)
        await pilot.pause()
        assert "‹" in grid.render_line(0).text
        last = grid.render_line(grid.size.height - 1).text
        assert last.startswith("Any code") and last.split()[-1] == "4"
        assert said(screen).startswith("Any code × ")


async def test_the_largest_first(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_frequencies(pilot)
        await pilot.press("S")
        await pilot.pause()
        names = [row[0] for row in figures(screen)[1]]
        assert names == ["doorstroom", "vertrouwen", "capaciteit", "Any code"]


async def test_the_table_is_written_to_a_file(coded_path, make_app, tmp_path):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_frequencies(pilot)
        await pilot.press("X")
        await pilot.pause()
        target = tmp_path / "table.xlsx"
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await settle(pilot)
        assert "wrote" in said(screen)
        with ZipFile(target) as book:
            assert book.testzip() is None
        await pilot.press("X")
        await pilot.pause()
        app.screen.query_one(Input).value = str(tmp_path / "table.doc")
        await pilot.press("enter")
        await settle(pilot)
        assert "nothing was written" in said(screen)


@pytest.mark.parametrize(
    ("value", "largest", "shown"),
    [
        (0, 8, "   "),
        (None, 8, "   "),
        (8, 8, "███"),
        (4, 8, "█▌ "),
        (1, 1000, "▏  "),
        (9, 8, "███"),
    ],
)
def test_bars_are_in_eighths_of_a_cell(value, largest, shown):
    assert bar(value, largest, 3) == shown
    assert Text(bar(value, largest, 3)).cell_len == 3


def test_figures_as_people_write_them():
    assert [number(one) for one in (None, 0, 0.0, 12, 3.14159)] == ["–", "·", "·", "12", "3.1"]
