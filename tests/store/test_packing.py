"""Values come back from their packed form to the letter."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.identity import canonical_json
from coder.store.packing import pack, take_apart, unpack

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


def no_source(_):
    raise ValueError


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


@pytest.mark.parametrize(
    ("shape", "filling"),
    [("\n\n", "1"), ("\n", "1\n2"), ("\t", "x"), ("\n" * 5_000, "\n" * 4_999)],
)
def test_what_does_not_fit_is_an_error(shape, filling):
    with pytest.raises(ValueError):
        unpack(shape, filling, NAMES.__getitem__, no_source)
