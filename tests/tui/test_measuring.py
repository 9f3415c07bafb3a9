"""What coder does so that suggestions do not think for the coder, and what it keeps of that."""

import pytest
from coding_desk import coded, opened, press

from coder.errors import InputError, StoreError
from coder.model import Exposure, Suggestion
from coder.project import editing
from coder.project.muting import muted, unmute
from coder.project.project import open_project
from coder.project.refusing import REASONS, give_reason
from coder.settings import load_settings
from coder.store.suggestion_events import suggestion_events
from coder.store.verdicts import verdicts
from coder.tui import document_in_work, exposures
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.how_to_suggest import HowToSuggest
from coder.tui.screens.muted import MutedScreen

WIDE = (150, 45)
SHOWN, HIDDEN, BLIND, MUTED = Exposure.SHOWN, Exposure.HIDDEN, Exposure.BLIND, Exposure.MUTED


@pytest.fixture
def settings(project_path):
    """Writes the settings of the person."""

    def write(text):
        (project_path.parent / "config" / "settings.yaml").write_text(text)

    return write


def panel(screen):
    return str(screen.query_one("#suggestions").render())


def foot(screen):
    return str(screen.query_one("#foot").render())


def met(path):
    """What the file holds: start, exposure and number of the code, event by event."""
    with open_project(path) as project, project.store.reading():
        return [
            (one.start, one.exposure, None if one.code is None else int(one.code, 16))
            for one in suggestion_events(project.store.db, project.me.id)
        ]


# ------------------------------------------------------------------ the first run


@pytest.mark.parametrize(("key", "first"), [("d", True), ("a", False), ("escape", True)])
async def test_the_first_run_asks_once(project_path, make_app, service, settings, key, first):
    settings("")
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HowToSuggest)
        await press(app, pilot, key)
        assert isinstance(app.screen, CodingScreen)
        await opened(app, pilot)
        await press(app, pilot, "n")
        assert ("1 suggestion" in panel(app.screen)) is first
    assert load_settings(project_path.parent / "config").decide_first is first
    again = make_app(project_path, service)
    async with again.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert isinstance(again.screen, CodingScreen)


async def test_a_choice_that_cannot_be_kept_is_told_and_holds_for_now(
    project_path, make_app, service, settings, monkeypatch
):
    settings("")
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()

        def fail(*_):
            raise InputError("The folder is read-only.")

        monkeypatch.setattr("coder.tui.app.save_setting", fail)
        await press(app, pilot, "a")
        assert [one.title for one in app._notifications] == ["The folder is read-only."]
        await opened(app, pilot)
        await press(app, pilot, "n")
        assert "vertrouwen?" in panel(app.screen)


# ------------------------------------------------------------------ what is kept


async def test_hidden_then_shown_then_decided_is_kept_in_that_order(
    project_path, make_app, service
):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n")
        here = screen.transcript.segments[screen.transcript.cursor].start
        await press(app, pilot, "enter", "a")
    assert met(project_path) == [(here, HIDDEN, 1), (here, SHOWN, 1), (here, SHOWN, None)]


async def test_coding_by_hand_shows_the_others_afterwards(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "j", "1")
        assert "doorstroom?" in panel(app.screen)
    found = [(how, code) for _, how, code in met(project_path)[1:]]
    assert found == [(HIDDEN, 2), (HIDDEN, 3), (SHOWN, 2), (SHOWN, 3)]


async def test_going_to_and_fro_writes_nothing_anew(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "j", "k", "j", "k", "j", "k")
    first = met(project_path)
    assert len(first) == 3
    again = make_app(project_path, service)
    async with again.run_test(size=WIDE) as pilot:
        await opened(again, pilot)
        await press(again, pilot, "n", "j", "k")
    assert met(project_path) == first


async def test_silence_is_kept_but_not_of_the_interviewer(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        assert screen.transcript.cursor == 0
        await press(app, pilot, "j", "j", "j")
        silent = screen.transcript.segments[3].start
    assert [one for one in met(project_path) if one[2] is None] == [(silent, HIDDEN, None)]


async def test_to_a_blind_coder_nothing_is_suggested_and_nothing_kept(
    project_path, make_app, service
):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "b", "n", "j")
    assert met(project_path) == []


