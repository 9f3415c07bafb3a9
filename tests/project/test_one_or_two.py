"""One person says that two things are one, another that they are two: that is asked, not hidden."""

import pytest
from teamwork import document, put, state

from coder.merge.questions import Asks
from coder.oplog.operation import Draft
from coder.project.answering import answer
from coder.project.codes import add_code
from coder.project.coding import codings
from coder.project.finishing import done_marks, set_done
from coder.project.importing import document_drafts
from coder.project.joining import merge_codes, merged_away, unmerge_code
from coder.project.merging import merge
from coder.project.questions import questions

EVERYBODY = ("anna", "bram", "cato")


def meet(team, monkeypatch, *names):
    """Everybody merges the files of all the others until nothing is new."""
    for _ in names:
        ends = []
        for name in names:
            with team.at(name, monkeypatch) as one:
                merge(one, [team.path(other) for other in names if other != name])
                ends.append(state(one))
    assert all(end == ends[0] for end in ends)


def only(one, asks):
    (found,) = questions(one)
    assert found.asks is asks
    return found


def each_answers(team, monkeypatch, **choices):
    for name, choice in choices.items():
        with team.at(name, monkeypatch) as one:
            answer(one, questions(one)[0], choice)


def import_talk(one, called, words):
    new = document(called, words)
    one.store.write("import", lambda: document_drafts(one, new))
    return new.name


def two_talks(team, monkeypatch, name, words):
    """Anna and Bram each import a talk, code in it and are done with it."""
    for who in ("anna", "bram"):
        with team.at(who, monkeypatch) as one:
            called = import_talk(one, name.format(who), words.format(who))
            put(one, called, 0, 4, "trust")
            set_done(one, one.document(called), True)


def layout(one):
    """Where codings and done marks are: transcript names, texts and places."""
    names = {text.id: text.name for text in one.documents()}
    texts = sorted((text.name, text.text) for text in one.documents())
    where = sorted((names[c.document], c.start, c.end, c.quote, c.coder) for c in codings(one))
    return texts, where, sorted((who, names[eid]) for who, eid in done_marks(one) if eid in names)


def two_codes(team, monkeypatch):
    for who in ("anna", "bram"):
        with team.at(who, monkeypatch) as one:
            add_code(one, "Hoop")
            put(one, "d01", 0, 4, "Hoop")
    meet(team, monkeypatch, *EVERYBODY)


def test_both_answers_are_named_and_either_can_be_chosen(team, monkeypatch):
    two_codes(team, monkeypatch)
    each_answers(team, monkeypatch, anna="same", bram="different")
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("cato", monkeypatch) as cato:
        asked = only(cato, Asks.ANSWERS)
        assert asked.words == (
            "Of two codes, 'Hoop', Anna said that they are one, and Bram that they are two. "
            "Which holds?"
        )
        assert [one.words for one in asked.choices] == [
            "one, as it is now (Anna)",
            "two again (Bram)",
        ]
        assert asked.proposed == ""
        assert len([one for one in cato.codes() if one.name == "Hoop"]) == 1
        answer(cato, asked, "different")
        assert questions(cato) == []
        assert len([one for one in cato.codes() if one.name == "Hoop"]) == 2
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("anna", monkeypatch) as anna:
        assert questions(anna) == []


@pytest.mark.parametrize("says_two", EVERYBODY)
def test_two_of_three_who_say_one_are_contradicted_too(team, monkeypatch, says_two):
    two_codes(team, monkeypatch)
    each_answers(
        team, monkeypatch, **{who: "different" if who == says_two else "same" for who in EVERYBODY}
    )
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("bram", monkeypatch) as bram:
        answer(bram, only(bram, Asks.ANSWERS), "different")
        assert len([one for one in bram.codes() if one.name == "Hoop"]) == 2
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("cato", monkeypatch) as cato:
        assert questions(cato) == []


@pytest.mark.parametrize(
    ("name", "words", "one"),
    [
        ("van {}", "Hetzelfde gesprek.", "earlier"),
        ("van {}", "Hetzelfde gesprek.", "later"),
        ("gesprek", "Het gesprek van {}.", "earlier"),
        ("gesprek", "Het gesprek van {}.", "later"),
    ],
)
def test_transcripts_taken_apart_are_as_if_nobody_had_made_them_one(
    team, monkeypatch, name, words, one
):
    two_talks(team, monkeypatch, name, words)
    meet(team, monkeypatch, *EVERYBODY)
    each_answers(team, monkeypatch, bram="different")
    with team.at("bram", monkeypatch) as bram:
        wanted = layout(bram)
    each_answers(team, monkeypatch, anna=one, cato=one)
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("cato", monkeypatch) as cato:
        assert len(cato.documents()) == len(wanted[0]) - 1
        asked = next(found for found in questions(cato) if found.asks is Asks.ANSWERS)
        answer(cato, asked, "different")
        assert questions(cato) == []
        found = layout(cato)
        assert found[1:] == wanted[1:]
        assert found == wanted
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("anna", monkeypatch) as anna:
        assert (questions(anna), layout(anna)) == ([], wanted)


