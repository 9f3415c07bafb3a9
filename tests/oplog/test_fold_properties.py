from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.identity import canonical_json
from coder.oplog import fold
from coder.oplog.kinds import CREATE, DELETED, PURGE, purge_id
from coder.oplog.operation import Draft, is_authentic
from coder.oplog.shapes import fault_of
from oplog.histories import (
    CODES,
    DOCUMENTS,
    Machine,
    code_drafts,
    codebook_draft,
    coder_draft,
    coding_draft,
    document_drafts,
    unite,
    worlds,
)

MANY = settings(max_examples=60, deadline=None)


def dump(log):
    return fold.dump(fold.fold(log.values()))


@MANY
@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_operations_does_not_matter(machines, chance):
    log = unite(*(machine.log for machine in machines))
    operations = list(log.values())
    expected = dump(log)
    chance.shuffle(operations)
    assert fold.dump(fold.fold(operations)) == expected


@MANY
@given(worlds)
def test_uniting_is_free_of_order_grouping_and_repetition(machines):
    first, second, third = (machine.log for machine in machines)
    whole = unite(first, second, third)
    for one, two, three in permutations((first, second, third)):
        assert unite(one, two, three) == whole
        assert unite(one, unite(two, three)) == whole
    assert unite(whole, first, whole) == whole


@MANY
@given(worlds, st.data())
def test_any_part_folds_and_the_rest_completes_it(machines, data):
    log = unite(*(machine.log for machine in machines))
    keys = sorted(log)
    chosen = {key: log[key] for key in keys if data.draw(st.booleans())}
    rest = {key: log[key] for key in keys if key not in chosen}
    state = fold.fold(chosen.values())
    for entity in state.entities.values():
        assert fold.missing_reference(entity, state.entities) is None
    assert dump(unite(chosen, rest)) == dump(log)


@MANY
@given(worlds)
def test_every_competing_value_is_shown(machines):
    log = unite(*(machine.log for machine in machines))
    state = fold.fold(log.values())
    for (kind, eid), entity in state.entities.items():
        operations = [op for op in log.values() if (op.entity, op.eid) == (kind, eid)]
        for field in (*entity.kind.fields, DELETED):
            default = entity.kind.fields.get(field, False)
            said = {
                canonical_json(fold.written_value(head, field, default))
                for head in fold.heads(operations, field)
            }
            shown = [entity.values[field], *entity.conflicts.get(field, [])]
            assert sorted(map(canonical_json, shown)) == sorted(said)


@MANY
@given(worlds)
def test_every_coding_is_live_deleted_listed_or_purged(machines):
    log = unite(*(machine.log for machine in machines))
    state = fold.fold(log.values())
    for operation in log.values():
        if operation.entity == "coding" and operation.field == CREATE and not operation.purged:
            assert ("coding", operation.eid) in state.entities.keys() | state.dangling.keys()


@MANY
@given(worlds)
def test_what_machines_write_is_authentic_and_well_formed(machines):
    for operation in unite(*(machine.log for machine in machines)).values():
        assert is_authentic(operation)
        assert fault_of(operation) == ""


@MANY
@given(worlds, st.randoms(use_true_random=False))
def test_deletions_stay_deleted(machines, chance):
    """A delete that saw everything is not undone by any older copy of the file."""
    old = [dict(machine.log) for machine in machines]
    last = machines[0]
    last.log = unite(*old)
    live = [key for key, one in fold.fold(last.log.values()).entities.items() if not one.deleted]
    last.write([Draft(*key, DELETED, True) for key in live])
    copies = [last.log, *old]
    chance.shuffle(copies)
    state = fold.fold(unite(*copies).values())
    assert all(state.entities[key].deleted for key in live if key in state.entities)


@MANY
@given(worlds, st.integers(0, 5), st.permutations([0, 1, 2]))
def test_a_purge_wins_in_every_order(machines, which, order):
    holder = machines[order[0]]
    codings = holder.ids("coding")
    if not codings:
        return
    coding = codings[which % len(codings)]
    value = {"target_kind": "coding", "target": coding}
    holder.write([Draft(PURGE, purge_id("coding", coding), CREATE, value)])
    whole = unite(*(machines[number].log for number in order))
    assert whole == unite(*(machines[number].log for number in reversed(order)))
    assert all(op.val is None for op in whole.values() if op.eid == coding)
    state = fold.fold(whole.values())
    assert ("coding", coding) not in state.entities.keys() | state.dangling.keys()
    assert all(map(is_authentic, whole.values()))


