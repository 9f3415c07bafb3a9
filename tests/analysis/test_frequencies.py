"""Counts of a small interview that can be checked by eye."""

from dataclasses import replace

import pytest
from counting_material import coding, interview, whole_turns

from coder.analysis.frequencies import frequencies
from coder.analysis.measures import Measure, Value
from coder.analysis.table import denominator
from coder.errors import InputError
from coder.model import Code, Coder, Coding

FIRST = interview(
    "gesprek 1",
    ("I", "Hoe gaat het op het werk?"),
    ("R", "Het is druk. Te druk, vind ik."),
    ("S", "Bij ons ook."),
    attributes=[("groep", "10"), ("role", "leider")],
)
SECOND = interview("gesprek 2", ("I", "En bij jou?"), ("R", "Rustig."), attributes=[("groep", "2")])
CODES = [
    Code("werk", "werk", "Werk", position=0),
    Code("druk", "druk", "Werkdruk", parent="werk", position=1),
    Code("rust", "rust", "Rust", parent="werk", position=2),
    Code("thuis", "thuis", "Thuis", position=3),
]
ANNA, BAS = Coder("anna", "Anna"), Coder("bas", "Bas")
SAMEN = Coder("samen", "Samen", "consensus")
CODINGS = [
    coding(FIRST, "druk", "anna", "Het is druk."),
    coding(FIRST, "druk", "anna", "Te druk, vind ik.\nS: Bij ons"),
    coding(FIRST, "werk", "anna", "op het werk"),
    coding(SECOND, "rust", "anna", "Rustig"),
]
SEGMENTS = {document.id: whole_turns(document) for document in (FIRST, SECOND)}


def counts(codings=CODINGS, coders=(ANNA,), documents=(FIRST, SECOND), **options):
    return frequencies(CODES, codings, documents, coders, SEGMENTS, **options)


def lines(table):
    return {row.id: cells for row, cells in zip(table.rows, table.cells, strict=True)}


def labels(table):
    return [column.label for column in table.columns]


def test_codings_by_document_with_subcodes_and_unused_codes():
    table = counts()
    assert labels(table) == ["gesprek 1", "gesprek 2", "Total"]
    assert [(row.name, row.depth, row.path) for row in table.rows] == [
        ("Werk", 0, ("Werk",)),
        ("Werkdruk", 1, ("Werk", "Werkdruk")),
        ("Rust", 1, ("Werk", "Rust")),
        ("Thuis", 0, ("Thuis",)),
    ]
    assert table.cells == ((3, 1, 4), (2, 0, 2), (0, 1, 1), (0, 0, 0))
    assert table.own == ((1, 0, 1), (2, 0, 2), (0, 1, 1), (0, 0, 0))
    assert table.totals == (3, 1, 4)


def test_without_descendants_the_cells_are_the_codes_own():
    table = counts(descendants=False)
    assert table.cells == counts().own
    assert table.own == ()


def test_a_coding_over_two_speakers_is_in_each_column_and_once_in_the_total():
    table = counts(by="speaker")
    assert labels(table) == ["I", "R", "S", "Total"]
    assert lines(table)["druk"] == (0, 2, 1, 2)
    assert "What falls into several columns is once in the total." in table.notes


def test_roles_come_respondents_first():
    table = counts(by="role")
    assert labels(table) == ["respondent", "interviewer", "Total"]
    assert lines(table)["werk"] == (3, 1, 4)


def test_interviewer_turns_are_left_out_of_codings_words_and_columns():
    table = counts(by="speaker", without_interviewer=True)
    assert labels(table) == ["R", "S", "Total"]
    assert lines(table)["werk"] == (3, 1, 3)
    assert [denominator(column, "words") for column in table.columns] == [8, 3, 11]
    assert "Interviewer turns are left out" in table.counted
    assert "Not counted: 1 coding in interviewer turns only." in table.notes
    assert table.turns == "without interviewer"


def test_words_of_a_document_are_those_of_its_turns():
    assert denominator(counts().columns[0], "words") == FIRST.words == 16


def test_segments_count_once_under_a_parent():
    doubled = [*CODINGS, coding(FIRST, "rust", "anna", "druk.")]
    table = counts(doubled, measure=Measure.SEGMENTS)
    assert lines(table)["werk"] == (3, 1, 4)
    assert lines(table)["druk"] == (2, 0, 2)
    assert lines(table)["rust"] == (1, 1, 2)


