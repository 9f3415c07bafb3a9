import json

import pytest
from coding_desk import listed_lines
from textual.widgets import Input, Static

from coder.project.coding import code_span, codings, remove_codings
from coder.project.editing import set_important
from coder.project.memos import memos
from coder.project.project import open_project
from coder.store.replica import Person
from coder.tui.screens.asking import Confirm
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.quotations import QuotationsScreen
from coder.tui.widgets.line_list import LineList

QUOTES = (
    ("talk", "vertrouwen", "We hadden er wel vertrouwen in."),
    ("talk", "doorstroom", "Maar toen was ze opeens weg."),
    ("talk", "doorstroom", "aan de opvolger"),
    ("talk", "vertrouwen", "Daarna moesten we alles opnieuw uitleggen 👩‍👩‍👧 aan de opvolger."),
    ("other", "capaciteit", "Dat is geen capaciteit."),
)


@pytest.fixture
def coded_path(project_path):
    """The small project with five codings of one's own."""
    with open_project(project_path) as project:
        for name, code, quote in QUOTES:
            document = project.document(name)
            start = document.text.index(quote)
            code_span(project, document, start, start + len(quote), project.code(code))
    return project_path


async def settle(pilot):
    """Wait for what a key set off, and for what that set off."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def open_quotations(pilot, query=""):
    await settle(pilot)
    await pilot.press("f5")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, QuotationsScreen)
    while screen.material is None:
        await settle(pilot)
    if query:
        await ask(pilot, query)
    return screen


async def ask(pilot, query):
    pilot.app.screen.query_one(Input).value = query
    await settle(pilot)


def shown(screen):
    return [one.quote for one in screen.shown]


def said(screen, where="#status"):
    return str(screen.query_one(where, Static).render())


async def test_all_own_quotations_are_shown_and_narrowed_as_one_types(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot)
        assert len(screen.shown) == 5
        line = screen.query_one(LineList).render_line(0).text
        assert "capaciteit" in line and "other" in line and "Respondent" in line
        await pilot.press("slash", *"trust")
        await settle(pilot)
        assert "no code 'trust'" in said(screen)
        assert len(screen.shown) == 5
        await ask(pilot, "vertrouwen and doorstroom")
        assert shown(screen) == [QUOTES[3][2], QUOTES[2][2]]
        await ask(pilot, "doorstroom near:1 vertrouwen")
        assert shown(screen) == [QUOTES[1][2], QUOTES[2][2]]
        await ask(pilot, "vertrouwen overlaps doorstroom")
        assert shown(screen) == [QUOTES[3][2]]
        assert "1 of 5 quotations" in said(screen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_empty_list_says_why(coded_path, make_app, size):
    async with make_app(coded_path).run_test(size=size) as pilot:
        screen = await open_quotations(pilot, "doorstroom AND capaciteit")
        assert listed_lines(screen)[0].startswith("No quotation fits. Esc")
        await ask(pilot, "")
        assert not any("No quotation" in line for line in listed_lines(screen))
    with open_project(coded_path) as project:
        remove_codings(project, [one.id for one in codings(project)])
    async with make_app(coded_path).run_test(size=size) as pilot:
        screen = await open_quotations(pilot)
        assert listed_lines(screen)[0].startswith("No quotations yet: c in the text")


async def test_the_text_around_is_shown(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_quotations(pilot, "opvolg")
        await ask(pilot, "text:opvolger doorstroom")
        around = said(screen, "#around")
        assert "[aan de opvolger]" in around and "Respondent" in around


async def test_enter_goes_to_the_text(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_quotations(pilot, "capaciteit")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, CodingScreen)
        assert app.workspace.document.name == "other"


async def test_marked_quotations_get_another_code_as_one_act(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot, "doorstroom")
        await pilot.press("asterisk", "r")
        await pilot.pause()
        await pilot.press(*"capaciteit", "enter")
        await settle(pilot)
        assert "saved: 2 codings now capaciteit" in said(screen)
        assert screen.shown == []
        await ask(pilot, "")
        capacity = app.workspace.project.code("capaciteit").id
        assert [one.code == capacity for one in screen.shown].count(True) == 3
        await pilot.press("z")
        await settle(pilot)
        assert [one.code == capacity for one in screen.shown].count(True) == 1


async def test_many_are_removed_only_after_a_yes(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot)
        await pilot.press("asterisk", "d", "n")
        await settle(pilot)
        assert len(codings(app.workspace.project)) == 5
        await pilot.press("d", "y")
        await settle(pilot)
        assert codings(app.workspace.project) == [] and screen.shown == []
        await pilot.press("z")
        await settle(pilot)
        assert len(screen.shown) == 5


async def test_importance_weight_and_memo_can_be_set_and_asked_for(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot)
        await pilot.press("exclamation_mark")
        await settle(pilot)
        await pilot.press("percent_sign", "6", "0", "enter")
        await settle(pilot)
        await pilot.press("m", *"kijk", "ctrl+s")
        await settle(pilot)
        (memo,) = memos(app.workspace.project, "coding")
        assert memo.text == "kijk"
        await ask(pilot, "important weight:>50 memo:kijk")
        assert shown(screen) == [QUOTES[4][2]]
        assert "weight 60" in said(screen, "#around") and "memo: kijk" in said(screen, "#around")
        await ask(pilot, "not important")
        assert len(screen.shown) == 4


async def test_a_condition_is_picked_from_a_list(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot)
        await pilot.press("l")
        await pilot.pause()
        await pilot.press(*"document talk", "enter")
        await settle(pilot)
        assert screen.query_one(Input).value == "document:talk"
        await pilot.press("l")
        await pilot.pause()
        await pilot.press(*"code doorstr", "ctrl+n")
        await settle(pilot)
        assert screen.query_one(Input).value == "document:talk AND NOT doorstroom"
        assert shown(screen) == [QUOTES[0][2]]


async def test_escape_takes_one_narrowing_away_at_a_time(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot)
        ids = [one.id for one in screen.shown[:2]]
        screen.show_only(ids, (app.workspace.project.me.id,), "a figure")
        await settle(pilot)
        assert [one.id for one in screen.shown] == ids
        assert "Only 2 behind a figure" in said(screen, "#only")
        await ask(pilot, "vertrouwen")
        assert len(screen.shown) == 1
        await pilot.press("escape")
        await settle(pilot)
        assert len(screen.shown) == 2
        await pilot.press("escape")
        await settle(pilot)
        assert len(screen.shown) == 5
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, CodingScreen)


async def test_others_codings_are_seen_when_asked_for_and_left_alone(coded_path, make_app):
    other = Person("b" * 32, "Bea", "c" * 32)
    with open_project(coded_path, other) as project:
        document = project.document("other")
        code_span(project, document, *turn_of(document), project.code("doorstroom"))
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot)
        assert len(screen.shown) == 5
        await pilot.press("h", "down", "enter")
        await settle(pilot)
        assert len(screen.shown) == 6
        await ask(pilot, "coder:bea")
        assert len(screen.shown) == 1
        await pilot.press("d")
        await settle(pilot)
        assert "only one's own" in said(screen) and len(codings(app.workspace.project)) == 6
        app.workspace.set_blind(True)
        await ask(pilot, "")
        await pilot.press("f2")
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        assert len(screen.shown) == 5
        await pilot.press("h")
        assert "blind" in said(screen)


async def test_where_somebody_changed_it_since_undo_asks_here_too(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot)
        await pilot.press("asterisk", "exclamation_mark")
        await settle(pilot)
        with open_project(coded_path, Person("b" * 32, "Bea", "c" * 32)) as project:
            set_important(project, codings(project)[:1], False)
        await pilot.press("z")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert "undone: mark as important" in said(screen)
        assert not any(one.important for one in codings(app.workspace.project))


async def test_codings_that_become_the_same_are_one(coded_path, make_app):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot)
        count = len(screen.shown)
        project = app.workspace.project
        first = screen.shown[0]
        other = next(one for one in project.codes() if one.id != first.code)
        code_span(project, project.document(first.document), first.start, first.end, other)
        await pilot.press("f2", "f5")
        await settle(pilot)
        assert len(screen.shown) == count + 1
        screen.query_one(LineList).action_edge(0)
        here = screen.current
        target = next(
            one
            for one in project.codes()
            if one.id in (first.code, other.id) and one.id != here.code
        )
        await pilot.press("r")
        await pilot.pause()
        await pilot.press(*target.name, "enter")
        await settle(pilot)
        assert len(screen.shown) == count
        same = [one for one in codings(project) if (one.start, one.end) == (first.start, first.end)]
        assert [one.code for one in same if one.document == first.document] == [target.id]


def turn_of(document):
    turn = document.turns[-1]
    return turn.start, turn.end


async def test_what_is_shown_is_written_to_a_file_and_copied(coded_path, make_app, tmp_path):
    app = make_app(coded_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_quotations(pilot, "vertrouwen")
        await pilot.press("X")
        await pilot.pause()
        target = tmp_path / "found.json"
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await settle(pilot)
        rows = json.loads(target.read_text("utf-8"))
        assert len(rows) == 2 and "wrote 2 codings" in said(screen)
        await pilot.press("X")
        await pilot.pause()
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("home", "y")
        await settle(pilot)
        start = app.workspace.project.document("talk").text.index(QUOTES[0][2])
        place = f"{start}-{start + len(QUOTES[0][2])}"
        assert app.clipboard == f"“{QUOTES[0][2]}” (talk, Respondent, {place})"
