"""Leads come with place and reason; deciding on them is one act; terms are added by choice."""

import json
from dataclasses import replace

import pytest

from coder.errors import InputError
from coder.model import Code, Codebook, Document, Origin, Role, Term, Turn
from coder.project.codebooks import import_codebook
from coder.project.codes import edit_code
from coder.project.coding import code_span, codings, undo
from coder.project.finishing import set_done
from coder.project.importing import document_drafts
from coder.project.lead_answers import (
    clash_from_record,
    lead_from_record,
    look_answer,
    look_question,
    proposal_from_record,
)
from coder.project.leads import clash_row, clashes, decide, lead_row, likely, more_like, uncertain
from coder.project.project import create_project, open_project
from coder.project.suggestion_process import Kept, answer
from coder.project.survey import survey
from coder.project.term_proposals import add_terms, chosen_terms, propose_terms
from coder.suggest.audit import is_audited

BOOK = "0" * 31 + "1"
CODES = (
    Code("a" * 32, "doorstroom", "doorstroom", terms=(Term("opvolger"),), codebook=BOOK),
    Code("b" * 32, "geld", "geld", terms=(Term("subsidie"),), codebook=BOOK, position=1),
)
LINES = {
    "een": (
        "Toen was ze opeens verdwenen.",
        "Hij verdween zonder een woord te zeggen.",
        "We dronken die avond koffie met de buren.",
        "De opvolger wist nergens van.",
        "De subsidie was op voor de zomer.",
    ),
    "twee": (
        "Iedereen verdwijnt hier na een jaar.",
        "Toen was ze opeens verdwenen.",
        "De subsidie was op voor de zomer.",
        "We dronken die avond thee met de buren.",
    ),
}


def spoken(name):
    """A document of two turns: a question, and lines by a respondent, each a segment."""
    text, turns = "Hoe ging dat toen?\n", [Turn(0, 18, "Vrager", Role.INTERVIEWER)]
    start = len(text)
    text += " ".join(LINES[name])
    turns.append(Turn(start, len(text), "Respondent", Role.RESPONDENT))
    return Document(name, text, tuple(turns))


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "proef.coder"
    create_project(path)
    with open_project(path) as opened:
        for name in LINES:
            one = spoken(name)
            opened.store.write("import", lambda one=one: document_drafts(opened, one))
        import_codebook(opened, Codebook(BOOK, "Proef", codes=CODES))
        yield opened


def put(project, name, number, code):
    """Code a line of a document; returns its span."""
    document, words = project.document(name), LINES[name][number]
    start = document.text.index(words)
    code_span(project, document, start, start + len(words), project.code(code))
    return start, start + len(words)


def test_more_like_a_code_names_the_segment_that_made_it_like(project):
    put(project, "een", 0, "doorstroom")
    found = more_like(survey(project), project.code("doorstroom"))
    first = next(one for one in found if one.place.text == LINES["twee"][1])
    assert first.beside is not None
    assert (first.beside.name, first.beside.text) == ("een", LINES["een"][0])
    assert first.likeness > 0.99
    assert first.place.speaker == "Respondent"
    assert LINES["een"][0] not in [one.place.text for one in found if one.place.name == "een"]
    assert more_like(survey(project), project.code("geld")) == []


def test_leads_show_the_words_that_the_terms_find(project):
    found = likely(survey(project))
    one = next(one for one in found if one.place.text == LINES["een"][3])
    (span,) = one.place.matches
    assert project.document("een").text[slice(*span)] == "opvolger"
    assert one.code == CODES[0].id
    assert one.terms
    assert found[0].score == max(one.score for one in found)


def test_lists_can_be_of_one_document(project):
    put(project, "een", 3, "doorstroom")
    document = project.document("twee")
    for ask in (likely, uncertain):
        every, here = ask(survey(project)), ask(survey(project), document)
        assert {one.place.name for one in every} == {"een", "twee"}
        assert {one.place.name for one in here} == {"twee"}
        assert len(ask(survey(project), most=2)) == 2


def test_a_done_document_has_nothing_likely_left(project):
    set_done(project, project.document("een"), True)
    assert {one.place.name for one in likely(survey(project))} == {"twee"}


def test_the_blind_audit_is_left_out_of_lists_but_not_of_what_was_coded(project):
    put(project, "een", 0, "doorstroom")
    put(project, "twee", 1, "geld")
    open_one, audited = survey(project), replace(survey(project), audit=True)
    hidden = {
        (eid, one.start)
        for eid, heard in open_one.heard.items()
        for one in heard.segments
        if is_audited(eid, one.start, one.end)
    }
    for ask in (likely, uncertain, lambda found: more_like(found, project.code("doorstroom"))):
        every = {(one.place.document, one.place.start) for one in ask(open_one)}
        assert hidden & every
        assert {(one.place.document, one.place.start) for one in ask(audited)} == every - hidden
    assert clashes(audited) == clashes(open_one) != []


