"""Long random sequences of acts, undos and redos on real files."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coder.errors import InputError
from coder.identity import composite_id
from coder.oplog.fold import fold_entity
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.store.connection import create_file
from coder.store.health import examine
from coder.store.log import operations_of
from coder.store.replica import Person
from coder.store.store import Store
from store.making import CODES, DOCUMENTS, Desk, live_dump, pure_dump

PICK = st.integers(0, 30)


class OnePerson(RuleBasedStateMachine):
    """One person's acts, with the live state before each as a model of what undo must restore."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        create_file(folder / "p.coder")
        person = Person("01" * 16, "Persoon Een", "0a" * 16)
        self.store = Store(folder / "p.coder", person, folder / "config")
        self.desk = Desk(self.store)
        self.done: list[tuple[str, str]] = []
        self.undone: list[tuple[str, str]] = []
        self.desk.fill()
        self.floor = len(self.store.stacks()[0])

    def teardown(self):
        assert examine(self.store).faults == ()
        before = self.store.dump()
        self.store.rebuild()
        assert self.store.dump() == before
        self.store.close()
        self.folder.cleanup()

    def act(self, doing):
        before = live_dump(self.store)
        doing()
        self.done.append((before, live_dump(self.store)))
        self.undone.clear()

    def live(self, kind):
        rows = self.store.db.execute(f"SELECT id FROM {kind} WHERE deleted = 0 ORDER BY id")
        return [row[0].hex() for row in rows]

    @rule(pick=PICK, size=st.integers(1, 9))
    def code_a_span(self, pick, size):
        if self.live("document") and self.live("code"):
            document = DOCUMENTS[pick % 2]
            self.act(lambda: self.desk.code(pick, pick + size, document, list(CODES)[pick % 3]))

    @rule(pick=PICK, weight=st.sampled_from([None, 1, 2, 3]))
    def weigh(self, pick, weight):
        codings = self.live("coding")
        if codings:
            self.act(lambda: self.desk.set(codings[pick % len(codings)], "weight", weight))

    @rule(pick=PICK, start=st.integers(0, 20), size=st.integers(1, 9))
    def move_edges_in_several_steps(self, pick, start, size):
        codings = self.live("coding")
        if codings:
            eid = codings[pick % len(codings)]
            drafts = [Draft("coding", eid, "end", 999)]
            drafts += [Draft("coding", eid, "start", start)]
            drafts += [Draft("coding", eid, "end", start + size)]
            self.act(lambda: self.store.write("edges", drafts))

    @rule(pick=PICK, count=st.integers(1, 3))
    def delete_codings(self, pick, count):
        doomed = self.live("coding")[pick % 3 :][:count]
        if doomed:
            self.act(lambda: self.desk.delete(*doomed))

    @rule(pick=PICK)
    def delete_a_document_with_its_codings(self, pick):
        document = DOCUMENTS[pick % 2]
        if document.id in self.live("document"):
            rows = self.store.db.execute(
                "SELECT id FROM coding WHERE deleted = 0 AND document = ?",
                [bytes.fromhex(document.id)],
            )
            doomed = [Draft("coding", row[0].hex(), DELETED, True) for row in rows]
            doomed.append(Draft("document", document.id, DELETED, True))
            self.act(lambda: self.store.write("remove a document", doomed))

    @rule(pick=PICK, value=st.sampled_from("ab"))
    def put_an_attribute(self, pick, value):
        document = DOCUMENTS[pick % 2]
        eid = composite_id("attribute", document.id, "groep")
        values = {"document": document.id, "key": "groep", "value": value}
        entity = fold_entity(operations_of(self.store.db, "attribute", eid))
        if entity is None:
            drafts = [Draft("attribute", eid, CREATE, values)]
        else:
            wanted = {"value": value, DELETED: False}
            drafts = [
                Draft("attribute", eid, field, new)
                for field, new in wanted.items()
                if entity.values[field] != new
            ]
        if drafts:
            self.act(lambda: self.store.write("attribute", drafts))

    @rule(pick=PICK, name=st.sampled_from(["zorg", "werk", "sfeer"]))
    def rename_a_code(self, pick, name):
        code = list(CODES.values())[pick % 3]
        self.act(lambda: self.desk.set(code, "name", name, "code"))

    @rule(pick=PICK)
    def make_and_change_in_one_act(self, pick):
        draft = self.desk.coding_draft(pick, pick + 2)
        change = Draft("coding", draft.eid, "important", True)
        self.act(lambda: self.store.write("code", [draft, change]))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        before, after = self.done.pop()
        assert live_dump(self.store) == after
        self.desk.undo()
        assert live_dump(self.store) == before
        self.undone.append((before, after))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        before, after = self.undone.pop()
        assert live_dump(self.store) == before
        self.desk.redo()
        assert live_dump(self.store) == after
        self.done.append((before, after))

    @precondition(lambda self: len(self.done) > 1)
    @rule()
    def undo_all_and_redo_all(self):
        depth = len(self.done)
        for _ in range(depth):
            self.undo()
        for _ in range(depth):
            self.redo()

    @invariant()
    def caches_say_what_the_log_says(self):
        assert self.store.dump() == pure_dump(self.store)
        undoable, redoable = self.store.stacks()
        assert len(undoable) == self.floor + len(self.done)
        assert len(redoable) == len(self.undone)


