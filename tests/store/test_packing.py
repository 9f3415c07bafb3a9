"""Values come back from their packed form to the letter."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.identity import canonical_json
from coder.store.packing import pack, quoted_row, take_apart, unpack

IDS = {f"{number:032x}": number for number in (0, 1, 17, 0x123456789ABCDEF)}
NAMES = {number: one for one, number in IDS.items()}

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [*IDS, "f" * 32, "%s", '"', "\\", "1", "\t\n", '":', "{", "%(a)s"]
)
values = st.recursive(
    texts
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=60,
)


def no_text(_):
    return None


def no_source(row):
    if row != 5:
        raise ValueError
    return "f" * 32, "a" * 3_000


def again(val, like=None):
    parts = take_apart(val, like)
    if parts is None:
        return val, None
    shape, filling = pack(parts, IDS, no_text)
    return unpack(shape, filling, NAMES.__getitem__, no_source), parts


@given(values, values)
def test_every_value_comes_back(one, other):
    first, second = canonical_json(one), canonical_json(other)
    back, parts = again(first)
    assert back == first
    assert again(second, parts)[0] == second
    assert again(first, parts)[0] == first


@given(st.text(st.characters(exclude_categories=["Cs"])), texts)
def test_every_text_comes_back_even_if_it_is_no_json(one, other):
    parts = take_apart(canonical_json([other, 1]))
    assert again(one)[0] == one
    assert again(one, parts)[0] == one


def coding(**changes):
    value = {
        "code": "f" * 32,
        "document": f"{17:032x}",
        "end": 9,
        "quote": 'ja, 12 "keer"',
        **changes,
    }
    return canonical_json(value)


def test_known_ids_become_numbers_and_the_shape_holds_no_words():
    shape, filling = pack(take_apart(coding()), IDS, no_text)
    assert filling == '"' + "f" * 32 + '"\n17\n9\n"ja, 12 \\"keer\\""'
    assert shape == '{"code":\n,"document":\t,"end":\n,"quote":\n}'


def test_values_alike_share_a_shape_however_they_were_cut():
    first = take_apart(coding())
    one = take_apart(coding(end=10, quote="nee"), first)
    assert one == take_apart(coding(end=10, quote="nee"))
    assert one.between is first.between
    other = take_apart(coding(document=None), first)
    assert other == take_apart(coding(document=None))


def test_a_number_that_looks_like_an_id_stays_a_number():
    val = f"[1{17:032}1]"
    assert re.fullmatch(r"\[[0-9]{34}\]", val)
    assert again(val)[0] == val
    assert json.loads(again(val)[0]) == json.loads(val)


def test_long_lists_are_kept_whole():
    assert take_apart(canonical_json(list(range(41)))) is None
    assert take_apart(canonical_json(list(range(40)))) is not None
    assert take_apart(canonical_json({"x" * 2_001: 1})) is None


SOURCE = f"{17:032x}"


def quoting(text, first, last, **changes):
    value = {"revision": SOURCE, "start": first, "end": last, "quote": text[first:last], **changes}
    return canonical_json({"coder": None, "origin": "manual", **value})


@given(texts, st.integers(0, 9), st.integers(0, 9), texts)
def test_quotes_are_left_out_where_they_are_in_the_text_and_come_back(text, start, end, other):
    for quote in (text[start:end], other):
        val = quoting(text, start, end, quote=quote)
        shape, filling = pack(take_apart(val), IDS, {SOURCE: (5, text)}.get)
        assert ("\v" in shape) is (quote == text[start:end])
        assert unpack(shape, filling, NAMES.__getitem__, {5: (SOURCE, text)}.__getitem__) == val
        assert quoted_row(shape, filling) == (5 if quote == text[start:end] else None)


@pytest.mark.parametrize(
    "changes",
    [
        {"start": -3, "end": -1, "quote": "aa"},
        {"start": "0"},
        {"start": 0.5},
        {"revision": "f" * 32},
        {"revision": 17},
        {"start": 0, "end": 2_001, "quote": "a" * 2_001},
        {"of": {"start": 0}},
    ],
)
def test_quotes_stay_where_the_place_is_none_or_they_are_long(changes):
    val = quoting("a" * 3_000, 0, 4, **changes)
    shape, filling = pack(take_apart(val), IDS, {SOURCE: (5, "a" * 3_000)}.get)
    assert "\v" not in shape
    assert unpack(shape, filling, NAMES.__getitem__, no_source) == val


def test_how_a_coding_was_made_stays_in_the_shape():
    shape, filling = pack(take_apart(quoting("ja", 0, 2)), IDS, no_text)
    assert '"origin":"manual"' in shape
    assert filling == '2\n"ja"\n17\n0'


QUOTES = '{"end":\n,"quote":\v,"revision":\r,"start":\n}'


@pytest.mark.parametrize(
    ("shape", "filling"),
    [
        ("\n\n", "1"),
        ("\n", "1\n2"),
        ("\t", "x"),
        ("\n" * 5_000, "\n" * 4_999),
        ("\v", ""),
        ("\r", "5"),
        (QUOTES.replace("\r", "\n"), "1\n5\n0"),
        (QUOTES.replace("\v", "\n"), '1\n"a"\n5\n0'),
        (QUOTES.replace("start", "begin"), "1\n5\n0"),
        (QUOTES + "\r", "1\n5\n0\n5"),
        (QUOTES, "1\n6\n0"),
        (QUOTES, "2001\n5\n0"),
        (QUOTES, "x\n5\n0"),
    ],
)
def test_what_does_not_fit_is_an_error(shape, filling):
    with pytest.raises(ValueError):
        unpack(shape, filling, NAMES.__getitem__, no_source)
