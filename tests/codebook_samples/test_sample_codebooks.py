"""The codebooks that ship: complete, readable, and saying what their README says."""

from pathlib import Path

import pytest

from coder.codebook import check, read_codebook
from coder.language import load
from coder.suggest.lexical import compile, suggest

FOLDER = Path(__file__).resolve().parents[2] / "codebooks"
FILES = ("thuiswerken.yaml", "warmtetransitie.yaml")
GOLD_KEYS = {
    "vertrouwen",
    "persoonlijke-relatie",
    "communicatie",
    "inleving",
    "capaciteit",
    "doorstroom",
    "tempoverschil",
    "regierol",
    "borging",
    "afspraken",
    "rolverdeling",
    "termijnperspectief",
    "gelijkwaardigheid",
    "financiering",
    "ondersteuning",
    "draagvlak",
}
STUDY = {"vertrouwen": "1", "capaciteit": "2", "doorstroom": "3", "tempoverschil": "4"}


@pytest.fixture(scope="module")
def language():
    return load("nl")


@pytest.fixture(scope="module")
def suggested(language):
    """A function from a sentence to the scores of the codes that the words point to."""
    codebook = read_codebook(FOLDER / "warmtetransitie.yaml")
    matcher = compile(codebook.codes, language)
    keys = {code.id: code.key for code in codebook.codes}

    def scores(sentence):
        analyses = language.analyse(sentence, [(0, len(sentence))])
        return {keys[one.code]: one.score for one in suggest("0" * 32, analyses, matcher)}

    return scores


def contrast(colour, background):
    """Contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""

    def luminance(text):
        channels = [int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(colour), luminance(background)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_wrong_in_any_inflection(file, language):
    assert [str(fault) for fault in check(FOLDER / file, language.lemmas)] == []


@pytest.mark.parametrize("file", FILES)
def test_every_code_tells_what_it_is(file):
    for code in read_codebook(FOLDER / file).codes:
        assert code.definition, code.key
        assert code.english, code.key
        assert code.examples, code.key


@pytest.mark.parametrize("file", FILES)
def test_codes_with_terms_are_complete_and_groups_have_none(file):
    codes = read_codebook(FOLDER / file).codes
    groups = {code.parent for code in codes if code.parent}
    for code in codes:
        if code.id in groups:
            assert code.terms == ()
        else:
            assert code.parent, code.key
            assert len(code.terms) >= 15, code.key
            assert code.include, code.key
            assert code.exclude, code.key


@pytest.mark.parametrize("file", FILES)
def test_colours_are_readable_on_dark_and_on_light(file):
    for code in read_codebook(FOLDER / file).codes:
        assert min(contrast(code.colour, "#FFFFFF"), contrast(code.colour, "#121212")) >= 2.9


def test_colours_of_codes_differ():
    colours = [code.colour for code in read_codebook(FOLDER / "warmtetransitie.yaml").codes]
    assert len(set(colours)) == len(colours)


def test_the_sixteen_codes_keep_their_keys():
    codes = read_codebook(FOLDER / "warmtetransitie.yaml").codes
    assert {code.key for code in codes if code.terms} == GOLD_KEYS


def test_the_four_of_the_study_are_named_and_first_at_hand():
    codes = {code.key: code for code in read_codebook(FOLDER / "warmtetransitie.yaml").codes}
    assert {key: codes[key].hotkey for key in STUDY} == STUDY
    assert {key: codes[key].name for key in STUDY} == {key: key for key in STUDY}


def test_the_most_used_nine_have_hotkeys():
    codes = read_codebook(FOLDER / "warmtetransitie.yaml").codes
    assert sorted(code.hotkey for code in codes if code.hotkey) == list("123456789")


def test_the_second_codebook_shares_nothing_with_the_first():
    first, second = (read_codebook(FOLDER / file) for file in reversed(FILES))
    assert first.id != second.id
    assert not {code.key for code in first.codes} & {code.key for code in second.codes}


def test_readme_counts_are_true():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for file, codes, groups in (("warmtetransitie.yaml", 16, 4), ("thuiswerken.yaml", 7, 3)):
        book = read_codebook(FOLDER / file)
        assert sum(bool(code.terms) for code in book.codes) == codes
        assert sum(not code.terms for code in book.codes) == groups
        line = next(line for line in text.splitlines() if line.startswith(f"| `{file}`"))
        assert f"| {codes} in {groups} groups |" in line


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("vertrouwen", "Ik dacht: die hebben vast een dubbele agenda."),
        ("persoonlijke-relatie", "Wij hadden met die wethouder heel korte lijntjes."),
        ("communicatie", "Daarna bleef het weken radiostilte."),
        ("inleving", "Verplaats je eens in onze situatie."),
        ("gelijkwaardigheid", "We zaten erbij voor spek en bonen."),
        ("capaciteit", "Voor de hele stad is er anderhalve fte."),
        ("doorstroom", "En opeens was onze projectleider weg."),
        ("doorstroom", "Dan mag je bij zijn opvolger weer van voren af aan beginnen."),
        ("tempoverschil", "Bij hen malen de ambtelijke molens en wij worden ongeduldig."),
        ("regierol", "Niemand die daar het voortouw neemt."),
        ("borging", "Dat hangt nu helemaal op één persoon."),
        ("afspraken", "Vorige maand is het convenant ondertekend."),
        ("rolverdeling", "Het was nooit duidelijk wie wat deed."),
        ("termijnperspectief", "We leven van jaar tot jaar."),
        ("financiering", "De subsidie was op en toen hebben we het voorgeschoten."),
        ("draagvlak", "Het lukte niet om de straat mee te krijgen, de opkomst was laag."),
        ("ondersteuning", "Een procesbegeleider van de koepel kwam ons helpen."),
    ],
)
def test_spoken_sentences_are_found(key, sentence, suggested):
    assert suggested(sentence).get(key, 0.0) >= 0.5


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("capaciteit", "Op dat station van de netbeheerder is geen capaciteit meer."),
        ("draagvlak", "De vloer had niet genoeg draagvlak voor die ketel."),
        ("vertrouwen", "Ik heb weinig vertrouwen in die warmtepomp."),
        ("regierol", "De regie van die film was prachtig."),
        ("communicatie", "Achter de bank zit een stopcontact."),
        ("doorstroom", "De warmteoverdracht in die radiator valt tegen."),
        ("doorstroom", "Na verloop van tijd wordt het lauw."),
        ("termijnperspectief", "Ze had een verlengsnoer bij zich."),
    ],
)
def test_technical_senses_are_void(key, sentence, suggested):
    assert suggested(sentence).get(key, 0.0) == 0.0
