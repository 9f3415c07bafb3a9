"""What the screen says where there is nothing yet, and that the first coding needs no manual."""

from coding_desk import coded, press
from textual.widgets import Input

from coder.project.importing import import_files
from coder.project.project import create_project, open_project


def made(tmp_path, monkeypatch, *texts):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "new.coder"
    create_project(path)
    for number, text in enumerate(texts):
        file = tmp_path / f"d{number}.txt"
        file.write_text(text, "utf-8")
        with open_project(path) as project:
            import_files(project, [file])
    return path


async def test_without_transcripts_the_text_says_how_to_get_some(tmp_path, make_app, monkeypatch):
    app = make_app(made(tmp_path, monkeypatch))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = app.screen.transcript.render_line(1).text
        assert "No transcripts yet: press F3 and then i" in shown
        foot = str(app.screen.query_one("#foot").render())
        assert "F3 overview" in foot
        assert "repeat" not in foot
        for key in ("j", "n", "c", "m", "d", "t", "enter", "shift+down", "v"):
            await press(app, pilot, key)
            if app.screen.is_modal:
                await press(app, pilot, "escape")


async def test_transcripts_read_in_later_are_opened(tmp_path, make_app, monkeypatch):
    path = made(tmp_path, monkeypatch)
    file = tmp_path / "later.txt"
    file.write_text("Respondent: Dat was zo.\n\nInterviewer: Nee?\n", "utf-8")
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "f3", "i")
        app.screen.query_one(Input).value = str(file)
        await press(app, pilot, "enter")
        await app.workers.wait_for_complete()
        await press(app, pilot, "f2")
        assert app.screen.transcript.document.name == "later"


async def test_the_first_code_of_a_project_is_made_while_reading(tmp_path, make_app, monkeypatch):
    app = make_app(made(tmp_path, monkeypatch, "Respondent: Dat was zo.\n\nInterviewer: Nee?\n"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "c makes the first one" in str(app.screen.query_one("#foot").render())
        await press(app, pilot, "c")
        assert "No codes yet" in str(app.screen.query_one("#meaning").render())
        await press(app, pilot, *"rust", "enter", "enter")
        assert coded(app) == [("Dat was zo.", "rust")]


async def test_a_far_jump_lands_with_lines_around_it(tmp_path, make_app, monkeypatch):
    turns = "\n\n".join(f"Ana: Zin nummer {number}." for number in range(100))
    app = make_app(made(tmp_path, monkeypatch, turns))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        view = app.screen.transcript
        for number in (60, 20, 80):
            view.go_to(view.segments[number].start)
            await pilot.pause()
            row = view.page.row_at(view.segments[number].start) - view.scroll_offset.y
            assert 3 <= row < view.size.height - 3
