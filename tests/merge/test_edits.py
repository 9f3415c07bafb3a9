"""Corrections as edits: the rules hold for all texts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coder.merge.edits import Edit, applied, edits, moved, touching, united

texts = st.text("ab é\n.", max_size=40)
long_texts = st.lists(
    st.sampled_from(["er", "was", "veel", "vertrouwen", ".", "\n", "de", "raad"]), max_size=40
)
pairs = st.tuples(texts, texts) | st.tuples(long_texts, long_texts).map(
    lambda two: (" ".join(two[0]), " ".join(two[1]))
)
BASE = "De raad had er veel vertrouwen in.\nToen kwam de opvolger.\nHet regende."


@given(pairs)
def test_edits_make_the_new_text_of_the_old(two):
    old, new = two
    found = edits(old, new)
    assert applied(old, found) == new
    assert all(one.end < other.start for one, other in pairwise(found))
    assert all(0 <= one.start <= one.end <= len(old) for one in found)
    assert (found == ()) == (old == new)


def test_only_the_words_that_differ_are_edits():
    new = BASE.replace("raad", "gemeenteraad").replace("regende", "sneeuwde")
    assert edits(BASE, new) == (Edit(3, 7, "gemeenteraad"), Edit(62, 69, "sneeuwde"))


@st.composite
def two_corrections(draw):
    base = draw(texts)
    return base, edits(base, draw(texts)), edits(base, draw(texts))


@given(two_corrections())
def test_uniting_is_free_of_order_and_keeps_both(found):
    base, one, other = found
    both = united(base, one, other)
    assert both == united(base, other, one)
    assert united(base, one, one) == tuple(one)
    if both is not None:
        assert {*one, *other} == set(both)
        text = applied(base, both)
        assert edits(base, text) == () or text != base
        growth = sum(len(edit.words) - (edit.end - edit.start) for edit in both)
        assert len(text) == len(base) + growth


def rebased(changes, over):
    """Edits as they are on the text after others: what both made alike is made already."""
    return tuple(
        Edit(edit.start + shift, edit.end + shift, edit.words)
        for edit in changes
        if edit not in over
        for shift in [
            sum(len(one.words) - (one.end - one.start) for one in over if one.end < edit.start)
        ]
    )


@st.composite
def corrections_apart(draw):
    """A text, and what each of two people corrected of its words; some words both alike."""
    words = draw(st.lists(st.sampled_from(["er", "was", "veel", "raad"]), min_size=1, max_size=12))
    who = draw(st.lists(st.sampled_from("-12b"), min_size=len(words), max_size=len(words)))
    new = draw(st.lists(st.text("xy é", max_size=3), min_size=len(words), max_size=len(words)))
    base, one, other, at = " ".join(words), [], [], 0
    for word, by, put in zip(words, who, new, strict=True):
        edit = Edit(at, at + len(word), put)
        one += [edit] if by in "1b" else []
        other += [edit] if by in "2b" else []
        at += len(word) + 1
    return base, tuple(one), tuple(other)


@given(two_corrections() | corrections_apart())
def test_both_together_is_either_with_the_other_rebased(found):
    base, one, other = found
    both = united(base, one, other)
    if both is not None:
        text = applied(base, both)
        assert text == applied(applied(base, one), rebased(other, one))
        assert text == applied(applied(base, other), rebased(one, other))


@given(corrections_apart())
def test_corrections_of_different_words_always_go_together(found):
    base, one, other = found
    assert united(base, one, other) is not None


def test_insertions_at_one_place_touch_on_either_side_of_a_blank():
    text = "Er was vertrouwen."
    veel, erg = Edit(6, 6, " veel"), Edit(7, 7, "erg ")
    assert touching(text, veel, erg)
    assert touching(text, erg, veel)
    assert united(text, [veel], [erg]) is None
    assert united(text, [veel, erg], []) == (veel, erg)
    word, next_word = Edit(3, 6, "had"), Edit(7, 17, "geloof")
    assert united(text, [word], [next_word]) == (word, next_word)


@given(two_corrections(), st.integers(0, 40), st.integers(1, 10))
def test_a_span_stays_in_the_text_and_untouched_words_stay_the_same(found, start, length):
    base, one, _ = found
    start, end = min(start, len(base)), min(start + length, len(base))
    if start >= end:
        return
    span = moved(one, start, end)
    text = applied(base, one)
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(text)
    if all(edit.end <= start or edit.start >= end for edit in one):
        assert span is not None
        assert text[slice(*span)] == base[start:end]


def test_what_becomes_of_a_span():
    raad, word = (3, 7), (20, 30)
    assert BASE[slice(*raad)] == "raad"
    assert BASE[slice(*word)] == "vertrouwen"

    def now(old, new, span):
        text = BASE.replace(old, new)
        place = moved(edits(BASE, text), *span)
        return None if place is None else text[slice(*place)]

    assert now("raad", "gemeenteraad", word) == "vertrouwen"
    assert now("vertrouwen", "wantrouwen", word) == "wantrouwen"
    assert now("De raad", "Die gemeenteraad", (0, 11)) == "Die gemeenteraad had"
    assert now("veel vertrouwen", "hoop", word) is None
    assert now("vertrouwen", "", word) is None
    assert now("De raad had er veel vertrouwen in.\n", "", word) is None


def test_the_same_correction_of_both_is_one_and_touching_ones_are_none():
    one = edits(BASE, BASE.replace("raad", "gemeenteraad"))
    same = edits(BASE, BASE.replace("raad", "gemeenteraad").replace("regende", "hagelde"))
    assert len(united(BASE, one, same)) == 2
    assert united(BASE, one, edits(BASE, BASE.replace("raad", "burgemeester"))) is None
    assert united(BASE, [Edit(2, 4, "x")], [Edit(4, 5, "y")]) is None
    assert united(BASE, [Edit(2, 2, "x")], [Edit(2, 2, "y")]) is None
    assert united(BASE, [Edit(2, 4, "x")], [Edit(5, 5, "y")]) == (Edit(2, 4, "x"), Edit(5, 5, "y"))
