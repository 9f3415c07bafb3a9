from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.suggest.globs import compile_glob

LETTERS = "abé"


@given(st.text(LETTERS + "*?", min_size=1, max_size=12), st.text(LETTERS, max_size=16))
def test_globs_equal_fnmatch_on_words(glob, word):
    compiled = compile_glob(glob)
    assert compiled.fits(word) == fnmatchcase(word, glob)
    if compiled.fits(word):
        assert compiled.needle in word


@pytest.mark.parametrize(
    ("glob", "word", "fits"),
    [
        ("personeels*", "personeelstekort", True),
        ("*tekort", "personeelstekort", True),
        ("*tekort", "tekort", True),
        ("*tekort", "tekorten", False),
        ("wethouder?", "wethouders", True),
        ("wethouder?", "wethouder", False),
        ("a*a", "a", False),
        ("[ab]", "a", False),
        ("b?*", "b", False),
    ],
)
def test_examples(glob, word, fits):
    assert compile_glob(glob).fits(word) is fits


def test_work_grows_with_the_word_not_with_the_ways_to_fit():
    glob = compile_glob("*a" * 60 + "*b")
    assert not glob.fits("a" * 100_000)
