"""The overview: what it shows, imports, marks, corrects, removes, and takes back."""

import threading

import pytest
from several_coders import work
from textual.widgets import DataTable, Input, OptionList, Static

from coder.model import Role
from coder.project.importing import import_files
from coder.project.project import create_project, open_project
from coder.tui.screens import import_run
from coder.tui.screens.about_document import AboutDocument
from coder.tui.screens.asking import Confirm
from coder.tui.screens.import_run import ImportRun
from coder.tui.widgets.documents_pane import DocumentsPane
from coder.tui.widgets.key_foot import KeyFoot


async def opened(app, pilot):
    await pilot.press("f3")
    await settled(app, pilot)


async def settled(app, pilot):
    """Wait until nothing is read in the background and everything is shown."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def shown(app, key):
    """A column of the table as text, from top to bottom."""
    table = app.screen.query_one(DataTable)
    return [table.get_cell(row.key, key).plain.strip() for row in table.ordered_rows]


def said(app, name="status"):
    return str(app.screen.query_one(f"#{name}", Static).render())


def errors_of(app):
    """The errors that a person is told, instead of toasts."""
    errors = []
    app.show_error = errors.append
    return errors


async def typed(pilot, text):
    pilot.app.screen.query_one(Input).value = text
    await pilot.pause()


async def test_transcripts_with_words_and_progress(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("n", "1")
        await opened(app, pilot)
        assert shown(app, "name") == ["other", "talk"]
        assert shown(app, "words") == ["18", "36"]
        assert shown(app, "codings") == ["1", "0"]
        assert shown(app, "coded")[0].endswith("50%     1/2")
        assert shown(app, "seen") == ["50%", "0%"]
        assert "2 transcripts · 54 words" in said(app, "summary")


async def test_who_is_done_is_seen_at_80_columns_and_told_below(project_path, make_app):
    for name in ("Anna", "Bas"):
        work(project_path, name, [], ["other", "talk"])
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("j", "D")
        await settled(app, pilot)
        assert shown(app, "done") == ["2 others", "✓ +2"]
        table = app.screen.query_one(DataTable)
        lines = [table.render_line(y).text for y in range(3)]
        assert "done" in lines[0] and "2 others" in lines[1] and "✓ +2" in lines[2]
        assert "done: Anna, Bas" in said(app, "details")


async def test_done_is_kept_and_taken_back(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("j", "D")
        await settled(app, pilot)
        assert shown(app, "done") == ["", "✓"]
        assert said(app) == "saved: talk is done"
        await pilot.press("z")
        await settled(app, pilot)
        assert shown(app, "done") == ["", ""]
        await pilot.press("Z")
        await settled(app, pilot)
        assert shown(app, "done") == ["", "✓"]
        await pilot.press("D")
        await settled(app, pilot)
        assert shown(app, "done") == ["", ""]


async def test_enter_opens_the_transcript_where_one_left_it(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("j", "enter")
        await settled(app, pilot)
        assert app.workspace.document.name == "talk"


async def test_any_column_sorts_from_the_keyboard(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("S", "j", "enter")
        await settled(app, pilot)
        assert shown(app, "words") == ["36", "18"]
        await pilot.press("S", "enter")
        await settled(app, pilot)
        assert shown(app, "words") == ["18", "36"]


async def test_the_filter_line_keeps_what_fits_and_escape_shows_all(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("l", *"tal")
        await pilot.pause()
        assert shown(app, "name") == ["talk"]
        assert "1 of 2 transcripts" in said(app, "summary")
        await pilot.press("enter", "D")
        await settled(app, pilot)
        assert shown(app, "done") == ["✓"]
        await pilot.press("escape")
        await pilot.pause()
        assert shown(app, "name") == ["other", "talk"]


async def test_the_cursor_stays_on_its_transcript(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("j")
        app.screen.query_one(DocumentsPane).sort("words")
        await pilot.pause()
        assert app.screen.query_one(DocumentsPane).current.name == "talk"


async def test_import_by_path_with_what_went_wrong_and_undo(project_path, make_app):
    folder = project_path.parent / "new talks"
    folder.mkdir()
    (folder / "third.txt").write_text("Interviewer: En?\n\nRespondent: Dat was het.\n", "utf-8")
    (folder / "fourth.docx").write_bytes(b"PK\x03\x04 not really")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("i")
        await typed(pilot, str(folder))
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ImportRun)
        report = said(app, "import-rows")
        assert "fourth.docx" in report
        assert "notes.pdf was left out" in report
        await pilot.press("enter")
        await settled(app, pilot)
        assert shown(app, "name") == ["other", "talk", "third"]
        assert said(app) == "1 failed, 1 imported"
        await pilot.press("z")
        await settled(app, pilot)
        assert shown(app, "name") == ["other", "talk"]


async def test_a_smooth_import_asks_nothing(project_path, make_app):
    (project_path.parent / "third.txt").write_text("Interviewer: En?\n\nRespondent: Ja.\n", "utf-8")
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("i")
        await typed(pilot, f"'{project_path.parent / 'third.txt'}'")
        await pilot.press("enter")
        await settled(app, pilot)
        assert shown(app, "name") == ["other", "talk", "third"]


async def test_an_import_can_be_stopped_and_keeps_what_came_in(
    project_path, make_app, monkeypatch, tmp_path
):
    files = [tmp_path / f"n{number}.txt" for number in range(5)]
    for number, path in enumerate(files):
        path.write_text(f"Interviewer: En {number}?\n\nRespondent: Ja {number}.\n", "utf-8")
    go_on = threading.Event()
    read = import_run.import_files
    monkeypatch.setattr(
        import_run, "import_files", lambda *args, **more: go_on.wait(30) and read(*args, **more)
    )
    app = make_app(project_path)
    errors = errors_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        results = []
        app.push_screen(ImportRun(project_path, files), results.append)
        await pilot.pause()
        await pilot.press("escape")
        go_on.set()
        await settled(app, pilot)
    assert results == [[]]
    assert [one.problem for one in errors] == ["The import was stopped after 1 of 5 files."]
    with open_project(project_path) as project:
        assert len(project.documents()) == 3


async def test_a_path_that_is_not_there_is_told(project_path, make_app):
    app = make_app(project_path)
    errors = errors_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("i")
        await typed(pilot, "nowhere/at all")
        await pilot.press("enter")
        await pilot.pause()
        assert len(errors) == 1
        assert shown(app, "name") == ["other", "talk"]


async def test_a_table_of_attributes_becomes_columns(project_path, make_app):
    table = project_path.parent / "about.csv"
    table.write_text("document;group\ntalk;wethouder\nother;bewoner\n", "utf-8")
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("i")
        await typed(pilot, str(table))
        await pilot.press("enter")
        await settled(app, pilot)
        assert shown(app, "@group") == ["bewoner", "wethouder"]


async def test_attributes_and_roles_are_corrected_in_one_act(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("j", "e")
        await pilot.pause()
        assert isinstance(app.screen, AboutDocument)
        app.screen.query_one(OptionList).focus()
        await pilot.press("enter")
        app.screen.query_one("#another", Input).value = "group = wethouder"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert shown(app, "@group") == ["", "wethouder"]
        assert shown(app, "coded")[1].endswith("0/7")
        with open_project(project_path) as project:
            roles = {turn.speaker: turn.role for turn in project.document("talk").turns}
        assert roles["Interviewer"] is Role.RESPONDENT
        await pilot.press("z")
        await settled(app, pilot)
        assert "@group" not in app.screen.query_one(DataTable).columns
        assert shown(app, "coded")[1].endswith("0/5")


async def test_an_attribute_without_a_name_is_not_taken(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one("#another", Input).value = "wethouder"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, AboutDocument)


async def test_removing_asks_first_and_is_undoable(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("n", "1")
        await opened(app, pilot)
        await pilot.press("d", "n")
        await settled(app, pilot)
        assert shown(app, "name") == ["other", "talk"]
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settled(app, pilot)
        assert shown(app, "name") == ["talk"]
        await pilot.press("z")
        await settled(app, pilot)
        assert shown(app, "codings") == ["1", "0"]


async def test_an_empty_project_says_how_to_begin(tmp_path, make_app, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    create_project(tmp_path / "empty.coder")
    app = make_app(tmp_path / "empty.coder")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        assert "press i" in said(app)
        await pilot.press("D", "e", "d", "S", "escape", "j", "enter")
        await settled(app, pilot)
        assert app.screen.query_one(DataTable).row_count == 0


async def test_a_storage_error_is_told_and_the_rows_stay(project_path, make_app, monkeypatch):
    app = make_app(project_path)
    errors = errors_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        moved = project_path.rename(project_path.with_suffix(".away"))
        app.screen.reread()
        await settled(app, pilot)
        assert len(errors) == 1
        assert shown(app, "name") == ["other", "talk"]
        moved.rename(project_path)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_size_shows_table_details_and_keys(project_path, make_app, size):
    app = make_app(project_path)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        assert app.screen.query_one(DataTable).size.height >= 10
        assert "Interviewer (interviewer)" in said(app, "details")
        assert app.screen.query_one(KeyFoot).region.bottom == size[1]


async def test_two_hundred_transcripts(tmp_path, make_app, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "many.coder"
    create_project(path)
    files = [tmp_path / f"d{number}.txt" for number in range(200)]
    for number, file in enumerate(files):
        file.write_text(f"Interviewer: En?\n\nRespondent: Dat was {number}. Ja.\n", "utf-8")
    with open_project(path) as project:
        import_files(project, files)
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        assert shown(app, "name") == [f"d{number}" for number in range(200)]
        assert set(shown(app, "words")) == {"5"}
        await pilot.press("end")
        await pilot.pause()
        assert app.screen.query_one(DocumentsPane).current.name == "d199"
