"""The order of codes in a table."""

from counting_material import codebooks
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.outline import code_rows, lineages
from coder.model import Code


def code(name, parent=None, position=0, codebook=""):
    return Code(name, name, name, parent=parent, position=position, codebook=codebook)


def test_parents_stand_right_above_their_children():
    rows = code_rows([code("b", position=1), code("b1", "b"), code("a"), code("a1", "a")])
    assert [(row.name, row.depth, row.parent) for row in rows] == [
        ("a", 0, ""),
        ("a1", 1, "a"),
        ("b", 0, ""),
        ("b1", 1, "b"),
    ]


def test_codebooks_stay_together():
    codes = [code("x", codebook="1"), code("y", codebook="2"), code("z", codebook="1", position=1)]
    assert [row.name for row in code_rows(codes)] == ["x", "z", "y"]


def test_a_code_without_its_parent_stands_at_the_top():
    (row,) = code_rows([code("wees", "weg")])
    assert (row.depth, row.parent, row.path) == (0, "", ("wees",))


def test_a_circle_of_parents_is_cut():
    rows = code_rows([code("a", "c"), code("b", "a"), code("c", "b"), code("d", "d")])
    assert [(row.name, row.depth) for row in rows] == [("a", 0), ("b", 1), ("c", 2), ("d", 0)]
    assert lineages(rows)["c"] == ("c", "b", "a")


def test_a_very_deep_codebook_needs_no_recursion():
    codes = [code(str(n), str(n - 1) if n else None) for n in range(3000)]
    assert code_rows(codes)[-1].depth == 2999


@given(codebooks(), st.randoms(use_true_random=False))
def test_every_code_has_one_row_whatever_the_order(codes, chance):
    shuffled = list(codes)
    chance.shuffle(shuffled)
    rows = code_rows(shuffled)
    assert rows == code_rows(codes)
    assert sorted(row.id for row in rows) == sorted(code.id for code in codes)
    assert all(row.path[-1] == row.name and len(row.path) == row.depth + 1 for row in rows)
