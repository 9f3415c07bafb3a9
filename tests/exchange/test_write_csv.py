"""CSV that comes back as it was and that no spreadsheet runs."""

import csv
import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import InputError
from coder.exchange.csv import defused, write_rows
from coder.exchange.sheet import Field, Kind, Sheet

TEXTS = st.text() | st.text(alphabet="=+-@\t\r\n ';,|\"'a＝\u200b\ufeff", max_size=8)
ATTACK = re.compile(r"[\s\x00-\x1f\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠]")


def sheet(*rows):
    fields = (Field("code"), Field("n", Kind.NUMBER))
    return Sheet("proef", fields, [{"code": code, "n": n} for code, n in rows])


def written(tmp_path, table, **options):
    write_rows(tmp_path / "x.csv", table, overwrite=True, **options)
    return (tmp_path / "x.csv").read_bytes()


def restored(text):
    """The text before it was defused."""
    return text[1:] if text.startswith("'") and defused(text) == f"'{text}" else text


def test_the_bytes(tmp_path):
    assert written(tmp_path, sheet(("ruïne", 1), ('zegt "ja", soms', None))) == (
        'code,n\r\nruïne,1\r\n"zegt ""ja"", soms",\r\n'.encode()
    )


def test_dutch_excel(tmp_path):
    content = written(tmp_path, sheet(("a;b", 1.5)), separator=";", bom=True)
    assert content == '\ufeffcode;n\r\n"a;b";1.5\r\n'.encode()


def test_no_rows_still_has_headings(tmp_path):
    assert written(tmp_path, sheet(), bom=True) == "\ufeffcode,n\r\n".encode()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-3, "-3"),
        (-0.5, "-0.5"),
        (1e-07, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (100 / 3, "33.333333333333336"),
        (True, "true"),
    ],
)
def test_numbers_are_plain_and_never_defused(tmp_path, number, text):
    assert written(tmp_path, sheet(("a", number))) == f"code,n\r\na,{text}\r\n".encode()


@pytest.mark.parametrize(
    "attack",
    [
        '=HYPERLINK("http://x.example","klik")',
        "+31612345678",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)",
        " =1+1",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\u00a0=1+1",
        "\ufeff=1+1",
        "\u200b@x",
        "\x00=1",
        "＝1+1",
        "\tgewoon",
        "'=1+1",
    ],
)
def test_formulas_are_defused(tmp_path, attack):
    content = written(tmp_path, sheet((attack, 1))).decode()
    _, (cell, number) = list(csv.reader(io.StringIO(content, newline="")))
    assert (cell, number) == (f"'{attack}", "1")


@pytest.mark.parametrize("text", ["gewoon", "'t is druk", "a=b", "", "1-2", "…"])
def test_harmless_text_is_left_alone(text):
    assert defused(text) == text


def test_headings_are_defused_too(tmp_path):
    table = Sheet("proef", (Field("=cmd"),), [{"=cmd": 1}])
    assert written(tmp_path, table) == b"'=cmd\r\n1\r\n"


def test_lone_surrogates_become_replacement_characters(tmp_path):
    assert written(tmp_path, sheet(("a\ud800b", 1))) == "code,n\r\na\ufffdb,1\r\n".encode()


def test_other_separators_are_refused(tmp_path):
    with pytest.raises(InputError, match="cannot separate"):
        write_rows(tmp_path / "x.csv", sheet(), separator="a")
    assert not list(tmp_path.iterdir())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS), st.sampled_from([",", ";", "\t", "|"]), st.booleans())
def test_any_text_comes_back_and_none_is_a_formula(tmp_path, texts, separator, bom):
    table = sheet(*((text, number) for number, text in enumerate(texts)))
    content = written(tmp_path, table, separator=separator, bom=bom)
    text = content.decode("utf-8-sig" if bom else "utf-8")
    heading, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    assert heading == ["code", "n"]
    assert [restored(cell) for cell, _ in rows] == texts
    assert [int(number) for _, number in rows] == list(range(len(texts)))
    assert not any(ATTACK.match(cell) for cell, _ in rows)


@given(TEXTS)
def test_defusing_can_be_taken_back(text):
    assert restored(defused(text)) == text
