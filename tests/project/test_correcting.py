"""Corrected transcripts: codings follow their words, corrections of two people become one text."""

import pytest
from teamwork import NAMES, state

from coder.errors import InputError
from coder.identity import content_hash
from coder.merge.edits import edits, moved
from coder.merge.questions import Asks
from coder.model import Suggestion
from coder.project.answering import answer
from coder.project.coding import code_counts, code_span, codings, find_quote, undo
from coder.project.correcting import correct, versions
from coder.project.editing import move_edges, refused, reject
from coder.project.importing import import_files
from coder.project.merging import merge, undo_merge
from coder.project.questions import questions
from coder.store import records
from coder.store.health import examine

TALK = """Interviewer: Hoe ging het met de gemeente?

Respondent: Er was veel vertrouwen. Toen kwam er weer een nieuwe ambtenaar.

Interviewer: En toen?

Respondent: Wij moesten weer van voren af aan beginnen.
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


def fix(project, file, *changes):
    text = project.document("gesprek").text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return correct(project, project.document("gesprek"), file)


def put(project, quote, code="trust"):
    document = project.document("gesprek")
    return code_span(project, document, *find_quote(document, quote), project.code(code))


def meet(team, monkeypatch, *names):
    ends = []
    for _ in range(3):
        ends = []
        for name in names:
            with team.at(name, monkeypatch) as one:
                merge(one, [team.path(other) for other in names if other != name])
                ends.append(state(one))
    assert all(end == ends[0] for end in ends)


def test_codings_follow_their_words_and_the_rest_is_listed(team, monkeypatch, talk):
    with team.at("anna", monkeypatch) as anna:
        whole, word, gone = put(anna, "Er was veel vertrouwen."), put(anna, "ambtenaar"), None
        gone = put(anna, "van voren af aan")
        changes = (("Er was veel", "Er was eerst heel veel"), (" van voren af aan", ""))
        done = fix(anna, talk, *changes)
        assert (done.places, done.lost) == (2, 1)
        text = anna.document("gesprek").text
        found = {one.id: one for one in codings(anna)}
        assert set(found) == {whole, word}
        assert found[whole].quote == "Er was eerst heel veel vertrouwen."
        assert found[word].quote == "ambtenaar"
        assert all(text[one.start : one.end] == one.quote for one in found.values())
        assert sum(code_counts(anna).values()) == 2
        assert examine(anna.store).faults == ()
        (asked,) = questions(anna)
        assert asked.asks is Asks.LOST
        assert "“van voren af aan”" in asked.words
        answer(anna, asked, "different")
        assert questions(anna) == []
        undo(anna)
        undo(anna)
        assert {one.id for one in codings(anna)} == {whole, word, gone}
        assert anna.document("gesprek").text == TALK


def test_a_followed_coding_can_be_moved_and_coded_again(team, monkeypatch, talk):
    with team.at("anna", monkeypatch) as anna:
        made = put(anna, "ambtenaar")
        fix(anna, talk, ("Er was", "Er was toen al"))
        document = anna.document("gesprek")
        (one,) = codings(anna)
        with pytest.raises(InputError, match="already"):
            code_span(anna, document, one.start, one.end, anna.code("trust"))
        move_edges(anna, one, document, one.start - 7, one.end)
        (one,) = codings(anna)
        assert (one.id, one.quote) == (made, "nieuwe ambtenaar")
        stored = records.coding_as_made(anna.store.db, made)
        assert (stored.revision, stored.quote) == (document.revision, one.quote)


def test_corrections_in_different_places_become_one_text_everywhere(team, monkeypatch, talk):
    """On every machine the same version, however they merge; no question is left."""
    changes = {
        "anna": ("gemeente?", "gemeente en de provincie?"),
        "bram": ("nieuwe ambtenaar", "nieuwe, jonge ambtenaar"),
        "cato": ("weer van voren", "helemaal van voren"),
    }
    for name, change in changes.items():
        with team.at(name, monkeypatch) as one:
            put(one, "Er was veel vertrouwen.")
            fix(one, talk, change)
    meet(team, monkeypatch, *NAMES)
    for name in NAMES:
        with team.at(name, monkeypatch) as one:
            document = one.document("gesprek")
            for _, words in changes.values():
                assert words in document.text
            assert questions(one) == []
            assert versions(one, document.id) == []
            found = codings(one)
            assert len(found) == 3
            assert {coding.quote for coding in found} == {"Er was veel vertrouwen."}
            said = [document.text[turn.start : turn.end] for turn in document.turns]
            assert said[0] == "Hoe ging het met de gemeente en de provincie?"
            assert said[1].endswith("weer een nieuwe, jonge ambtenaar.")
            assert said[3] == "Wij moesten helemaal van voren af aan beginnen."


def test_two_machines_make_the_same_version_of_two_corrections(team, monkeypatch, talk):
    for name, change in (("anna", ("veel", "heel veel")), ("bram", ("toen?", "verder?"))):
        with team.at(name, monkeypatch) as one:
            fix(one, talk, change)
    copies = {name: team.path(name).read_bytes() for name in ("anna", "bram")}
    made = []
    for name, other in (("anna", "bram"), ("bram", "anna")):
        file = team.folder / f"{other}-sent.coder"
        file.write_bytes(copies[other])
        with team.at(name, monkeypatch) as one:
            lines = merge(one, [file]).lines
            assert lines == (
                "1 new correction of a transcript",
                "1 corrected text joined with other corrections",
            )
            made.append(one.document("gesprek").revision)
    assert made[0] == made[1]


@pytest.mark.parametrize("choice", ["1", "2"])
def test_corrections_at_one_place_are_asked_about(team, monkeypatch, talk, choice):
    for name, word in (("anna", "bestuurder"), ("bram", "wethouder")):
        with team.at(name, monkeypatch) as one:
            put(one, "Toen kwam er weer een nieuwe ambtenaar.")
            fix(one, talk, ("ambtenaar", word))
    meet(team, monkeypatch, "anna", "bram")
    with team.at("anna", monkeypatch) as anna:
        (asked,) = questions(anna)
        assert asked.asks is Asks.TEXTS
        both = [one.words for one in asked.choices]
        assert ["bestuurder" in one for one in both] != ["wethouder" in one for one in both]
        chosen = asked.choices[int(choice) - 1].words
        answer(anna, asked, choice)
        word = "bestuurder" if "bestuurder" in chosen else "wethouder"
        assert word in anna.document("gesprek").text
    meet(team, monkeypatch, "anna", "bram")
    with team.at("bram", monkeypatch) as bram:
        assert questions(bram) == []
        quotes = {one.quote for one in codings(bram)}
        assert quotes == {f"Toen kwam er weer een nieuwe {word}."}


def test_two_who_choose_differently_are_asked_again(team, monkeypatch, talk):
    """Neither choice is taken silently, and no circle comes of it."""
    for name, word in (("anna", "bestuurder"), ("bram", "wethouder")):
        with team.at(name, monkeypatch) as one:
            fix(one, talk, ("ambtenaar", word))
    meet(team, monkeypatch, "anna", "bram")
    for name, choice in (("anna", "1"), ("bram", "2")):
        with team.at(name, monkeypatch) as one:
            answer(one, questions(one)[0], choice)
    meet(team, monkeypatch, "anna", "bram")
    with team.at("anna", monkeypatch) as anna:
        (asked,) = questions(anna)
        assert asked.asks is Asks.TEXTS
        answer(anna, asked, "1")
    meet(team, monkeypatch, "anna", "bram")
    with team.at("bram", monkeypatch) as bram:
        assert questions(bram) == []


def test_of_three_corrections_two_that_touch_leave_the_third_in(team, monkeypatch, talk):
    changes = {
        "anna": ("ambtenaar", "bestuurder"),
        "bram": ("ambtenaar", "wethouder"),
        "cato": ("weer van voren", "helemaal van voren"),
    }
    for name, change in changes.items():
        with team.at(name, monkeypatch) as one:
            fix(one, talk, change)
    meet(team, monkeypatch, *NAMES)
    with team.at("cato", monkeypatch) as cato:
        (asked,) = questions(cato)
        assert len(asked.choices) == 2
        answer(cato, asked, "1")
        assert "helemaal van voren" in cato.document("gesprek").text


def test_one_corrects_and_the_other_codes_the_old_text(team, monkeypatch, talk):
    with team.at("anna", monkeypatch) as anna:
        fix(anna, talk, ("Er was veel", "Er was toch veel"))
    with team.at("bram", monkeypatch) as bram:
        put(bram, "een nieuwe ambtenaar")
    meet(team, monkeypatch, "anna", "bram")
    with team.at("bram", monkeypatch) as bram:
        (one,) = codings(bram)
        assert one.quote == "een nieuwe ambtenaar"
        assert one.revision == bram.document("gesprek").revision
        assert questions(bram) == []


def test_a_merge_that_joined_corrections_is_taken_back_with_them(team, monkeypatch, talk):
    for name, change in (("anna", ("veel", "heel veel")), ("bram", ("toen?", "verder?"))):
        with team.at(name, monkeypatch) as one:
            fix(one, talk, change)
    with team.at("anna", monkeypatch) as anna:
        before = state(anna)
        seen = merge(anna, [team.path("bram")], rehearse=True)
        assert state(anna) == before
        assert merge(anna, [team.path("bram")]).lines == seen.lines
        assert anna.document("gesprek").text != TALK
        undo_merge(anna)
        assert state(anna) == before


def test_the_same_text_is_no_correction(team, monkeypatch, talk):
    with team.at("anna", monkeypatch) as anna, pytest.raises(InputError, match="same text"):
        correct(anna, anna.document("gesprek"), talk)


def test_a_long_text_is_followed_in_no_time():
    """Corrections at both ends of a long interview."""
    lines = [f"R: {content_hash(str(n))} en toen was er de gemeente {n}.\n" for n in range(2_000)]
    old = "".join(lines)
    new = old.replace("gemeente 0.", "provincie 0.").replace("gemeente 1999.", "raad 1999.")
    found = edits(old, new)
    assert len(found) == 2
    start = old.index("gemeente 1000")
    assert new[slice(*moved(found, start, start + 13))] == "gemeente 1000"


def test_a_refused_suggestion_stays_refused_in_a_corrected_text(team, monkeypatch, talk):
    with team.at("anna", monkeypatch) as anna:
        document = anna.document("gesprek")
        span = find_quote(document, "Toen kwam er weer een nieuwe ambtenaar.")
        reject(anna, document, Suggestion(document.id, *span, anna.code("trust").id, 0.9))
        fix(anna, talk, ("Er was veel", "Er was toen heel veel"))
        document = anna.document("gesprek")
        ((start, end, code),) = refused(anna, document.id)
        assert document.text[start:end] == "Toen kwam er weer een nieuwe ambtenaar."
        assert code == anna.code("trust").id
