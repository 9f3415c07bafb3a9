"""The columns, order and filter of the table of transcripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model import Role
from coder.project.progress import Extent, Progress, Standing
from coder.tui.overview_table import Row, cell, columns, details, matching, ordered, summary


def row(name, *, words=None, coded=0, offered=10, seen=0, suggestions=None, **about):
    standing = Standing(
        f"{name:>032}", name, about.pop("turns", 3), about.pop("codings", 0), **about
    )
    if words is None:
        return Row(standing)
    return Row(standing, Extent(words, ()), Progress(offered, coded, seen, suggestions))


ROWS = [
    row("d10", words=900, coded=5, seen=10, attributes=(("group", "wethouder"), ("year", "2019"))),
    row("d2", words=1200, coded=0, attributes=(("group", "bewoner"), ("year", "110"))),
    row("d1", words=50, coded=10, suggestions=4, done=("Anna", "Bas"), mine=True),
    row("d3", warnings=("No speakers were found.",), speakers=(("Moderator", Role.INTERVIEWER),)),
]


def names(rows):
    return [one.standing.name for one in rows]


@pytest.mark.parametrize(
    ("key", "falling", "expected"),
    [
        ("name", False, ["d1", "d2", "d3", "d10"]),
        ("name", True, ["d10", "d3", "d2", "d1"]),
        ("words", False, ["d1", "d10", "d2", "d3"]),
        ("words", True, ["d2", "d10", "d1", "d3"]),
        ("coded", True, ["d1", "d10", "d2", "d3"]),
        ("open", False, ["d1", "d2", "d3", "d10"]),
        ("done", False, ["d1", "d2", "d3", "d10"]),
        ("@group", False, ["d2", "d10", "d1", "d3"]),
        ("@year", False, ["d2", "d10", "d1", "d3"]),
        ("warnings", True, ["d3", "d1", "d2", "d10"]),
        ("@nothing", True, ["d1", "d2", "d3", "d10"]),
    ],
)
def test_any_column_sorts_and_what_is_empty_comes_last(key, falling, expected):
    assert names(ordered(ROWS, key, falling=falling)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", {"d1", "d2", "d3", "d10"}),
        ("WETHOUDER", {"d10"}),
        ("moderator", {"d3"}),
        ("speakers found", {"d3"}),
        ("group=wet", {"d10"}),
        ("group=", {"d1", "d3"}),
        ("words>100", {"d2", "d10"}),
        ("words>100 words<1000", {"d10"}),
        ("words=900", {"d10"}),
        ("year>=2000", {"d10"}),
        ("coded<50", {"d2"}),
        ("open>0", {"d1"}),
        ("done=yes", {"d1"}),
        ("done=no", {"d2", "d3", "d10"}),
        ("-done=yes -d3", {"d2", "d10"}),
        ("done=anna", {"d1"}),
        ("warnings>0", {"d3"}),
        ("words>abc", set()),
        ("transcript=d1", {"d1", "d10"}),
        ("=x", set()),
    ],
)
def test_the_filter_line(line, expected):
    assert set(names(matching(ROWS, line))) == expected


def test_attributes_are_columns_between_what_coder_knows_and_the_warnings():
    keys = [column.key for column in columns(ROWS)]
    assert keys[0] == "name"
    assert keys[-3:] == ["@group", "@year", "warnings"]


def test_progress_is_told_in_signs_and_numbers():
    assert cell(ROWS[0], "coded").plain == "███░░░  50%    5/10"
    assert cell(ROWS[0], "seen").plain == "100%"
    assert cell(ROWS[2], "done").plain == "✓ +1"
    assert cell(ROWS[3], "words").plain == "…"
    assert cell(ROWS[0], "open").plain == "–"
    assert cell(ROWS[1], "coded").plain.startswith("░" * 6)


def test_a_little_progress_is_seen():
    assert cell(row("x", words=1, coded=1, offered=1000), "coded").plain.startswith("█")


def test_the_summary_counts_what_is_shown():
    text = summary(ROWS[:3], 4, "d", measuring=True)
    assert text.startswith("3 of 4 transcripts · 2,150 words · 15 of 30 segments coded (50%)")
    assert text.endswith("1 done · counting …")


def test_others_texts_cannot_steer_the_terminal():
    evil = row("a\x1b[2Jb\nc", attributes=(("k", "v\x07"),), warnings=("w\u202e",))
    assert all(sign.isprintable() for sign in cell(evil, "name").plain + cell(evil, "@k").plain)
    assert "\x1b" not in details(evil).plain
    assert "\u202e" not in details(evil).plain


@given(st.text(max_size=30))
def test_no_filter_line_fails_or_invents_rows(line):
    assert set(names(matching(ROWS, line))) <= set(names(ROWS))


@given(st.lists(st.text(max_size=8), max_size=6), st.booleans())
def test_sorting_by_any_texts_keeps_every_row(values, falling):
    rows = [row(f"{number}", attributes=(("k", value),)) for number, value in enumerate(values)]
    assert sorted(names(ordered(rows, "@k", falling=falling))) == sorted(names(rows))
