"""The first minute: from an empty folder to the first coded segment by keys alone."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from coder.project.coding import codings
from coder.project.project import create_project, open_project, this_person
from coder.project.recent import note_project, recent_projects
from coder.settings import config_folder, load_settings
from coder.tui.app import CoderApp
from coder.tui.screens.ask_path import AskPath
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.demo_run import DemoRun
from coder.tui.screens.how_to_suggest import HowToSuggest
from coder.tui.screens.import_run import ImportRun
from coder.tui.screens.ready import Ready
from coder.tui.screens.start_project import StartProject
from coder.tui.screens.welcome import WelcomeScreen
from coder.tui.widgets.path_input import completed

TALK = "Interviewer: Hoe?\n\nRespondent: Er was vertrouwen. Toen ging zij weg.\n"
LIMIT = 400
"""How often a test looks again before it gives up."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of one's own to work in, with two transcripts."""
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    place = tmp_path / "work"
    (place / "transcripts").mkdir(parents=True)
    (place / "transcripts" / "a.txt").write_text(TALK, "utf-8")
    (place / "transcripts" / "b.txt").write_text(TALK.replace("weg", "heen"), "utf-8")
    monkeypatch.chdir(place)
    return place


def welcome():
    app = CoderApp(None)

    class Silent:
        async def suggest(self, document):
            return []

        def move_to(self, path):
            pass

        async def close(self):
            pass

    app.suggestions = Silent()
    return app


async def until(pilot, kind):
    """Wait for a screen, which comes when something in the background is done."""
    for _ in range(LIMIT):
        await pilot.pause(0.02)
        if type(pilot.app.screen) is kind:
            await pilot.pause()
            return pilot.app.screen
    raise AssertionError(f"still {pilot.app.screen}")


async def test_from_an_empty_project_to_the_first_coding(folder):
    app = welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("enter")
        form = await until(pilot, StartProject)
        assert form.query_one("#name", Input).value == "work"
        assert form.query_one("#transcripts", Input).value == str(folder / "transcripts")
        form.query_one("#person", Input).value = "Anna"
        await pilot.press("tab", "tab", "tab", "down")
        await pilot.press("ctrl+s")
        ready = await until(pilot, Ready)
        words = str(ready.query(Static)[1].render())
        assert all(key in words for key in ("j k", "Enter", "1 … 9"))
        await pilot.press("enter")
        asked = await until(pilot, HowToSuggest)
        assert "tends to agree with it" in str(asked.query(Static)[1].render())
        await pilot.press("enter")
        await until(pilot, CodingScreen)
        assert load_settings(config_folder()).chosen == {"decide_first"}
        await pilot.press("n", "1")
        await pilot.pause()
        assert len(app.workspace.codings) == 1
    assert this_person().name == "Anna"
    with open_project(folder / "work.coder") as project:
        assert len(project.documents()) == 2
        assert len(codings(project)) == 1
    assert recent_projects() == [folder / "work.coder"]


async def test_what_is_wrong_in_the_form_can_be_corrected(folder):
    app = welcome()
    errors = []
    app.show_error = errors.append
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("enter")
        form = await until(pilot, StartProject)
        form.query_one("#codebook", Input).value = "nowhere.yaml"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "nowhere.yaml" in errors[0].problem
        form.query_one(OptionList).highlighted = 0
        form.query_one("#transcripts", Input).value = ""
        await pilot.press("ctrl+s")
        ready = await until(pilot, Ready)
        assert "F3" in str(ready.query(Static)[1].render())


async def test_leaving_the_form_writes_nothing(folder):
    app = welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("enter")
        await until(pilot, StartProject)
        await pilot.press("escape")
        await until(pilot, WelcomeScreen)
    assert list(folder.glob("*.coder")) == []


async def test_what_an_import_leaves_out_is_told_before_the_keys(folder):
    (folder / "transcripts" / "c.docx").write_bytes(b"no document")
    app = welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("enter")
        await until(pilot, StartProject)
        await pilot.press("ctrl+s")
        run = await until(pilot, ImportRun)
        rows = run.query_one("#import-rows", Static)
        for _ in range(LIMIT):
            if "c.docx" in str(rows.render()):
                break
            await pilot.pause(0.02)
        assert "c.docx" in str(rows.render())
        await pilot.press("enter")
        await until(pilot, Ready)


