"""JSON lists of flat objects."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.exchange.json_file import write_rows
from coder.exchange.sheet import Field, Sheet

FIELDS = (Field("b"), Field("a"))
VALUES = (
    st.text()
    | st.integers()
    | st.booleans()
    | st.none()
    | st.floats(allow_nan=False).filter(lambda number: abs(number) != float("inf"))
)


def test_members_stand_in_the_order_of_the_fields_one_object_a_line(tmp_path):
    rows = [{"a": 1.5, "b": "ruïne", "c": "niet gevraagd"}, {"b": "é\n"}]
    write_rows(tmp_path / "x.json", Sheet("proef", FIELDS, rows))
    assert (tmp_path / "x.json").read_bytes() == (
        '[\n{"b": "ruïne", "a": 1.5},\n{"b": "é\\n", "a": null}\n]\n'.encode()
    )


def test_an_empty_list(tmp_path):
    write_rows(tmp_path / "x.json", Sheet("proef", FIELDS, []))
    assert (tmp_path / "x.json").read_text("utf-8") == "[]\n"


def test_a_lone_surrogate_becomes_a_replacement_character(tmp_path):
    write_rows(tmp_path / "x.json", Sheet("proef", FIELDS, [{"b": "a\ud800b"}]))
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))[0]["b"] == "a\ufffdb"


def test_a_number_json_does_not_have_leaves_the_old_file(tmp_path):
    (tmp_path / "x.json").write_text("oud")
    rows = [{"a": 1}, {"a": float("nan")}]
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_rows(tmp_path / "x.json", Sheet("proef", FIELDS, rows), overwrite=True)
    assert (tmp_path / "x.json").read_text() == "oud"
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES})))
def test_any_values_come_back(tmp_path, rows):
    write_rows(tmp_path / "x.json", Sheet("proef", FIELDS, rows), overwrite=True)
    found = json.loads((tmp_path / "x.json").read_bytes())
    assert found == rows
    assert [[type(v) for v in row.values()] for row in found] == [
        [type(row[key]) for key in ("b", "a")] for row in rows
    ]
