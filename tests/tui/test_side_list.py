"""The lists beside the text: choosing by key and mouse, and drawing only what changed."""

import pytest
from rich.text import Text
from textual.app import App

from coder.tui.widgets.side_list import SideList


class Listed(SideList):
    """Notes what was chosen and which lines were drawn."""

    def __init__(self):
        super().__init__(id="list")
        self.taken, self.drawn = [], []

    def chosen(self, eid):
        self.taken.append(eid)

    def render_line(self, y):
        self.drawn.append(y)
        return super().render_line(y)


class OneList(App):
    """A list of ten rows in a place of five."""

    CSS = "#list { height: 5; width: 20; border: none; }"

    def compose(self):
        yield Listed()

    def on_mount(self):
        self.query_one(Listed).show_rows(rows())
        self.query_one(Listed).focus()


def rows(count=10, **other):
    return [(str(n), Text(other.get(f"n{n}", f"row {n}"))) for n in range(count)]


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (["down"], "0"),
        (["down", "down", "down"], "2"),
        (["up"], "9"),
        (["down", "up"], "9"),
        (["end"], "9"),
        (["end", "down"], "0"),
        (["end", "home"], "0"),
        (["down", "pagedown"], "4"),
        (["end", "pagedown", "pageup"], "5"),
    ],
)
async def test_keys_move_and_enter_chooses(keys, wanted):
    app = OneList()
    async with app.run_test() as pilot:
        await pilot.press(*keys, "enter")
        listed = app.query_one(Listed)
        assert listed.taken == [wanted]
        top = listed.scroll_offset.y
        assert top <= int(wanted) < top + 5


async def test_a_click_chooses_the_row_in_view():
    app = OneList()
    async with app.run_test() as pilot:
        await pilot.press("end")
        await pilot.click(Listed, offset=(3, 1))
        assert app.query_one(Listed).taken == ["6"]


async def test_nothing_is_chosen_where_there_is_nothing():
    app = OneList()
    async with app.run_test() as pilot:
        listed = app.query_one(Listed)
        await pilot.press("enter")
        listed.show_rows([])
        await pilot.press("down", "end", "enter")
        await pilot.click(Listed, offset=(3, 1))
        assert listed.taken == []


async def test_only_a_row_that_changed_is_drawn_again():
    app = OneList()
    async with app.run_test() as pilot:
        await pilot.pause()
        listed = app.query_one(Listed)
        listed.drawn.clear()
        listed.show_rows(rows(n2="something else"))
        await pilot.pause()
        assert listed.drawn == [2]
        assert "something else" in listed.render_line(2).text


async def test_long_rows_end_in_an_ellipsis_and_keep_the_width():
    app = OneList()
    async with app.run_test() as pilot:
        await pilot.pause()
        listed = app.query_one(Listed)
        listed.show_rows(rows(n0="vertrouwen " * 9, n1="水" * 30))
        width = listed.scrollable_content_region.width
        assert [listed.render_line(y).cell_length for y in range(3)] == [width] * 3
        assert "…" in listed.render_line(0).text


async def test_the_highlight_goes_along_with_its_row():
    app = OneList()
    async with app.run_test() as pilot:
        listed = app.query_one(Listed)
        await pilot.press("down", "down")
        listed.show_rows([("new", Text("new")), *rows()])
        assert listed.highlighted == 2
        await pilot.press("enter")
        assert listed.taken == ["1"]


async def test_a_highlight_goes_with_a_row_that_is_gone():
    app = OneList()
    async with app.run_test() as pilot:
        listed = app.query_one(Listed)
        await pilot.press("end")
        listed.show_rows(rows(3))
        await pilot.pause()
        assert listed.highlighted is None
        assert "row 0" in listed.render_line(0).text
