"""Memos on words are shown at the words, and can be gone on with from there."""

import pytest
from coding_desk import opened, press

from coder.project import memos
from coder.tui.drawing import columns_for
from coder.tui.screens.by_letter import Chooser
from coder.tui.widgets.panels import SegmentPanel

WIDE = (150, 45)


def panel(screen):
    return str(screen.query_one(SegmentPanel).render())


async def test_a_memo_on_words_stands_at_them(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "m", "w", *"wie", "ctrl+s")
        words = app.workspace.document.text[slice(*screen.transcript.span)]
        assert f"Memo on “{words[:20]}" in panel(screen)
        assert "* wie" in panel(screen)
        await press(app, pilot, "z")
        assert "wie" not in panel(screen)
        await press(app, pilot, "Z")
        assert "* wie" in panel(screen)
        await press(app, pilot, "j")
        assert "wie" not in panel(screen)


def starred(screen):
    """The lines in view that have the sign of a memo beside their words."""
    view = screen.transcript
    columns = columns_for(view.room, view.text_width)
    words = slice(columns.text_left, columns.text_left + columns.text)
    lines = [view.render_line(row).text for row in range(view.size.height)]
    return [line[words].strip() for line in lines if line[words.stop] == "*"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_words_with_a_memo_have_a_star_beside_them(project_path, make_app, size):
    app = make_app(project_path)
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        assert starred(screen) == []
        await press(app, pilot, "m", "w", *"hoe", "ctrl+s")
        assert starred(screen) == ["Hoe ging dat dan?"]
        await press(app, pilot, "z")
        assert starred(screen) == []
        await press(app, pilot, "Z")
        assert starred(screen) == ["Hoe ging dat dan?"]
        await press(app, pilot, "f3", "f2")
        assert starred(screen) == ["Hoe ging dat dan?"]


async def test_a_memo_alone_does_not_make_words_coded(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "j")
        here = screen.transcript.cursor
        await press(app, pilot, "m", "w", *"nu", "ctrl+s", "k", "n")
        assert screen.transcript.cursor == here


async def test_the_star_of_a_coding_stays_with_its_code(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "j", "1", "k", "j", "m", "m", *"nu", "ctrl+s")
        assert starred(screen) == []
        shown = [screen.transcript.render_line(row).text for row in range(8)]
        assert any("vertrouwen*" in line for line in shown)


async def test_a_memo_on_other_words_of_the_segment_is_gone_on_with(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n")
        start, end = screen.transcript.span
        document, project = app.workspace.document, app.workspace.project
        memos.write_memo(
            project,
            "span",
            document.id,
            "eerste",
            document=document.id,
            revision=document.revision,
            span=(start, start + 4),
        )
        app.workspace.work().read_memos()
        await press(app, pilot, "m")
        assert isinstance(app.screen, Chooser)
        await press(app, pilot, "1", *" woord", "ctrl+s")
        (one,) = memos.memos(project, "span")
        assert (one.text, one.start, one.end) == ("eerste woord", start, start + 4)
        assert "* eerste woord" in panel(screen)
        assert end > start + 4
