"""What all dialogs share: they leave once, and nothing below them."""

from coding_desk import coded, opened, press
from textual import events
from textual.command import Command, CommandList, DiscoveryHit

from coder.tui.screens.by_letter import Chooser
from coder.tui.screens.memo import MemoEditor


async def test_letters_typed_ahead_close_a_dialog_once_and_nothing_below_it(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        below = await opened(app, pilot)
        await press(app, pilot, "n", "1", "m")
        chooser = app.screen
        assert isinstance(chooser, Chooser)
        for _ in range(3):
            chooser.post_message(events.Key("m", "m"))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, MemoEditor)
        await press(app, pilot, "escape")
        assert app.screen is below
        assert coded(app) == [("We hadden er wel vertrouwen in.", "vertrouwen")]


async def test_keys_typed_ahead_into_the_palette_stop_nothing(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        below = await opened(app, pilot)
        app.action_command_palette()
        palette = app.screen
        await pilot.pause()
        commands = palette.query_one(CommandList)
        commands.styles.height = commands.styles.max_height = 0
        await pilot.pause()
        assert commands.highlighted is not None
        commands.clear_options()
        commands.add_options([Command("een", DiscoveryHit("een", lambda: None)) for _ in range(3)])
        commands.highlighted = 1
        await press(app, pilot, "pagedown")
        palette.dismiss()
        palette.dismiss()
        await pilot.pause()
        assert app.screen is below
