import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from coder.printable import json_text, one_line, printable

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("ab \n\t\r\x00\x07\x1b\x7f\x85\x9b\xad\u200d\u202e\u2066\u2028\ufeff\ud800é😀")
)
STEERING = {"Cc", "Cs", "Zl", "Zp"}
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def steers(text, allowed=""):
    return [
        character
        for character in text
        if character not in allowed
        and (unicodedata.category(character) in STEERING or character in BIDI)
    ]


@given(ANY_TEXT)
def test_printable_lets_nothing_through_that_steers(text):
    assert steers(printable(text), "\n\t") == []


@given(ANY_TEXT)
def test_printable_is_stable_and_leaves_harmless_text_alone(text):
    shown = printable(text)
    assert printable(shown) == shown
    harmless = "".join(c for c in text if unicodedata.category(c)[0] in "LMNPS" or c in " \n\t")
    assert printable(harmless) == harmless


@given(ANY_TEXT, st.integers(2, 40))
def test_one_line_is_one_line(text, limit):
    line = one_line(text)
    assert steers(line) == []
    assert "\t" not in line and line == line.strip()
    assert len(one_line(text, limit)) <= limit


@given(st.recursive(ANY_TEXT | st.integers() | st.booleans() | st.none(), st.lists, max_leaves=5))
def test_json_text_is_clean_and_comes_back(value):
    for ascii_only in (False, True):
        text = json_text(value, ascii_only=ascii_only)
        assert steers(text, "\n") == []
        assert json.loads(text) == value
    assert json_text(value, ascii_only=True).isascii()


def test_how_it_looks():
    assert printable("a\x1b[31m \u202e é 😀 👩\u200d👧") == "a\\x1b[31m \\u202e é 😀 👩\u200d👧"
    assert printable("\U000e0041") == "\\U000e0041"
    assert one_line(" a\n\tb  c ") == "a b c"
    assert one_line("abcdef", 4) == "abc…"
