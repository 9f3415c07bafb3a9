import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import InputError
from coder.language import tables, wordforms
from coder.language.compounds import Splitter
from coder.language.lexicon import load_lexicon
from coder.language.vocabulary import DutchVocabulary


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("vertrouwde", "vertrouwen"),
        ("leden", "lid"),
        ("leden", "lijden"),
        ("staat", "staan"),
        ("staat", "staat"),
        ("beperkte", "beperkt"),
        ("was", "zijn"),
        ("plannetjes", "plan"),
        ("fietsjes", "fiets"),
        ("blaadjes", "blad"),
        ("kettinkje", "ketting"),
        ("raadsleden", "raadslid"),
        ("wijkuitvoeringsplannen", "wijkuitvoeringsplan"),
        ("geïnspireerd", "inspireren"),
        ("levert", "leveren"),
        ("probeerde", "proberen"),
        ("onderzoeker", "onderzoeker"),
    ],
)
def test_lemmas_hold_what_a_form_can_be(dutch, form, lemma):
    assert lemma in dutch.lemmas(form)


def test_words_are_told_from_typing_errors(dutch):
    for word in ("draagvlak", "gewisseld", "warmtetransitie", "Energiecoöperatie", "afgehaakt"):
        assert dutch.is_known(word), word
    for typo in ("vertrouwne", "capaciteti", "samenwekring", "gemeetne", "gemeentraad"):
        assert not dutch.is_known(typo), typo


def test_separable_verbs_are_split(dutch):
    assert dutch.split_verb("afhaken") == ("af", "haken")
    assert dutch.split_verb("terugtrekken") == ("terug", "trekken")
    assert dutch.split_verb("vertrouwen") is None
    assert dutch.split_verb("tafel") is None


def test_everything_works_without_the_treebank_table(lexicon, data):
    assert lexicon.ud is not None
    tables_without = dataclasses.replace(lexicon, ud=None)
    bare = DutchVocabulary(tables_without, Splitter(tables_without))
    rows = (data / "dutch" / "lemmas.tsv").read_text(encoding="utf-8").split("\n")
    pairs = [row.split() for row in rows if row]
    right = sum(bare.lemmas(form)[0] == lemma for form, lemma in pairs)
    assert right / len(pairs) >= 0.97
    assert bare.word("wijkbewoners").parts


def test_a_missing_table_folder_shows_in_the_description(monkeypatch):
    monkeypatch.setattr(tables, "UD_TABLE", "left_out.json.gz")
    from coder.language import load

    assert "without the UD form table" in load(pipeline="").describe().why


def test_damaged_tables_are_reported_with_a_remedy(monkeypatch, tmp_path):
    (tmp_path / "ud").mkdir()
    (tmp_path / "ud" / tables.UD_TABLE).write_bytes(b"no gzip")
    monkeypatch.setattr(tables, "data_folder", lambda: tmp_path)
    with pytest.raises(InputError) as damaged:
        tables.read_ud_table()
    with pytest.raises(InputError) as missing:
        tables.read_rows("compound_parts.tsv")
    with pytest.raises(InputError) as lookups:
        tables.read_lookup("no_such_table")
    assert all(caught.value.remedy for caught in (damaged, missing, lookups))


@pytest.mark.parametrize(
    ("stem", "verb"),
    [("haak", "haken"), ("wissel", "wisselen"), ("zet", "zetten"), ("leef", "leven"),
     ("reis", "reizen"), ("ga", "gan"), ("werk", "werken")],
)  # fmt: skip
def test_stems_lead_to_infinitives(stem, verb):
    assert verb in list(wordforms.infinitives(stem))


@given(st.text(max_size=40))
def test_word_rules_take_any_text(form):
    for rule in (
        wordforms.infinitives,
        wordforms.verb_bases,
        wordforms.noun_bases,
        wordforms.adjective_bases,
        wordforms.diminutive_bases,
    ):
        assert all(isinstance(base, str) for base in rule(form))
