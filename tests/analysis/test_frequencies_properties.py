"""What holds for the counts of any interviews: against a slow count, and between figures."""

import random
import re

import pytest
from counting_material import materials
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.frequencies import frequencies
from coder.analysis.measures import Measure, Value
from coder.analysis.table import denominator, tidy
from coder.model import Role, count_words

SPLITS = st.sampled_from(["", "document", "speaker", "role", "coder"])
MEASURES = st.sampled_from(list(Measure))
WORD = re.compile(r"[^\W_](?:.*[^\W_])?")


def is_word_character(character):
    return re.fullmatch(r"[^\W_]", character) is not None


def columns_of(by, document, turn, coding):
    return {
        "": [],
        "document": [document.id],
        "speaker": [turn.speaker if turn else ""],
        "role": [turn.role.value if turn else ""],
        "coder": [coding.coder],
    }[by]


def below(codes, code):
    return {code} | {d for c in codes if c.parent == code for d in below(codes, c.id)}


def slow_count(material, by, code, column, measure, without_interviewer=False):
    """The figure of one cell, character by character; column None is the total."""
    texts = {document.id: document for document in material.documents}
    wanted = below(material.codes, code)
    found = set()
    for coding in material.codings:
        if coding.coder == "samen" or coding.code not in wanted:
            continue
        document = texts[coding.document]
        for turn, under in touched_turns(document, coding):
            if without_interviewer and turn and turn.role is Role.INTERVIEWER:
                continue
            if column is None or column in columns_of(by, document, turn, coding):
                found |= things(document, coding, turn, under, material.segments[document.id])
    return sum(kind == measure.value.removesuffix("s") for kind, _ in found)


def touched_turns(document, coding):
    """The turns of a coding, each with the positions under it; (None, []) outside all."""
    touched = []
    for turn in document.turns:
        under = [i for i in range(turn.start, turn.end) if coding.start <= i < coding.end]
        if under:
            touched.append((turn, under))
    spoken = [
        (turn, under)
        for turn, under in touched
        if any(is_word_character(document.text[i]) for i in under)
    ]
    return spoken or touched or [(None, [])]


def things(document, coding, turn, under, segments):
    """Everything countable that lies under a coding in one turn."""
    identity = (coding.coder, coding.code, coding.document, coding.start, coding.end)
    found = {("coding", identity), ("document", document.id)}
    found |= {("character", (document.id, i)) for i in under}
    for run in re.finditer(r"\S+", document.text[: turn.end] if turn else ""):
        for word in WORD.finditer(run[0]):
            place = run.start() + word.start()
            if set(range(place, run.start() + word.end())) & set(under):
                found.add(("word", (document.id, place)))
    for number, segment in enumerate(segments):
        held = [i for i in under if segment.start <= i < segment.end]
        if any(is_word_character(document.text[i]) for i in held):
            found.add(("segment", (document.id, number)))
    return found


@given(materials(), SPLITS, MEASURES, st.booleans())
def test_every_cell_is_what_a_slow_count_finds(material, by, measure, without):
    table = frequencies(*material.everything, by=by, measure=measure, without_interviewer=without)
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            key = None if column.total else column.key
            assert cell == slow_count(material, by, row.id, key, measure, without)


@given(materials(), SPLITS, MEASURES, st.randoms(use_true_random=False))
def test_the_order_of_codings_does_not_matter(material, by, measure, chance: random.Random):
    shuffled = list(material.codings)
    chance.shuffle(shuffled)
    table = frequencies(*material.everything, by=by, measure=measure)
    codes, _, documents, coders, segments = material.everything
    again = frequencies(codes, shuffled, documents, coders, segments, by=by, measure=measure)
    assert again == table


