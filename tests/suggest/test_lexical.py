import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_aid import Dutch, analyse, code

from coder.model import Polarity, Term
from coder.suggest.lexical import compile, suggest

DOCUMENT = "d" * 32


def found(term, text, **reading):
    """Evidence of one term in one segment."""
    matcher = compile([code(term)], Dutch())
    return [
        piece
        for suggestion in suggest(DOCUMENT, [analyse(text, **reading)], matcher)
        for piece in suggestion.evidence
    ]


@pytest.mark.parametrize(
    ("term", "text", "kind", "words"),
    [
        ("wisselen", "Er is veel gewisseld", "word", ["gewisseld"]),
        ("gewisseld", "het wisselt", "word", ["wisselt"]),
        ("wisselen", "een personeelswisseling", "compound", ["personeelswisseling"]),
        ("verloop", "het personeelsverloop hier", "compound", ["personeelsverloop"]),
        ("net", "dat warmtenet", "compound", ["warmtenet"]),
        ("raad", "de gemeenteraad", "compound", ["gemeenteraad"]),
        ("gemeenteraad", "een gemeenteraadslid", "compound", ["gemeenteraadslid"]),
        ("vertrouwen", "geen zelfvertrouwen", "compound", ["zelfvertrouwen"]),
        ("vertrouwen", "een vertrouwensrelatie", "compound", ["vertrouwensrelatie"]),
        ('"wisselde"', "hij wisselde", "word", ["wisselde"]),
        ('"net als"', "net als wij", "phrase", ["net", "als"]),
        ("personeels*", "personeelstekort", "pattern", ["personeelstekort"]),
        ("*tekort", "het personeelstekort", "pattern", ["personeelstekort"]),
        ("wethouder?", "twee wethouders", "pattern", ["wethouders"]),
        ("(een|zijn|haar) taak", "dat is haar taak", "phrase", ["haar", "taak"]),
        (
            "weer ... opnieuw",
            "weer, uh, helemaal van voren af aan opnieuw",
            "phrase",
            ["weer", "opnieuw"],
        ),
        ("weer opnieuw", "weer uh opnieuw", "phrase", ["weer", "opnieuw"]),
        ("begin ...8 eind", "begin a b c d e f g h eind", "phrase", ["begin", "eind"]),
        ("haken + af", "Hij haakte vorig jaar af", "verb", ["haakte", "af"]),
        ("afhaken", "Hij haakte vorig jaar af", "verb", ["haakte", "af"]),
        ("afhaken", "om niet af te haken", "verb", ["af", "haken"]),
        ("afhaken", "toen ze waren afgehaakt", "word", ["afgehaakt"]),
        ("haken + af", "toen ze waren afgehaakt", "verb", ["afgehaakt"]),
        ("haken + af", "dat hij afhaakte", "verb", ["afhaakte"]),
        ("vertrouwen", "er is vertouwen", "fuzzy", ["vertouwen"]),
        ("capaciteit", "de kapaciteitsx", None, []),
        ("coöperatie", "onze cooperatie", "word", ["cooperatie"]),
        ("energiecoöperatie", "de energie-coöperatie", "word", ["energie-coöperatie"]),
        ("energiecoöperatie", "de energie coöperatie", "word", ["energie", "coöperatie"]),
        ("energiecoöperatie", "de energie corporatie", "fuzzy", ["energie", "corporatie"]),
        ("warmtenet", "het warmte net", "word", ["warmte", "net"]),
        ("warmtenet", "de warmte netten", "word", ["warmte", "netten"]),
        ("warmte net", "het warmtenet", "word", ["warmtenet"]),
    ],
)
def test_found(term, text, kind, words):
    pieces = found(term, text)
    assert [piece.kind for piece in pieces] == ([kind] if kind else [])
    assert [text[a:b] for piece in pieces for a, b in piece.spans] == words


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("net", "het kabinet en de klarinet, netto"),
        ("raad", "verraad en voorraad in de graad"),
        ("plan", "een plank en planten op het plankton"),
        ("rol", "controle en een krol"),
        ("wisselen", "ze gaan uitwisselen en verwisselen"),
        ("voldoende", "dat is onvoldoende"),
        ("verschil", "verschillende mensen"),
        ('"wisselde"', "het wisselt"),
        ("net als", "als net"),
        ("weer ... opnieuw", "weer a b c d e f opnieuw"),
        ("weer opnieuw", "weer helemaal opnieuw"),
        ("vertrouwen", "de vrouwen vertrekken"),
        ("vertrouwen", "vrouwem"),
        ("aanbod", "dat komt aan bod"),
        ("aan bod", "het aanbod"),
        ("haken + af", "hij haakte. Daar was hij af"),
        ("haken + af", "haakte " + "a " * 18 + "af"),
        ("afhaken", "af en toe gaan wij haken"),
        ("perso*x", "personeel"),
    ],
)
def test_not_found(term, text):
    assert found(term, text) == []


