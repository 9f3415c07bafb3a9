from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.model import Turn
from coder.tui.margin import Mark, margin, name_pieces
from coder.tui.spreading import Spread
from coder.tui.wrapping import BLOCK, Line, paginate

WORDS = st.text(alphabet="abc é👩漢\n", max_size=200)


@given(WORDS, st.integers(1, 40))
def test_lines_hold_every_word_once_and_fit(text, width):
    page = paginate(text, (Turn(0, len(text)),), width)
    lines = page.lines_of(range(page.height))
    covered = {at for line in lines for at in range(line.start, line.end)}
    assert all(text[at].isspace() for at in set(range(len(text))) - covered)
    for line in lines:
        said = text[line.start : line.end]
        assert cell_len(said) <= width or len(said) == 1
    assert all(one.end <= other.start for one, other in pairwise(lines))


@given(WORDS, st.integers(5, 40))
def test_every_position_is_on_its_row(text, width):
    page = paginate(text, (Turn(0, len(text)),), width)
    for row in range(page.height):
        line = page.line_at(row)
        if line is not None:
            for position in range(line.start, line.end):
                assert page.row_at(position) == row


def test_long_turns_are_laid_out_in_blocks():
    text = "woord " * 2000
    page = paginate(text, (Turn(0, len(text)), Turn(len(text), len(text))), 60)
    assert max(len(page.block_rows(n)) for n in range(len(page.blocks))) <= BLOCK + 1
    assert page.block_of(page.height - 1) == len(page.blocks) - 1


def lines(count):
    return [Line(0, n * 10, n * 10 + 9) for n in range(count)]


def mark(name, start, end, **more):
    return Mark(name, start, end, name, "#ff0000", **more)


def test_codings_keep_their_lane_and_show_their_names_once():
    cells = margin(lines(4), [mark("a", 0, 39), mark("b", 10, 19), mark("c", 12, 35)])
    assert [[bar.name if bar else "" for bar in cell.bars] for cell in cells] == [
        ["a", "", ""],
        ["a", "c", "b"],
        ["a", "c", ""],
        ["a", "c", ""],
    ]
    named = [mark.name for cell in cells for mark in cell.names]
    assert sorted(named) == ["a", "b", "c"]


def test_more_codings_than_lanes_are_counted():
    cells = margin(lines(1), [mark(f"code {n}", 0, 9) for n in range(6)])
    assert cells[0].hidden == 2
    shown = "".join(text for text, _ in name_pieces(cells[0], 20))
    assert cell_len(shown) <= 20
    assert "+" in shown


def test_signs_tell_importance_and_memos_without_colour():
    cells = margin(lines(1), [mark("a", 0, 9, important=True, memo=True)])
    assert name_pieces(cells[0], 10)[0][0] == "!a*"


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(0, 9), st.integers(0, 2500), st.integers(1, 1500)),
            max_size=12,
            unique_by=lambda item: item[0],
        ),
        max_size=5,
    )
)
def test_a_spread_tells_where_something_differs_and_forgets_nothing(rounds):
    spread = Spread(lambda one: one.id)
    windows = [(start, start + 100) for start in range(0, 4000, 100)]
    for things in rounds:
        before = {window: spread.within(window) for window in windows}
        marks = [
            Mark(str(key), start, start + length, "x", "#000000") for key, start, length in things
        ]
        changed = spread.replace(marks)
        for low, high in windows:
            wanted = {one.id for one in marks if one.start < high and low < one.end}
            found = spread.within((low, high))
            assert {one.id for one in found} == wanted
            assert len(found) == len(wanted)
            if {(one.id, one.start, one.end) for one in found} != {
                (one.id, one.start, one.end) for one in before[low, high]
            }:
                assert any(start < high and low < end for start, end in changed)