@given(materials(), SPLITS, MEASURES)
def test_a_parent_has_at_least_its_largest_child_and_at_most_own_and_children(
    material, by, measure
):
    table = frequencies(*material.everything, by=by, measure=measure)
    own = table.own or table.cells
    for place in range(len(table.columns)):
        for index, row in enumerate(table.rows):
            children = [
                cells[place]
                for other, cells in zip(table.rows, table.cells, strict=True)
                if other.parent == row.id
            ]
            rolled, alone = table.cells[index][place], own[index][place]
            assert max([alone, *children]) <= rolled <= alone + sum(children)
            if measure is Measure.CODINGS:
                assert rolled == alone + sum(children)


@given(materials(), SPLITS, MEASURES)
def test_totals_lie_between_the_largest_part_and_the_sum(material, by, measure):
    table = frequencies(*material.everything, by=by, measure=measure)
    tops = [cells for row, cells in zip(table.rows, table.cells, strict=True) if not row.parent]
    for cells in (*table.cells, table.totals):
        if by:
            assert max(cells[:-1], default=0) <= cells[-1] <= sum(cells[:-1])
    for place, total in enumerate(table.totals):
        assert max(cells[place] for cells in tops) <= total
        assert total <= sum(cells[place] for cells in tops)


@given(materials())
def test_percentages_of_codings_add_up_to_a_hundred(material):
    row = frequencies(*material.everything, by="document", value=Value.ROW_PERCENT)
    for cells in row.cells:
        if cells[-1] is not None:
            assert sum(cells[:-1]) == pytest.approx(100)
    column = frequencies(
        *material.everything, by="document", value=Value.COLUMN_PERCENT, descendants=False
    )
    for place, total in enumerate(column.totals):
        if total is not None:
            assert sum(cells[place] for cells in column.cells) == pytest.approx(100)


@given(materials(), SPLITS, st.sampled_from([Measure.CODINGS, Measure.SEGMENTS, Measure.WORDS]))
def test_per_1000_words_is_a_thousand_times_count_by_words(material, by, measure):
    count = frequencies(*material.everything, by=by, measure=measure)
    rate = frequencies(*material.everything, by=by, measure=measure, value=Value.PER_1000_WORDS)
    for counts, rates in zip(count.cells, rate.cells, strict=True):
        for column, number, figure in zip(count.columns, counts, rates, strict=True):
            words = denominator(column, "words")
            assert figure == (1000 * number / words if words else None)


@given(materials(), st.sampled_from(["document", "speaker", "role", "groep"]), st.booleans())
def test_words_of_the_columns_are_the_words_spoken(material, by, without):
    known = {key for document in material.documents for key, _ in document.attributes}
    by = by if by in known | {"document", "speaker", "role"} else "document"
    table = frequencies(*material.everything, by=by, without_interviewer=without)
    *parts, whole = (denominator(column, "words") for column in table.columns)
    spoken = sum(
        count_words(document.text[turn.start : turn.end])
        for document in material.documents
        for turn in document.turns
        if not (without and turn.role is Role.INTERVIEWER)
    )
    assert sum(parts) == whole == spoken


@given(materials(), SPLITS, MEASURES)
def test_nothing_covered_exceeds_what_there_is(material, by, measure):
    spoken = {document.id: document.turns for document in material.documents}
    inside = [
        coding
        for coding in material.codings
        if any(
            max(turn.start, coding.start) < min(turn.end, coding.end)
            for turn in spoken.get(coding.document, ())
        )
    ]
    codes, _, *rest = material.everything
    table = frequencies(codes, inside, *rest, by=by, measure=measure)
    for place, column in enumerate(table.columns):
        size = denominator(column, measure.value)
        if size is not None:
            assert table.totals[place] <= size


@given(materials(), SPLITS)
def test_tidy_has_one_record_per_figure(material, by):
    table = frequencies(*material.everything, by=by)
    records = tidy(table)
    rows = len(table.rows) * (2 if table.own else 1) + 1
    assert len(records) == rows * len(table.columns)
    values = {
        (r["code_id"], r["column_key"], r["column_kind"]): r["value"]
        for r in records
        if r["row_kind"] == "code" and (r["scope"] == "with subcodes" or not table.own)
    }
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            kind = "total" if column.total else "part"
            assert values[row.id, column.key, kind] == cell