def test_a_less_likely_lemma_says_less():
    (likely,) = found("lid", "de leden")
    (unlikely,) = found("lijden", "de leden")
    assert likely.score > unlikely.score > 0
    assert found("leden", "de leden")[0].score == likely.score


def test_unless_makes_the_hit_void_in_its_segment_only():
    term = Term("net", unless=("internet", '"net als"'))
    matcher = compile([code(term)], Dutch())
    texts = ["het net", "het net en het internet", "net als toen", "het net ligt er"]
    readings = [analyse(text, start=100 * index) for index, text in enumerate(texts)]
    assert [one.start for one in suggest(DOCUMENT, readings, matcher)] == [0, 300]


def test_a_denied_hit_is_flagged_and_still_suggested():
    (absent,) = found("vertrouwen", "geen vertrouwen", absent=["vertrouwen"])
    assert absent.polarity is Polarity.ABSENT
    assert absent.text == "¬ word *vertrouwen*"
    (reduced,) = found("vertrouwen", "weinig vertrouwen", reduced=["vertrouwen"])
    assert reduced.polarity is Polarity.REDUCED


def test_a_term_that_denies_is_not_denied_by_its_own_words():
    (piece,) = found("geen vertrouwen", "er is geen vertrouwen", absent=["vertrouwen"])
    assert piece.polarity is Polarity.PRESENT


def test_a_preposition_is_less_sure_than_a_closing_particle():
    (unsure,) = found("nemen + op", "we nemen op dinsdag een besluit")
    (sure,) = found("nemen + op", "we nemen dat op, denk ik")
    (confirmed,) = found(
        "nemen + op", "we nemen op dinsdag een besluit", separable=[("opnemen", 1, 2)]
    )
    assert unsure.score < sure.score == confirmed.score
    (better,) = found("nemen + op", "we nemen op dinsdag een besluit op")
    assert better.spans[-1] == (32, 34)


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("vertrouwen", "het vertrouwen", "word *vertrouwen*"),
        ("wisselen", "is gewisseld", "lemma *wisselen* in *gewisseld*"),
        ("verloop", "personeelsverloop", "compound *personeels|verloop* ⊃ verloop"),
        (
            "doorstroom",
            "de doorstrom",
            "looks like *doorstroom* (95 %, probable typo): *doorstrom*",
        ),
        ("haken + af", "haakte weer af", "verb *afhaken* in *haakte … af*"),
        ("weer ... opnieuw", "weer helemaal opnieuw", "phrase *weer … opnieuw*"),
        ("personeels*", "personeelstekort", "*personeelstekort* fits personeels*"),
        ("warmtenet", "warmte net", "*warmte net* written for *warmtenet*"),
    ],
)
def test_reasons_read_well(term, text, expected):
    assert [piece.text for piece in found(term, text)] == [expected]


def test_scores_add_up_over_different_words_only():
    one = compile([code("vertrouwen")], Dutch())
    two = compile([code("vertrouwen", "vertrouwen*", "argwaan")], Dutch())
    reading = [analyse("vertrouwen en argwaan")]
    (single,) = suggest(DOCUMENT, reading, one)
    (both,) = suggest(DOCUMENT, reading, two)
    assert single.score == pytest.approx(0.85)
    assert both.score == pytest.approx(1 - 0.15 * 0.15)
    assert [piece.term for piece in both.evidence] == ["vertrouwen", "argwaan", "vertrouwen*"]


