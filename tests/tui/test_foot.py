"""The lines at the bottom: every hot code has its place, however narrow the terminal."""

import pytest
from textual.app import App

from coder.identity import new_id
from coder.model import Code
from coder.tui.widgets.foot import Foot, Footing, longest_that_fits

NAMES = ("vertrouwen", "capaciteit", "doorstroom", "tempoverschil", "persoonlijke relatie")
NAMES += ("communicatie", "financiering", "afspraken", "rolverdeling")


class Bottom(App[None]):
    def compose(self):
        yield Foot()


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_all_nine_hot_codes_are_shown(width):
    codes = {
        str(number): Code(new_id(), name, name, hotkey=str(number))
        for number, name in enumerate(NAMES, 1)
    }
    app = Bottom()
    async with app.run_test(size=(width, 5)) as pilot:
        foot = app.query_one(Foot)
        colours = {code.id: "#ff0000" for code in codes.values()}
        foot.show(Footing(codes, colours, "", (), "?", blind=False))
        await pilot.pause()
        line = str(foot.render()).splitlines()[0]
        assert len(line) <= width
        shown = line.replace(" ", "")
        for key, code in codes.items():
            assert f"{key}▌{code.name[:2]}" in shown


def test_the_longest_are_cut_first():
    assert longest_that_fits([3, 10, 20], 40) == 20
    assert longest_that_fits([3, 10, 20], 25) == 12
    assert longest_that_fits([3, 10, 20], 9) == 5
