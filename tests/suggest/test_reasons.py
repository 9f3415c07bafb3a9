"""Explanations in words, as they stand on the screen."""

from coder.explanation import Alike, Before, Clue, Explanation, Hit, Taught
from coder.suggest.reasons import clues, reason, split

NAMES = {"a" * 32: "doorstroom"}
PARTS = (
    ("codebook terms", 2.0),
    ("learned words", 1.0),
    ("the interview so far", 0.5),
    ("how often it is used", -3.0),
)
ALIKE = Alike("d" * 32, 0, 9, 0.5, "d03", "elke keer een nieuw gezicht")


def explanation(parts=PARTS, **changed):
    about = {
        "features": (),
        "hits": (Hit("wisselen", "lemma *wisselen* in *wisselt*", ((0, 7),), 0.8, 12, 3),),
        "clues": (Clue("gezicht", ((8, 15),), 0.6), Clue("geld", ((20, 24),), -0.2)),
        "alike": ALIKE,
        "unlike": None,
        "before": Before(2, 1, True),
        "taught": Taught(5, 40),
    } | changed
    return Explanation(parts, **about)


def test_the_line_tells_what_counted_most_first():
    assert reason(explanation(), NAMES) == (
        "lemma wisselen in wisselt (codebook; right 12 of 15) · gezicht (learned) · "
        "like “elke keer een nieuw gezicht” (d03) · given 1 segment before, same turn"
    )
    parts = (("the interview so far", 3.0), ("codebook terms", 1.0), ("learned words", 0.0))
    assert reason(explanation(parts), NAMES).startswith("given 1 segment before, same turn · lemma")
    assert "like" not in reason(explanation(parts), NAMES)


def test_plain_words_are_told_once_and_without_their_kind():
    hits = tuple(
        Hit(term, "¬ word *draagvlak*", ((0, 9),), 0.5, 0, 0) for term in ("draagvlak", "draagvl*")
    )
    assert reason(explanation(PARTS[:1], hits=hits), NAMES) == "¬ draagvlak (codebook)"


def test_a_nearer_segment_without_the_code_is_told():
    other = Alike("d" * 32, 20, 30, 0.6, "d04", "weer een nieuw gezicht")
    assert "but also like “weer een nieuw gezicht” (d04), which lacks it" in reason(
        explanation(unlike=other), NAMES
    )
    assert "lacks" not in reason(explanation(unlike=Alike("d" * 32, 0, 9, 0.2, "d04", "x")), NAMES)


def test_long_quotes_are_cut():
    alike = Alike("d" * 32, 0, 9, 0.5, "d03", "woord " * 30)
    assert "…” (d03)" in reason(explanation(alike=alike), NAMES)


def test_what_stood_before_in_words():
    only = (("the interview so far", 1.0),)
    asked = explanation(only, before=Before(1, 4, False, True))
    assert reason(asked, NAMES) == "given 4 segments before, before a question"
    follows = explanation(only, before=Before(after="a" * 32))
    assert reason(follows, NAMES) == "often after doorstroom"


def test_what_a_model_of_meaning_found_is_told_as_such():
    parts = (("meaning: definition", 0.6), ("meaning: codings", 0.2))
    here = (("meaning", 1.0, 0.5), ("meaning_ahead", 0.4, 0.1), ("meaning_learned", 0.1, 0.2))
    both = "meant like the definition · meant much as what was coded with it"
    assert reason(explanation(parts, features=here), NAMES) == both
    ahead = (("meaning", 0.2, 0.1), ("meaning_ahead", 2.0, 0.5))
    found = reason(explanation(parts[:1], features=ahead), NAMES)
    assert found == "what follows is meant like the definition"
    assert reason(explanation((("meaning: codings", 0.01),)), NAMES).startswith("only")


def test_without_evidence_it_says_so():
    assert reason(explanation(PARTS[3:]), NAMES) == "only how often it is used"


def test_the_sum_is_split_with_bars_the_strongest_first():
    assert split(explanation()) == [
        ("codebook terms", 2.0, "++++"),
        ("learned words", 1.0, "++"),
        ("the interview so far", 0.5, "+"),
        ("how often it is used", -3.0, "−−−−−−"),
    ]
    assert split(explanation((("codebook terms", 0.01),))) == []


def test_clues_say_which_way_they_speak():
    assert clues(explanation()) == "+gezicht, −geld"
