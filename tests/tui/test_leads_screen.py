"""The lists of what to look at next, and proposed terms: seen, decided on, taken back."""

import pytest
from textual.widgets import Static

from coder.errors import CoderError
from coder.model import Exposure
from coder.project.coding import code_span, codings
from coder.project.finishing import set_all_done, set_done
from coder.project.importing import import_files
from coder.project.project import open_project
from coder.project.suggestion_process import Kept, answer
from coder.store.suggestion_events import suggestion_events
from coder.suggest.muting import Muted
from coder.tui.engine import SuggestionService
from coder.tui.screens.asking import Confirm
from coder.tui.screens.codebook import CodebookScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.leads import LeadsScreen
from coder.tui.screens.term_proposals import TermProposals
from coder.tui.widgets.line_list import LineList
from tests.tui.coding_desk import listed_lines, opened, press

MORE = """Interviewer: En bij jullie?

Respondent: Er was geen vertrouwen meer. Toen was ze opeens weg. Dat kost tijd. De koffie was op.

Respondent: Iedereen verdwijnt hier. Toen verdween ook de secretaris. Het regende de hele avond.
"""
THIRD = """Interviewer: En verder?

Respondent: Toen verdween hij zomaar. We dronken thee. Dat was het.
"""


class InProcess(SuggestionService):
    """The service, its questions answered in the test's own process."""

    def __init__(self, path):
        super().__init__(path)
        self.path, self.kept = path, Kept()

    async def suggest(self, document):
        return []

    async def _ask(self, question, remedy):
        found = answer(self.path, question, self.kept)
        if "problem" in found:
            raise CoderError(found["problem"], found["remedy"])
        return found


@pytest.fixture
def path(project_path, tmp_path):
    """The small project with two transcripts more."""
    (tmp_path / "more.txt").write_text(MORE, "utf-8")
    (tmp_path / "third.txt").write_text(THIRD, "utf-8")
    with open_project(project_path) as project:
        import_files(project, [tmp_path / "more.txt", tmp_path / "third.txt"])
    return project_path


def put(path, name, words, code):
    with open_project(path) as project:
        document = project.document(name)
        start = document.text.index(words)
        code_span(project, document, start, start + len(words), project.code(code))


def quotes(path, code):
    with open_project(path) as project:
        wanted = project.code(code).id
        return {one.quote for one in codings(project) if one.code == wanted}