def test_what_was_coded_since_in_the_joined_transcript_stays_where_it_is(team, monkeypatch):
    two_talks(team, monkeypatch, "gesprek", "Het gesprek van {}.")
    meet(team, monkeypatch, *EVERYBODY)
    each_answers(team, monkeypatch, anna="later", bram="different")
    with team.at("anna", monkeypatch) as anna:
        made = put(anna, "gesprek", 4, 11, "trust")
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("cato", monkeypatch) as cato:
        asked = next(found for found in questions(cato) if found.asks is Asks.ANSWERS)
        answer(cato, asked, "different")
        (there,) = [one for one in codings(cato) if one.id == made]
        assert there.quote == "gesprek"
        assert there.document == min(asked.subjects)
        assert len(codings(cato)) == 3


def test_answered_in_two_ways_again_it_is_open_again(team, monkeypatch):
    two_codes(team, monkeypatch)
    each_answers(team, monkeypatch, anna="same", bram="different")
    meet(team, monkeypatch, *EVERYBODY)
    each_answers(team, monkeypatch, anna="same", bram="different")
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("cato", monkeypatch) as cato:
        answer(cato, only(cato, Asks.CODE), "same")
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("anna", monkeypatch) as anna:
        assert questions(anna) == []


def test_whoever_knows_what_was_said_and_decides_otherwise_is_not_asked(team, monkeypatch):
    two_codes(team, monkeypatch)
    with team.at("anna", monkeypatch) as anna:
        answer(anna, only(anna, Asks.CODE), "same")
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("bram", monkeypatch) as bram:
        ((gone,),) = merged_away(bram).values()
        unmerge_code(bram, gone)
        answer(bram, only(bram, Asks.CODE), "different")
        assert questions(bram) == []
        first, second = [one for one in bram.codes() if one.name == "Hoop"]
        merge_codes(bram, first, second)
        assert questions(bram) == []


def test_answers_of_namesakes_are_told_apart(team, monkeypatch):
    two_codes(team, monkeypatch)
    each_answers(team, monkeypatch, anna="same", bram="different")
    ids = {}
    for who in ("anna", "bram"):
        with team.at(who, monkeypatch) as one:
            ids[who] = one.me.id
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("cato", monkeypatch) as cato:
        cato.store.write("x", [Draft("coder", ids["bram"], "name", "Anna")])
        answer(cato, next(one for one in questions(cato) if one.asks is Asks.PERSON), "different")
        said = only(cato, Asks.ANSWERS).choices
        assert [one.words for one in said] == [
            f"one, as it is now (Anna ({ids['anna'][-8:]}))",
            f"two again (Anna ({ids['bram'][-8:]}))",
        ]


@pytest.mark.parametrize("choice", ["same", "different"])
@pytest.mark.parametrize("words", ["Hetzelfde gesprek.", "Het gesprek van {}."])
def test_two_people_who_settle_it_alike_leave_no_question(team, monkeypatch, words, choice):
    name = "gesprek" if "{}" in words else "van {}"
    two_talks(team, monkeypatch, name, words)
    meet(team, monkeypatch, *EVERYBODY)
    each_answers(team, monkeypatch, anna="later", bram="different")
    meet(team, monkeypatch, *EVERYBODY)
    for who in ("anna", "bram"):
        with team.at(who, monkeypatch) as one:
            asked = next(found for found in questions(one) if found.asks is Asks.ANSWERS)
            answer(one, asked, choice)
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("cato", monkeypatch) as cato:
        left = [found.asks for found in questions(cato) if found.asks is not Asks.VALUES]
        assert left == []
        assert len(codings(cato)) == 2
        assert len({one.name for one in cato.documents()}) == len(cato.documents())


def test_all_of_them_can_go_by_what_one_person_said(team, monkeypatch):
    for who in ("anna", "bram"):
        with team.at(who, monkeypatch) as one:
            for name in ("Hoop", "Vrees", "Geduld"):
                add_code(one, name)
                put(one, "d01", 0, 4, name)
    meet(team, monkeypatch, *EVERYBODY)
    for who, says in (("anna", ("same", "same", "different")), ("bram", None)):
        with team.at(who, monkeypatch) as one:
            for number, asked in enumerate(questions(one)):
                choice = says[number] if says else ("different", "different", "same")[number]
                answer(one, asked, choice)
    meet(team, monkeypatch, *EVERYBODY)
    with team.at("cato", monkeypatch) as cato:
        asked = questions(cato)
        assert [one.asks for one in asked] == [Asks.ANSWERS] * 3
        bram = next(one.key for one in asked[0].choices if "(Bram)" in one.words)
        assert answer(cato, asked[0], bram, all_alike=True) == 3
        assert questions(cato) == []
        names = [one.name for one in cato.codes()]
        assert sorted(names.count(name) for name in ("Hoop", "Vrees", "Geduld")) == [1, 2, 2]