def test_a_segment_of_which_only_punctuation_is_coded_does_not_count():
    table = counts([coding(FIRST, "druk", "anna", ".\nS: Bij")], measure=Measure.SEGMENTS)
    assert lines(table)["druk"] == (1, 0, 1)


def test_documents_count_once_per_code():
    table = counts(measure=Measure.DOCUMENTS, by="groep")
    assert labels(table) == ["2", "10", "Total"]
    assert lines(table)["werk"] == (1, 1, 2)
    assert lines(table)["druk"] == (0, 1, 1)


def test_characters_and_words_of_overlapping_codings_count_once():
    overlapping = [
        coding(FIRST, "druk", "anna", "Het is druk."),
        coding(FIRST, "druk", "anna", "druk. Te druk"),
        coding(FIRST, "druk", "anna", "dr"),
        coding(FIRST, "druk", "anna", "uk."),
    ]
    characters = counts(overlapping, measure=Measure.CHARACTERS)
    assert lines(characters)["druk"][0] == len("Het is druk. Te druk")
    assert lines(counts(overlapping, measure=Measure.WORDS))["druk"][0] == 5


def test_labels_between_turns_are_never_counted():
    span = [coding(FIRST, "druk", "anna", "ik.\nS: Bij")]
    assert lines(counts(span, measure=Measure.CHARACTERS))["druk"][0] == len("ik." + "Bij")
    assert lines(counts(span, measure=Measure.WORDS))["druk"][0] == 2


def test_the_same_coding_made_twice_by_one_coder_counts_once():
    again = replace(CODINGS[0], id="again")
    table = counts([*CODINGS, again])
    assert table.cells == counts().cells
    assert "Not counted: 1 coding equal in coder, code and span to another." in table.notes


def test_several_coders_are_added_up_and_it_is_said():
    table = counts([*CODINGS, replace(CODINGS[0], id="b", coder="bas")], coders=(ANNA, BAS))
    assert lines(table)["druk"] == (3, 0, 3)
    assert "Anna and Bas (every figure adds up 2 coders)" in table.counted
    assert labels(table)[-1] == "Total (2 coders added up)"
    assert table.whose == ("Anna", "Bas")


def test_a_coder_without_codings_is_not_said_to_be_added_up():
    table = counts(coders=(ANNA, BAS))
    assert table.counted.startswith("4 codings by Anna in 2 documents with 20 words.")
    assert labels(table)[-1] == "Total"


def test_coders_side_by_side():
    table = counts(
        [*CODINGS, replace(CODINGS[0], id="b", coder="bas")], coders=(ANNA, BAS), by="coder"
    )
    assert labels(table) == ["Anna", "Bas", "Total (2 coders added up)"]
    assert lines(table)["druk"] == (2, 1, 3)
    assert "(the total adds up 2 coders)" in table.counted


def test_segments_of_several_coders_are_those_any_of_them_coded():
    both = [*CODINGS, replace(CODINGS[0], id="b", coder="bas")]
    table = counts(both, coders=(ANNA, BAS), by="coder", measure=Measure.SEGMENTS)
    assert lines(table)["druk"] == (2, 1, 2)
    assert labels(table)[-1] == "Total (any of 2 coders)"


def test_the_consensus_counts_only_when_asked_for():
    codings = [*CODINGS, replace(CODINGS[0], id="s", coder="samen")]
    table = counts(codings, coders=(ANNA, SAMEN))
    assert lines(table)["druk"] == (2, 0, 2)
    assert "Codings of the consensus are left out." in table.notes
    alone = counts(codings, coders=(ANNA, SAMEN), whose=["samen"])
    assert lines(alone)["druk"] == (1, 0, 1)
    assert "1 coding by Samen (consensus)" in alone.counted
    both = counts(codings, coders=(ANNA, SAMEN), whose=["anna", "samen"])
    assert any("consensus beside the persons" in note for note in both.notes)


def test_only_the_coders_asked_for_count():
    codings = [*CODINGS, replace(CODINGS[3], id="b", coder="bas")]
    table = counts(codings, coders=(ANNA, BAS), whose={"bas"})
    assert table.totals == (0, 1, 1)
    assert "by Bas in" in table.counted