async def settle(pilot):
    """Wait for what a key set off, and for what that set off."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def lines(screen):
    hits = screen.query_one(LineList)
    return [hits.render_line(row).text.rstrip() for row in range(hits.virtual_size.height)]


def told(screen, name):
    return str(screen.query_one(f"#{name}", Static).render())


def question(dialog):
    return " ".join(str(one.render()) for one in dialog.query(Static))


async def listed(app, pilot, *keys):
    """Opens a transcript, goes to the lists by their key and presses more."""
    await opened(app, pilot)
    for key in ("Q", *keys):
        await pilot.press(key)
        await settle(pilot)
    assert isinstance(app.screen, LeadsScreen)
    return app.screen


async def test_likely_segments_of_this_transcript_then_of_all(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot)
        assert "likely first · talk · 5" in told(screen, "about")
        assert {line.split()[-1] for line in lines(screen)} >= {"in.", "opvolger."}
        assert any("vertrouwen?" in line and "We hadden er wel" in line for line in lines(screen))
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert "all transcripts · 17" in told(screen, "about")


async def test_the_chosen_one_is_shown_in_its_turn_with_the_reason(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await listed(app, pilot)
        place = next(n for n, line in enumerate(lines(screen)) if "We hadden" in line)
        for _ in range(place):
            await pilot.press("j")
        await pilot.pause()
        shown = told(screen, "around")
        assert "[We hadden er wel vertrouwen in.] Maar toen" in shown
        assert "word vertrouwen" in shown


async def test_accepting_one_takes_it_from_the_list_and_z_brings_it_back(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot)
        before = lines(screen)
        (lead,) = screen.chosen()
        name = screen.name_of(lead.code)
        await press(app, pilot, "a")
        assert quotes(path, name) == {lead.place.text}
        assert f"saved: {name} on 1" in told(screen, "status")
        assert len(lines(screen)) == len(before) - 1
        await pilot.press("z")
        await settle(pilot)
        assert quotes(path, name) == set()
        assert "undone" in told(screen, "status")
        assert len(lines(screen)) == len(before)


async def test_what_is_looked_at_counts_as_shown_but_not_what_one_asked_for(path, make_app):
    put(path, "talk", "Dat kost tijd.", "capaciteit")
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot)
        (lead,) = screen.chosen()
        capacity = next(code for code in app.workspace.codes if code.name == "capaciteit")
        screen.list_like(capacity)
        await settle(pilot)
        assert screen.chosen()
    with open_project(path) as project:
        met = suggestion_events(project.store.db)
    seen = [one for one in met if one.exposure is Exposure.SHOWN]
    assert [(one.start, one.code) for one in seen] == [(lead.place.start, lead.code)]


async def test_refused_ones_do_not_come_back(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot)
        before = lines(screen)
        await press(app, pilot, "x")
        assert "rejected: 1" in told(screen, "status")
        assert len(lines(screen)) == len(before) - 1
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert before[0].removeprefix("▶") not in [line[1:] for line in lines(screen)]


async def test_more_like_a_code_is_coded_together_after_a_yes(path, make_app):
    put(path, "talk", "Maar toen was ze opeens weg.", "doorstroom")
    put(path, "talk", "Dat kost tijd.", "doorstroom")
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "f4")
        app.screen.show_code(app.workspace.codes[1].id)
        await pilot.press("G")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, LeadsScreen)
        assert "More like ▌doorstroom" in told(screen, "about")
        assert screen.chosen()[0].place.text == "Toen was ze opeens weg."
        assert "like “Maar toen was ze opeens weg.” (talk)" in told(screen, "around")
        await press(app, pilot, "space", "space")
        assert "2 marked" in told(screen, "status")
        first, second = (one.place.text for one in screen.chosen())
        await press(app, pilot, "a")
        assert isinstance(app.screen, Confirm)
        assert "did not look" not in question(app.screen)
        await press(app, pilot, "n")
        assert len(quotes(path, "doorstroom")) == 2
        await press(app, pilot, "a", "y")
        assert {first, second} < quotes(path, "doorstroom")
        assert "saved: doorstroom on 2" in told(screen, "status")
        await pilot.press("z")
        await settle(pilot)
        assert len(quotes(path, "doorstroom")) == 2


async def test_who_marks_all_is_told_how_many_were_not_looked_at(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        await listed(app, pilot)
        await press(app, pilot, "j", "asterisk", "x")
        assert "Reject 5 segments?" in question(app.screen)
        assert "did not look at 3 of them" in question(app.screen)


async def test_muted_codes_are_listed_only_when_asked_for(path, make_app):
    put(path, "talk", "Maar toen was ze opeens weg.", "doorstroom")
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot)
        assert any("doorstroom?" in line for line in lines(screen))
        code = app.workspace.codes[1].id
        app.workspace.muted = {code: Muted(code, 4, 20)}
        await pilot.press("ctrl+t", "ctrl+t")
        await settle(pilot)
        assert lines(screen)
        assert not any("doorstroom?" in line for line in lines(screen))
        await press(app, pilot, "f4")
        app.screen.show_code(code)
        await pilot.press("G")
        await settle(pilot)
        assert any("doorstroom?" in line for line in lines(screen))


async def test_another_code_can_be_chosen(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot)
        (lead,) = screen.chosen()
        await press(app, pilot, "c", *"capaciteit", "enter")
        await settle(pilot)
        assert lead.place.text in quotes(path, "capaciteit")
        assert "saved: capaciteit on 1" in told(screen, "status")


async def test_pairs_coded_differently_lead_to_either_text(path, make_app):
    put(path, "talk", "Maar toen was ze opeens weg.", "doorstroom")
    put(path, "more", "Toen was ze opeens weg.", "capaciteit")
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot, "o", "o")
        assert "coded differently · all transcripts · 1" in told(screen, "about")
        one, other = lines(screen)
        assert "┌ more" in one and "▌capaciteit" in one
        assert "└ talk" in other and "▌doorstroom" in other
        await press(app, pilot, "a")
        assert quotes(path, "doorstroom") == {"Maar toen was ze opeens weg."}
        await pilot.press("j", "enter")
        await settle(pilot)
        assert isinstance(app.screen, CodingScreen)
        assert app.workspace.document.name == "talk"
        view = app.screen.transcript
        assert app.workspace.document.text[slice(*view.span)] == "Maar toen was ze opeens weg."
        await pilot.press("Q")
        await settle(pilot)
        assert "coded differently" in told(app.screen, "about")


async def test_more_like_the_coding_under_the_cursor(path, make_app):
    put(path, "talk", "Maar toen was ze opeens weg.", "doorstroom")
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "G")
        assert isinstance(app.screen, CodingScreen)
        assert screen.said == "nothing is coded here"
        text = app.workspace.document.text
        screen.transcript.go_to(text.index("Maar toen"))
        await pilot.press("G")
        await settle(pilot)
        assert "More like ▌doorstroom" in told(app.screen, "about")


async def test_in_blind_mode_nothing_is_listed_or_proposed(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        app.workspace.set_blind(True)
        await pilot.press("Q")
        await settle(pilot)
        assert lines(app.screen) == []
        assert "Blind mode" in listed_lines(app.screen)[0]
        await press(app, pilot, "f4", "V")
        assert "blind mode" in told(app.screen, "status")


async def test_what_cannot_be_asked_is_told_where_one_looks(path, make_app):
    class Broken(InProcess):
        async def _ask(self, question, remedy):
            raise CoderError("The language process stopped.", "Ask again.")

    app = make_app(path, Broken(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot)
        assert "The language process stopped. Ask again." in listed_lines(screen)[0]


async def test_a_done_transcript_says_where_others_are(path, make_app):
    with open_project(path) as project:
        set_done(project, project.document("talk"), True)
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await listed(app, pilot)
        assert "likely first · talk · none" in told(screen, "about")
        assert "You are done with this transcript" in listed_lines(screen)[0]
        with open_project(path) as project:
            set_all_done(project, project.documents(), True)
        await press(app, pilot, "f2", "Q")
        await settle(pilot)
        await press(app, pilot, "ctrl+t")
        await settle(pilot)
        assert listed_lines(screen)[0].startswith("You are done with all transcripts")


def coded_for_terms(path):
    put(path, "more", "Iedereen verdwijnt hier.", "doorstroom")
    put(path, "more", "Toen verdween ook de secretaris.", "doorstroom")
    put(path, "more", "Het regende de hele avond.", "capaciteit")
    put(path, "third", "Toen verdween hij zomaar.", "doorstroom")
    put(path, "third", "Dat was het.", "capaciteit")


async def test_proposed_terms_are_marked_and_added(path, make_app):
    coded_for_terms(path)
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "f4")
        book = app.screen
        book.show_code(app.workspace.codes[1].id)
        await pilot.press("V")
        await settle(pilot)
        assert isinstance(app.screen, TermProposals)
        shown = lines(app.screen)
        assert "verdwijnen" in shown[0] and "3 of 3" in shown[0] and "2 transcripts" in shown[0]
        assert "Right in 3 of the 3 segments" in told(app.screen, "examples")
        await press(app, pilot, "space", "enter")
        assert isinstance(app.screen, CodebookScreen)
        assert "saved: 1 more term for doorstroom" in told(book, "status")
        with open_project(path) as project:
            assert "verdwijnen" in [term.text for term in project.code("doorstroom").terms]
        await press(app, pilot, "z")
        with open_project(path) as project:
            assert "verdwijnen" not in [term.text for term in project.code("doorstroom").terms]


async def test_a_code_with_too_few_quotations_says_so(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "f4", "V")
        await settle(pilot)
        assert "or there are too few" in told(app.screen, "status")


async def test_leaving_the_proposals_changes_nothing(path, make_app):
    coded_for_terms(path)
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "f4")
        app.screen.show_code(app.workspace.codes[1].id)
        await pilot.press("V")
        await settle(pilot)
        await press(app, pilot, "space", "escape")
        with open_project(path) as project:
            assert "verdwijnen" not in [term.text for term in project.code("doorstroom").terms]


async def test_keys_and_lists_are_in_the_palette(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        said = {one.binding.description for one in app.screen.active_bindings.values()}
        assert {"Look next", "More like it"} <= said
        await press(app, pilot, "f4")
        said = {one.binding.description for one in app.screen.active_bindings.values()}
        assert {"Look next", "More like it", "Proposed terms"} <= said


async def test_the_process_answers_and_comes_from_no_folder_that_one_is_in(
    path, tmp_path, monkeypatch
):
    trap = tmp_path / "elsewhere" / "coder"
    trap.mkdir(parents=True)
    (trap / "__init__.py").write_text("raise SystemExit('taken from the folder')\n", "utf-8")
    monkeypatch.chdir(trap.parent)
    service = SuggestionService(path)
    try:
        found = await service.likely(None)
    finally:
        await service.close()
    assert found == await InProcess(path).likely(None)
    assert found


async def test_a_code_that_was_never_given_is_like_nothing_yet(path, make_app):
    app = make_app(path, InProcess(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "f4", "G")
        await settle(pilot)
        assert "Nothing is coded with it yet" in listed_lines(app.screen)[0]
