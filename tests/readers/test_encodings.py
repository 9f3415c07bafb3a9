import pytest

from coder.errors import InputError
from coder.readers import read_bytes
from coder.readers.decode import decode

WORDS = """
    ruïne ideeën coöperatie één café reünie België privé crème enquête hè façade “ja” „ja” €5
    zo’n foto’s Zoë Daniël Renée Chloë Noël Jérôme Müller señor naïef efficiënt financiële
    geïnteresseerd tweeënhalf vóór dóén overzeeën ÉÉN Élise déjà-vu drieëntwintig kopieën
    patiënt coördinator beïnvloeden geïsoleerd „goed”, ruïnes
"""
FRAMES = ("{}", "Dat is {} hoor.", "I: En de {0}?\nR: Nou, {0}, ja.\n")
LONG = (
    "I: Hoe ging dat, met die coöperatie?\nR: „Nou”, zei ik, ’t kostte € 5.000 – of één ton… "
    "zo’n ruïne. Geïnteresseerd? Hè, ideeën genoeg; Zoë en André óók.\n"
)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("table", ["cp1252", "latin-1", "mac_roman"])
def test_one_word_in_an_old_encoding_comes_out_right(table: str, frame: str) -> None:
    wrong = []
    for word in WORDS.split():
        text = frame.format(word)
        try:
            data = text.encode(table)
        except UnicodeEncodeError:
            continue
        found = decode(data, "x.txt")
        if found.text != text:
            wrong.append((word, found.text, found.encoding))
        assert any(found.encoding in warning for warning in found.warnings)
    assert wrong == []


@pytest.mark.parametrize("table", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("times", [1, 200])
def test_a_text_in_an_old_encoding_is_read_without_doubt(table: str, times: int) -> None:
    document = read_bytes((LONG * times).encode(table), "x.txt")
    assert (document.text, document.encoding) == (LONG * times, table)
    assert not any("doubtful" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_with_and_without_a_mark(codec: str, encoding: str) -> None:
    document = read_bytes(LONG.encode(codec), "x.txt")
    assert (document.text, document.encoding) == (LONG, encoding)


def test_big_endian_marks() -> None:
    assert decode(b"\xfe\xff" + LONG.encode("utf-16-be"), "x").text == LONG
    assert decode(b"\x00\x00\xfe\xff" + LONG.encode("utf-32-be"), "x").text == LONG


def test_what_fits_no_table_is_read_with_a_strong_warning() -> None:
    found = decode("Привет, как дела".encode("cp1251"), "x.txt")
    assert any("doubtful" in warning for warning in found.warnings)


def test_utf8_with_a_stray_byte_keeps_the_rest() -> None:
    found = decode("één ruïne, geïnteresseerd\n".encode() * 3 + b"caf\xe9\n", "x.txt")
    assert found.text == "één ruïne, geïnteresseerd\n" * 3 + "café\n"
    assert "line 4" in found.warnings[0]


def test_an_earlier_wrong_conversion_is_told_and_left() -> None:
    text = LONG.encode().decode("latin-1")
    found = decode(text.encode(), "x.txt")
    assert found.text == text
    assert "wrong conversion" in found.warnings[0]


def test_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    assert decode("a\r\nb\rc\u2028d\x0be\x85 \n".encode(), "x").text == "a\nb\nc\u2028d\x0be\x85 \n"


@pytest.mark.parametrize("data", [b"\xff\xfea\x00\x00\xd8b\x00", b"\xef\xbb\xbfa\xff", b"a\x00b\n"])
def test_broken_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as error:
        read_bytes(data, "x.txt")
    assert error.value.remedy
