"""Merged codes in a file: every reader takes a coding for one of the code that stands for it."""

import shutil
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from oplog.histories import CODES as THREE
from oplog.histories import DOCUMENTS as TEXTS
from oplog.histories import (
    Machine,
    code_drafts,
    codebook_draft,
    coder_draft,
    coding_draft,
    document_drafts,
    unite,
)

from coder.errors import InputError
from coder.identity import content_hash
from coder.oplog import fold
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.store import code_records, records
from coder.store.health import examine
from coder.store.replica import Person
from coder.store.store import Store
from store.making import CODEBOOK, CODES, DOCUMENTS, live_dump, pure_dump, unite_file

SFEER, GELD, TIJD = CODES["sfeer"], CODES["geld"], CODES["tijd"]


def merge(desk, code, into):
    return desk.set(code, "merged_into", into, "code", "merge")


def seen(desk):
    return [coding.code for coding in records.codings(desk.store.db)]


def view(desk, name, *columns):
    return desk.store.db.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()


def test_codings_follow_their_code_and_come_back(desk):
    first, second = desk.code(0, 4, code="geld"), desk.code(5, 8)
    before = live_dump(desk.store)
    merge(desk, GELD, SFEER)
    db = desk.store.db
    assert seen(desk) == [SFEER, SFEER]
    assert [one.id for one in records.codings(db, code_ids=[SFEER])] == [first, second]
    assert records.codings(db, code_ids=[GELD]) == []
    assert [one.code for one in records.codings_by_id(db, [first])] == [SFEER]
    assert records.coding_counts(db, desk.me) == {(DOCUMENTS[0].id, SFEER): 2}
    assert GELD not in {code.id for code in code_records.codes(db)}
    assert {
        key: [one.id for one in away] for key, away in code_records.merged_away(db).items()
    } == {SFEER: [GELD]}
    assert view(desk, "v_codings", "code") == [("sfeer",), ("sfeer",)]
    assert view(desk, "v_codes", "code") == [("sfeer",), ("tijd",)]
    assert view(desk, "v_frequencies", "code", "codings") == [("sfeer", 2), ("tijd", 0)]
    assert desk.store.dump() == pure_dump(desk.store)
    assert examine(desk.store).faults == ()
    desk.undo()
    assert live_dump(desk.store) == before
    assert seen(desk) == [GELD, SFEER]


def test_a_merge_can_be_taken_back_long_after(desk):
    desk.code(0, 4, code="geld")
    merge(desk, GELD, SFEER)
    desk.code(5, 8)
    merge(desk, GELD, None)
    assert seen(desk) == [GELD, SFEER]


def test_chains_and_children_follow(desk):
    desk.code(0, 4, code="geld")
    desk.set(TIJD, "parent", GELD, "code")
    merge(desk, GELD, SFEER)
    assert {code.id: code.parent for code in code_records.codes(desk.store.db)}[TIJD] == SFEER
    assert ("tijd", "sfeer") in view(desk, "v_codes", "code", "parent")
    merge(desk, SFEER, TIJD)
    assert seen(desk) == [TIJD]
    desk.store.rebuild()
    assert seen(desk) == [TIJD]
    assert desk.store.dump() == pure_dump(desk.store)


def test_two_people_merge_two_codes_into_each_other(desk):
    desk.code(0, 4, code="geld")
    desk.code(5, 8)
    other = Machine(1)
    other.log = {op.id: op for op in desk.store.operations()}
    theirs = other.write([Draft("code", SFEER, "merged_into", GELD)])
    merge(desk, GELD, SFEER)
    unite_file(desk.store, theirs)
    (left,) = set(seen(desk))
    assert [code.id for code in code_records.codes(desk.store.db) if code.id != TIJD] == [left]
    dump = desk.store.dump()
    assert dump == pure_dump(desk.store)
    desk.store.rebuild()
    assert desk.store.dump() == dump
    health = examine(desk.store)
    assert health.faults == ()
    assert any(note.startswith("1 mergings of codes are left out") for note in health.notes)


def test_a_code_that_is_not_there_takes_nothing_until_it_arrives(desk):
    late = content_hash("laat")
    desk.code(0, 4, code="geld")
    merge(desk, GELD, late)
    assert seen(desk) == [GELD]
    value = {"codebook": CODEBOOK, "key": "laat", "name": "laat"}
    unite_file(desk.store, Machine(1).write([Draft("code", late, CREATE, value)]))
    assert seen(desk) == [late]


def test_a_code_that_holds_another_cannot_be_taken_back(desk):
    value = {"codebook": CODEBOOK, "key": "nieuw", "name": "nieuw"}
    made = content_hash("nieuw")
    desk.store.write("add", [Draft("code", made, CREATE, value)])
    adding = desk.store.stacks()[0][-1]
    merge(desk, GELD, made)
    with pytest.raises(InputError):
        desk.store.undo(adding)
    desk.undo()
    desk.undo()
    assert {code.id for code in code_records.codes(desk.store.db)} == {SFEER, GELD, TIJD}


STRANGER = content_hash("a code of another file")
FIVE = [*THREE, content_hash("code 3"), content_hash("code 4")]
acts = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 4), st.sampled_from([*FIVE, STRANGER, None, "pull"])
    ),
    max_size=14,
)


def merging_machines(steps):
    """Three machines with the same five codes, each used once, that merge them at will."""
    machines = [Machine(number) for number in range(3)]
    first = machines[0]
    first.write(
        [
            *document_drafts(TEXTS[0]),
            codebook_draft(),
            *(draft for code in FIVE for draft in code_drafts(code, code[:5])),
            coder_draft(first.person),
            *(
                coding_draft(content_hash(f"use of {code}"), TEXTS[0], code, first.person)
                for code in FIVE
            ),
        ]
    )
    for machine in machines[1:]:
        machine.log = dict(first.log)
    for number, which, target in steps:
        machine = machines[number]
        if target == "pull":
            machine.log = unite(machine.log, machines[which % 3].log)
        else:
            machine.write([Draft("code", FIVE[which], "merged_into", target)])
    return machines


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts.map(merging_machines), st.randoms(use_true_random=False))
def test_files_agree_on_what_stands_for_what_in_every_order(empty_file, tmp_path, machines, chance):
    whole = fold.fold(unite(*(machine.log for machine in machines)).values())
    event(f"merged {len(whole.merged.targets)}, cut {len(whole.merged.cut)}")
    pieces = [op for machine in machines for op in machine.log.values()]
    seen = []
    with ExitStack() as stack:
        for name in ("one", "two"):
            path = tmp_path / f"{name}.coder"
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            shutil.copy(empty_file, path)
            person = Person(machines[0].person, "Persoon", machines[0].replica)
            store = stack.enter_context(Store(path, person, tmp_path / "config"))
            chance.shuffle(pieces)
            half = chance.randint(0, len(pieces))
            for part in (pieces[:half], pieces[half:]):
                unite_file(store, part)
                assert store.dump() == pure_dump(store)
            assert store.dump() == fold.dump(whole)
            store.rebuild()
            assert store.dump() == fold.dump(whole)
            assert examine(store).faults == ()
            live = {code.id for code in code_records.codes(store.db)}
            found = [(one.id, one.code) for one in records.codings(store.db)]
            assert len(found) == len(FIVE)
            assert {code for _, code in found} == live
            seen.append(sorted(found))
    assert seen[0] == seen[1]
