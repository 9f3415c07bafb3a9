import pytest
from coding_desk import Service, coded, in_file, opened, press

from coder.model import Suggestion
from coder.project.editing import refused
from coder.tui.sampling import to_check

WIDE = (150, 45)


def panel(screen):
    return str(screen.query_one("#suggestions").render())


async def test_decide_first_then_reasons_then_definitions(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n")
        assert "1 suggestion" in panel(screen)
        assert "vertrouwen" not in panel(screen)
        await press(app, pilot, "enter")
        assert "vertrouwen?  high" in panel(screen)
        assert "word vertrouwen" in panel(screen)
        assert "Over vertrouwen." not in panel(screen)
        await press(app, pilot, "enter")
        assert "Over vertrouwen." in panel(screen)
        await press(app, pilot, "enter")
        assert "Over" not in panel(screen)


async def test_what_was_not_seen_is_not_accepted(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "a")
        assert coded(app) == []
        await press(app, pilot, "a")
        assert coded(app) == [("We hadden er wel vertrouwen in.", "vertrouwen")]
        assert app.workspace.codings[0].origin.value == "suggestion"


async def test_going_to_a_suggestion_does_not_tell_it_yet(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "]")
        assert "1 suggestion" in panel(app.screen)
        await press(app, pilot, "enter", "a", "]", "enter", "a")
        assert [name for _, name in coded(app)] == ["vertrouwen", "doorstroom"]


async def test_s_and_a_digit_accept_another_one(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "]", "]", "enter", "s", "2")
        assert coded(app) == [("Maar toen was ze opeens weg.", "capaciteit")]


async def test_s_then_another_key_waits_no_longer(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "]", "]", "s", "escape", "1")
        assert [name for _, name in coded(app)] == ["vertrouwen"]


async def test_a_refused_one_stays_away_until_undone(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "]", "enter", "x")
        document = app.workspace.document.id
        assert len(refused(app.workspace.project, document)) == 1
        assert "None" in panel(screen)
        await press(app, pilot, "z")
        assert "1 suggestion" in panel(screen) or "vertrouwen?" in panel(screen)


async def test_the_other_suggestion_is_the_one_that_keys_act_on(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "]", "]", "enter", "O", "x", "a")
        assert [name for _, name in coded(app)] == ["doorstroom"]


async def test_strictness_shows_more_and_fewer_and_is_remembered(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "end")
        assert "1 weaker" in panel(screen)
        await press(app, pilot, "plus")
        assert "1 suggestion" in panel(screen)
    again = make_app(project_path, service)
    async with again.run_test(size=WIDE) as pilot:
        await opened(again, pilot)
        assert again.workspace.least == pytest.approx(0.3)


async def test_silence_is_not_taken_for_nothing(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        assert "does not mean there is nothing to code" in panel(screen)


async def test_blind_mode_shows_and_asks_for_nothing_and_says_so(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "b", "]")
        assert screen.transcript.cursor == 0
        assert "BLIND MODE" in str(screen.query_one("#foot").render())
        assert "BLIND MODE" in panel(screen)
        await press(app, pilot, "n", "a", "enter", "R")
        assert coded(app) == []
        assert app.screen is screen
    asked = len(service.asked)
    again = make_app(project_path, service)
    async with again.run_test(size=WIDE) as pilot:
        await opened(again, pilot)
        assert again.workspace.blind
        assert len(service.asked) == asked


async def test_always_showing_is_a_setting(project_path, make_app, service):
    settings = project_path.parent / "config"
    settings.mkdir(exist_ok=True)
    (settings / "settings.yaml").write_text("decide_first: false\n")
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n")
        assert "vertrouwen?  high" in panel(app.screen)
        first = panel(app.screen)
        await press(app, pilot, "enter")
        assert "Over vertrouwen." in panel(app.screen)
        await press(app, pilot, "enter")
        assert panel(app.screen) == first
        await press(app, pilot, "a")
        assert [name for _, name in coded(app)] == ["vertrouwen"]


async def test_the_review_decides_in_any_order(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "R", "o", "a", "x")
        title = str(app.screen.query_one("#review-title").render())
        assert "most certain first" in title
        assert [name for _, name in coded(app)] == ["doorstroom"]
        assert "opvolger" in coded(app)[0][0]
        await press(app, pilot, "o", "enter")
        assert app.screen is screen
        assert screen.transcript.cursor == 2
        assert screen.is_revealed


async def test_accepting_many_is_off_until_it_is_switched_on(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "B")
        assert app.screen is screen
        assert "Accepting many at once" in str(screen.query_one("#foot").render())


async def test_many_are_accepted_after_a_check_as_one_act(project_path, make_app):
    settings = project_path.parent / "config"
    settings.mkdir(exist_ok=True)
    (settings / "settings.yaml").write_text("decide_first: true\nbatch_accept: true\n")
    service = Service(project_path, ("e", 1, 0.97))
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "B", "enter", "enter")
        assert in_file(project_path) == 0
        await press(app, pilot, "x", "a", "a", "a", "a")
        assert "1 of 5 judged were wrong" in str(app.screen.query_one("#batch-title").render())
        assert "better Esc" in str(app.screen.query_one("#batch-hint").render())
        await press(app, pilot, "enter")
        assert len(app.workspace.codings) == 4
        assert {one.origin.value for one in app.workspace.codings} == {"batch"}
        batch = app.workspace.project.store.stacks()[0][-1]
        assert batch.label == "accept 4 suggestions for vertrouwen"
        await press(app, pilot, "z")
        assert app.workspace.codings == []


async def test_many_that_are_all_wrong_are_refused_as_one_act(project_path, make_app):
    settings = project_path.parent / "config"
    settings.mkdir(exist_ok=True)
    (settings / "settings.yaml").write_text("decide_first: true\nbatch_accept: true\n")
    app = make_app(project_path, Service(project_path, ("e", 1, 0.97)))
    async with app.run_test(size=(70, 24)) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "B", "enter")
        found = app.screen.query_one("#found")
        assert max(len(row.prompt.plain) for row in found.options) > found.size.width
        shown = "".join(found.render_line(y).text for y in range(found.size.height))
        assert "…" not in shown
        await press(app, pilot, "x", "x", "x", "x", "x", "enter")
        assert "saved: 0 codings of vertrouwen, 5 refused" in str(
            screen.query_one("#foot").render()
        )
        assert app.workspace.codings == []
        batch = app.workspace.project.store.stacks()[0][-1]
        assert batch.label == "refuse 5 suggestions for vertrouwen"
        await press(app, pilot, "B")
        assert app.screen is screen


def test_a_tenth_and_at_least_five_are_checked():
    made = [Suggestion("d" * 32, n, n + 1, "c" * 32, 0.99) for n in range(80)]
    assert len(to_check(made)) == 8
    assert len(to_check(made[:20])) == 5
    assert len(to_check(made[:3])) == 3
    assert to_check(made) == to_check(list(reversed(made)))
