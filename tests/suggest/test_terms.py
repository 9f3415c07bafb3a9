import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.suggest.scanning import TermError
from coder.suggest.terms import (
    MAX_LENGTH,
    AnyForm,
    Either,
    ExactForm,
    Gap,
    Glob,
    ParticleVerb,
    Phrase,
    canonical,
    parse,
)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("wisselen", Phrase((AnyForm("wisselen"),))),
        ("  Coördinatie ", Phrase((AnyForm("coördinatie"),))),
        ('"wisselde"', Phrase((ExactForm("wisselde"),))),
        ("=wisselde", Phrase((ExactForm("wisselde"),))),
        ('"net als"', Phrase((ExactForm("net"), ExactForm("als")))),
        ("“net als”", Phrase((ExactForm("net"), ExactForm("als")))),
        ("personeels*", Phrase((Glob("personeels*"),))),
        ("wethouder?", Phrase((Glob("wethouder?"),))),
        (
            "de (een|=zijn|haar*) taak",
            Phrase(
                (
                    AnyForm("de"),
                    Either((AnyForm("een"), ExactForm("zijn"), Glob("haar*"))),
                    AnyForm("taak"),
                )
            ),
        ),
        ("( een | twee )", Phrase((Either((AnyForm("een"), AnyForm("twee"))),))),
        ("weer ... opnieuw", Phrase((AnyForm("weer"), Gap(5), AnyForm("opnieuw")))),
        ("weer … opnieuw", Phrase((AnyForm("weer"), Gap(5), AnyForm("opnieuw")))),
        ("weer ...8 opnieuw", Phrase((AnyForm("weer"), Gap(8), AnyForm("opnieuw")))),
        ("haken + af", ParticleVerb("haken", "af")),
        ("haken+af", ParticleVerb("haken", "af")),
        ("50+", Phrase((AnyForm("50+"),))),
        ("a.u.b. graag.", Phrase((AnyForm("a.u.b."), AnyForm("graag")))),
        ("foto’s", Phrase((AnyForm("foto's"),))),
        ("energie-coöperatie", Phrase((AnyForm("energie-coöperatie"),))),
    ],
)
def test_meaning(text, pattern):
    assert parse(text) == pattern


@pytest.mark.parametrize(
    ("text", "column", "cause"),
    [
        ("", 1, "no words"),
        ("   ", 1, "no words"),
        ('weg "net als', 5, "not closed"),
        ('a ""', 3, "nothing between"),
        ("de (een|twee", 4, "not closed"),
        ("de (een||twee)", 9, "alternatives"),
        ("de (een ... twee)", 9, "alternatives"),
        ("(een)) x", 6, "without an opening"),
        ("a | b", 3, "without an opening"),
        ("... weg", 1, "a word on each side"),
        ("weg ...", 5, "a word on each side"),
        ("weg ... ... terug", 9, "a word on each side"),
        ("weg ...99 terug", 5, "gap of '99'"),
        ("weg ...x terug", 5, "gap of 'x'"),
        ("weg ...² terug", 5, "gap of '²'"),
        ("weg *", 5, "no letter or digit"),
        ("a*", 1, "nearly every word"),
        ("weg - terug", 5, "no letter or digit"),
        ("haken + af nu", 7, "exactly one verb"),
        ("haken +", 7, "exactly one verb"),
        ("hak* + af", 6, "exactly one verb"),
        ('weg"terug"', 4, "inside a word"),
        ("weg\x07", 1, "control character"),
        (" ".join("abcdefghijklm"), 25, "more than 12"),
        ("x" * 201, 201, "longer than 200"),
    ],
)
def test_errors_name_column_and_cause(text, column, cause):
    with pytest.raises(TermError) as raised:
        parse(text)
    assert raised.value.column == column
    assert cause in str(raised.value)
    assert raised.value.remedy


@given(st.text(st.sampled_from("ab .*?\"()|+=…8 é'-"), max_size=40))
def test_any_text_is_a_term_or_a_term_error(text):
    try:
        parse(text)
    except TermError as error:
        assert 1 <= error.column <= max(1, len(text))


@given(st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=9), min_size=1, max_size=12))
def test_plain_words_mean_themselves(words):
    text = " ".join(words)
    if len(text) <= MAX_LENGTH:
        assert parse(text) == Phrase(tuple(AnyForm(word) for word in words))


def test_canonical_compares_by_lemma():
    lemmas = {"wisselde": ("wisselen",), "haakt": ("haken",)}
    base = lambda form: lemmas.get(form, (form,))  # noqa: E731
    assert canonical(parse("wisselde"), base) == canonical(parse("Wisselen"), base)
    assert canonical(parse("wisselde")) != canonical(parse("wisselen"))
    assert canonical(parse("haakt + af"), base) == canonical(parse("afhaken"), base)
    assert canonical(parse("=wisselde"), base) != canonical(parse("wisselde"), base)
    assert canonical(parse("(b|a) c")) == canonical(parse("(a|b) c"))
    assert canonical(parse("a ... b")) != canonical(parse("a ...6 b"))