async def test_an_existing_project_is_opened_by_its_path(folder):
    create_project(folder / "transcripts" / "old.coder")
    app = welcome()
    errors = []
    app.show_error = errors.append
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("j", "j", "enter")
        ask = await until(pilot, AskPath)
        ask.query_one(Input).value = "nowhere"
        await pilot.press("enter")
        await until(pilot, WelcomeScreen)
        assert len(errors) == 1
        await pilot.press("enter")
        ask = await until(pilot, AskPath)
        ask.query_one(Input).value = "transcripts"
        await pilot.press("enter")
        await until(pilot, CodingScreen)
        assert app.workspace.project.path == folder / "transcripts" / "old.coder"


async def test_a_file_that_is_no_project_leads_back_to_the_offers(folder):
    (folder / "bad.coder").write_text("nothing")
    app = welcome()
    errors = []
    app.show_error = errors.append
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("j", "j", "enter")
        ask = await until(pilot, AskPath)
        ask.query_one(Input).value = "bad.coder"
        await pilot.press("enter")
        await pilot.pause()
        await until(pilot, WelcomeScreen)
        assert len(errors) == 1


async def test_recent_projects_are_offered(folder):
    path = folder / "transcripts" / "earlier.coder"
    create_project(path)
    note_project(path)
    app = welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await until(pilot, WelcomeScreen)
        assert screen.query_one(OptionList).option_count == 4
        await pilot.press("k", "enter")
        await until(pilot, CodingScreen)
        assert app.workspace.project.path == path


async def test_the_demo_is_built_where_one_confirms(folder):
    app = welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("j", "enter")
        ask = await until(pilot, AskPath)
        assert ask.query_one(Input).value == str(folder)
        ask.query_one(Input).value = str(folder / "look")
        await pilot.press("enter")
        run = await until(pilot, DemoRun)
        await app.workers.wait_for_complete([one for one in app.workers if one.node is run])
        await until(pilot, Ready)
        await pilot.press("enter")
        await until(pilot, HowToSuggest)
        await pilot.press("escape")
        await until(pilot, CodingScreen)
    with open_project(folder / "look" / "demo.coder") as project:
        assert len(project.documents()) == 8
        assert codings(project, coder=project.me.id) == []


async def test_building_the_demo_can_be_stopped(folder):
    app = welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("j", "enter")
        await until(pilot, AskPath)
        await pilot.press("enter")
        await until(pilot, DemoRun)
        await pilot.press("escape")
        await until(pilot, WelcomeScreen)


def test_paths_are_completed(folder):
    (folder / "talks.txt").write_text("x")
    (folder / ".hidden").write_text("x")
    (folder / "book.yaml").write_text("x")
    yaml = frozenset({".yaml"})
    assert completed("ta") == "talks.txt"
    assert completed("tr") == "transcripts/"
    assert completed(str(folder / "tra")) == f"{folder / 'transcripts'}/"
    assert completed("transcripts/") is None
    assert completed("") is None
    assert completed(".h") == ".hidden"
    assert completed("ta", yaml) is None
    assert completed("b", yaml) == "book.yaml"
    assert completed("nowhere/x") is None
    assert completed("a\0b") is None
    assert completed("~nobody-at-all/x") is None


async def test_tab_completes_what_was_typed_and_else_goes_on(folder):
    app = welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("j", "j", "enter")
        ask = await until(pilot, AskPath)
        await pilot.press("t", "r")
        field = ask.query_one(Input)
        for _ in range(LIMIT):
            await pilot.pause(0.02)
            await pilot.press("tab")
            if field.value != "tr":
                break
            field.focus()
        assert field.value == "transcripts/"
        assert Path(field.value).is_dir()


async def test_tab_goes_on_from_a_path_that_is_whole(folder):
    app = welcome()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WelcomeScreen)
        await pilot.press("enter")
        form = await until(pilot, StartProject)
        field = form.query_one("#transcripts", Input)
        field.focus()
        field.value = ""
        await pilot.press(*"transcripts", "tab")
        assert field.value == "transcripts"
        assert form.focused is not field
