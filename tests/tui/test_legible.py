"""Text can be read in every theme: the contrast is computed from what the screens draw."""

import re

import pytest
from coding_desk import Service, opened, press
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from coder.tui.legible import LEAST, Legible, contrast, legible
from coder.tui.themes import DARK, HIGH_CONTRAST

THEMES = sorted({DARK.name, *(one.name for one in HIGH_CONTRAST), *BUILTIN_THEMES})
COLOURS = st.builds(Color, *(st.integers(0, 255),) * 3, st.just(1.0), st.none())
READ = re.compile(r"[^\s\u2500-\u259f]")


def drawn(app):
    """Every piece of text on the screen with its colours, as the terminal gets it."""
    for line in app.screen._compositor.render_strips():
        for text, style, _ in line:
            if READ.search(text) and style is not None:
                yield text, style


def faint(app):
    """The pieces whose contrast is too low, of those whose colours are known."""
    for text, style in drawn(app):
        ink, ground = style.color, style.bgcolor
        if ink is None or ground is None or ink.triplet is None or ground.triplet is None:
            continue
        if contrast(Color(*ink.triplet), Color(*ground.triplet)) < LEAST:
            yield text, ink.name, ground.name


def ground_of(app, words):
    return next(style for text, style in drawn(app) if words in text)


def test_contrast_of_the_standard():
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@given(COLOURS, COLOURS)
def test_any_pair_of_colours_becomes_legible(ink, ground):
    found = legible(ink, ground)
    assert contrast(found, ground) >= LEAST
    if contrast(ink, ground) >= LEAST:
        assert found == ink


@given(COLOURS, COLOURS, st.booleans())
def test_text_is_moved_and_pictures_are_left(ink, ground, reverse):
    style = Style.from_color(ink.rich_color, ground.rich_color) + Style(reverse=reverse)
    words, bar = Legible().apply([Segment("woord", style), Segment("▌ ", style)], ground)
    assert bar.style == style
    tones = (words.style.color.triplet, words.style.bgcolor.triplet)
    assert contrast(*(Color(*tone) for tone in tones)) >= LEAST
    assert words.text == "woord"


async def in_every_theme(app, pilot):
    for theme in THEMES:
        app.theme = theme
        await pilot.pause()
        yield theme


async def test_every_place_can_be_read(project_path, make_app):
    app = make_app(project_path, Service(project_path, ("opeens weg", 2, 0.9)))
    async with app.run_test(size=(140, 30)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1", "]", "enter")
        for key in ("f3", "f4", "f5", "f6", "f7", "f2"):
            await press(app, pilot, key)
            await app.workers.wait_for_complete()
            async for theme in in_every_theme(app, pilot):
                assert not list(faint(app)), (theme, key)


@pytest.mark.parametrize("key", ["c", "H", "m"])
async def test_dialogs_can_be_read(project_path, make_app, key):
    app = make_app(project_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1", "shift+down", key)
        assert app.screen.is_modal
        async for theme in in_every_theme(app, pilot):
            assert not list(faint(app)), theme


async def test_the_selection_and_the_current_segment_stand_out(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n")
        looks = {}
        async for theme in in_every_theme(app, pilot):
            current, plain = ground_of(app, "vertrouwen in."), ground_of(app, "Maar toen")
            assert (current.bgcolor, current.bold) != (plain.bgcolor, plain.bold), theme
            looks[theme] = {(one.bgcolor, bool(one.reverse)) for one in (current, plain)}
        await press(app, pilot, "shift+right")
        async for theme in in_every_theme(app, pilot):
            selected = ground_of(app, "vertrouwen in.")
            assert (selected.bgcolor, bool(selected.reverse)) not in looks[theme], theme
