import pytest
from coding_desk import coded, in_file, opened, press
from rich.cells import cell_len
from textual.widgets import Input

from coder.cli.open import without_values
from coder.errors import InputError
from coder.settings import load_settings
from coder.tui.app import CoderApp
from coder.tui.keymap import CODING, MOVING, SELECTING, Situation, helpful
from coder.tui.themes import DEFAULT

WIDE = (150, 45)


async def test_a_full_disk_is_told_and_nothing_is_lost(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1")
        db = app.workspace.project.store.db
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        said = "x" * 90_000
        await press(app, pilot, "m", "w")
        app.screen.query_one("#memo").text = said
        await press(app, pilot, "ctrl+s")
        assert any(one.severity == "error" for one in app._notifications)
        assert "saved: memo" not in str(screen.query_one("#foot").render())
        db.execute("PRAGMA max_page_count = 1000000")
        await press(app, pilot, "n", "2")
        assert len(coded(app)) == in_file(project_path) == 2


async def test_an_equal_message_takes_the_place_of_the_one_that_stands(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        error = InputError("The disk is full.", "Make room.")
        for _ in range(3):
            app.show_error(error)
        app.show_error(InputError("The disk is full.", "Make much room."))
        app.show_error(error)
        await pilot.pause()
        assert [one.message for one in app._notifications] == ["Make much room.", "Make room."]
        app.clear_notifications()
        app.show_error(error)
        await pilot.pause()
        assert [one.message for one in app._notifications] == ["Make room."]


async def test_help_lists_the_keys_of_the_place(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "question_mark")
        page = str(app.screen.query_one("#help Static").render())
        for words in ("Next uncoded", "coding.remove", "1–9  Hot code", "place.overview"):
            assert words in page
        await press(app, pilot, "escape")
        assert app.screen.transcript.has_focus


async def test_jump_mode_takes_one_to_another_pane_and_back(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "g", "a")
        assert screen.query_one("#documents").has_focus
        await press(app, pilot, "g", "d")
        assert screen.query_one("#codes").has_focus
        await press(app, pilot, "g", "s")
        assert screen.transcript.has_focus
        await press(app, pilot, "g", "escape")
        assert screen.transcript.has_focus


async def test_the_palette_knows_every_action(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        from coder.tui.commands import AllCommands

        listed = [one.name for one in AllCommands(screen).commands()]
        names = set(listed)
        assert listed.index("Undo") < listed.index("Theme: coder-dark")
        assert "Scroll Left" not in names
        wanted = {key.words for key in (*CODING, *MOVING, *SELECTING)}
        assert wanted <= names
        await press(app, pilot, "n", "ctrl+p")
        app.screen.query_one(Input).value = "hot code 1"
        await app.workers.wait_for_complete()
        await pilot.pause(0.3)
        await press(app, pilot, "enter")
        await pilot.pause()
        if not coded(app):
            await press(app, pilot, "enter")
        assert [name for _, name in coded(app)] == ["vertrouwen"]


async def test_keys_theme_and_width_come_from_the_settings(project_path, make_app):
    config = project_path.parent / "config"
    config.mkdir(exist_ok=True)
    (config / "settings.yaml").write_text(
        "decide_first: true\ntheme: high-contrast-light\ntext_width: 40\n"
        "keys:\n  coding.remove: delete\n"
    )
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        assert app.theme == "high-contrast-light"
        text = app.workspace.document.text
        page = screen.transcript.page
        shown = [text[line.start : line.end] for line in page.lines_of(range(page.height))]
        assert max(cell_len(line) for line in shown) <= 40
        await press(app, pilot, "n", "1", "d")
        assert len(coded(app)) == 1
        assert app.key_of("coding.remove") == "Del"
        await press(app, pilot, "delete")
        assert coded(app) == []


async def test_an_unknown_theme_and_wrong_settings_are_told(project_path, make_app):
    config = project_path.parent / "config"
    config.mkdir(exist_ok=True)
    (config / "settings.yaml").write_text("decide_first: true\ntheme: pink\n")
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        assert [one.title for one in app._notifications] == ["There is no theme 'pink'."]
        assert "theme: pink" in (config / "settings.yaml").read_text()


async def test_a_theme_chosen_on_the_screen_is_kept(project_path, make_app):
    config = project_path.parent / "config"
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        app.theme = "textual-light"
        await pilot.pause()
    assert load_settings(config).theme == "textual-light"
    again = make_app(project_path)
    async with again.run_test(size=WIDE) as pilot:
        await opened(again, pilot)
        assert again.theme == "textual-light"
        again.theme = DEFAULT
        await pilot.pause()
    assert load_settings(config).theme == DEFAULT


@pytest.mark.parametrize("theme", ["ansi-dark", "textual-light", "high-contrast-dark"])
async def test_every_theme_draws(project_path, make_app, theme):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        app.theme = theme
        await press(app, pilot, "n", "1")
        drawn = "".join(piece.text for piece in screen.transcript.render_line(2))
        assert "▶" in drawn
        assert "vertrouwen" in drawn


async def test_no_colour_leaves_signs(project_path, make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        assert app.no_color
        await press(app, pilot, "n", "1", "exclamation_mark", "shift+left")
        drawn = "".join(piece.text for piece in screen.transcript.render_line(2))
        assert "!vertrouwen" in drawn
        selected = [piece for piece in screen.transcript.render_line(2) if piece.style.reverse]
        assert selected


async def test_without_a_project_the_welcome_is_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    app = CoderApp(None)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert type(app.screen).__name__ == "WelcomeScreen"


def test_the_keys_that_help_depend_on_where_one_is():
    assert next(helpful(Situation(edging=True)))[0] == "coding.edges"
    assert "suggestion.accept" not in dict(helpful(Situation(suggested=True)))
    assert "suggestion.accept" in dict(helpful(Situation(suggested=True, revealed=True)))
    assert "coding.remove" in dict(helpful(Situation(coded=True)))
    assert "coding.remove" not in dict(helpful(Situation()))


def test_no_id_and_no_key_stands_for_two_things():
    table = (*CODING, *MOVING, *SELECTING)
    ids = [key.id for key in table]
    keys = [one for key in table for one in key.keys.split(",")]
    assert len(ids) == len(set(ids))
    assert len(keys) == len(set(keys))


def test_a_crash_report_holds_nothing_that_was_said():
    trace = "│ ❱ 12 │   act()  │\n│ ╭─ locals ─╮ │\n│ │ text = 'secret' │ │\n│ ╰──╯ │\nValueError"
    assert "secret" not in without_values(trace)
    assert "act()" in without_values(trace)
    assert "ValueError" in without_values(trace)
