"""What others put in the shared folder: told once, merged only when asked, seen first."""

import shutil

import pytest
from textual.widgets import Static

from coder.project.coding import code_span, codings
from coder.project.project import open_project
from coder.project.purging import purge
from coder.project.shared_folder import remember_folder
from coder.project.team import share
from coder.store.replica import load_person
from coder.tui.screens.asking import AskLine
from coder.tui.screens.merge_run import MergeRun
from coder.tui.screens.unsettled import UnsettledScreen
from tests.tui.coding_desk import opened, press


@pytest.fixture
def drive(project_path, tmp_path):
    """A folder in which Bram shares his copy."""
    folder = tmp_path / "drive"
    folder.mkdir()
    with open_project(project_path) as project:
        project.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(project_path, tmp_path / "bram.coder")
    shared_by_bram(tmp_path, folder, 46)
    return folder


def shared_by_bram(tmp_path, folder, at):
    who = load_person(tmp_path / "bram", "Bram")
    with open_project(tmp_path / "bram.coder", who) as project:
        code_span(project, project.document("talk"), at, at + 5, project.code("vertrouwen"))
        return share(project, folder)


def number(path):
    with open_project(path) as project:
        return len(codings(project))


def told(app, name):
    return str(app.screen.query_one(f"#{name}", Static).render())


async def glance(app, pilot):
    """Two looks: the second tells what the first one found."""
    for _ in range(2):
        app.glance()
        app.folder_watch.wait()
    await pilot.pause()


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_news_is_told_once_and_merged_when_asked(project_path, drive, make_app, tmp_path):
    with open_project(project_path) as project:
        remember_folder(project, drive)
    app = make_app(project_path)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await opened(app, pilot)
        await glance(app, pilot)
        assert [one.message for one in app._notifications] == ["Bram's file is newer: U to look"]
        await glance(app, pilot)
        assert len(app._notifications) == 1
        assert number(project_path) == 0
        await press(app, pilot, "U")
        assert told(app, "about") == ("no questions · Bram's file is newer: M to merge")
        await press(app, pilot, "M")
        await settled(app, pilot)
        assert isinstance(app.screen, MergeRun)
        assert "1 new coding by Bram" in told(app, "merge-text")
        await press(app, pilot, "escape")
        assert number(project_path) == 0
        await press(app, pilot, "M")
        await settled(app, pilot)
        await press(app, pilot, "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, UnsettledScreen)
        assert number(project_path) == 1
        assert "coder merge --undo" in told(app, "status")
        await glance(app, pilot)
        assert told(app, "about") == "no questions"
        app.clear_notifications()
        shared_by_bram(tmp_path, drive, 56)
        await glance(app, pilot)
        assert "Bram's file is newer" in told(app, "about")
        assert len(app._notifications) == 1


async def test_a_folder_or_files_can_be_named(project_path, drive, make_app, tmp_path):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await glance(app, pilot)
        await press(app, pilot, "U", "M")
        assert isinstance(app.screen, AskLine)
        await press(app, pilot, *"nowhere", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, UnsettledScreen)
        await press(app, pilot, "M")
        app.screen.query_one("Input").value = str(tmp_path / "bram.coder")
        await press(app, pilot, "enter")
        await settled(app, pilot)
        await press(app, pilot, "enter")
        await settled(app, pilot)
        assert number(project_path) == 1
        await press(app, pilot, "M")
        app.screen.query_one("Input").value = str(drive)
        await press(app, pilot, "enter")
        await settled(app, pilot)
        assert "nothing new" in str(app.screen.query_one(".dialog-title", Static).render())
        await press(app, pilot, "enter")
        assert isinstance(app.screen, UnsettledScreen)


async def test_a_drive_that_does_not_answer_stops_nothing(
    project_path, drive, make_app, monkeypatch
):
    """The look hangs until the test lets it go; keys go on, and no second look begins."""
    from threading import Event

    let_go, looks = Event(), []

    def hang(folder, mine):
        looks.append(folder)
        let_go.wait(60)
        return {}

    monkeypatch.setattr("coder.tui.folder_watch.look", hang)
    with open_project(project_path) as project:
        remember_folder(project, drive)
    app = make_app(project_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        for _ in range(3):
            app.glance()
        await press(app, pilot, "U")
        assert isinstance(app.screen, UnsettledScreen)
        assert len(looks) == 1
        assert app.folder_watch.is_looking
        let_go.set()
        app.folder_watch.wait()
        app.glance()
        assert app.folder_watch.news == ()


async def test_what_somebody_erased_for_good_is_not_erased_by_a_key(
    project_path, make_app, drive, tmp_path
):
    who = load_person(tmp_path / "bram", "Bram")
    with open_project(tmp_path / "bram.coder", who) as project:
        purge(project, project.document("talk"))
        share(project, drive)
    app = make_app(project_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        app.push_screen(MergeRun(project_path, str(drive)))
        await settled(app, pilot)
        assert "erased for good: talk" in told(app, "merge-text")
        assert "--accept-purges" in told(app, "merge-text")
        await press(app, pilot, "enter")
        await settled(app, pilot)
        assert not isinstance(app.screen, MergeRun)
    with open_project(project_path) as project:
        assert project.document("talk").text
