"""Codings as flat records."""

import pytest
from counting_material import coding, interview

from coder.analysis.quotations import citation, clock, quotations
from coder.model import Code, Coder, Coding, Cue, Document, Origin, Role, Turn

CODES = [Code("werk", "werk", "Werk"), Code("druk", "druk", "Werkdruk", parent="werk")]
ANNA = Coder("anna", "Anna")


def test_a_record_says_who_what_where_and_when():
    text = "I: Hoe gaat het?\nR: Druk, heel druk."
    turns = (
        Turn(3, 16, "I", Role.INTERVIEWER, 0, 2000),
        Turn(20, 36, "R", Role.RESPONDENT, 2000, 9000, (Cue(20, 25, 2000, 4000),)),
    )
    document = Document("gesprek", text, turns)
    made = Coding(
        "c1", document.id, document.revision, "druk", "anna", 20, 24, "Druk",
        Origin.SUGGESTION, 3, True, 1_700_000_000_123,
    )  # fmt: skip
    (record,) = quotations([made], CODES, [document], [ANNA], {"c1": 2})
    assert record == {
        "document": "gesprek",
        "code": "Werkdruk",
        "path": "Werk > Werkdruk",
        "speaker": "R",
        "role": "respondent",
        "time": "00:00:02",
        "start": 20,
        "end": 24,
        "quote": "Druk",
        "coder": "Anna",
        "origin": "suggestion",
        "created": "2023-11-14T22:13:20Z",
        "weight": 3,
        "important": True,
        "memos": 2,
        "coding_id": "c1",
        "code_id": "druk",
        "document_id": document.id,
    }


def test_the_time_is_that_of_the_cue_where_the_coding_starts():
    cues = (Cue(0, 4, 3_600_000, 3_601_000), Cue(5, 9, 3_605_999, 3_607_000))
    document = Document("lang", "een, twee", (Turn(0, 9, begin_ms=3_600_000, cues=cues),))
    (record,) = quotations([coding(document, "werk", "anna", "twee")], CODES, [document], [ANNA])
    assert record["time"] == "01:00:05"


def test_several_speakers_are_all_named_once():
    document = interview("samen", ("R", "Ja."), ("S", "Nee."), ("R", "Toch."))
    (record,) = quotations(
        [coding(document, "werk", "anna", "Ja.\nS: Nee.\nR: Toch")], CODES, [document], [ANNA]
    )
    assert (record["speaker"], record["role"]) == ("R; S", "respondent")


def test_what_is_not_known_is_empty():
    document = Document("kaal", "titel", ())
    stray = Coding("c", document.id, document.revision, "weg", "niemand", 0, 5, "titel")
    (record,) = quotations([stray], CODES, [document], [ANNA])
    assert [record[k] for k in ("code", "path", "speaker", "time", "coder", "created")] == [""] * 6
    assert record["weight"] is None


def test_a_time_beyond_the_calendar_is_empty():
    document = interview("ver", ("R", "Ja."))
    late = Coding("c", document.id, "", "werk", "anna", 3, 5, "Ja", created_ms=10**18)
    (record,) = quotations([late], CODES, [document], [ANNA])
    assert record["created"] == ""


def test_records_stand_in_the_order_of_documents_and_places():
    first = interview("b", ("R", "een twee"))
    second = interview("a", ("R", "drie"))
    codings = [
        coding(second, "werk", "anna", "drie"),
        coding(first, "druk", "anna", "twee"),
        coding(first, "werk", "anna", "twee"),
        coding(first, "druk", "anna", "een"),
    ]
    records = quotations(reversed(codings), CODES, [first, second], [ANNA])
    assert [(r["quote"], r["code"]) for r in records] == [
        ("een", "Werkdruk"),
        ("twee", "Werk"),
        ("twee", "Werkdruk"),
        ("drie", "Werk"),
    ]


@pytest.mark.parametrize(
    ("milliseconds", "text"), [(0, "00:00:00"), (59_999, "00:00:59"), (360_000_000, "100:00:00")]
)
def test_clock(milliseconds, text):
    assert clock(milliseconds) == text


def test_a_citation_names_its_source_with_the_time_of_its_cue():
    text = "R: Druk,\nheel druk."
    cues = (Cue(3, 8, 2000, 3000), Cue(9, 19, 64_000, 66_000))
    document = Document("gesprek", text, (Turn(3, 19, "R", Role.RESPONDENT, 2000, 9000, cues),))
    assert citation(document, 3, 19) == "“Druk, heel druk.” (gesprek, R, 00:00:02, 3-19)"
    assert citation(document, 9, 19) == "“heel druk.” (gesprek, R, 00:01:04, 9-19)"


def test_a_citation_leaves_out_what_is_not_known():
    document = Document("gesprek", "Druk.", (Turn(0, 5),))
    assert citation(document, 0, 5) == "“Druk.” (gesprek, 0-5)"
