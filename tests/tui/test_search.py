import pytest
from textual.widgets import Input, Static

from coder.errors import CoderError, StoreError
from coder.project.coding import codings
from coder.project.wordforms import all_forms, project_words
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.search import SearchScreen
from coder.tui.widgets.line_list import LineList


class Forms:
    """Answers for word forms in the test's own process; counts what it was asked."""

    def __init__(self):
        self.project = None
        self.asked = []

    async def suggest(self, document):
        return []

    async def forms(self, query):
        self.asked.append(query)
        return all_forms(self.project, query, project_words(self.project))

    async def close(self):
        pass


@pytest.fixture
def search(project_path, make_app):
    """Opens the app, goes to the search by its key and types a query."""

    async def start(pilot, query=""):
        app = pilot.app
        await pilot.pause()
        app.suggestions.project = app.workspace.project
        await pilot.press("slash")
        await pilot.pause()
        app.screen.query_one(Input).value = query
        await settle(pilot)
        return app.screen

    return start


async def settle(pilot):
    """Wait for what a key set off, and for what that set off."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def lines(screen):
    hits = screen.query_one(LineList)
    return [hits.render_line(row).text.rstrip() for row in range(hits.virtual_size.height)]


def status(screen):
    return str(screen.query_one("#status", Static).render())


async def test_words_are_found_in_all_forms_with_context_and_speaker(
    project_path, make_app, search
):
    app = make_app(project_path, Forms())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, "fiets")
        assert isinstance(screen, SearchScreen)
        assert lines(screen) == []
        screen.query_one(Input).value = "persoon"
        await settle(pilot)
        (line,) = lines(screen)
        assert "other" in line and "Respondent" in line and "één persoon op acht" in line
        assert "1 segment in 1 of 2 transcripts: persoon" in status(screen)
        screen.query_one(Input).value = "uitgelegd"
        await settle(pilot)
        assert "opnieuw uitleggen" in lines(screen)[0]
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert lines(screen) == []
        assert app.suggestions.asked.count("uitgelegd") == 1


async def test_phrases_and_beginnings_need_no_forms(project_path, make_app, search):
    app = make_app(project_path, Forms())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, '"opeens weg" vertr*')
        assert app.suggestions.asked == []
        assert len(lines(screen)) == 2
        screen.query_one(Input).value = "!!"
        await settle(pilot)
        assert "type a word" in status(screen)


async def test_enter_goes_to_the_hits_and_to_the_text(project_path, make_app, search):
    app = make_app(project_path, Forms())
    async with app.run_test(size=(100, 30)) as pilot:
        await search(pilot, "capaciteit")
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, CodingScreen)
        assert app.workspace.document.name == "other"
        current = app.screen.transcript.current
        text = app.workspace.document.text[current.start : current.end]
        assert text == "Dat is geen capaciteit."


async def test_one_hit_is_coded_by_its_hot_key(project_path, make_app, search):
    app = make_app(project_path, Forms())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, "tijd")
        await pilot.press("enter", "3")
        await settle(pilot)
        project = app.workspace.project
        (made,) = project_codings(project)
        assert made.quote == "Dat kost tijd."
        assert "saved: capaciteit on 1" in status(screen)
        assert "capaciteit" in lines(screen)[0]
        await pilot.press("z")
        await settle(pilot)
        assert project_codings(project) == []


async def test_all_hits_are_coded_after_a_yes_and_taken_back_as_one(project_path, make_app, search):
    app = make_app(project_path, Forms())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, "we")
        count = len(lines(screen))
        assert count == 2
        await pilot.press("enter", "asterisk", "c")
        await pilot.pause()
        await pilot.press(*"doorstr", "enter")
        await pilot.pause()
        await pilot.press("n")
        await settle(pilot)
        assert project_codings(app.workspace.project) == []
        await pilot.press("1", "y")
        await settle(pilot)
        made = project_codings(app.workspace.project)
        assert [one.code[-1] for one in made] == ["1", "1"]
        await pilot.press("asterisk", "1", "y")
        await settle(pilot)
        assert "on 0 (2 had it already)" in status(screen)
        await pilot.press("z")
        await settle(pilot)
        assert project_codings(app.workspace.project) == []


async def test_some_hits_are_coded_by_marks(project_path, make_app, search):
    app = make_app(project_path, Forms())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, "we")
        await pilot.press("enter", "space")
        await pilot.pause()
        assert "1 marked" in str(screen.query_one("#scope", Static).render())
        await pilot.press("2")
        await settle(pilot)
        (made,) = project_codings(app.workspace.project)
        assert made.quote.startswith("We hadden")


async def test_the_search_can_stay_in_this_transcript(project_path, make_app, search):
    app = make_app(project_path, Forms())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, "interviewer OR het")
        screen.query_one(Input).value = "geen"
        await settle(pilot)
        everywhere = len(lines(screen))
        talk = next(key for key, name in app.workspace.names.items() if name == "talk")
        app.go_to(talk, 0)
        await settle(pilot)
        await pilot.press("slash", "ctrl+t")
        await settle(pilot)
        assert everywhere == 1 and lines(app.screen) == []
        assert "talk" in str(screen.query_one("#scope", Static).render())


async def test_leaving_goes_first_to_the_line_then_to_the_text(project_path, make_app, search):
    app = make_app(project_path, Forms())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await search(pilot, "geen")
        await pilot.press("enter")
        assert screen.query_one(LineList).has_focus
        await pilot.press("escape")
        assert screen.query_one(Input).has_focus
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, CodingScreen)


async def test_without_word_forms_the_words_themselves_are_found(project_path, make_app, search):
    class Broken(Forms):
        async def forms(self, query):
            raise CoderError("The language process stopped.", "Search again.")

    app = make_app(project_path, Broken())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, "geen")
        assert len(lines(screen)) == 1
        assert "no word forms: The language process stopped." in status(screen)


async def test_a_search_that_fails_says_so_and_shows_no_old_hits(
    project_path, make_app, search, monkeypatch
):
    def broken(*_arguments, **_named):
        raise StoreError("The project file cannot be read.", "Look with 'coder doctor'.")

    app = make_app(project_path, Forms())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await search(pilot, "geen")
        assert len(lines(screen)) == 1
        monkeypatch.setattr("coder.tui.screens.search.passages", broken)
        screen.query_one(Input).value = "weg"
        await settle(pilot)
        assert lines(screen) == []
        assert "The project file cannot be read." in status(screen)
        assert "word forms" not in status(screen)
        assert "weg" not in app.suggestions.asked


def project_codings(project):
    return codings(project)
