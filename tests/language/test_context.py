import pytest

from coder.model import Polarity

PRESENT, ABSENT, REDUCED = Polarity.PRESENT, Polarity.ABSENT, Polarity.REDUCED


@pytest.mark.parametrize(
    ("text", "head", "polarity"),
    [
        ("Er is geen capaciteit.", "capaciteit", ABSENT),
        ("Ik vertrouw het niet.", "vertrouw", ABSENT),
        ("Niemand pakt de regie.", "regie", ABSENT),
        ("Er is niemand die de regie pakt.", "regie", ABSENT),
        ("We hebben geen tijd, geld of mensen.", "mensen", ABSENT),
        ("Ik denk niet dat er draagvlak is.", "draagvlak", ABSENT),
        ("Draagvlak? Die is er niet.", "draagvlak", ABSENT),
        ("Van samenwerking is geen sprake.", "samenwerking", ABSENT),
        ("Het vertrouwen is weg.", "vertrouwen", ABSENT),
        ("Zonder vertrouwen lukt het niet.", "vertrouwen", ABSENT),
        ("Er is te weinig kennis.", "kennis", REDUCED),
        ("Er is nauwelijks overleg.", "overleg", REDUCED),
        ("We hebben niet genoeg tijd.", "tijd", REDUCED),
        ("Het vertrouwen neemt steeds verder af.", "vertrouwen", REDUCED),
        ("De capaciteit is beperkt.", "capaciteit", REDUCED),
        ("Er is een personeelstekort.", "personeelstekort", REDUCED),
        ("Er is geen gebrek aan kennis.", "kennis", PRESENT),
        ("Aan kennis ontbreekt het ons niet.", "kennis", PRESENT),
        ("Niet alleen geld maar ook kennis telt.", "kennis", PRESENT),
        ("Het gaat niet snel, maar er is vertrouwen.", "vertrouwen", PRESENT),
        ("Zonder twijfel is vertrouwen belangrijk.", "vertrouwen", PRESENT),
        ("Ik weet niet of er draagvlak is.", "draagvlak", PRESENT),
        ("Het is niet zo dat er geen draagvlak is.", "draagvlak", PRESENT),
        ("Zolang er draagvlak is maakt het niet uit.", "draagvlak", PRESENT),
        ("Er is geen geld en de samenwerking loopt goed.", "samenwerking", PRESENT),
    ],
)
def test_polarity_follows_cue_and_scope(analysed, text, head, polarity):
    found = [token for token in analysed(text).tokens if token.word.form == head]
    assert [token.polarity for token in found] == [polarity]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Toen haakten de buren een voor een af.", ["afhaken"]),
        ("De wethouder trekt zich terug.", ["terugtrekken"]),
        ("Hij geeft aan dat het stopt.", ["aangeven"]),
        ("Dat is niet op te lossen.", ["oplossen"]),
        ("Of ze het op zou kunnen nemen.", ["opnemen"]),
        ("Ze vindt plaats in de kantine.", ["plaatsvinden"]),
        ("Hij zit op de stoel.", []),
        ("We gingen om te kijken.", []),
        ("Ik kom van huis uit Assen.", []),
        ("Zij nam deel. Het viel mee.", ["deelnemen", "meevallen"]),
        ("Dat voerde de gemeente later in.", ["invoeren"]),
        ("Het is lastig om op te stappen.", ["opstappen"]),
        ("Ze willen een betere tijd tegemoet gaan.", ["tegemoetgaan"]),
        ("Om het gas om te zetten in warmte.", ["omzetten"]),
        ("Hij helpt om te zoeken.", []),
        ("Zij richtte met de Spelen een club op.", ["oprichten"]),
        ("Het doet denken aan vroeger.", []),
        ("Ik reken er op.", []),
        ("Ze werkten hard, samen met de buren.", []),
    ],
)
def test_particles_find_their_verbs(analysed, text, verbs):
    got = analysed(text)
    assert [verb.lemma for verb in got.separable] == verbs
    for verb in got.separable:
        particle = got.tokens[verb.particle].word.form
        assert verb.lemma.startswith(particle)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Het plan kwam pas laat tot stand.", ("tot stand komen", "kwam", "tot")),
        ("Zo is het plan tot stand gekomen.", ("tot stand komen", "gekomen", "tot")),
        ("Hij wil het in gebruik kunnen nemen.", ("in gebruik nemen", "nemen", "in")),
        ("Dat heeft met geld te maken.", ("te maken hebben", "heeft", "maken")),
        ("Zij nam alles voor haar rekening.", ("voor zijn rekening nemen", "nam", "rekening")),
        ("Ze laten zien dat het kan.", ("zien laten", "laten", "zien")),
        ("Hij nam de trein. In gebruik is het niet.", None),
        ("De stand van het leven is goed.", None),
    ],
)
def test_fixed_expressions_find_their_verbs(analysed, text, found):
    got = analysed(text)
    forms = [token.word.form for token in got.tokens]
    ours = [(one.lemma, forms[one.verb], forms[one.particle]) for one in got.separable]
    assert ours == ([found] if found else [])
