from coding_desk import coded, in_file, opened, press

from coder.project.coding import undo
from coder.project.editing import change_code
from coder.project.project import open_project

WIDE = (150, 45)


def foot(screen):
    return str(screen.query_one("#foot").render())


async def test_undo_and_redo_across_restarts_say_what_was_undone(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1", "n", "2")
    again = make_app(project_path)
    async with again.run_test(size=WIDE) as pilot:
        screen = await opened(again, pilot)
        await press(again, pilot, "home", "z")
        assert "undone" in foot(screen)
        assert "doorstroom" in foot(screen)
        assert screen.transcript.cursor == 2
        await press(again, pilot, "ctrl+z")
        assert coded(again) == []
        await press(again, pilot, "Z", "ctrl+y")
        assert [name for _, name in coded(again)] == ["vertrouwen", "doorstroom"]
        assert "done again" in foot(screen)
        await press(again, pilot, "Z")
        assert "nothing to be done again" in foot(screen)


async def test_the_history_jumps_back_over_several_acts_and_forward(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1", "n", "2", "n", "3", "exclamation_mark")
        await press(app, pilot, "H", "j", "j", "enter")
        assert [name for _, name in coded(app)] == ["vertrouwen"]
        assert "3 acts" in foot(screen)
        await press(app, pilot, "H", "k", "k", "k", "enter")
        assert [name for _, name in coded(app)] == ["vertrouwen", "doorstroom", "capaciteit"]
        assert app.workspace.codings[-1].important
        await press(app, pilot, "H", "escape")
        assert in_file(project_path) == 3


async def test_where_somebody_changed_it_since_undo_asks(project_path, make_app, monkeypatch):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1", "n", "2")
        other = project_path.parent / "other person"
        with monkeypatch.context() as patch:
            patch.setenv("CODER_CONFIG", str(other))
            with open_project(project_path) as project:
                last = app.workspace.codings[-1]
                change_code(project, [last], app.workspace.codes[2])
        await press(app, pilot, "z")
        assert type(app.screen).__name__ == "Confirm"
        await press(app, pilot, "n")
        assert len(coded(app)) == 2
        with open_project(project_path) as project:
            undo(project, rest=True)