def test_accepting_and_refusing_are_one_act(project):
    put(project, "een", 0, "doorstroom")
    code = project.code("doorstroom")
    found = more_like(survey(project), code)
    accepted, refused = found[:2], found[2:3]
    assert decide(project, accepted, refused, "accept some leads") == 2
    mine = {(one.document, one.start): one.origin for one in codings(project)}
    for one in accepted:
        assert mine[one.place.document, one.place.start] == Origin.BATCH
    left = [one.place for one in more_like(survey(project), code)]
    assert not {one.place for one in (*accepted, *refused)} & set(left)
    assert undo(project).label == "accept some leads"
    assert [one.place for one in more_like(survey(project), code)] == [one.place for one in found]


def test_what_was_coded_meanwhile_is_left_alone(project):
    put(project, "een", 0, "doorstroom")
    (lead, *_) = more_like(survey(project), project.code("doorstroom"))
    assert decide(project, [lead], (), "accept a lead") == 1
    assert decide(project, [lead], (), "accept a lead") == 0
    assert [one.origin for one in codings(project)].count(Origin.SUGGESTION) == 1


def test_the_same_words_coded_differently_clash(project):
    put(project, "een", 4, "geld")
    put(project, "twee", 2, "doorstroom")
    (found,) = clashes(survey(project))
    assert (found.one.name, found.other.name) == ("een", "twee")
    assert (found.only_one, found.only_other) == ((CODES[1].id,), (CODES[0].id,))
    row = clash_row(found, {code.id: code.name for code in CODES})
    assert (row["codes"], row["other_codes"]) == (["geld"], ["doorstroom"])
    assert row["text"] == row["other_text"] == LINES["een"][4]


def coded_for_terms(project):
    for number in (0, 1, 3):
        put(project, "een", number, "doorstroom")
    for number in (0, 1):
        put(project, "twee", number, "doorstroom")
    put(project, "twee", 2, "geld")


def test_proposed_terms_are_added_as_one_act(project):
    coded_for_terms(project)
    code = project.code("doorstroom")
    found = propose_terms(survey(project), code)
    one = next(one for one in found if one.term == "verdwijnen")
    assert (one.right, one.hits, one.new, one.documents) == (4, 4, 4, 2)
    assert add_terms(project, code, [one]) == 1
    assert add_terms(project, code, [one]) == 0
    assert project.code("doorstroom").terms == (*code.terms, Term("verdwijnen", one.weight))
    assert "verdwijnen" not in [
        one.term for one in propose_terms(survey(project), project.code("doorstroom"))
    ]
    assert undo(project).label == "add a proposed term to a code"
    assert project.code("doorstroom").terms == code.terms


def test_terms_that_others_wrote_meanwhile_stay(project):
    coded_for_terms(project)
    before = project.code("doorstroom")
    (one,) = chosen_terms(propose_terms(survey(project), before), ["verdwijnen"], before)
    edit_code(project, before, replace(before, terms=(*before.terms, Term("weggaan"))))
    assert add_terms(project, before, [one]) == 1
    now = [term.text for term in project.code("doorstroom").terms]
    assert now == ["opvolger", "weggaan", "verdwijnen"]
    with pytest.raises(InputError, match="is not proposed"):
        chosen_terms([one], ["koffie"], before)


def test_answers_survive_the_way_through_a_process(project):
    coded_for_terms(project)
    put(project, "een", 4, "geld")
    found = survey(project)
    code = project.code("doorstroom")

    def asked(what, about=None):
        words = look_answer(project, look_question(what, about), found)
        return json.loads(json.dumps(words))

    assert [lead_from_record(one) for one in asked("like", code.id)] == more_like(found, code)
    assert [lead_from_record(one) for one in asked("likely")] == likely(found)
    document = project.document("twee")
    expected = uncertain(found, document)
    assert [lead_from_record(one) for one in asked("uncertain", document.id)] == expected
    assert [clash_from_record(one) for one in asked("conflicts")] == clashes(found)
    terms = propose_terms(found, code)
    assert terms
    assert [proposal_from_record(one) for one in asked("terms", code.id)] == terms


def test_the_process_answers_such_questions_and_keeps_what_it_learned(project):
    put(project, "een", 0, "doorstroom")
    kept = Kept()
    code = project.code("doorstroom")
    found = answer(project.path, look_question("like", code.id), kept)["found"]
    assert [lead_from_record(one) for one in found] == more_like(survey(project), code)
    learned = kept.learned
    answer(project.path, look_question("conflicts"), kept)
    assert kept.learned is learned
    gone = answer(project.path, look_question("like", "f" * 32), kept)
    assert "There is no code" in gone["problem"]


def test_a_lead_is_a_flat_record(project):
    put(project, "een", 0, "doorstroom")
    (lead, *_) = more_like(survey(project), project.code("doorstroom"))
    row = lead_row(lead, "doorstroom")
    assert row["text"] == project.document(row["document"]).text[row["start"] : row["end"]]
    assert row["like_text"] == LINES["een"][0]
    assert row["band"] in ("low", "middle", "high")
