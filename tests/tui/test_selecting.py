import pytest
from coding_desk import coded, opened, press
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from coder.tui.selecting import move_end, move_start, snap, trim

FAMILY = "👩‍👩‍👧"
TEXT = f"Daarna {FAMILY} e\u0301e\u0301n 漢字 zo'n niet-weten."
WHOLE = (0, len(TEXT))
WIDE = (150, 45)


def test_words_and_characters_at_the_end():
    span = (0, 6)
    span = move_end(TEXT, span, by="character", forward=True, limit=WHOLE)
    assert TEXT[slice(*span)] == "Daarna "
    span = move_end(TEXT, span, by="character", forward=True, limit=WHOLE)
    assert TEXT[slice(*span)] == f"Daarna {FAMILY}"
    span = move_end(TEXT, span, by="word", forward=True, limit=WHOLE)
    assert TEXT[slice(*span)].endswith("e\u0301e\u0301n")
    span = move_end(TEXT, span, by="character", forward=False, limit=WHOLE)
    assert TEXT[slice(*span)].endswith("e\u0301e\u0301")


def test_words_and_characters_at_the_start():
    span = (TEXT.index("zo'n"), len(TEXT))
    assert TEXT[slice(*move_start(TEXT, span, by="word", forward=True, limit=WHOLE))] == (
        "niet-weten."
    )
    back = move_start(TEXT, span, by="word", forward=False, limit=WHOLE)
    assert TEXT[back[0]] == "漢"


@given(
    st.text(alphabet="ab é\u0301👩\u200d👧漢\n.-", min_size=1, max_size=60),
    st.data(),
)
def test_an_edge_never_leaves_its_limit_nor_passes_the_other(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    limit = (data.draw(st.integers(0, start)), data.draw(st.integers(end, len(text))))
    by = data.draw(st.sampled_from(["word", "character"]))
    for move in (move_end, move_start):
        for forward in (True, False):
            first, last = move(text, (start, end), by=by, forward=forward, limit=limit)
            assert limit[0] <= first < last <= limit[1]


@given(st.text(alphabet="ab é\u0301👩\u200d👧漢", min_size=1, max_size=40), st.data())
def test_snapping_never_cuts_a_grapheme(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = snap(text, (start, end))
    edges = {0, len(text)} | {edge for piece in split_graphemes(text)[0] for edge in piece[:2]}
    assert {first, last} <= edges
    assert first <= start < end <= last


def test_trimming_leaves_nothing_of_white_space():
    assert trim("  a b ", (0, 6)) == (2, 5)
    assert trim("   ", (0, 3)) == (3, 3)


async def test_an_emoji_is_taken_whole_in_code_points(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        text = app.workspace.document.text
        screen.transcript.go_to(text.index("Daarna moesten"))
        start = text.index("Daarna moesten")
        screen.transcript.select((start, text.index(FAMILY)))
        await press(app, pilot, "greater_than_sign", "1")
        assert coded(app) == [(text[start : text.index(FAMILY) + len(FAMILY)], "vertrouwen")]


async def test_segments_extend_and_shrink_and_the_turn_is_selected(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        view = screen.transcript
        text = app.workspace.document.text
        await press(app, pilot, "j", "shift+down", "shift+down")
        assert text[slice(*view.span)].endswith("En toen kwam er een nieuwe.")
        await press(app, pilot, "shift+up")
        assert text[slice(*view.span)].endswith("opeens weg.")
        await press(app, pilot, "escape", "t")
        assert text[slice(*view.span)].startswith("We hadden")
        await press(app, pilot, "j")
        assert view.selection is None


def cell_of(view, position):
    """Where a position of the text is on the screen, inside the widget."""
    row = view.page.row_at(position)
    line = view.page.line_at(row)
    before = view.document.text[line.start : position]
    return (
        12 + 2 + sum(width for _, _, width in split_graphemes(before)[0]),
        row - view.scroll_offset.y,
    )


async def test_the_mouse_selects_freely_both_ways(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        view, text = screen.transcript, app.workspace.document.text
        start = text.index("alles opnieuw")
        last = text.index(FAMILY)
        for first, second in ((start, last), (last, start)):
            await pilot.mouse_down(view, offset=cell_of(view, first))
            await pilot.hover(view, offset=cell_of(view, second))
            await pilot.mouse_up(view, offset=cell_of(view, second))
            await pilot.pause()
            assert view.selection == (start, last + len(FAMILY))
        await press(app, pilot, "2")
        assert coded(app) == [(text[start : last + len(FAMILY)], "doorstroom")]


async def test_a_click_goes_there_and_a_double_click_selects_the_segment(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        view, text = screen.transcript, app.workspace.document.text
        place = cell_of(view, text.index("kwam er"))
        await pilot.click(view, offset=place)
        assert text[slice(*view.span)] == "En toen kwam er een nieuwe."
        assert view.selection is None
        await pilot.click(view, offset=place, times=2)
        await pilot.pause()
        assert view.selection is not None
        assert text[slice(*view.selection)] == "En toen kwam er een nieuwe."


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (60, 15)])
async def test_coding_works_at_any_size(project_path, make_app, size):
    app = make_app(project_path)
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1", "end", "3")
        assert len(coded(app)) == 2
        await pilot.resize_terminal(size[0] + 30, size[1])
        await pilot.pause()
        view = screen.transcript
        row = view.page.row_at(view.lit[0])
        assert 0 <= row - view.scroll_offset.y < view.size.height
        assert "tijd" in app.export_screenshot()