OnePerson.TestCase.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, print_blob=False
)
TestOnePerson = OnePerson.TestCase


class TwoPeople(RuleBasedStateMachine):
    """Two people in one file: taking back never touches what the other wrote since."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        create_file(folder / "p.coder")
        self.desks = [
            Desk(
                Store(
                    folder / "p.coder",
                    Person(f"0{n}" * 16, f"P{n}", f"a{n}" * 16),
                    folder / f"c{n}",
                )
            )
            for n in range(2)
        ]
        self.desks[0].fill()

    def teardown(self):
        assert examine(self.desks[0].store).faults == ()
        for desk in self.desks:
            desk.store.close()
        self.folder.cleanup()

    @rule(who=st.integers(0, 1), pick=PICK)
    def code_a_span(self, who, pick):
        self.desks[who].code(pick, pick + 3)

    @rule(who=st.integers(0, 1), pick=PICK, weight=st.integers(1, 3))
    def weigh(self, who, pick, weight):
        store = self.desks[who].store
        rows = store.db.execute("SELECT id FROM coding ORDER BY id").fetchall()
        if rows:
            self.desks[who].set(rows[pick % len(rows)][0].hex(), "weight", weight)

    @rule(who=st.integers(0, 1), which=st.sampled_from([0, 1]), rest=st.booleans())
    def take_back(self, who, which, rest):
        desk, other = self.desks[who], self.desks[1 - who]
        stack = desk.store.stacks()[which]
        if not stack:
            return
        theirs = self.shown_by(other)
        before = live_dump(desk.store)
        try:
            desk.store.undo(stack[-1], leave_changed=rest)
        except InputError:
            assert not rest
            assert live_dump(desk.store) == before
        assert self.shown_by(other) == theirs

    def shown_by(self, desk):
        """The last word of one person on each register that shows it."""
        from coder.oplog.fold import heads

        operations = desk.store.operations()
        registers = {(op.entity, op.eid, op.field) for op in operations if op.field != CREATE}
        return {
            (register, head.val)
            for register in registers
            for head in heads(operations_of(desk.store.db, *register[:2]), register[2])
            if head.actor == desk.me and head.undoes is None
        }

    @invariant()
    def both_see_the_same(self):
        one, two = self.desks
        assert one.store.dump() == two.store.dump() == pure_dump(one.store)


TwoPeople.TestCase.settings = settings(
    max_examples=10, stateful_step_count=20, deadline=None, print_blob=False
)
TestTwoPeople = TwoPeople.TestCase


def test_what_others_use_is_not_taken_back(desk):
    desk.store.undo(desk.store.stacks()[0][-1])
    desk.redo()
    desk.code()
    codes = desk.store.stacks()[0][-2]
    with pytest.raises(InputError, match="changed since or are in use"):
        desk.store.undo(codes)
    assert desk.store.undo(codes, leave_changed=True) is not None
    live = desk.store.db.execute("SELECT name FROM code WHERE deleted = 0").fetchall()
    assert live == [("sfeer",)]


def test_an_import_in_several_transactions_is_one_act(desk):
    from coder.identity import new_id
    from store.making import import_drafts, make_document

    batch = new_id()
    before = live_dump(desk.store)
    for name in ("a", "b", "c"):
        document = make_document(name, "Vraag?", f"Antwoord {name}.")
        desk.store.write("import 3", import_drafts(document), batch=batch)
    assert [one.size for one in desk.store.stacks()[0]][-1] == 6
    desk.undo()
    assert live_dump(desk.store) == before


def test_housekeeping_is_not_undone(desk):
    labels = [batch.label for batch in desk.store.stacks()[0]]
    assert labels == ["import", "codes"]