def test_repeated_words_are_one_piece_with_all_places():
    (piece,) = found("vertrouwen", "vertrouwen is vertrouwen")
    assert piece.spans == ((0, 10), (14, 24))


def test_weight_scales_and_floor_cuts():
    matcher = compile([code(Term("net", 0.1))], Dutch())
    reading = [analyse("het net")]
    assert suggest(DOCUMENT, reading, matcher)[0].score == pytest.approx(0.085)
    assert suggest(DOCUMENT, reading, matcher, floor=0.2) == []


def test_without_a_language_forms_match_and_nothing_is_a_typo():
    matcher = compile([code("trust"), code("turnover", number=2)])
    found_codes = suggest(DOCUMENT, [analyse("Trust and trustt, turnovr")], matcher)
    assert [one.code for one in found_codes] == [code("trust").id]


def test_no_codes_no_segments():
    assert suggest(DOCUMENT, [analyse("iets")], compile([], Dutch())) == []
    assert suggest(DOCUMENT, [], compile([code("iets")], Dutch())) == []


VOCABULARY = [
    *("vertrouwen", "vertouwen", "net", "warmtenet", "warmte", "kabinet", "haakte", "af", "te"),
    *("haken", "gewisseld", "weer", "opnieuw", "leden", "personeelsverloop", ".", "uh", "als"),
    *("internet", "energie", "coöperatie", "energie-coöperatie"),
]
TERMS = st.sampled_from(
    [
        "vertrouwen",
        "net",
        "haken + af",
        "afhaken",
        "weer ... opnieuw",
        "(net|weer) als",
        "lid",
        "per*",
        "*en",
        "energiecoöperatie",
        "warmte net",
        '"net als"',
        "wisselen ...3 weer",
        "verloop",
    ]
)


@given(
    st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=14), max_size=4),
    st.lists(
        st.lists(
            st.builds(Term, TERMS, st.floats(0.05, 1.0), st.lists(TERMS, max_size=1).map(tuple)),
            max_size=4,
        ),
        max_size=4,
    ),
    st.randoms(use_true_random=False),
)
def test_scores_lie_in_range_and_order_of_input_makes_no_difference(segments, groups, shuffler):
    readings, place = [], 0
    for words in segments:
        text = " ".join(words)
        readings.append(analyse(text, start=place))
        place += len(text) + 1
    codes = [code(*terms, number=i, position=i) for i, terms in enumerate(groups)]
    result = suggest(DOCUMENT, readings, compile(codes, Dutch()))
    for one in result:
        assert 0.0 < one.score <= 1.0
        assert one.score >= max(piece.score for piece in one.evidence) - 1e-6
        for piece in one.evidence:
            assert 0.0 < piece.score <= 1.0
            assert all(one.start <= a < b <= one.end for a, b in piece.spans)
    assert len({(one.start, one.code) for one in result}) == len(result)
    shuffled = [
        code(*shuffler.sample(one.terms, len(one.terms)), number=i, position=i)
        for i, one in enumerate(codes)
    ]
    shuffler.shuffle(shuffled)
    shuffler.shuffle(readings)
    assert suggest(DOCUMENT, readings, compile(shuffled, Dutch())) == result


def test_a_hostile_term_and_text_cost_no_more_than_their_size():
    term = " ...30 ".join(["a1"] * 6)
    matcher = compile([code(term)], Dutch())
    result = suggest(DOCUMENT, [analyse("a1 " * 3000 + "b2")], matcher)
    assert len(result[0].evidence[0].spans) == 3000


def test_the_order_of_many_codes_is_that_of_the_codebook_where_scores_are_equal():
    codes = [code("net", number=9 - i, position=i) for i in range(5)]
    random.Random(1).shuffle(codes)
    result = suggest(DOCUMENT, [analyse("het net")], compile(codes, Dutch()))
    assert [one.code for one in result] == [f"{9 - i:032x}" for i in range(5)]
