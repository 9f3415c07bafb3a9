"""Agreement in a project of several coders, from its file to papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from several_coders import (
    CODES,
    DOCUMENTS,
    code_id,
    first_project,
    gold_project,
    person,
    start,
    work,
)
from sklearn.metrics import cohen_kappa_score

from coder.analysis.agreement.agreement import Agreement, methods
from coder.analysis.agreement.asking import Asked, asked_from_record, asked_record
from coder.analysis.agreement.bootstrap import Interval
from coder.analysis.agreement.comparing import Line
from coder.analysis.agreement.tables import (
    confusion_grid,
    group_grid,
    notes,
    pair_grid,
    paper_grid,
    records,
    short,
    shown_grid,
)
from coder.errors import InputError
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.agreeing import agree
from coder.project.project import open_project


@pytest.fixture
def first(folder: Path) -> Path:
    path = folder / "eerste.coder"
    first_project(path)
    return path


def found(path: Path, **asked: object) -> Agreement:
    with open_project(path, person("Anna")) as project:
        return agree(project, Asked(**asked), with_confusion=True)  # type: ignore[arg-type]


def line(agreement: Agreement, name: str) -> Line:
    return next(one for one in agreement.lines if one.row.name == name)


def test_what_is_not_done_is_left_out_and_told(first: Path) -> None:
    agreement = found(first)
    assert [coder.name for coder in agreement.coders] == ["Anna", "Bas"]
    assert [one.name for one in agreement.documents] == ["t1", "t2", "t3", "t4", "t5"]
    assert agreement.left_out == (
        "Left out, done by Carla only: t6.",
        "Carla is left out: no transcript is done by both Carla and another coder.",
    )
    done_for_coded = found(first, assume_done=True)
    assert [one.name for one in done_for_coded.documents] == [f"t{n}" for n in range(1, 7)]
    assert "who has codings in it or marked it as done" in methods(done_for_coded)


def test_figures_of_units_are_those_counted_by_hand(first: Path) -> None:
    agreement = found(first)
    counts = line(agreement, "geld").counts
    assert counts is not None
    assert (counts.judged, counts.given, counts.all, counts.one) == (30, (5, 4), 4, 1)
    left = ([1] * 5 + [0] * 25, [1] * 4 + [0] * 26)
    figure = line(agreement, "geld").figure("kappa")
    assert figure is not None
    assert figure.value == pytest.approx(cohen_kappa_score(*left))
    turns = found(first, unit="turn", without_interviewer=True)
    assert turns.size == 10
    sentences = found(first, unit="sentence")
    assert sentences.size == agreement.size


def test_subcodes_count_for_the_codes_above(first: Path) -> None:
    counts = line(found(first), "middelen").counts
    assert counts is not None
    assert counts.given == (0, 0)
    counts = line(found(first, subcodes=True), "middelen").counts
    assert counts is not None
    assert counts.given == (10, 9)


def test_free_spans_and_groups(first: Path) -> None:
    agreement = found(first, unit="spans", groups=(code_id("middelen"),))
    counts = line(agreement, "tijd").counts
    assert counts is not None
    assert counts.given == (60 - 5, 12 + 36 - 5)  # Anna 11 a text; Bas 12 in t2 and 9 in four
    assert not agreement.broken
    rows = {(row[0], row[1]) for row in group_grid(agreement).rows}
    assert ("group middelen", "cu-alpha") in rows
    assert ("  tijd", "(k)u-alpha") in rows


def test_two_codes_of_a_group_on_the_same_words_are_named(first: Path) -> None:
    work(first, "Anna", [("t1", "tijd", 19, 25)], [])
    for unit in ("spans", "segment"):
        agreement = found(first, unit=unit, groups=(code_id("middelen"),))
        assert agreement.broken[0].startswith("Anna, t1 20-")
        assert {"geld", "tijd"} <= set(agreement.broken[0].split())
        group = line(agreement, "group middelen")
        assert all(one.figure.value is None for one in group.measured)


@pytest.mark.parametrize("unit", ["segment", "spans"])
def test_a_group_is_of_the_codes_that_were_given_themselves(first: Path, unit: str) -> None:
    group = (code_id("middelen"),)
    plain = found(first, unit=unit, groups=group)
    above = found(first, unit=unit, groups=group, subcodes=True)
    assert line(above, "group middelen") == line(plain, "group middelen")
    assert line(above, "middelen") != line(plain, "middelen")
    assert not above.broken
    assert "for its own code only" in methods(above)


def test_the_methods_say_what_the_figures_depend_on(first: Path) -> None:
    asked = {"assume_done": True, "groups": (code_id("middelen"),), "measures": ("kappa", "alpha")}
    three = methods(found(first, **asked, draws=200, seed=5))
    assert "the mean of the pairs of coders, Light 1971" in three
    assert "one of the codes or none (q = codes + 1)" in three
    assert "200 bootstrap draws of transcripts, seed 5." in three
    two = methods(found(first, draws=200, measures=("kappa",)))
    assert "Light" not in two
    assert "q = codes + 1" not in two
    rare = found(first, draws=200, measures=("kappa",), subcodes=True, without_interviewer=True)
    assert "The interviewer's turns are left out." in methods(rare)
    assert "A coding counts for the codes above its own too." in methods(rare)


def test_draws_without_a_figure_are_told(first: Path) -> None:
    work(first, "Anna", [("t1", "middelen", 19, 31)], [])
    rare = found(first, draws=200, measures=("kappa",))
    (one,) = line(rare, "middelen").measured
    assert one.interval is not None
    assert 0 < one.interval.undefined < 100
    assert f"left out of its interval ({one.interval.undefined} at most)" in methods(rare)
    assert not any("No interval" in note for note in notes(rare))
    never = replace(one, interval=Interval(None, None, "undefined in 150 of 200 draws", 150))
    lines = (replace(rare.lines[0], measured=(never,)), *rare.lines[1:])
    told = notes(replace(rare, lines=lines))
    assert "No interval for 1 figure: undefined in more than half of the draws." in told


def test_the_table_for_a_paper_has_numbers_and_the_one_to_see_has_reasons(first: Path) -> None:
    agreement = found(first, draws=50)
    grid = paper_grid(agreement)
    assert grid.headings[:6] == ("code", "n Anna", "n Bas", "both", "only Anna", "only Bas")
    assert "alpha low" in grid.headings
    rows = {row[0]: row for row in grid.rows}
    assert rows["geld"][1:6] == (5, 4, 4, 1, 0)
    assert rows["middelen"][grid.headings.index("kappa")] is None
    shown = shown_grid(agreement)
    texts = {str(row[0]).strip(): row for row in shown.rows}
    assert str(texts["middelen"][shown.headings.index("kappa")]).startswith("– (")
    assert "[" in str(texts["geld"][shown.headings.index("kappa")])
    assert confusion_grid(agreement).rows[0] == ("geld", 4, 1, 0)


def test_every_figure_is_one_record(first: Path) -> None:
    agreement = found(first)
    every = records(agreement)
    assert len({tuple(record) for record in every}) == 1
    assert len(every) == sum(len(one.measured) + len(one.pairs) for one in agreement.lines)


def test_three_coders_have_pairs(first: Path) -> None:
    work(first, "Carla", [("t1", "geld", 19, 31)], ["t1", "t2"])
    agreement = found(first, measures=("kappa", "scott", "fleiss"))
    assert paper_grid(agreement).headings[:6] == (
        "code", "n Anna", "n Bas", "n Carla", "all", "only one",
    )  # fmt: skip
    grid = pair_grid(agreement)
    assert [row[0] for row in grid.rows] == ["Anna", "Bas", "Carla"]
    assert grid.rows[0][2] == grid.rows[1][1]
    scott = line(agreement, "geld").figure("scott")
    assert scott is not None
    assert scott.value is None
    only = found(first, coders=(person("Bas").id, person("Carla").id))
    assert [one.name for one in only.documents] == ["t1", "t2"]


def test_the_consensus_is_no_coder_unless_named(first: Path) -> None:
    with open_project(first, person("Anna")) as project:
        together = person("Samen").id
        values = {"name": "Samen", "kind": "consensus"}
        project.store.write("consensus", [Draft("coder", together, CREATE, values)])
    work(first, "Samen", [("t1", "geld", 19, 31)], [])
    agreement = found(first)
    assert [coder.name for coder in agreement.coders] == ["Anna", "Bas"]
    assert any("consensus" in text for text in agreement.left_out)
    named = found(first, coders=(person("Anna").id, together))
    assert "not intercoder reliability" in named.title
    assert "not intercoder reliability" in methods(named)
    assert [one.name for one in named.documents] == ["t1"]


def test_settings_that_mean_nothing_are_refused(folder: Path) -> None:
    path = folder / "leeg.coder"
    start(path, DOCUMENTS[:1], CODES)
    for wrong in (
        {},
        {"unit": "word"},
        {"measures": ("gamma",)},
        {"draws": -1},
        {"coders": (person("Anna").id,)},
        {"codes": ("0" * 32,)},
    ):
        with pytest.raises(InputError):
            found(path, **wrong)


def test_settings_survive_being_written_down() -> None:
    asked = Asked("spans", ("alpha",), coders=("a", "b"), draws=10, seed=4, subcodes=True)
    assert asked_from_record(asked_record(asked)) == asked
    for wrong in (None, [], {"unit": 3}, {"seed": True}, {"coders": [1]}, {"measures": "alpha"}):
        with pytest.raises(ValueError, match="strange"):
            asked_from_record(wrong)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.814, ".81"),
        (-0.05, "-.05"),
        (1.0, "1.00"),
        (0.9999, ">.99"),
        (-0.001, ".00"),
        (-1.0, "-1.00"),
    ],
)
def test_figures_are_printed_as_in_papers(value: float, text: str) -> None:
    assert short(value) == text


def test_the_gold_pair_in_a_project(folder: Path, shared: Path) -> None:
    path = folder / "goud.coder"
    gold_project(path, shared)
    agreement = found(path)
    assert len(agreement.documents) == 8
    assert len(agreement.codes) == 16
    figure = line(agreement, "any code").figure("kappa")
    assert figure is not None
    assert figure.value == pytest.approx(0.90, abs=0.01)