def test_a_write_that_saw_another_wins_whatever_the_clocks_say():
    one, two = Machine(0), Machine(1)
    draft = coding_draft("ab" * 16, DOCUMENTS[0], CODES[0], one.person)
    one.write([draft], wall=4_070_908_800_000)
    one.write([Draft("coding", draft.eid, "weight", 1)], wall=4_070_908_800_000)
    two.log = dict(one.log)
    two.write([Draft("coding", draft.eid, "weight", 2)], wall=915_148_800_000)
    entity = fold.fold_entity(list(unite(one.log, two.log).values()))
    assert (entity.values["weight"], entity.conflicts) == (2, {})


def test_a_cloned_installation_loses_nothing():
    one, clone = Machine(0), Machine(0)
    for machine, code in ((one, CODES[0]), (clone, CODES[1])):
        machine.write([Draft("code", code, CREATE, {"name": "x"})])
    whole = unite(one.log, clone.log)
    assert len({(op.replica, op.seq) for op in whole.values()}) == 1
    assert len(whole) == 2


def test_conflicting_values_are_listed_once_and_the_latest_is_shown():
    machines = [Machine(number) for number in range(3)]
    machines[0].write([Draft("code", CODES[0], CREATE, {"name": "a"})])
    base = dict(machines[0].log)
    for machine, name in zip(machines, "bcc", strict=True):
        machine.log = dict(base)
        machine.write([Draft("code", CODES[0], "name", name)])
    whole = list(unite(*(machine.log for machine in machines)).values())
    entity = fold.fold_entity(whole)
    head = max((op for op in whole if op.field == "name"), key=lambda op: (op.lam, op.id))
    assert entity.values["name"] == head.value
    assert [entity.values["name"], *entity.conflicts["name"]] in (["b", "c"], ["c", "b"])


def test_newer_versions_and_unknown_fields_are_left_out_of_account():
    machine = Machine(0)
    machine.write([Draft("code", CODES[0], CREATE, {"codebook": None, "name": "oud", "wat": 1})])
    (newer,) = machine.write([Draft("code", CODES[0], "name", {"nl": "nieuw"})])
    machine.log[newer.id] = replace(newer, v=2)
    machine.write([Draft("code", CODES[0], "smell", "rozen")])
    entity = fold.fold_entity(list(machine.log.values()))
    assert entity.values["name"] == "oud"
    assert "wat" not in entity.values
    (local,) = machine.write([Draft("code", CODES[0], "name", "hier")])
    assert newer.id not in local.prev
    assert fold.fold_entity(list(machine.log.values())).values["name"] == "hier"


def test_edges_moved_by_two_people_to_nothing_are_held_back():
    one, two = Machine(0), Machine(1)
    coding = coding_draft("ab" * 16, DOCUMENTS[0], CODES[0], one.person, 2, 9)
    one.write(
        [
            *document_drafts(DOCUMENTS[0]),
            codebook_draft(),
            *code_drafts(CODES[0], "a"),
            coder_draft(one.person),
            coding,
        ]
    )
    two.log = dict(one.log)
    one.write([Draft("coding", coding.eid, "start", 8)])
    two.write([Draft("coding", coding.eid, "end", 5)])
    state = fold.fold(unite(one.log, two.log).values())
    assert state.dangling == {("coding", coding.eid): fold.Missing("span", None)}


def test_a_forged_circle_does_not_break_the_fold():
    machine = Machine(0)
    machine.write([Draft("code", CODES[0], CREATE, {"name": "a"})])
    (write,) = machine.write([Draft("code", CODES[0], "name", "b")])
    circle = replace(write, prev=(*write.prev, write.id))
    log = [op for op in machine.log.values() if op.id != write.id]
    assert fold.fold_entity([*log, circle]).values["name"] == "b"


def test_a_purge_hides_what_came_without_being_purged():
    machine = Machine(0)
    machine.write([Draft("code", CODES[0], CREATE, {"name": "a"}), codebook_draft()])
    before = dict(machine.log)
    target = {"target_kind": "code", "target": CODES[0]}
    machine.write([Draft(PURGE, purge_id("code", CODES[0]), CREATE, target)])
    state = fold.fold({**machine.log, **before}.values())
    assert ("code", CODES[0]) not in state.entities.keys() | state.dangling.keys()
    assert len(state.entities) == 2
