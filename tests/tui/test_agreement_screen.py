"""The agreement screen: the table of the command line, its choices, and what is behind figures."""

from pathlib import Path

import pytest
from several_coders import first_project, person, work
from textual.widgets import Input, OptionList, Static

from coder.project.project import open_project
from coder.project.rounds import rounds
from coder.tui.screens.agreement import AgreementScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.differences import DifferencesScreen
from coder.tui.screens.help import HelpScreen
from coder.tui.screens.reconciling import ReconcilingScreen
from coder.tui.widgets.figure_grid import FigureGrid


@pytest.fixture
def coded_path(project_path):
    """The transcripts of several coders."""
    path = project_path.with_name("eerste.coder")
    first_project(path)
    return path


async def settle(pilot):
    """Wait for what a key set off, and for what that set off."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def open_agreement(pilot):
    await settle(pilot)
    await press(pilot, "f8")
    screen = pilot.app.screen
    assert isinstance(screen, AgreementScreen)
    return screen


def table(screen):
    """The names of the columns, and per row its name and cells."""
    grid = screen.query_one(FigureGrid)
    columns = range(len(grid.headings))
    rows = {
        name.plain.strip(): [grid.draw(row, column).plain.strip() for column in columns]
        for row, name in enumerate(grid.names)
    }
    return [one.plain for one in grid.headings], rows


def said(screen, where="#status"):
    return str(screen.query_one(where, Static).render())


async def test_the_table_is_that_of_the_command_line(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        heading, rows = table(screen)
        assert heading[:6] == ["Anna", "Bas", "both", "only Anna", "only Bas", "percent"]
        assert rows["geld"][:8] == ["5", "4", "4", "1", "·", ".97", ".89", ".87"]
        assert list(rows) == ["middelen", "geld", "tijd", "any code", "all codes together"]
        assert "done by Carla only: t6" in said(screen, "#counted")
        assert "middelen × Anna: 0 of 30 segments" in said(screen)
        await press(pilot, "j", "end")
        assert said(screen).startswith("geld × alpha: 0.8")
        assert "by chance" in said(screen)
        await press(pilot, "k")
        assert "undefined" in said(screen)
        assert "nothing is left to agree on" in said(screen)


async def test_choices_by_keys(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "number_sign", "number_sign", "q")
        assert screen.asked.unit == "turn"
        assert screen.seen.table.size == 10
        await press(pilot, "number_sign")
        heading, rows = table(screen)
        assert heading[-1] == "u-alpha"
        assert rows["geld"][0] == "55"
        await press(pilot, "equals_sign")
        assert "Conger" in table(screen)[0]
        await press(pilot, "u")
        assert [one.name for one in screen.seen.table.coders] == ["Anna", "Bas", "Carla"]
        await press(pilot, "h", "down", "enter")
        assert [one.name for one in screen.seen.table.coders] == ["Anna", "Bas"]
        await press(pilot, "I")
        assert "bootstrap draws" in said(screen, "#counted")
        assert "[" in table(screen)[1]["geld"][-1]


async def test_the_lowest_alpha_comes_first(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "S")
        assert list(table(screen)[1])[:3] == ["tijd", "geld", "middelen"]
        await press(pilot, "end")
        assert said(screen).startswith("tijd × alpha")


async def test_behind_a_figure_are_the_places_where_coders_differ(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "j", "j", "end", "enter")
        places = pilot.app.screen
        assert isinstance(places, DifferencesScreen)
        assert "tijd: given by some, not by others (2 places)" in said(places, ".dialog-title")
        assert "it given by Bas, not by Anna" in said(places, "#around")
        assert "[Er was geld.]" in said(places, "#around")
        await press(pilot, "j")
        assert "it given by Anna, not by Bas" in said(places, "#around")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodingScreen)
        assert pilot.app.workspace.document.name == "t3"
        await press(pilot, "f8", "k", "k", "enter")
        assert pilot.app.screen is screen
        assert "no such place" in said(screen)


@pytest.mark.parametrize(
    ("column", "told", "first"),
    [
        (0, "tijd: given by Anna (5 places)", "by Anna, Bas"),
        (1, "tijd: given by Bas (5 places)", "by Anna, Bas"),
        (2, "tijd: given by both (4 places)", "by Anna, Bas"),
        (3, "tijd: given by Anna only (1 place)", "by Anna, not by Bas"),
        (4, "tijd: given by Bas only (1 place)", "by Bas, not by Anna"),
    ],
)
async def test_behind_a_number_are_as_many_places(coded_path, make_app, column, told, first):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "j", "j", *["right"] * column)
        count = table(screen)[1]["tijd"][column]
        await press(pilot, "enter")
        assert said(pilot.app.screen, ".dialog-title") == told
        assert f"({count} place" in told
        assert first in said(pilot.app.screen, "#around")


async def test_behind_all_codes_together_each_place_says_its_code(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, *"jjjj", "right", "right")
        count = table(screen)[1]["all codes together"][2]
        await press(pilot, "enter")
        assert f"given by both ({count} places)" in said(pilot.app.screen, ".dialog-title")
        assert "geld given by Anna, Bas" in said(pilot.app.screen, "#around")
        await press(pilot, "j")
        assert "tijd given by Anna, Bas" in said(pilot.app.screen, "#around")


async def test_from_a_figure_to_its_spots_and_back(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "j", "j", *["right"] * 4, "s")
        spots = pilot.app.screen
        assert isinstance(spots, ReconcilingScreen)
        assert [case.spot.sign for case in spots.shown] == ["≠"]
        assert "1 shown (Esc: all): tijd: given by Bas only" in said(spots)
        await press(pilot, "C")
        assert pilot.app.screen is screen
        assert screen.view == "confusion"
        assert screen.cell == ("geld", "tijd")
        await press(pilot, "s")
        assert [case.spot.sign for case in spots.shown] == ["≠"]
        await press(pilot, "escape")
        assert len(spots.shown) > 5
        await press(pilot, "f8", "escape")
        assert screen.cell == ("geld", "alpha")
        await press(pilot, "j", "enter", "j", "s")
        assert pilot.app.screen is spots
        assert spots.current.spot.sign == "1/2"


async def test_codes_against_codes_and_what_is_behind_them(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "C")
        heading, rows = table(screen)
        assert heading == ["geld", "tijd", "(no other)"]
        assert rows["geld"] == ["4", "1", "·"]
        assert "Rows: what Anna gave" in said(screen, "#counted")
        await press(pilot, "home", "k", "k", "k", "right", "enter")
        assert isinstance(pilot.app.screen, DifferencesScreen)
        assert "geld of one coder, tijd of another (1 place)" in said(
            pilot.app.screen, ".dialog-title"
        )
        await press(pilot, "escape", "escape")
        assert screen.view == "codes"
        assert "alpha" in table(screen)[0]


async def test_a_group_of_excluding_codes(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "number_sign", "number_sign", "number_sign", "G", "enter")
        assert screen.view == "group"
        assert table(screen)[0] == ["measure", "figure", "coverage"]
        assert "tijd" in table(screen)[1]
        assert said(screen).startswith("group middelen × u-alpha: ")
        await press(pilot, *"jjj")
        assert "middelen × ku-alpha: undefined (no text that it was given to" in said(screen)
        await press(pilot, "j")
        assert said(screen).startswith("geld × ku-alpha: ")
        await press(pilot, "I")
        assert "[" in said(screen)
        await press(pilot, "enter")
        assert "single codes" in said(screen)


async def test_a_measure_is_explained_and_pairs_are_told(coded_path, make_app):
    work(coded_path, "Carla", [("t1", "geld", 19, 31)], ["t1"])
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "j", "end", "Y")
        assert isinstance(pilot.app.screen, HelpScreen)
        page = said(pilot.app.screen, "#help Static")
        assert "Formula:" in page
        assert "AC1" not in page.split("Formula:")[0]
        await press(pilot, "escape", "p")
        page = said(pilot.app.screen, "#help Static")
        assert "Anna and Carla: 1.00" in page
        await press(pilot, "escape")
        assert pilot.app.screen is screen


async def test_rounds_are_frozen_and_computed_again(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "R", "enter")
        pilot.app.screen.query_one(Input).value = "ronde 1"
        await press(pilot, "enter")
        assert "saved: round 'ronde 1'" in said(screen)
        work(coded_path, "Bas", [("t2", "geld", 19, 31)], [])
        await press(pilot, "R")
        assert pilot.app.screen.query_one(OptionList).option_count == 2
        await press(pilot, "down", "enter")
        assert "from the same operations" in said(screen)
        await press(pilot, "z")
        with open_project(coded_path) as project:
            assert rounds(project) == []


async def test_the_table_is_written_for_a_paper(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "X")
        path = coded_path.parent / "tabel.md"
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter")
        assert f"wrote the table to {path}" in said(screen)
        assert "Krippendorff" in Path(path).read_text("utf-8")


async def test_nothing_is_shown_in_blind_mode_or_where_nobody_is_done(
    coded_path, project_path, make_app
):
    async with make_app(project_path).run_test(size=(120, 40)) as pilot:
        screen = await open_agreement(pilot)
        assert "of two coders or more" in said(screen, "#counted")
        assert table(screen) == ([], {})
        await press(pilot, "enter", "Y", "escape", "p", "X", "S")
    async with make_app(coded_path).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        pilot.app.workspace.set_blind(True)
        screen = await open_agreement(pilot)
        assert "Blind mode" in said(screen, "#counted")
        assert table(screen) == ([], {})
        await press(pilot, "R")
        assert pilot.app.screen is screen


async def test_columns_left_of_the_figure_are_shown_where_there_is_room(coded_path, make_app):
    async with make_app(coded_path).run_test(size=(60, 24)) as pilot:
        screen = await open_agreement(pilot)
        await press(pilot, "end")
        assert "‹" in screen.query_one(FigureGrid).render_line(0).text
        await pilot.resize_terminal(150, 24)
        await settle(pilot)
        assert "Anna" in screen.query_one(FigureGrid).render_line(0).text


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_it_fits(coded_path, make_app, size):
    async with make_app(coded_path).run_test(size=size) as pilot:
        screen = await open_agreement(pilot)
        assert screen.query_one(FigureGrid).size.height >= 8
        assert person("Anna").name in said(screen, "#counted")
