from hypothesis import given
from hypothesis import strategies as st

from coder.model import Term
from coder.tui.code_fields import items_of, items_text, terms_of, terms_text

words = st.text("abcdefgéï", min_size=1, max_size=8)
patterns = st.lists(words, min_size=1, max_size=3).map(" ".join)
weights = st.sampled_from([1.0, 0.5, 0.25, 0.125, 0.1])
terms = st.lists(
    st.builds(Term, patterns, weights, st.lists(patterns, max_size=2).map(tuple)),
    unique=True,
    max_size=5,
).map(tuple)
lines = st.lists(patterns, min_size=1, max_size=3).map("\n".join)


@given(terms)
def test_terms_come_back_as_they_were(some):
    assert terms_of(terms_text(some)) == (some, [])


@given(st.lists(lines, max_size=5).map(tuple))
def test_items_come_back_as_they_were(items):
    assert items_of(items_text(items)) == items


@given(st.text(max_size=60))
def test_any_text_gives_terms_or_faults_with_a_place(text):
    found, faults = terms_of(text)
    assert len(found) + len(faults) <= text.count("\n") + 1
    for fault in faults:
        assert 1 <= fault.line <= text.count("\n") + 1
        assert fault.column >= 1
        assert fault.cause and fault.remedy


def test_a_term_with_weight_and_exceptions():
    (term,), faults = terms_of("zorg* @ 0.5 ! zorgen voor ! zorg dragen")
    assert term == Term("zorg*", 0.5, ("zorgen voor", "zorg dragen"))
    assert faults == []


def test_faults_name_line_and_column():
    _, faults = terms_of('goed\n"niet dicht\nzorg @ 3\nzorg ! (een|\na ! (a')
    assert [(one.line, one.column) for one in faults] == [(2, 1), (3, 8), (4, 8), (5, 5)]


def test_a_line_that_is_indented_goes_on_with_the_one_above():
    assert items_of("een\n  twee\n\n drie\nvier") == ("een\ntwee\ndrie", "vier")
