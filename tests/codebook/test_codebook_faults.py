"""Every fault is told at once, with its place, its cause and a remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.codebook import Severity, check, read_codebook
from coder.codebook.files import examine_bytes
from coder.errors import InputError
from coder.identity import code_id


def faults_of(text, lemmas=None):
    data = text if isinstance(text, bytes) else text.encode()
    return examine_bytes(data, lemmas)[1]


def test_all_faults_of_a_file_are_told_at_once(data):
    faults = check(data / "codebooks" / "faulty.yaml")
    told = [(fault.line, fault.severity.value, fault.cause) for fault in faults]
    expected = [
        (2, "warning", "unknown key 'nmae'"),
        (3, "error", "language 'Dutch'"),
        (7, "error", "no code 'nood'"),
        (8, "error", "colour 'blurple'"),
        (10, "error", "term 'fout (', column 6: a ( that is not closed"),
        (10, "error", "term 'ook \"fout', column 5: a quote that is not closed"),
        (12, "error", "the name 'aap' is given here and in line 6"),
        (13, "error", "the hotkey '1' is given here and in line 9"),
        (14, "error", "parents go in a circle: b > c > b"),
        (15, "warning", "an empty list of terms"),
        (16, "warning", "unknown key 'definitie'"),
        (20, "error", "id 'geen-uuid' is no UUID"),
        (22, "error", "weight '1.5'"),
        (23, "warning", "unknown key 'weigth'"),
        (24, "warning", "the term 'goed' also points to 'a', line 10"),
        (25, "error", "the key 'c' is given here and in line 17"),
        (27, "warning", "definition 2024 is read as text"),
        (28, "error", "the key 'name' stands here and in line 26"),
        (29, "error", "a code that is no mapping"),
        (30, "error", "a code without a name"),
        (31, "error", "include is a mapping"),
        (32, "error", "name holds the control character U+0007"),
        (34, "error", "an anchor &anker"),
        (35, "error", "a tag"),
        (36, "error", "an alias *anker"),
    ]
    for place, (line, severity, cause) in enumerate(expected):
        assert told[place][:2] == (line, severity), told[place]
        assert cause in told[place][2]
    assert len(told) == len(expected)
    assert all(fault.remedy for fault in faults)
    assert faults[4].column == 27
    assert "'name'" in faults[0].remedy
    assert "'definition'" in faults[10].remedy
    assert {fault.code for fault in faults} >= {"", "a", "b", "c"}


def test_reading_lists_the_first_ten_errors_with_lines(data):
    with pytest.raises(InputError) as raised:
        read_codebook(data / "codebooks" / "faulty.yaml")
    text = str(raised.value)
    assert text.startswith("Codebook faulty.yaml has 19 errors:\n  line 3: ")
    assert text.count("\n  line ") == 10
    assert "and 9 more" in text


@pytest.mark.parametrize(
    ("text", "line", "column", "cause"),
    [
        ("", 1, 1, "no codebook"),
        ("- a", 1, 1, "no codebook"),
        ("codes: [{name: a}]", 1, 1, "without a name"),
        ("name: a\ncodes:\n\t- name: b", 3, 1, "tab"),
        ("name: a\ncodes:\n  - name: b: c", 3, 12, "colon"),
        ("name: a\ncodes:\n  - name: @b", 3, 11, "cannot start"),
        ("name: a\ncodes: [", 2, 9, ""),
        ("name: a\n---\nname: b", 2, 1, "second document"),
        ("name: a\ncodes: {name: b}", 2, 8, "no list"),
        ("name: [a]", 1, 7, "name is a list"),
        ("name: a\n[b]: c", 2, 1, "as a key"),
        (b"name: a\ncodes:\n  - name: caf\xe9", 3, 14, "not UTF-8: byte 0xE9"),
        ("name: a\x07b", 1, 8, "U+0007"),
        ("name: a\ncodes: " + "[" * 30 + "]" * 30, 2, 31, "nested deeper"),
        (b"#" * 2_000_001, 1, 1, "larger than 2 MB"),
        ("name: a\ncodes: [{name: b, terms: [{weight: 1}]}]", 2, 27, "without text"),
        ("name: a\ncodes: [{name: b, terms: [[c]]}]", 2, 27, "without text"),
        ("name: a\ncodes: [{name: b, hotkey: 12}]", 2, 27, "hotkey '12'"),
        ("name: a\ncodes: [{name: b, codes: [{name: c, parent: d}]}, {name: d}]", 2, 45, "under"),
        ("name: a\ncodes: [{name: b, parent: b}]", 2, 27, "circle: b > b"),
        ('name: a\ncodes: [{name: "\\ud800"}]', 2, 16, ""),
        ("name: a\ncodes: [{name: b, terms: [c, {term: d, weight: nan}]}]", 2, 48, "nan"),
    ],
)
def test_faults_of_broken_files(text, line, column, cause):
    faults = [fault for fault in faults_of(text) if fault.severity is Severity.ERROR]
    assert [(faults[0].line, faults[0].column)] == [(line, column)], faults
    assert cause in faults[0].cause
    assert examine_bytes(text if isinstance(text, bytes) else text.encode())[0] is None


def test_aliases_cannot_grow():
    lines = ["name: a", "x0: &x0 [lol, lol]"]
    lines += [f"x{i}: &x{i} [*x{i - 1}, *x{i - 1}]" for i in range(1, 40)]
    faults = faults_of("\n".join(lines))
    assert sum("an alias" in fault.cause for fault in faults) == 78


def test_one_term_in_two_codes_is_found_in_any_inflection():
    text = "name: a\ncodes:\n  - {name: b, terms: [wisselde]}\n  - {name: c, terms: [wisselen]}"
    assert faults_of(text) == []
    (fault,) = faults_of(text, lambda form: ("wisselen",) if form == "wisselde" else (form,))
    assert (fault.severity, fault.line, fault.code) == (Severity.WARNING, 4, "c")
    assert "'b', line 3" in fault.cause


def test_names_of_any_script_get_a_key_and_an_id():
    names = ["Één wens!", "Доверие", "信頼", "!!!", "  a   b ", "straße"]
    lines = [f"  - name: '{name}'" for name in names]
    book, faults = examine_bytes(("name: x\ncodes:\n" + "\n".join(lines)).encode())
    assert [fault for fault in faults if fault.severity is Severity.ERROR] == []
    keys = [code.key for code in book.codes]
    assert keys[:3] == ["een-wens", "доверие", "信頼"]
    assert keys[3].startswith("code-")
    assert keys[4:] == ["a-b", "straße"]
    assert [code.id for code in book.codes] == [code_id(book.id, key) for key in keys]


def test_what_yaml_takes_for_other_things_is_text_here():
    book, _ = examine_bytes(b"name: no\ncodes: [{name: 1e5, hotkey: 1}, {name: true}]")
    assert book.name == "no"
    assert [code.name for code in book.codes] == ["1e5", "true"]
    assert book.codes[0].hotkey == "1"


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.yaml"):
        read_codebook(tmp_path / "nowhere.yaml")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_codebook_or_have_an_error(data):
    book, faults = examine_bytes(data)
    assert (book is None) == any(fault.severity is Severity.ERROR for fault in faults)


@given(st.text(st.sampled_from("namecodester:-[]{}&*!|>#'\" \n\t"), max_size=80))
def test_any_yaml_like_text_is_a_codebook_or_has_an_error(text):
    book, faults = examine_bytes(f"name: x\ncodes:\n  - name: y\n{text}".encode())
    assert (book is None) == any(fault.severity is Severity.ERROR for fault in faults)
