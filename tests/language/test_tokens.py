import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import InputError
from coder.language import from_record, load, record
from coder.model import Polarity


def surfaces(text, analysis):
    return [text[token.start : token.end] for token in analysis.tokens]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("'k weet 't niet", ["'k", "weet", "'t", "niet"]),
        ("’t is zo’n huis", ["’t", "is", "zo’n", "huis"]),
        ("CV-ketel/warmtepomp", ["CV-ketel", "/", "warmtepomp"]),
        ("ja [onverstaanbaar, 2 sec] nee", ["ja", "[onverstaanbaar, 2 sec]", "nee"]),
        ("ja (lacht even) nee (SP)", ["ja", "(lacht even)", "nee", "(", "SP", ")"]),
        ("auto's, d'r a.u.b.", ["auto's", ",", "d'r", "a.u.b."]),
    ],
)
def test_spoken_dutch_is_cut_into_tokens(analysed, text, tokens):
    assert surfaces(text, analysed(text)) == tokens


def test_late_exceptions_hold_inside_longer_chunks_too(analysed):
    text = '(bijv. "Dhr." a.u.b., a.u.b.) en m\'n, prof.dr.-titel'
    first = surfaces(text, analysed(text))
    assert first[:5] == ["(", "bijv.", '"', "Dhr.", '"']
    assert first[5:] == ["a.u.b.", ",", "a.u.b.", ")", "en", "m'n", ",", "prof.dr.-titel"]
    assert surfaces(text, analysed(text)) == first


def test_positions_are_those_of_the_document(dutch):
    text = "Vraag: ja 😀 hoor.\nAntwoord: de raadsleden haakten af."
    start = text.index("de raads")
    got = dutch.analyse(text, [(7, 18), (start, len(text))])
    assert [(one.start, one.end) for one in got] == [(7, 18), (start, len(text))]
    assert surfaces(text, got[1]) == ["de", "raadsleden", "haakten", "af", "."]


@pytest.mark.parametrize(
    ("surface", "form"),
    [("'t", "het"), ("'k", "ik"), ("m'n", "mijn"), ("d'rbij", "erbij"), ("da's", "dat is")],
)
def test_reductions_are_written_out(analysed, surface, form):
    assert analysed(f"ja {surface} hier").tokens[1].word.form == form


@pytest.mark.parametrize(
    "surface", ["uh", "[lacht]", "(lacht)", "<gelach>", "*zucht*", "vertr-", "…", "pff"]
)
def test_fillers_are_marked(analysed, surface):
    assert analysed(f"ja {surface} hier").tokens[1].word.filler


def test_shortened_compounds_are_completed(analysed):
    word = analysed("de warmte- en energietransitie").tokens[1].word
    assert word.lemmas == ("warmtetransitie",)
    assert [part.lemma for part in word.parts] == ["warmte"]
    assert not word.filler


def test_other_languages_have_forms_for_lemmas():
    english = load("en")
    assert english.grade == "other"
    token = english.analyse("The Houses.", [(0, 11)])[0].tokens[1]
    assert token.word.lemmas == ("houses",)
    assert english.split_verb("giveup") is None


def test_an_unknown_language_is_refused_with_a_remedy():
    with pytest.raises(InputError) as caught:
        load("qq")
    assert caught.value.remedy


def test_version_and_description_name_what_results_depend_on(dutch):
    said = dutch.describe()
    assert (said.grade, said.language, said.pipeline) == ("embedded", "nl", "")
    assert {"spacy", "simplemma", "spacy-lookups-data"} <= {name for name, _ in said.versions}
    assert dutch.version.startswith("nl-embedded-")
    assert load("en").version != dutch.version


def test_importing_the_package_does_not_import_spacy():
    code = (
        "import sys, coder.language; sys.exit('spacy' in sys.modules or 'simplemma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_tokens_cover_all_but_white_space_and_survive_recording(dutch, text):
    got = dutch.analyse(text, [(0, len(text))])[0]
    place = 0
    for token in got.tokens:
        assert token.start >= place
        assert token.end > token.start
        assert not text[place : token.start].strip()
        place = token.end
        surface = text[token.start : token.end]
        assert all(0 <= part.start < part.end <= len(surface) for part in token.word.parts)
        assert token.word.lemmas
    assert not text[place:].strip()
    assert from_record(json.loads(json.dumps(record(got)))) == got


def test_recording_keeps_polarity_and_separable_verbs(analysed):
    got = analysed("Er is geen vertrouwen, zo haakt de wijk nog af.")
    assert got.separable
    assert any(token.polarity is not Polarity.PRESENT for token in got.tokens)
    assert from_record(json.loads(json.dumps(record(got)))) == got


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        [],
        [0, 3, [], [[0, 3, 0]], []],
        [0, 3, [["a", ["a"], [], 0]], [[0, 3, 0, "x", ""]], []],
    ],
)
def test_damaged_records_are_refused(damaged):
    with pytest.raises((ValueError, TypeError)):
        from_record(damaged)
