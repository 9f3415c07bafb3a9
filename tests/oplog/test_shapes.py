import json
from dataclasses import replace

import pytest

from coder.identity import canonical_json, content_hash
from coder.oplog.kinds import CREATE, KINDS, PURGE, purge_id
from coder.oplog.operation import Draft, Stamp, seal
from coder.oplog.shapes import fault_of

A = content_hash("a")
STAMP = Stamp(replica=A, actor=A, wall=0, batch=A, label="", lam=1, seq=1)


def written(entity, field, value, eid=A):
    return seal([Draft(entity, eid, field, value)], STAMP, lambda *_: ())[0]


def with_val(val):
    return replace(written("code", "name", "a"), val=val, val_hash=content_hash(val))


WRONG = {
    "coding.start": ["3", 3.0, True, None, 2**53, 10**30, [3]],
    "coding.weight": ["3", 1.5, False],
    "coding.important": [0, 1, "yes", None],
    "coding.deleted": [0, 1, "yes", None],
    "coding.quote": [None, 3, ["a"]],
    "coding.origin": ["machine", None, 1, []],
    "coding.document": ["a", A.upper(), A + "0", 5, {"id": A}, "é" * 32],
    "code.parent": ["a", 1, [A]],
    "code.include": ["a", [1], {"0": "a"}, None],
    "code.terms": [["zorg"], [["zorg", "1", []]], [["zorg", 1.0, "x"]], [["zorg", True, []]]],
    "speaker.role": ["boss", None, 1],
    "revision.parents": ["x", ["x"], [None]],
    "revision.text": [None, 5, ["a"]],
    "revision.turns": [
        [[0, 1, "a"]],
        [[0, 1, "a", "", None, None, None]],
        [[1, 0, "a", "", None, None, []]],
        [[-1, 1, "a", "", None, None, []]],
        [[0, 1, "a", "boss", None, None, []]],
        [[0, 1, None, "", None, None, []]],
        [[0, 1, "a", "", "0", None, []]],
        [[0, 1, "a", "", None, None, [[0, 1]]]],
        ["0123456"],
    ],
    "document.warnings": [[1], "a"],
    "memo.target": ["project", 1],
    "project.name": [None, 1],
    "done.done": [1],
    "resolution.ruling": ["", "maybe", None, 1],
    "resolution.claims": [A, [A], [[A, A, A, 1]], [[A, A, A, 2, 1]], [[A, A, "a", 0, 1]]],
    "resolution.result": [A, ["a"], [None]],
    "answer.subjects": [A, ["a"], [None], [1, A]],
}
CASES = [(name, value) for name, values in WRONG.items() for value in values]


@pytest.mark.parametrize(("name", "value"), CASES)
def test_values_of_the_wrong_type_are_named(name, value):
    entity, field = name.split(".")
    assert field in fault_of(written(entity, field, value))
    assert field in fault_of(written(entity, CREATE, {field: value}))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_defaults_are_sound(kind):
    if kind.name != PURGE:
        assert fault_of(written(kind.name, CREATE, kind.fields)) == ""


@pytest.mark.parametrize("value", [None, 5, "x", []])
def test_a_creation_is_a_mapping(value):
    assert fault_of(written("code", CREATE, value))


@pytest.mark.parametrize(
    "val",
    [
        "",
        "{",
        "'a'",
        '"a" ',
        '{"b":1,"a":2}',
        '{"a":1,"a":2}',
        '"\\u0061"',
        '"\\ud800"',
        "NaN",
        "1e999",
        "[" * 100_000 + "]" * 100_000,
        "9" * 10_000,
    ],
    ids=range(12),
)
def test_only_canonical_json_is_taken(val):
    assert fault_of(with_val(val)) == "the value is not canonical JSON"


def test_what_a_newer_program_wrote_is_not_judged():
    assert fault_of(written("later", CREATE, [1])) == ""
    assert fault_of(written("code", "smell", [1])) == ""
    assert fault_of(written("code", CREATE, {"smell": [1]})) == ""
    assert fault_of(replace(written("code", "name", {"nl": "x"}), v=2)) == ""


def test_purged_values_are_not_judged_but_a_purge_stays():
    code = replace(written("code", "name", "a"), val=None, purged=True)
    assert fault_of(code) == ""
    value = {"target_kind": "document", "target": A}
    purge = written(PURGE, CREATE, value, purge_id("document", A))
    assert fault_of(purge) == ""
    assert fault_of(replace(purge, val=None, purged=True))


@pytest.mark.parametrize(
    ("field", "value", "eid"),
    [
        (CREATE, {"target_kind": "document", "target": A}, A),
        (CREATE, {"target_kind": "document"}, purge_id("document", A)),
        (CREATE, {}, A),
        ("target", A, purge_id("document", A)),
        ("deleted", True, purge_id("document", A)),
    ],
)
def test_a_purge_says_what_it_erases_once_and_for_all(field, value, eid):
    assert fault_of(written(PURGE, field, value, eid))


def test_canonical_text_is_what_the_log_writes():
    value = {"b": [1, 2.5, None, True, "é\u2028\x7f\x00"], "a": {}}
    assert json.loads(canonical_json(value)) == value
    assert fault_of(with_val(canonical_json("é\u2028\x7f\x00"))) == ""
