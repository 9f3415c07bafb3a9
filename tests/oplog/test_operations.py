import json
from dataclasses import fields, replace
from hashlib import blake2b

import pytest

from coder.identity import content_hash
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft, Stamp, is_authentic, seal

A, B = content_hash("a"), content_hash("b")
STAMP = Stamp(replica=A, actor=B, wall=5, batch=B, label="act", lam=7, seq=3)


def no_heads(*_):
    return ()


def test_an_id_is_the_hash_of_everything_but_the_purged_flag():
    (operation,) = seal([Draft("code", A, CREATE, {"name": "één"})], STAMP, no_heads)
    val = '{"name":"één"}'
    said = {
        "replica": A,
        "seq": 3,
        "lam": 7,
        "entity": "code",
        "eid": A,
        "field": "",
        "actor": B,
        "wall": 5,
        "v": 1,
        "batch": B,
        "label": "act",
        "undoes": None,
        "prev": [],
        "val": blake2b(val.encode(), digest_size=16).hexdigest(),
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert operation.val == val
    assert operation.id == blake2b(text.encode(), digest_size=16).hexdigest()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("replica", B),
        ("seq", 4),
        ("lam", 8),
        ("entity", "memo"),
        ("eid", B),
        ("field", "name"),
        ("val", '{"name":"b"}'),
        ("val_hash", A),
        ("prev", (A,)),
        ("actor", A),
        ("wall", 6),
        ("batch", A),
        ("label", "other"),
        ("undoes", A),
        ("v", 2),
        ("id", A),
    ],
)
def test_any_change_is_detected(field, value):
    (operation,) = seal([Draft("code", A, CREATE, {"name": "a"})], STAMP, no_heads)
    assert is_authentic(operation)
    assert not is_authentic(replace(operation, **{field: value}))


def test_every_field_but_the_flag_is_covered_by_the_test_above():
    (operation,) = seal([Draft("code", A, CREATE, {})], STAMP, no_heads)
    parameters = test_any_change_is_detected.pytestmark[0].args[1]
    assert {field.name for field in fields(operation)} - {"purged"} == {
        name for name, _ in parameters
    }


def test_a_purged_operation_can_still_be_verified_but_not_reworded():
    (operation,) = seal([Draft("code", A, CREATE, {"name": "a"})], STAMP, no_heads)
    purged = replace(operation, val=None, purged=True)
    assert is_authentic(purged)
    assert not is_authentic(replace(purged, purged=False))
    assert not is_authentic(replace(purged, val_hash=B))


def test_writes_of_one_act_follow_each_other():
    drafts = [
        Draft("code", A, CREATE, {"name": "a"}),
        Draft("code", A, "name", "b"),
        Draft("code", A, "name", "c"),
        Draft("code", A, "colour", "red"),
        Draft("code", B, "name", "d"),
    ]
    heads = [content_hash("2"), content_hash("1")]
    made = seal(drafts, STAMP, lambda *_: heads)
    assert [op.prev for op in made] == [
        (),
        (made[0].id,),
        (made[1].id,),
        (made[0].id,),
        tuple(sorted(heads)),
    ]
    assert [(op.lam, op.seq) for op in made] == [(7 + n, 3 + n) for n in range(5)]


def test_writes_beside_each_other_replace_the_same():
    drafts = [Draft("code", A, "name", "a"), Draft("code", A, "name", "b", beside=True)]
    made = seal(drafts, STAMP, lambda *_: (B,))
    assert [op.prev for op in made] == [(B,), (B,)]


@pytest.mark.parametrize("value", [float("nan"), {"text": "\ud800"}])
def test_what_is_no_json_text_cannot_be_written(value):
    with pytest.raises(ValueError, match=r"JSON|surrogates"):
        seal([Draft("code", A, "name", value)], STAMP, no_heads)
