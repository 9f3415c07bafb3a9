from dataclasses import replace

import pytest

from coder.identity import content_hash
from coder.oplog.fold import fold_entity
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.oplog.undo import Batch, plan_undo, stacks
from oplog.histories import CODES, DOCUMENTS, Machine, coding_draft, unite

EID = "ab" * 16


@pytest.fixture
def machine():
    machine = Machine(0)
    machine.write([coding_draft(EID, DOCUMENTS[0], CODES[0], machine.person)])
    return machine


def plan(machine, batch):
    return plan_undo(batch, machine.of)


def batch(name, undoes=None):
    return Batch(name, "", name, 0, 0, 1, undoes)


def test_a_write_is_taken_back_to_the_value_from_before(machine):
    made = machine.write([Draft("coding", EID, "weight", 2)])
    assert plan(machine, made).drafts == (Draft("coding", EID, "weight", None),)
    assert plan(machine, made).changed == ()


def test_a_creation_is_taken_back_by_deleting(machine):
    made = [op for op in machine.log.values() if op.field == CREATE]
    assert plan(machine, made).drafts == (Draft("coding", EID, DELETED, True),)


def test_what_was_written_since_is_left_alone(machine):
    made = machine.write([Draft("coding", EID, "weight", 2)])
    machine.write([Draft("coding", EID, "weight", 3)])
    assert plan(machine, made).drafts == ()
    assert [(one.eid, one.field) for one in plan(machine, made).changed] == [(EID, "weight")]


def test_a_creation_that_somebody_wrote_to_is_left_alone(machine):
    made = [op for op in machine.log.values() if op.field == CREATE]
    machine.write([Draft("coding", EID, "weight", 3)])
    assert plan(machine, made).drafts == ()
    assert len(plan(machine, made).changed) == 1


def test_a_concurrent_write_of_another_machine_counts_as_changed(machine):
    other = Machine(1)
    other.log = dict(machine.log)
    made = machine.write([Draft("coding", EID, "weight", 2)])
    other.write([Draft("coding", EID, "weight", 3)])
    machine.log = unite(machine.log, other.log)
    assert plan(machine, made).drafts == ()


def test_competing_values_come_back_when_their_resolution_is_undone(machine):
    others = [Machine(number) for number in (1, 2)]
    for other, weight in zip(others, (2, 3), strict=True):
        other.log = dict(machine.log)
        other.write([Draft("coding", EID, "weight", weight)])
    machine.write([Draft("coding", EID, "weight", 1)])
    machine.log = unite(machine.log, *(other.log for other in others))
    before = fold_entity(machine.of("coding", EID))
    assert len(before.conflicts["weight"]) == 2
    last = act = machine.write([Draft("coding", EID, "weight", 5)])
    resolved = fold_entity(machine.of("coding", EID))
    assert (resolved.values["weight"], resolved.conflicts) == (5, {})
    for number in range(4):
        made = machine.write(list(plan(machine, last).drafts))
        for op in made:
            del machine.log[op.id]
        last = [replace(op, undoes=last[0].batch) for op in made]
        machine.log.update({op.id: op for op in last})
        expected = before if number % 2 == 0 else resolved
        entity = fold_entity(machine.of("coding", EID))
        assert (entity.values, entity.conflicts) == (expected.values, expected.conflicts)
    assert act[0].id in machine.log


def test_in_a_partial_file_what_was_before_may_be_out_of_reach(machine):
    made = machine.write([Draft("coding", EID, "weight", 2)])
    machine.log = {op.id: op for op in made}
    assert plan(machine, made).drafts == ()
    assert len(plan(machine, made).changed) == 1
    orphan = Machine(1)
    made = orphan.write([Draft("coding", EID, "weight", 2)])
    assert made[0].prev == ()
    assert len(plan(orphan, made).changed) == 1


def test_what_this_version_does_not_know_is_left_alone(machine):
    made = machine.write([Draft("coding", EID, "smell", 2), Draft("later", EID, CREATE, {})])
    assert plan(machine, made).drafts == ()
    assert len(plan(machine, made).changed) == 2
    (newer,) = machine.write([Draft("coding", EID, "weight", 2)])
    newer = replace(newer, v=2)
    machine.log[newer.id] = newer
    assert plan(machine, [newer]).drafts == ()
    creation = next(op for op in machine.log.values() if op.field == CREATE)
    assert plan(machine, [creation]).drafts == ()


def test_of_something_purged_there_is_nothing_to_take_back(machine):
    made = machine.write([Draft("coding", EID, "weight", 2)])
    machine.log = {key: replace(op, val=None, purged=True) for key, op in machine.log.items()}
    assert plan(machine, made) == plan(machine, [])


def test_undo_and_redo_can_alternate_for_long(machine):
    act = machine.write([Draft("coding", EID, "weight", 2)])
    last = act
    for number in range(200):
        drafts = plan(machine, last).drafts
        assert [draft.value for draft in drafts] == [None if number % 2 == 0 else 2]
        made = machine.write(list(drafts))
        undo = [replace(op, undoes=last[0].batch) for op in made]
        machine.log.update({op.id: op for op in undo})
        last = undo


def test_stacks():
    one, two, three = batch("one"), batch("two"), batch("three")
    assert stacks([one, two]) == ([one, two], [])
    undo = batch("undo", "two")
    assert stacks([one, two, undo]) == ([one], [undo])
    redo = batch("redo", "undo")
    assert stacks([one, two, undo, redo]) == ([one, redo], [])
    assert stacks([one, two, undo, three]) == ([one, three], [])
    again = batch("again", "redo")
    assert stacks([one, two, undo, redo, again]) == ([one], [again])
    assert stacks([batch("x", content_hash("nothing"))]) == ([], [])
