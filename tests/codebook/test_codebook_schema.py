"""The published schema agrees with the checker."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from coder.codebook import Severity
from coder.codebook.fields import BOOK_FIELDS, CODE_FIELDS, TERM_FIELDS
from coder.codebook.files import examine_bytes

FOLDER = Path(__file__).parents[2] / "codebooks"
SCHEMA = json.loads((FOLDER / "codebook.schema.json").read_text(encoding="utf-8"))


def valid(text):
    return Draft202012Validator(SCHEMA).is_valid(YAML(typ="safe").load(text))


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_it_knows_the_same_keys():
    assert set(SCHEMA["properties"]) == set(BOOK_FIELDS)
    assert set(SCHEMA["$defs"]["code"]["properties"]) == set(CODE_FIELDS)
    assert set(SCHEMA["$defs"]["term"]["oneOf"][1]["properties"]) == set(TERM_FIELDS)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.y*ml")), ids=lambda path: path.name)
def test_sample_codebooks_fit_schema_and_checker(path):
    text = path.read_text(encoding="utf-8")
    assert valid(text)
    book, faults = examine_bytes(text.encode())
    assert [fault for fault in faults if fault.severity is Severity.ERROR] == []
    assert book.codes


def test_the_hand_written_codebook_fits(data):
    assert valid((data / "codebooks" / "hand_written.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "code",
    [
        "{}",
        "[]",
        "text",
        "{name: [a]}",
        "{name: ''}",
        "{name: a, colour: [red]}",
        "{name: a, hotkey: ab}",
        "{name: a, id: x}",
        "{name: a, terms: [{weight: 0.5}]}",
        "{name: a, terms: [{term: b, weight: 0}]}",
        "{name: a, terms: [{term: b, weight: 2}]}",
        "{name: a, terms: [[b]]}",
        "{name: a, include: {b: c}}",
        "{name: a, codes: {name: b}}",
        '{name: "a\\u0007"}',
        "{name: a, terms: ['']}",
    ],
)
def test_what_the_schema_refuses_the_checker_refuses(code):
    text = f"name: x\ncodes:\n  - {code}"
    assert not valid(text)
    assert examine_bytes(text.encode())[0] is None


@pytest.mark.parametrize(
    "code",
    [
        "{name: a}",
        "{name: a, hotkey: 1}",
        "{name: a, terms: b}",
        "{name: a, terms: [b, '*cd']}",
        "{name: a, terms: [{term: b, weight: 0.5, unless: [c]}]}",
        "{name: a, colour: '#fff'}",
        "{name: a, codes: [{name: b}]}",
        "{name: a, include: b, exclude: [c, d]}",
        "{name: a, definition: null}",
        "{name: a, id: 0b5c6f8e-1111-4222-8333-444455556666}",
    ],
)
def test_what_the_checker_takes_the_schema_takes(code):
    text = f"name: x\ncodes:\n  - {code}"
    assert examine_bytes(text.encode())[0] is not None
    assert valid(text)
