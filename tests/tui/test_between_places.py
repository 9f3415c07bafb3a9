from coding_desk import coded, opened, press

from coder.project import coding as codings
from coder.project.codes import add_code
from coder.project.coding import code_span
from coder.project.editing import change_code
from coder.project.project import open_project
from coder.tui.screens.coding import CodingScreen


async def test_what_another_place_undid_is_gone_from_the_coding_screen(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1")
        screen = app.get_screen("coding", CodingScreen)
        drawn = []
        screen.transcript.mark = lambda marks: drawn.append(list(marks))
        await pilot.press("f3")
        await app.workers.wait_for_complete()
        codings.undo(app.workspace.project)
        app.workspace.refresh()
        await pilot.press("f2")
        await pilot.pause()
        assert drawn == [[]]


async def test_what_another_program_wrote_is_shown_with_ones_next_act(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(150, 45)) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1")
        (mine,) = app.workspace.codings
        with open_project(project_path) as other:
            change_code(other, [mine], add_code(other, "later"))
            code_span(other, other.document("talk"), 13, 30, other.code("capaciteit"))
        await press(app, pilot, "exclamation_mark")
        assert [name for _, name in coded(app)] == ["capaciteit", "later"]
        shown = screen.transcript.marks.within((0, mine.end))
        assert sorted((mark.name, mark.important) for mark in shown) == [
            ("capaciteit", False),
            ("later", True),
        ]
        await press(app, pilot, "d")
        assert [name for _, name in coded(app)] == ["capaciteit"]


async def test_choosing_a_code_reads_what_another_program_wrote(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(150, 45)) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1")
        with open_project(project_path) as other:
            change_code(other, app.workspace.codings, add_code(other, "later"))
        await press(app, pilot, "c", "escape")
        assert [name for _, name in coded(app)] == ["later"]
        shown = screen.transcript.marks.within((0, len(app.workspace.document.text)))
        assert [mark.name for mark in shown] == ["later"]


async def test_a_key_that_cannot_do_its_work_is_told_and_ends_nothing(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(150, 45)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1")
        told = []
        app.show_error = told.append
        app.workspace.recent = ["f" * 32]
        await press(app, pilot, "full_stop")
        assert [error.problem for error in told] == ["That code is no longer in the codebook."]
        assert len(coded(app)) == 1
