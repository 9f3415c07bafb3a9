"""Keys that come all at once, as over a slow line: those behind Enter are not for the dialog."""

import pytest
from textual.events import Key

from coder.tui.screens.ask_path import AskPath
from coder.tui.screens.asking import AskLine, Confirm
from coder.tui.screens.help import HelpScreen
from tests.tui.coding_desk import opened

ENTER, WHAT, A = ("enter", "\r"), ("question_mark", "?"), ("a", "a")


async def at_once(app, pilot, *keys):
    for key, character in keys:
        app.post_message(Key(key, character))
    for _ in keys:
        await pilot.pause()


@pytest.mark.parametrize("dialog", [AskLine, AskPath])
async def test_what_follows_enter_is_no_part_of_the_line(project_path, make_app, dialog):
    app, got = make_app(project_path), []
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        app.push_screen(dialog("Which?"), got.append)
        await pilot.pause()
        await at_once(app, pilot, A, WHAT, A, ENTER, WHAT)
        assert got == ["a?a"]
        assert isinstance(app.screen, HelpScreen)


async def test_enter_twice_is_once(project_path, make_app):
    app, got = make_app(project_path), []
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        below = app.screen
        app.push_screen(AskLine("Which?"), got.append)
        await pilot.pause()
        await at_once(app, pilot, A, ENTER, ENTER)
        assert got == ["a"]
        assert app.screen is below


async def test_enter_where_nothing_is_typed_means_what_it_did(project_path, make_app):
    app, got = make_app(project_path), []
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        app.push_screen(Confirm("Sure?"), got.append)
        await pilot.pause()
        await at_once(app, pilot, ENTER)
        assert got == []
        assert isinstance(app.screen, Confirm)