async def test_what_the_list_tells_is_shown(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        trust = screen.transcript.segments[1].start
        await press(app, pilot, "R", "escape")
    assert (trust, SHOWN, 1) in met(project_path)


async def test_a_failure_to_keep_is_told_once_and_made_good(
    project_path, make_app, service, monkeypatch
):
    real = exposures.append_visits

    def fail(path, visits):
        raise StoreError("the disk is full.", "Make room.")

    monkeypatch.setattr(exposures, "append_visits", fail)
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n")
        await screen.exposures.write()
        await press(app, pilot, "j", "2")
        await screen.exposures.write()
        told = [one.title for one in app._notifications]
        assert len(told) == 1
        assert "the disk is full" in told[0]
        assert len(coded(app)) == 1
        monkeypatch.setattr(exposures, "append_visits", real)
        await screen.exposures.write()
        assert len(met(project_path)) >= 3


# ------------------------------------------------------------------ the blind audit


@pytest.fixture
def audited(monkeypatch):
    """The beginnings of the segments that belong to the audit."""
    chosen = set()
    monkeypatch.setattr(document_in_work, "is_audited", lambda _, start, end: start in chosen)
    return chosen


async def test_an_audited_segment_shows_nothing_says_so_and_is_kept(
    project_path, make_app, service, settings, audited
):
    settings("decide_first: false\nblind_audit: true\n")
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        document = app.workspace.project.document("talk")
        audited.add(document.text.index("We hadden"))
        screen = await opened(app, pilot)
        await press(app, pilot, "n")
        assert "Blind audit" in panel(screen)
        assert "vertrouwen?" not in panel(screen)
        assert not [one for one in screen.desk.current.hints() if "vertrouwen" in one.names]
        await press(app, pilot, "a", "s", "escape", "plus", "plus")
        assert coded(app) == []
        assert "weaker" not in panel(screen)
        await press(app, pilot, "1", "j")
        assert "doorstroom?" in panel(screen)
    found = met(project_path)
    assert found[0] == (min(audited), BLIND, 1)
    assert [one for one in found if one[0] in audited and one[1] is not BLIND] == []


async def test_the_audit_is_switched_in_the_palette_and_kept(
    project_path, make_app, service, audited
):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        audited.add(screen.desk.document.text.index("We hadden"))
        await press(app, pilot, "n")
        assert "1 suggestion" in panel(screen)
        await press(app, pilot, "ctrl+p", *"blind audit", "enter")
        await pilot.pause(0.5)
        await press(app, pilot, "enter")
        assert "Blind audit" in panel(screen)
        assert load_settings(project_path.parent / "config").blind_audit


# ------------------------------------------------------------------ muting


def refuse(path, code, times):
    """Refuse suggestions of a code at made-up places."""
    with open_project(path) as project:
        document = project.document("talk")
        for number in range(times):
            one = Suggestion(document.id, number, number + 1, f"{code:032x}", 0.6)
            editing.reject(project, document, one)


async def test_a_code_that_is_refused_again_and_again_falls_silent_and_can_speak_again(
    project_path, make_app, service
):
    refuse(project_path, 1, 7)
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "M")
        assert "no code is muted" in foot(screen)
        await press(app, pilot, "]", "enter", "x")
        assert "muted from now on" in foot(screen)
        await press(app, pilot, "z")
        assert not app.workspace.muted
        await press(app, pilot, "x")
        assert app.workspace.muted
        await press(app, pilot, "M")
        assert isinstance(app.screen, MutedScreen)
        assert "vertrouwen  0 of 8 accepted" in str(
            app.screen.query_one("#found").get_option_at_index(0).prompt
        )
        await press(app, pilot, "enter")
        assert not app.workspace.muted
        assert "heard again: vertrouwen" in foot(screen)
    again = make_app(project_path, service)
    async with again.run_test(size=WIDE) as pilot:
        await opened(again, pilot)
        assert not again.workspace.muted


async def test_what_a_muted_code_would_suggest_is_told_as_muted(project_path, make_app, service):
    refuse(project_path, 1, 8)
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n")
        assert "1 muted here  M lists" in panel(screen)
        assert "1 suggestion" not in panel(screen)
        await press(app, pilot, "a")
        assert coded(app) == []
        await press(app, pilot, "2")
        assert "1 muted here: vertrouwen" in panel(screen)
    assert met(project_path)[0][1:] == (MUTED, 1)


def test_batches_are_no_verdicts_on_a_code(project_path):
    with open_project(project_path) as project:
        document = project.document("talk")
        many = [Suggestion(document.id, n, n + 1, f"{1:032x}", 0.6) for n in range(30, 40)]
        editing.accept_listed(project, document, [], many, "refuse many")
        assert muted(project) == []
    refuse(project_path, 1, 8)
    with open_project(project_path) as project:
        assert [one.judged for one in muted(project)] == [8]
        unmute(project, f"{1:032x}")
        assert muted(project) == []


# ------------------------------------------------------------------ reasons


def reasons(path):
    with open_project(path) as project, project.store.reading():
        return [one.reason for one in verdicts(project.store.db, project.me.id)]


async def test_a_reason_is_given_with_one_key_and_taken_back_like_any_act(
    project_path, make_app, service
):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "X")
        assert "refuse a suggestion first" in foot(screen)
        await press(app, pilot, "]", "enter", "x")
        assert "X says why" in foot(screen)
        told = []
        for _ in range(4):
            await press(app, pilot, "X")
            told.append(*reasons(project_path))
        assert told == [*REASONS, ""]
        await press(app, pilot, "X")
        assert "vertrouwen, wrong meaning" in foot(screen)
        await press(app, pilot, "z")
        assert reasons(project_path) == [""]
        await press(app, pilot, "j", "X")
        assert reasons(project_path) == [""]
        assert "refuse a suggestion first" in foot(screen)


async def test_what_is_not_refused_any_more_gets_no_reason(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "]", "enter", "x")
        suggestion, _ = app.screen.refused
        await press(app, pilot, "z", "X")
        assert reasons(project_path) == []
        assert app.workspace.current.offers.at(1) == [suggestion]


async def test_the_list_of_all_takes_reasons_too(project_path, make_app, service):
    app = make_app(project_path, service)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "R", "x", "X", "X")
        assert "too weak" in str(app.screen.query_one("#why").render())
        assert reasons(project_path) == ["too weak"]


def test_only_the_known_reasons_are_taken(project_path):
    with open_project(project_path) as project:
        document = project.document("talk")
        one = Suggestion(document.id, 44, 76, f"{1:032x}", 0.6)
        editing.reject(project, document, one)
        with pytest.raises(InputError, match="no reason"):
            give_reason(project, document, one, "boring")
