"""The questions of merging on the screen: one key each, one answer for many, taken back."""

import shutil
from dataclasses import replace

import pytest
from textual.widgets import Static

from coder.project.codes import add_code, edit_code, rename_code
from coder.project.merging import merge
from coder.project.project import open_project
from coder.project.questions import questions
from coder.store.replica import load_person
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.unsettled import UnsettledScreen
from coder.tui.widgets.key_foot import KeyFoot
from coder.tui.widgets.line_list import LineList
from tests.tui.coding_desk import listed_lines, opened, press


@pytest.fixture
def path(project_path, tmp_path):
    """The small project after a merge with what Bram did, which left four questions."""
    theirs = tmp_path / "bram.coder"
    with open_project(project_path) as project:
        project.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(project_path, theirs)
    people = (None, load_person(tmp_path / "bram", "Bram"))
    for file, who, word in zip((project_path, theirs), people, ("hier", "daar"), strict=True):
        with open_project(file, who) as project:
            for name in ("hoop", "vrees"):
                add_code(project, name)
            for name in ("vertrouwen", "capaciteit"):
                code = project.code(name)
                edit_code(project, code, replace(code, definition=f"{name} {word}"))
    with open_project(project_path) as project:
        merge(project, [theirs])
        assert len(questions(project)) == 4
    return project_path


def open_ones(path):
    with open_project(path) as project:
        return [one.asks.value for one in questions(project)]


def told(screen, name):
    return str(screen.query_one(f"#{name}", Static).render())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_line_tells_what_each_person_wrote(path, make_app, size):
    with open_project(path) as project:
        rename_code(project, project.code("doorstroom"), "verloop")
        theirs = path.with_name("bram.coder")
    with open_project(theirs, load_person(path.with_name("bram"), "Bram")) as project:
        rename_code(project, project.code("doorstroom"), "wisseling")
    with open_project(path) as project:
        merge(project, [theirs])
        me = project.me.name
    app = make_app(path)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "U")
        (line,) = [line for line in listed_lines(app.screen) if "name differs" in line]
        for words in (f"“verloop” ({me})", "“wisseling” (Bram)", " or "):
            assert words in line


async def test_questions_are_answered_by_one_key_and_taken_back(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "U")
        screen = app.screen
        assert isinstance(screen, UnsettledScreen)
        assert "4 questions" in told(screen, "about")
        assert screen.query_one(LineList).virtual_size.height == 4
        assert "one code: count its codings together  (usual: Enter)" in told(screen, "choices")
        await press(app, pilot, "space", "asterisk", "home")
        assert screen.query_one(LineList).marked == []
        assert "Mark" not in str(screen.query_one(KeyFoot).render())
        await press(app, pilot, "7")
        assert len(open_ones(path)) == 4
        await press(app, pilot, "2")
        assert "answered" in told(screen, "status")
        assert open_ones(path) == ["same code", "different values", "different values"]
        await press(app, pilot, "z")
        assert "4 questions" in told(screen, "about")
        await press(app, pilot, "enter")
        assert len(open_ones(path)) == 3
        await press(app, pilot, "escape")
        assert isinstance(app.screen, CodingScreen)


async def test_one_answer_for_all_of_a_kind(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "U", "end", "A")
        screen = app.screen
        assert "the next answer is for all 2 of this kind" in told(screen, "about")
        assert "before: “Over" in told(screen, "choices")
        assert "For all: what the same person wrote" in told(screen, "choices")
        await press(app, pilot, "1")
        assert "answered 2 questions" in told(screen, "status")
        assert open_ones(path) == ["same code", "same code"]
        await press(app, pilot, "A", "A", "enter", "enter")
        assert open_ones(path) == []
        assert told(screen, "about") == "no questions"
        await press(app, pilot, "enter", "1", "A")
        assert told(screen, "about") == "no questions"
