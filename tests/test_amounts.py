import pytest

from coder.amounts import counted


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 spots"), (1, "1 spot"), (2, "2 spots"), (1200, "1,200 spots")]
)
def test_one_is_one_and_many_are_many(number, words):
    assert counted(number, "spot") == words
