"""Four real files, random work and merges: nothing is lost, and all end with the same project."""

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from teamwork import document

from coder.errors import InputError
from coder.identity import content_hash
from coder.oplog import fold
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.project.answering import answer
from coder.project.coding import remove_code, remove_document, undo
from coder.project.correcting import revision_drafts
from coder.project.finishing import set_done
from coder.project.importing import document_drafts
from coder.project.joining import merge_codes
from coder.project.memos import edit_memo, memos, write_memo
from coder.project.merging import merge, undo_merge
from coder.project.project import Project, create_project
from coder.project.purging import purge
from coder.project.questions import questions
from coder.settings import Settings
from coder.store.health import examine
from coder.store.replica import load_person
from coder.store.store import Store

NAMES = ("Anna", "Bram", "Cato", "Anna")
"""Two of them have one name."""

BOOK = content_hash("boek")
machines = st.integers(0, 3)
few = st.integers(0, 4)


class FourFiles(RuleBasedStateMachine):
    """Every rule is what a person can do; the invariants hold after each."""

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("CODER_CONFIG", str(self.folder / "lead"))
        lead = self.folder / "lead.coder"
        create_project(lead)
        self.team = []
        for number, name in enumerate(NAMES):
            path = self.folder / f"{number}.coder"
            shutil.copy(lead, path)
            config = self.folder / str(number)
            store = self.stack.enter_context(Store(path, load_person(config, name), config))
            self.team.append(Project(store, Settings()))
        self.seen = {one.path: set() for one in self.team}
        self.work(0, 0, 0)

    def teardown(self):
        """Everybody merges everybody's file; the questions are answered on one machine."""
        try:
            self.exchange()
            every = questions(self.team[0])
            for asked in every:
                if asked.id in {one.id for one in questions(self.team[0])}:
                    answer(self.team[0], asked, "1")
            self.exchange()
            for one in self.team:
                left = questions(one)
                assert {asked.id for asked in left}.isdisjoint(asked.id for asked in every)
                assert examine(one.store).faults == ()
        finally:
            self.stack.close()

    def exchange(self):
        for _ in range(2):
            for one in self.team:
                merge(one, [other.path for other in self.team if other is not one], erase=True)
        dumps = [one.store.dump() for one in self.team]
        assert len(set(dumps)) == 1
        logs = [{op.id: op for op in one.store.operations()} for one in self.team]
        assert all(log == logs[0] for log in logs)
        assert set().union(*self.seen.values()) <= set(logs[0])
        assert dumps[0] == fold.dump(fold.fold(logs[0].values()))

    @rule(at=machines, which=few, value=few)
    def work(self, at, which, value):
        """Import, make codes, code, take notes, mark as done."""
        one = self.team[at]
        new = document(f"d{which % 3}", f"Er was vertrouwen en geduld in {which % 3}.")
        if new.name not in {had.name for had in one.documents()}:
            self.tried(one, lambda: document_drafts(one, new))
        code = content_hash(f"code {value % 3}")
        drafts = [Draft("codebook", BOOK, CREATE, {"name": "boek"})]
        drafts += [Draft("code", code, CREATE, {"codebook": BOOK, "key": f"k{value}", "name": "x"})]
        if code not in {had.id for had in one.codes()}:
            self.tried(one, drafts)
        there = {had.name: had for had in one.documents()}.get(new.name)
        live = {had.id for had in one.codes()}
        if there is not None and code in live:
            put = Draft(
                "coding",
                content_hash(f"{at} {one.store.operations()[-1].id}"),
                CREATE,
                {
                    "document": there.id,
                    "revision": there.revision,
                    "code": code,
                    "coder": one.me.id,
                    "start": value,
                    "end": value + 3,
                    "quote": there.text[value : value + 3],
                },
            )
            self.tried(one, [put])
            set_done(one, there, value % 2 == 0)

    def tried(self, one, drafts):
        """Write, unless it was purged for good."""
        try:
            one.store.write("act", drafts)
        except InputError as error:
            assert "purged" in error.problem

    @rule(at=machines, which=few, value=few)
    def change(self, at, which, value):
        one = self.team[at]
        codes = one.codes()
        if codes:
            code = codes[which % len(codes)]
            field = ("name", "definition", "colour")[value % 3]
            one.store.write("act", [Draft("code", code.id, field, f"{field} {value}")])
        ids = [row[0].hex() for row in one.store.db.execute("SELECT id FROM coding ORDER BY id")]
        if ids:
            field = ("weight", "important", DELETED)[which % 3]
            new = value if field == "weight" else bool(value % 2)
            one.store.write("act", [Draft("coding", ids[value % len(ids)], field, new)])

    @rule(at=machines, value=few)
    def note(self, at, value):
        one = self.team[at]
        found = memos(one)
        if found and value:
            edit_memo(one, found[value % len(found)], f"tekst {at} {value}")
        else:
            write_memo(one, "project", None, f"nieuw {value}")

    @rule(at=machines, which=few, value=few)
    def restructure(self, at, which, value):
        one = self.team[at]
        codes, documents = one.codes(), one.documents()
        if value == 0 and documents:
            remove_document(one, documents[which % len(documents)])
        elif value == 1 and codes:
            remove_code(one, codes[which % len(codes)])
        elif len(codes) > 1:
            first, second = codes[which % len(codes)], codes[value % len(codes)]
            if first != second:
                merge_codes(one, first, second)

    @rule(at=machines, which=few, value=few)
    def correct(self, at, which, value):
        """Another word in a text, at one of several places."""
        one = self.team[at]
        documents = one.documents()
        if documents:
            old = documents[which % len(documents)]
            words = old.text.split(" ")
            words[value % len(words)] = f"woord{which}"
            text = " ".join(words)
            turn = replace(old.turns[0], start=0, end=len(text))
            said = (text, (turn,))
            self.tried(one, lambda: revision_drafts(one, old.id, (old.revision,), said))

    @rule(at=machines)
    def take_back(self, at):
        undo(self.team[at], rest=True)

    @rule(at=machines, which=few)
    def erase(self, at, which):
        one = self.team[at]
        if which == 4 and one.documents():
            purge(one, one.documents()[0])

    @rule(at=machines, others=st.lists(machines, min_size=1, max_size=3))
    def pull(self, at, others):
        """Preview, merge, merge again."""
        one = self.team[at]
        files = [self.team[other].path for other in others]
        seen = merge(one, files, rehearse=True, erase=True)
        done = merge(one, files, erase=True)
        assert (done.lines, done.operations) == (seen.lines, seen.operations)
        for other in others:
            known = {op.id for op in self.team[other].store.operations()}
            assert known <= {op.id for op in one.store.operations()}
        assert merge(one, files).operations == 0

    @rule(at=machines, other=machines)
    def pull_and_regret(self, at, other):
        one = self.team[at]
        before = {op.id: op for op in one.store.operations()}, one.store.dump()
        done = merge(one, [self.team[other].path], erase=True)
        if done.operations and not done.erased:
            undo_merge(one)
            assert ({op.id: op for op in one.store.operations()}, one.store.dump()) == before

    @precondition(lambda self: any(questions(one) for one in self.team))
    @rule(at=machines, value=few)
    def settle(self, at, value):
        one = self.team[at]
        found = questions(one)
        if found:
            asked = found[value % len(found)]
            answer(one, asked, asked.choices[value % len(asked.choices)].key, all_alike=value == 4)

    @invariant()
    def tables_are_what_the_log_says_and_nothing_is_lost(self):
        for one in self.team:
            operations = one.store.operations()
            assert one.store.dump() == fold.dump(fold.fold(operations))
            self.seen[one.path] |= {op.id for op in operations}
            codes = {code.id for code in one.codes()}
            rows = one.store.db.execute(
                "SELECT coalesce(m.target, g.code) FROM coding g "
                "JOIN document d ON d.id = g.document AND d.deleted = 0 "
                "LEFT JOIN merged_code m ON m.code = g.code WHERE g.deleted = 0"
            )
            assert {row[0].hex() for row in rows} <= codes


TestFourFiles = FourFiles.TestCase
TestFourFiles.settings = settings(
    max_examples=8,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
