"""What a suggestion says of itself: one line first, all that counted on demand."""

import pytest
from coding_desk import Learning, opened, press

from coder.explanation import Alike, Before, Clue, Explanation, Hit, Taught
from coder.model import Code, Evidence, Suggestion
from coder.tui.suggestion_lines import more_lines, suggestion_lines, why

CODES = {"c" * 32: Code("c" * 32, "k", "doorstroom", definition="Wisseling van mensen.")}
WHY = Explanation(
    (("codebook terms", 2.0), ("learned words", -0.6), ("how often it is used", -3.0)),
    (),
    (Hit("wisselen", "word *wisselen*", ((0, 8),), 0.8, 12, 3),),
    (Clue("gezicht", ((9, 16),), -0.6),),
    Alike("d" * 32, 0, 9, 0.5, "d03", "steeds een ander"),
    Alike("d" * 32, 20, 30, 0.4, "d04", "niets van gemerkt"),
    Before(),
    Taught(12, 80),
)


def suggestion(explanation=WHY):
    evidence = (Evidence("word", "wisselen", ((0, 8),), "word *wisselen*", 0.8),)
    return Suggestion("d" * 32, 0, 20, "c" * 32, 0.85, evidence, explanation)


def test_one_line_where_it_is_not_chosen():
    lines = suggestion_lines(suggestion(), CODES, 2, chosen=False, whole=False, width=30).plain
    assert lines.splitlines()[0] == " 2 doorstroom?  high"
    assert len(lines.splitlines()) == 2
    assert all(len(line) <= 30 for line in lines.splitlines())


def test_the_whole_reason_where_it_is():
    lines = suggestion_lines(suggestion(), CODES, 1, chosen=True, whole=True, width=30).plain
    assert "right 12 of 15" in " ".join(lines.split())
    assert lines.startswith("›1 ")


def test_all_that_counted_on_demand():
    lines = more_lines(suggestion(), CODES, 34).plain
    assert "Wisseling van mensen." in lines
    assert "codebook terms       ++++" in lines
    assert "how often it is used −−−−−−" in lines
    words = " ".join(lines.split())
    assert "learned words: −gezicht" in words
    assert "has it: “steeds een ander” (d03)" in words
    assert "lacks it: “niets van gemerkt” (d04)" in words
    assert "segments so far: 12 with it, 80 without" in words


def test_terms_alone_give_what_was_found():
    assert why(suggestion(None), CODES) == "word wisselen"
    assert "codebook terms" not in more_lines(suggestion(None), CODES, 34).plain


async def test_enter_again_tells_all_that_counted(project_path, make_app):
    app = make_app(project_path, Learning(project_path))
    async with app.run_test(size=(150, 45)) as pilot:
        screen = await opened(app, pilot)

        def panel():
            return " ".join(str(screen.query_one("#suggestions").render()).split())

        app.workspace.set_least(0.1)
        screen.refresh_view()
        await press(app, pilot, "]", "enter")
        assert "(codebook)" in panel()
        assert "how often it is used" not in panel()
        await press(app, pilot, "enter")
        assert "codebook terms ++" in panel()
        assert "how often it is used −−" in panel()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (150, 45)])
async def test_all_that_counted_gets_room_and_gives_it_back(project_path, make_app, size):
    app = make_app(project_path, Learning(project_path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        pane = screen.query_one("#suggestions")
        app.workspace.set_least(0.1)
        screen.refresh_view()
        await press(app, pilot, "]", "enter")
        height = pane.size.height
        await press(app, pilot, "enter")
        await pilot.pause()
        assert pane.size.height > height
        drawn = [screen.transcript.render_line(y) for y in range(screen.transcript.size.height)]
        assert any("▶" in "".join(piece.text for piece in line) for line in drawn)
        await press(app, pilot, "j")
        await pilot.pause()
        assert pane.size.height == height
