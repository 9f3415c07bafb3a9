"""What places of a team say where there is nothing for them yet: what is missing, what to do."""

import pytest
from coding_desk import listed_lines
from several_coders import code_of, conversation, start, work
from textual.widgets import Static

from coder.project.project import create_project, rename_me
from coder.tui.screens.agreement import AgreementScreen
from coder.tui.screens.reconciling import ReconcilingScreen

TALK = conversation("gesprek", "Hoe ging het?", "Er was geld. Er was tijd.")
GELD = ("gesprek", "geld", *(TALK.text.index(word) for word in ("geld", ". Er was tijd")))


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    rename_me("Leider")
    (tmp_path / "config" / "settings.yaml").write_text("decide_first: true\n")
    return tmp_path / "samen.coder"


def begun(path, **coders):
    """A project that coders coded: per coder the codings, and whether they are done."""
    start(path, [TALK], [code_of("geld")])
    for name, (given, done) in coders.items():
        work(path, name, given, ["gesprek"] if done else [])


async def read(app, pilot, key):
    """Go to a place; all that it says."""
    for one in (key, None):
        if one:
            await pilot.press(one)
        for _ in range(3):
            await pilot.pause()
            await app.workers.wait_for_complete()
    if isinstance(app.screen, AgreementScreen):
        return " ".join(str(app.screen.query_one("#counted", Static).render()).split())
    return " ".join(line for line in listed_lines(app.screen) if line)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_without_transcripts_every_place_says_how_to_get_some(path, make_app, size):
    create_project(path)
    app = make_app(path)
    async with app.run_test(size=size) as pilot:
        for key in ("f8", "f9", "Q"):
            assert await read(app, pilot, key) == (
                "No transcripts yet: press F3 and then i to read some in."
            )
        assert "M merges files that you were sent" in await read(app, pilot, "U")


@pytest.mark.parametrize(
    ("coders", "who"), [({}, "Nobody"), ({"Anna": ([GELD], True)}, "Only Anna")]
)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_one_coder_is_told_how_others_come_in(path, make_app, coders, who, size):
    begun(path, **coders)
    app = make_app(path)
    async with app.run_test(size=size) as pilot:
        for key in ("f8", "f9"):
            told = await read(app, pilot, key)
            assert f"{who} has coded in this project so far." in told
            for step in ("team export --for NAME", "D on the overview", "M on the questions (U)."):
                assert step in told


async def test_who_is_not_done_is_named(path, make_app):
    begun(path, Anna=([GELD], True), Bas=([GELD], False))
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("f8", "f9"):
            told = await read(app, pilot, key)
            assert "Anna 1 of 1" in told and "Bas 0 of 1" in told
        await pilot.press("f8", "u")
        await read(app, pilot, "f8")
        assert app.screen.seen is not None
        assert not app.screen.has_class("empty")


async def test_who_is_done_and_gave_nothing_is_compared(path, make_app):
    begun(path, Anna=([GELD], True), Bas=([], True))
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await read(app, pilot, "f8")
        assert app.screen.seen is not None


async def test_nothing_given_and_nothing_left_of_a_choice_are_told_apart(path, make_app):
    begun(path, Anna=([], True), Bas=([], True))
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Anna, Bas are done with the same" in await read(app, pilot, "f9")
    work(path, "Anna", [GELD], [])
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await read(app, pilot, "f9")
        screen = app.screen
        assert isinstance(screen, ReconcilingScreen)
        await pilot.press("x")
        await read(app, pilot, "f9")
        await pilot.press("l", "j", "enter")
        assert "No spot is left of those that were chosen. Esc" in await read(app, pilot, "f9")
        await pilot.press("escape")
        await pilot.pause()
        assert len(screen.shown) == 1
        assert not screen.has_class("empty")
