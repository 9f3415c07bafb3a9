"""Terms on real Dutch, with the language layer of the embedded grade."""

import pytest

from coder.language import load
from coder.model import Code, Polarity, Term
from coder.suggest.lexical import compile, suggest


@pytest.fixture(scope="module")
def dutch():
    return load("nl")


def found(dutch, term, text):
    made = term if isinstance(term, Term) else Term(term)
    matcher = compile([Code("1" * 32, "a", "A", terms=(made,))], dutch)
    analyses = dutch.analyse(text, [(0, len(text))])
    return [piece for one in suggest("d" * 32, analyses, matcher) for piece in one.evidence]


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("wisselen", "Er is nogal wat gewisseld daar.", ["gewisseld"]),
        ("wisselen", "Door de personeelswisselingen wisten we niks.", ["personeelswisselingen"]),
        ("verloop", "Het personeelsverloop is enorm.", ["personeelsverloop"]),
        ("net", "De warmtenetten komen eraan.", ["warmtenetten"]),
        ("raad", "De gemeenteraad stemde tegen.", ["gemeenteraad"]),
        ("plan", "Een wijkuitvoeringsplan dus.", ["wijkuitvoeringsplan"]),
        ("ambtenaar", "Die ambtenaren zijn weg.", ["ambtenaren"]),
        ("afhaken", "Hij haakte na een jaar gewoon af.", ["haakte", "af"]),
        ("afhaken", "Mensen beginnen af te haken.", ["af", "haken"]),
        ("afhaken", "Ze zijn allemaal afgehaakt.", ["afgehaakt"]),
        ("loslaten", "Ze lieten de buurt helemaal los.", ["lieten", "los"]),
        ("haken + af", "En toen haakt de wethouder af.", ["haakt", "af"]),
        (
            "weer ... uitleggen",
            "Je moet het weer van voren af aan uitleggen.",
            ["weer", "uitleggen"],
        ),
        ("vertrouwen", "Dan raak je het vertrouuwen kwijt.", ["vertrouuwen"]),
        (
            "energiecoöperatie",
            "Onze energie coöperatie bestaat tien jaar.",
            ["energie", "coöperatie"],
        ),
        ("warmtenet", "Zo'n warmte net kost geld.", ["warmte", "net"]),
    ],
)
def test_found(dutch, term, text, words):
    pieces = found(dutch, term, text)
    assert [text[a:b] for piece in pieces for a, b in piece.spans] == words


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("net", "Het kabinet speelt klarinet en dat kost netto veel."),
        ("raad", "Dat was verraad, er is geen voorraad."),
        ("plan", "De planten staan op de plank."),
        ("rol", "De controle is streng."),
        ("band", "In verband met de omstandigheden."),
        ("vertrouwen", "De vrouwen vertrokken naar de verbouwing."),
        ("aanbod", "Dat kwam nooit aan bod."),
        (Term("net", unless=('"net als"', "netjes")), "Het net als wij."),
        ("afhaken", "Mijn moeder haakte een trui. Die is bijna af."),
    ],
)
def test_traps(dutch, term, text):
    assert found(dutch, term, text) == []


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("We hebben veel vertrouwen.", Polarity.PRESENT),
        ("We hebben geen vertrouwen.", Polarity.ABSENT),
        ("Er is te weinig vertrouwen.", Polarity.REDUCED),
    ],
)
def test_denial_is_flagged(dutch, text, polarity):
    (piece,) = found(dutch, "vertrouwen", text)
    assert piece.polarity is polarity
    assert piece.score > 0.5


def test_a_term_with_its_own_denial_is_affirmed(dutch):
    (piece,) = found(dutch, "gebrek aan kennis", "Er is een groot gebrek aan kennis.")
    assert piece.polarity is Polarity.PRESENT


def test_a_fixed_expression_is_no_separable_verb(dutch):
    assert found(dutch, "innemen", "Dat nam alle tijd van de wethouder in beslag.") == []


def test_the_verb_of_a_particle_is_named_by_its_infinitive(dutch):
    pieces = found(dutch, "haken + af", "Toen haakten er zestig huizen af.")
    assert [piece.text for piece in pieces] == ["verb *afhaken* in *haakten … af*"]
