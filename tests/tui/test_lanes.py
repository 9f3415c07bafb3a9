"""Others' codings in lanes beside the text: off by default, never in a blind round."""

from __future__ import annotations

from pathlib import Path

import pytest
from several_coders import code_of, conversation, person, start, work

from coder.model import Coder
from coder.project.project import open_project, rename_me
from coder.tui.beside import letters_of
from coder.tui.drawing import columns_for
from coder.tui.lanes import add_lanes, lane_names, lane_sign
from coder.tui.margin import LaneMark, margin
from coder.tui.screens.choosing import ChooseOne
from coder.tui.widgets.panels import SegmentPanel
from coder.tui.wrapping import Line

LINES = [Line(0, n * 10, n * 10 + 9) for n in range(3)]
SAID = "Er was geld genoeg. Er was tijd. Nu is er niets meer."
TALK = conversation("gesprek", "Hoe ging het?", SAID, "En toen?", "Ja.")


def given(lane, start, end, name="geld"):
    letter = "AB"[lane]
    return LaneMark(f"{letter}{start}{name}", lane, letter, start, end, name, "#4E9AF1")


def test_a_lane_says_where_a_coding_begins_and_goes_on() -> None:
    cells = add_lanes(margin(LINES, []), LINES, [given(0, 0, 15), given(1, 12, 14)], 2)
    signs = [
        [lane_sign(lane, line) for lane in cell.lanes]
        for cell, line in zip(cells, LINES, strict=True)
    ]
    assert signs == [["A", " "], ["│", "B"], [" ", " "]]


def test_two_codings_of_one_coder_are_told_by_the_bar() -> None:
    cells = add_lanes(margin(LINES, []), LINES, [given(0, 0, 25), given(0, 0, 25, "tijd")], 1)
    assert [lane_sign(cells[n].lanes[0], LINES[n]) for n in range(3)] == ["A", "┃", "┃"]


def test_names_stand_behind_the_letters_of_those_who_gave_them() -> None:
    marks = [given(0, 0, 5), given(1, 2, 5), given(1, 3, 9, "tijd")]
    cell = add_lanes(margin(LINES, []), LINES, marks, 2)[0]

    def shown(width, first=True):
        return "".join(name for name, _ in lane_names(cell, LINES[0], width, first=first))

    assert shown(40) == "AB:geld, B:tijd"
    assert shown(12) == "AB:geld, B:…"
    assert shown(8) == "AB:geld"
    assert shown(40, first=False) == ", AB:geld, B:tijd"
    assert shown(0) == ""


def test_letters_are_the_coders_own_and_differ() -> None:
    names = ["Anna", "Ans", "Bas", "Anna", "A", "王"]
    letters = letters_of([Coder(f"{n}", name) for n, name in enumerate(names)])
    assert len(set(letters.values())) == len(names)
    assert letters["2"] == "B"
    assert letters["5"].isdigit()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_lanes_take_their_room_from_the_text(width) -> None:
    without, with_lanes = columns_for(width, 72), columns_for(width, 72, 3)
    total = with_lanes.text_left + with_lanes.text + with_lanes.margin
    assert total <= width
    assert with_lanes.margin >= min(without.margin, 8 + 3)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A conversation that two others coded."""
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    rename_me("Ik")
    (tmp_path / "config" / "settings.yaml").write_text("decide_first: true\n")
    path = tmp_path / "team.coder"
    start(path, [TALK], [code_of("geld"), code_of("tijd", place=1)])
    begin = TALK.text.index(SAID)
    work(path, "Anna", [("gesprek", "geld", begin, begin + 19)], [])
    work(path, "Bas", [("gesprek", "tijd", begin, begin + 32)], [])
    return path


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def line_with(screen, words):
    view = screen.transcript
    every = [view.render_line(y).text for y in range(view.size.height)]
    return next(line for line in every if words in line)


def foot(screen):
    return str(screen.query_one("#foot").render())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_lanes_are_asked_for_and_remembered(path, make_app, size):
    app = make_app(path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "j")
        assert "geld genoeg" in line_with(app.screen, "Er was geld")
        assert "A:geld" not in line_with(app.screen, "Er was geld")
        await press(pilot, "h")
        assert isinstance(app.screen, ChooseOne)
        await press(pilot, "j", "enter")
        assert "AB A:geld" in line_with(app.screen, "Er was geld")
        assert "beside: A Anna, B Bas" in foot(app.screen)
        await press(pilot, "h", "end", "enter")
        assert "B:tijd" in line_with(app.screen, "Er was geld")
        assert "A:geld" not in line_with(app.screen, "Er was geld")
    again = make_app(path)
    async with again.run_test(size=size) as pilot:
        await press(pilot, "j")
        assert "B:tijd" in line_with(again.screen, "Er was geld")


async def test_blind_mode_shows_nobody_else(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "j", "h", "j", "enter")
        assert "A:geld" in line_with(app.screen, "Er was geld")
        await press(pilot, "b")
        assert "A:geld" not in line_with(app.screen, "Er was geld")
        await press(pilot, "h")
        assert "blind mode" in foot(app.screen)
        await press(pilot, "b")
        assert "A:geld" in line_with(app.screen, "Er was geld")


async def test_what_others_gave_here_stands_in_full_beside_ones_own(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        panel = app.screen.query_one(SegmentPanel)
        assert "geld" not in str(panel.render())
        await press(pilot, "h", "j", "enter")
        assert "A ▌geld\nB ▌" in str(panel.render())
        await press(pilot, "b")
        assert "▌" not in str(panel.render())


async def test_others_codings_are_not_ones_own(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "h", "j", "enter", "home", "n")
        first = app.screen.transcript.current
        assert TALK.text[first.start : first.end] == "Er was geld genoeg."
        await press(pilot, "d")
        assert "nothing" in foot(app.screen) or "no coding" in foot(app.screen)
    with open_project(path, person("Anna")) as project, project.store.reading():
        count = project.store.db.execute("SELECT count(*) FROM coding WHERE deleted = 0")
        assert count.fetchone() == (2,)
