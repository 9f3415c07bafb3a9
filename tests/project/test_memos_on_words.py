"""Memos on words of a transcript follow them through corrections, as codings do."""

import pytest
from teamwork import NAMES, state

from coder.identity import new_id
from coder.merge.questions import Asks
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.project.answering import answer
from coder.project.coding import find_quote, undo
from coder.project.correcting import correct
from coder.project.importing import import_files
from coder.project.memos import edit_memo, memos, write_memo
from coder.project.merging import merge
from coder.project.questions import questions
from coder.store.health import examine

TALK = """Interviewer: Hoe ging het met de gemeente?

Respondent: Er was veel vertrouwen. Toen kwam er weer een nieuwe ambtenaar.
"""


@pytest.fixture
def talk(team, monkeypatch, tmp_path):
    """The same transcript on all machines."""
    file = tmp_path / "gesprek.txt"
    file.write_text(TALK, "utf-8")
    for name in NAMES:
        with team.at(name, monkeypatch) as one:
            import_files(one, [file])
    return file


def note(project, quote, text):
    document = project.document("gesprek")
    span = find_quote(document, quote)
    revision = document.revision
    return write_memo(
        project, "span", document.id, text, document=document.id, revision=revision, span=span
    )


def fix(project, file, old, new):
    document = project.document("gesprek")
    assert old in document.text
    file.write_text(document.text.replace(old, new), "utf-8")
    return correct(project, document, file)


def places(project):
    """Text and words of each memo on a span, checked against the newest text."""
    text, found = project.document("gesprek").text, {}
    for one in memos(project, "span"):
        found[one.text] = one.quote
        if one.start is not None:
            assert one.revision == project.document("gesprek").revision
            assert text[one.start : one.end] == one.quote
    return found


def test_a_memo_follows_its_words(team, monkeypatch, talk):
    with team.at("anna", monkeypatch) as anna:
        note(anna, "nieuwe ambtenaar", "wie?")
        fix(anna, talk, "veel vertrouwen", "toen nog heel veel vertrouwen")
        note(anna, "nog heel", "later")
        fix(anna, talk, "Hoe ging het", "Hoe was het gegaan")
        assert places(anna) == {"wie?": "nieuwe ambtenaar", "later": "nog heel"}
        undo(anna)
        assert places(anna) == {"wie?": "nieuwe ambtenaar", "later": "nog heel"}
        edit_memo(anna, memos(anna, "span")[0], "wie was dat?")
        assert places(anna)["wie was dat?"] == "nieuwe ambtenaar"


def test_a_memo_whose_words_are_gone_has_no_place(team, monkeypatch, talk):
    with team.at("anna", monkeypatch) as anna:
        note(anna, "nieuwe", "hoezo nieuw?")
        done = fix(anna, talk, "een nieuwe ambtenaar", "iemand")
        assert (done.lost, done.lost_memos) == (0, 1)
        (one,) = memos(anna, "span")
        assert (one.start, one.end, one.revision, one.quote) == (None, None, None, "nieuwe")
        (asked,) = questions(anna)
        assert asked.asks is Asks.LOST_MEMO
        assert "“nieuwe”" in asked.words and "“hoezo nieuw?”" in asked.words
        answer(anna, asked, "different")
        assert questions(anna) == [] and len(memos(anna)) == 1
        undo(anna)
        answer(anna, asked, "delete")
        assert questions(anna) == memos(anna) == []
        undo(anna)
        undo(anna)
        assert places(anna) == {"hoezo nieuw?": "nieuwe"}


def test_nobody_is_asked_about_memos_in_a_deleted_transcript(team, monkeypatch, talk):
    with team.at("anna", monkeypatch) as anna:
        note(anna, "nieuwe", "hoezo nieuw?")
        fix(anna, talk, "een nieuwe ambtenaar", "iemand")
        anna.store.write("remove", [Draft("document", anna.document("gesprek").id, DELETED, True)])
        assert questions(anna) == []


def test_memos_follow_when_both_sides_correct(team, monkeypatch, talk):
    """Each writes on a text that the other does not have; all end with one text and both memos."""
    with team.at("anna", monkeypatch) as anna:
        fix(anna, talk, "de gemeente", "die gemeente van u")
        note(anna, "van u", "anna")
    with team.at("bram", monkeypatch) as bram:
        note(bram, "nieuwe ambtenaar", "bram")
        fix(bram, talk, "Er was veel", "Er was toen nog veel")
    ends = []
    for _ in range(2):
        ends = []
        for name, other in (("anna", "bram"), ("bram", "anna")):
            with team.at(name, monkeypatch) as one:
                merge(one, [team.path(other)])
                ends.append((state(one), places(one)))
    assert ends[0] == ends[1]
    assert ends[0][1] == {"anna": "van u", "bram": "nieuwe ambtenaar"}


def test_a_memo_of_an_older_program_stands_on_the_first_text(team, monkeypatch, talk):
    """A program that knew no revisions of memos wrote none."""
    with team.at("anna", monkeypatch) as anna:
        document = anna.document("gesprek")
        start, end = find_quote(document, "nieuwe ambtenaar")
        value = {
            "target_kind": "span",
            "target": document.id,
            "document": document.id,
            "start": start,
            "end": end,
            "text": "oud",
            "coder": anna.me.id,
        }
        anna.store.write("write a memo", [Draft("memo", new_id(), CREATE, value)])
        fix(anna, talk, "Hoe ging het", "Hoe was het toen gegaan")
    with team.at("anna", monkeypatch) as anna:
        assert examine(anna.store).faults == ()
        note(anna, "Er was", "nieuw")
        assert places(anna) == {"oud": "nieuwe ambtenaar", "nieuw": "Er was"}


@pytest.mark.parametrize(
    "said",
    [
        {"start": 5, "end": 3},
        {"start": 0, "end": 10**6},
        {"start": -4, "end": 3},
        {"start": 2, "end": None},
        {"start": 0, "end": 3, "revision": "0" * 32},
    ],
)
def test_a_memo_on_no_such_place_is_kept_without_one(team, monkeypatch, talk, said):
    """What another program wrote, or what this file does not hold the text of."""
    with team.at("anna", monkeypatch) as anna:
        document = anna.document("gesprek")
        value = {"target_kind": "span", "target": document.id, "document": document.id}
        value |= {"text": "ergens", "coder": anna.me.id, **said}
        anna.store.write("write a memo", [Draft("memo", new_id(), CREATE, value)])
        fix(anna, talk, "Hoe ging het", "Hoe was het toen gegaan")
        (one,) = memos(anna, "span")
        assert (one.text, one.start, one.end, one.quote) == ("ergens", None, None, "")