def test_a_coder_nobody_told_of_is_named_by_id():
    table = counts([replace(CODINGS[0], coder="0123456789abcdef")], coders=())
    assert "unknown coder 01234567" in table.counted


def test_unknown_coder_is_refused():
    with pytest.raises(InputError, match="no coder carla"):
        counts(whose=["carla"])


def test_unknown_attribute_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="Choose one of: document, speaker, role, coder, groep"):
        counts(by="afdeling")


def test_an_attribute_named_like_a_choice_has_a_prefix():
    table = counts(by="attribute:role")
    assert labels(table) == ["leider", "(no role)", "Total"]
    assert table.title == "Codings per code by role"


def test_a_value_called_total_is_a_column_of_its_own():
    named = replace(SECOND, attributes=(("groep", "total"),))
    table = counts(documents=(FIRST, named), by="groep")
    assert [(c.key, c.total) for c in table.columns][1:] == [("total", False), ("total", True)]
    assert table.totals == (3, 1, 4)


def test_percentages_and_rates():
    row = counts(value=Value.ROW_PERCENT)
    assert lines(row)["werk"] == (75.0, 25.0, 100.0)
    assert lines(row)["thuis"] == (None, None, None)
    column = counts(value=Value.COLUMN_PERCENT)
    assert lines(column)["druk"] == (200 / 3, 0.0, 50.0)
    rate = counts(value=Value.PER_1000_WORDS)
    assert lines(rate)["werk"] == (1000 * 3 / 16, 250.0, 200.0)
    assert rate.unit == "codings per 1,000 words"
    assert "per 1,000 words spoken in what the column covers" in rate.counted


def test_documents_per_1000_words_are_refused():
    with pytest.raises(InputError, match="say nothing"):
        counts(measure=Measure.DOCUMENTS, value=Value.PER_1000_WORDS)


def test_segments_that_are_not_there_are_refused():
    with pytest.raises(InputError, match="gesprek 1 has not been cut"):
        frequencies(CODES, CODINGS, [FIRST], [ANNA], measure=Measure.SEGMENTS)


def test_codings_elsewhere_do_not_count_and_are_told():
    table = counts(documents=(FIRST,))
    assert table.totals == (3, 3)
    assert "Not counted: 1 coding in documents or of codes not in this table." in table.notes


def test_a_coding_outside_all_turns_is_a_coding_without_words():
    label = Coding("x", FIRST.id, FIRST.revision, "thuis", "anna", 0, 1, "I")
    table = counts([label], by="speaker")
    assert labels(table) == ["I", "R", "S", "(no speaker)", "Total"]
    assert lines(table)["thuis"] == (0, 0, 0, 1, 1)
    assert lines(counts([label], measure=Measure.WORDS))["thuis"] == (0, 0, 0)
    assert any("outside all turns" in note for note in table.notes)


def test_documents_of_equal_name_are_told_apart():
    twin = interview("gesprek 1", ("R", "Anders."))
    table = counts(documents=(FIRST, twin))
    assert labels(table)[0] == f"gesprek 1 ({FIRST.id[:8]})"
    assert len(set(labels(table))) == 3


def test_a_label_in_several_documents_is_one_column_and_that_is_told():
    assert "A speaker label found in several documents is one column." in counts(by="speaker").notes


def test_without_marked_interviewer_it_says_so():
    plain = interview("los", ("R", "Ja."))
    table = counts([], documents=(plain,), without_interviewer=True)
    assert "No turn is marked as the interviewer's" in table.counted


def test_a_document_given_twice_is_one():
    assert counts(documents=(FIRST, SECOND, FIRST)) == counts()


def test_segments_of_some_documents_only_are_no_denominator():
    table = frequencies(CODES, CODINGS, [FIRST, SECOND], [ANNA], {FIRST.id: SEGMENTS[FIRST.id]})
    assert denominator(table.columns[-1], "segments") is None
    assert denominator(counts().columns[-1], "segments") == 5


def test_nothing_at_all():
    table = frequencies([], [], [], [])
    assert table.rows == ()
    assert table.totals == (0,)
    assert table.counted.startswith("0 codings by nobody in 0 documents with 0 words.")
    assert frequencies(CODES, [], [], [], value=Value.ROW_PERCENT).totals == (None,)
