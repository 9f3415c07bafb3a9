"""What tells one where one is, which keys work, and how to get back."""

import pytest
from coding_desk import opened, press

from coder.tui.places import PLACES
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.help import HelpScreen
from coder.tui.widgets.key_foot import KeyFoot
from coder.tui.widgets.place_bar import PlaceBar

LISTS = ("f3", "f4", "f5", "f6", "f7")
SIZES = ((80, 24), (120, 40), (200, 50))


def line(app, widget):
    return str(app.screen.query_one(widget).render())


def names_all_places(app, size):
    """Whether the line at the top names every place, by its title or its brief one."""
    top = line(app, PlaceBar)
    named = all(place.title in top or f" {place.brief}" in top for place in PLACES)
    return named and len(top) <= size[0]


@pytest.mark.parametrize("size", SIZES)
async def test_every_place_names_all_places_and_all_keys_at_every_size(
    project_path, make_app, size
):
    app = make_app(project_path)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        assert names_all_places(app, size)
        assert line(app, "#foot").rstrip().endswith("all keys")
        for key in (*LISTS, "Q"):
            await press(app, pilot, key)
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert names_all_places(app, size)
            foot = line(app, KeyFoot)
            assert foot.rstrip().endswith("all keys")
            assert len(foot) <= size[0]


async def test_titles_are_whole_where_there_is_room_and_keys_stay_where_there_is_none(
    project_path, make_app
):
    app = make_app(project_path)
    async with app.run_test(size=(200, 50)) as pilot:
        await opened(app, pilot)
        assert all(place.title in line(app, PlaceBar) for place in PLACES)
        assert line(app, PlaceBar).rstrip().endswith(project_path.stem)
    app = make_app(project_path)
    async with app.run_test(size=(50, 24)) as pilot:
        await opened(app, pilot)
        assert line(app, PlaceBar) == "F2 Coding F3 F4 F5 F6 F7 F8 F9 Q U" + " " * 9 + " small "


@pytest.mark.parametrize("key", [*LISTS, "Q"])
async def test_escape_leads_back_to_the_text(project_path, make_app, key):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, key)
        await app.workers.wait_for_complete()
        for _ in range(3):
            if not isinstance(app.screen, CodingScreen):
                await press(app, pilot, "escape")
        assert isinstance(app.screen, CodingScreen)


@pytest.mark.parametrize("key", ["f2", *LISTS])
async def test_f1_lists_all_keys_even_while_one_types(project_path, make_app, key):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, key, "f1")
        assert isinstance(app.screen, HelpScreen)
        page = str(app.screen.query_one("#help Static").render())
        assert "Everywhere" in page
        assert "F1" in page
        await press(app, pilot, "escape")
        assert not app.screen.is_modal


async def test_a_click_on_a_place_and_on_a_key(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        at = line(app, PlaceBar).index("Docs")
        await pilot.click(PlaceBar, offset=(at, 0))
        await pilot.pause()
        assert type(app.screen).__name__ == "OverviewScreen"
        at = line(app, KeyFoot).index("Import")
        await pilot.click(KeyFoot, offset=(at, 0))
        await pilot.pause()
        assert app.screen.is_modal


async def test_where_there_is_one_pane_the_jump_key_says_so(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "g")
        assert not app.screen.is_modal
        assert any("no other pane" in one.message for one in app._notifications)
