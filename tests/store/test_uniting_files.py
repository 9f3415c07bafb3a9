"""Operations of several machines in real files: the same state in every order and every part."""

import shutil
from contextlib import ExitStack
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oplog.histories import Machine, unite, worlds

from coder.identity import content_hash
from coder.oplog import fold
from coder.oplog.kinds import CREATE, PURGE, purge_id
from coder.oplog.operation import Draft, operation_id
from coder.store.health import examine
from coder.store.replica import Person
from coder.store.search import search
from coder.store.store import Store
from store.making import CODES, DOCUMENTS, live_dump, pure_dump, table_bytes, unite_file

SOME = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def fresh(stack, empty_file, folder, name):
    path = folder / f"{name}.coder"
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copy(empty_file, path)
    machine = Machine(0)
    person = Person(machine.person, "Persoon", machine.replica)
    return stack.enter_context(Store(path, person, folder / "config"))


def turns(store):
    rows = store.db.execute("SELECT document, revision, position, role, text FROM turn").fetchall()
    return sorted(rows)


@SOME
@given(worlds, st.randoms(use_true_random=False))
def test_files_agree_in_every_order_and_portion(empty_file, tmp_path, machines, chance):
    log = unite(*(machine.log for machine in machines))
    pieces = [op for machine in machines for op in machine.log.values()]
    with ExitStack() as stack:
        stores = [fresh(stack, empty_file, tmp_path, name) for name in ("one", "two")]
        for store in stores:
            chance.shuffle(pieces)
            at = 0
            while at < len(pieces):
                size = chance.randint(1, 12)
                unite_file(store, pieces[at : at + size])
                at += size
                assert store.dump() == pure_dump(store)
        one, two = stores
        assert table_bytes(one) == table_bytes(two)
        assert {op.id: op for op in one.operations()} == log
        assert one.dump() == two.dump() == fold.dump(fold.fold(log.values()))
        assert turns(one) == turns(two)
        assert examine(one).faults == ()
        before = one.dump(), turns(one)
        batches = one.db.execute("SELECT * FROM batch ORDER BY id").fetchall()
        one.rebuild()
        assert (one.dump(), turns(one)) == before
        assert one.db.execute("SELECT * FROM batch ORDER BY id").fetchall() == batches
        unite_file(one, pieces)
        assert table_bytes(one) == table_bytes(two)
        assert one.dump() == two.dump()


@SOME
@given(worlds, st.data())
def test_a_part_is_a_valid_file_and_the_rest_completes_it(empty_file, tmp_path, machines, data):
    log = unite(*(machine.log for machine in machines))
    part = [log[key] for key in sorted(log) if data.draw(st.booleans())]
    with ExitStack() as stack:
        store = fresh(stack, empty_file, tmp_path, "part")
        unite_file(store, part)
        assert examine(store).faults == ()
        unite_file(store, log.values())
        assert store.dump() == fold.dump(fold.fold(log.values()))


def test_unknown_kinds_and_versions_are_kept_and_passed_on(desk):

    machine = Machine(1)
    made = machine.write(
        [
            Draft("later", content_hash("x"), "", {"a": 1}),
            Draft("document", DOCUMENTS[0].id, "smell", "rozen"),
        ]
    )
    newer = replace(made[1], field="name", v=7)
    newer = replace(newer, id=operation_id(newer))
    before = desk.store.dump()
    unite_file(desk.store, [*made, newer])
    assert desk.store.dump() == before
    kept = {op.id: op for op in desk.store.operations()}
    assert all(kept[op.id] == op for op in (*made, newer))
    desk.store.rebuild()
    assert desk.store.dump() == before
    assert examine(desk.store).faults == ()


def test_a_revision_that_vanishes_gives_the_older_text_back_to_the_search(desk):

    document = DOCUMENTS[0]
    newer = content_hash("newer")
    value = {
        "document": document.id,
        "parents": [document.revision],
        "text": "Verbeterd.",
        "turns": [[0, 10, "R", "", None, None, []]],
    }
    desk.store.write("correct", [Draft("revision", newer, CREATE, value)])
    assert search(desk.store.db, "verbeterd") and not search(desk.store.db, "sfeer")
    target = {"target_kind": "revision", "target": newer}
    desk.store.write("purge", [Draft(PURGE, purge_id("revision", newer), CREATE, target)])
    assert search(desk.store.db, "sfeer") and not search(desk.store.db, "verbeterd")
    assert examine(desk.store).faults == ()


def test_undoing_a_resolution_asks_the_question_again(desk):
    """Two people named a code at once; the choice between the names is undone and done again."""
    other = Machine(1)
    code = CODES["geld"]
    other.log = {op.id: op for op in desk.store.operations()}
    renamed = other.write([Draft("code", code, "name", "financiën")])
    desk.set(code, "name", "centen", "code")
    unite_file(desk.store, renamed)
    before = live_dump(desk.store)
    assert '"name":["' in before
    desk.set(code, "name", "geldzaken", "code")
    after = live_dump(desk.store)
    for _ in range(3):
        desk.undo()
        assert live_dump(desk.store) == before
        desk.redo()
        assert live_dump(desk.store) == after
    assert examine(desk.store).faults == ()
