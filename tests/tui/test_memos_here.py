"""Memos on words are shown at the words, and can be gone on with from there."""

from coding_desk import opened, press

from coder.project import memos
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
