"""After an act suggestions are asked for again: what is taught shows, and nothing is lost by it."""

import asyncio

from coding_desk import Learning, Service, opened, press

from coder.project.coding import code_span
from coder.project.project import open_project
from coder.tui.awaiting import find_suggestions
from coder.tui.here import suggestions_here

WIDE = (150, 45)


class Held(Service):
    """Answers when it is let go."""

    def __init__(self, path, *rules):
        super().__init__(path, *rules)
        self.go = asyncio.Event()

    async def suggest(self, document):
        found = await super().suggest(document)
        await self.go.wait()
        return found


async def settled(app, pilot):
    while any(worker.is_running for worker in app.workers):
        await pilot.pause(0.01)
    await pilot.pause()


def scores(app):
    return {(one.start, one.code): one.score for one in app.workspace.current.offers.every()}


async def test_a_coding_changes_what_is_suggested_next(project_path, make_app):
    app = make_app(project_path, Learning(project_path))
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        app.workspace.set_least(0.0)
        await press(app, pilot, "n")
        here = screen.transcript.cursor
        await press(app, pilot, "j")
        code = app.workspace.hot_codes()["3"].id
        start = screen.transcript.current.start
        before = scores(app)[start, code]
        await press(app, pilot, "k")
        assert screen.transcript.cursor == here
        await press(app, pilot, "3")
        await settled(app, pilot)
        taught = scores(app)[start, code]
        assert taught > before
        await press(app, pilot, "z")
        await settled(app, pilot)
        assert scores(app)[start, code] == before


async def test_quick_acts_ask_once(project_path, make_app):
    service = Service(project_path, ("vertrouwen", 1, 0.9))
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        asked = len(service.asked)
        for _ in range(3):
            find_suggestions(screen, app.workspace.document.id, 0.01)
        await settled(app, pilot)
        assert len(service.asked) == asked + 1


async def test_what_changed_nothing_is_not_asked_again(project_path, make_app):
    service = Service(project_path, ("vertrouwen", 1, 0.9))
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        asked = len(service.asked)
        screen.refresh_view()
        await press(app, pilot, "j", "k", "enter")
        await settled(app, pilot)
        assert len(service.asked) == asked


async def test_an_answer_to_an_older_state_is_dropped(project_path, make_app):
    service = Held(project_path, ("vertrouwen", 1, 0.9))
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen, desk = app.screen, app.workspace
        while not service.asked:
            await pilot.pause()
        with open_project(project_path) as other:
            text = other.document(desk.document.id)
            words = text.turns[1]
            code_span(other, text, words.start, words.end, other.code("capaciteit"))
        desk.catch_up()
        service.go.set()
        await settled(app, pilot)
        assert desk.document.id not in desk.suggestions
        screen.refresh_view()
        await settled(app, pilot)
        assert desk.document.id in desk.suggestions


async def test_the_chosen_suggestion_stays_chosen(project_path, make_app):
    rules = [("opvolger", 2, 0.9), ("opvolger", 1, 0.7), ("opvolger", 3, 0.6)]
    service = Service(project_path, *rules)
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "]", "enter", "O")
        chosen = suggestions_here(screen)[screen.chosen_suggestion].code
        service.rules = [("opvolger", 3, 0.95), *rules[:2]]
        find_suggestions(screen, app.workspace.document.id)
        await settled(app, pilot)
        here = suggestions_here(screen)
        assert [one.score for one in here] == [0.95, 0.9, 0.7]
        assert here[screen.chosen_suggestion].code == chosen
        service.rules = [rules[0]]
        find_suggestions(screen, app.workspace.document.id)
        await settled(app, pilot)
        assert not screen.is_revealed
        assert screen.chosen_suggestion == 0


async def test_numbers_stay_while_one_is_being_typed(project_path, make_app):
    service = Service(project_path, ("opvolger", 2, 0.9), ("opvolger", 1, 0.7))
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "]", "s")
        service.rules = [("opvolger", 3, 0.95)]
        find_suggestions(screen, app.workspace.document.id)
        await settled(app, pilot)
        await press(app, pilot, "2")
        assert [one.code[-1] for one in app.workspace.codings] == ["1"]


async def test_suggestions_stay_in_sight_while_new_ones_are_looked_for(project_path, make_app):
    service = Held(project_path, ("vertrouwen", 1, 0.9))
    service.go.set()
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "]", "enter")
        service.go.clear()
        find_suggestions(screen, app.workspace.document.id)
        await pilot.pause()
        assert "vertrouwen?" in str(screen.query_one("#suggestions").render())
        service.go.set()
        await settled(app, pilot)
