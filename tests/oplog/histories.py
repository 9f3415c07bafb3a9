"""Several machines that write, pull from each other and purge: sets of operations for tests.

A plain model of what the store does, to compare it with. All persons are fictional.
"""

from dataclasses import replace

from hypothesis import strategies as st

from coder.identity import composite_id, content_hash
from coder.model import Document, Turn, turn_record
from coder.oplog.fold import fold_entity, heads
from coder.oplog.kinds import CREATE, DELETED, PURGE, purge_id
from coder.oplog.operation import Draft, Operation, Stamp, seal

CODEBOOK = content_hash("codebook")
DOCUMENTS = [
    Document(
        f"gesprek {number}",
        f"Wat vond u ervan?\nIk vond het {word}.",
        (Turn(0, 17, "I"), Turn(18, 31 + len(word), "R")),
    )
    for number, word in enumerate(("prima", "ingewikkeld", "zwaar"))
]
CODES = [content_hash(f"code {number}") for number in range(3)]

Log = dict[str, Operation]


def document_drafts(document: Document) -> list[Draft]:
    return [
        Draft("document", document.id, CREATE, {"name": document.name}),
        Draft(
            "revision",
            document.revision,
            CREATE,
            {
                "document": document.id,
                "text": document.text,
                "turns": [turn_record(turn) for turn in document.turns],
            },
        ),
    ]


def code_drafts(code: str, name: str) -> list[Draft]:
    return [Draft("code", code, CREATE, {"codebook": CODEBOOK, "key": code[:6], "name": name})]


def codebook_draft() -> Draft:
    return Draft("codebook", CODEBOOK, CREATE, {"name": "boek"})


def coder_draft(person: str) -> Draft:
    return Draft("coder", person, CREATE, {"name": person[:4], "kind": "person"})


def coding_draft(
    eid: str, document: Document, code: str, coder: str, start: int = 0, end: int = 3
) -> Draft:
    return Draft(
        "coding",
        eid,
        CREATE,
        {
            "document": document.id,
            "revision": document.revision,
            "code": code,
            "coder": coder,
            "start": start,
            "end": end,
            "quote": document.text[start:end],
            "origin": "manual",
        },
    )


def unite(*logs: Log) -> Log:
    """The union of logs: the purged copy wins, and what belongs to something purged is purged."""
    result: Log = {}
    for log in logs:
        for key, operation in log.items():
            if key not in result or operation.purged:
                result[key] = operation
    purges = {op.eid for op in result.values() if op.entity == PURGE}
    return {
        key: replace(op, val=None, purged=True) if purge_id(op.entity, op.eid) in purges else op
        for key, op in result.items()
    }


class Machine:
    """One installation with its own copy of the log."""

    def __init__(self, number: int) -> None:
        self.replica = content_hash(f"replica {number}")
        self.person = content_hash(f"person {number}")
        self.log: Log = {}
        self.seq = 0

    def of(self, entity: str, eid: str) -> list[Operation]:
        return [op for op in self.log.values() if (op.entity, op.eid) == (entity, eid)]

    def ids(self, entity: str) -> list[str]:
        return sorted({op.eid for op in self.log.values() if op.entity == entity})

    def write(self, drafts: list[Draft], wall: int = 0) -> list[Operation]:
        purges = {op.eid for op in self.log.values() if op.entity == PURGE}
        drafts = [draft for draft in drafts if purge_id(draft.entity, draft.eid) not in purges]
        stamp = Stamp(
            replica=self.replica,
            actor=self.person,
            wall=wall,
            batch=composite_id("batch", self.replica, str(self.seq)),
            label="act",
            lam=1 + max((op.lam for op in self.log.values()), default=0),
            seq=self.seq + 1,
        )
        made = seal(
            drafts,
            stamp,
            lambda *register: [op.id for op in heads(self.of(*register[:2]), register[2])],
        )
        self.seq += len(made)
        self.log = unite(self.log, {op.id: op for op in made})
        return made

    def put(self, draft: Draft) -> list[Draft]:
        """Create an entity, or bring it back."""
        if fold_entity(self.of(draft.entity, draft.eid)) is None:
            return [draft]
        return [Draft(draft.entity, draft.eid, DELETED, False)]

    def act(self, action: int, which: int, value: int) -> None:
        document, code = DOCUMENTS[which % 3], CODES[value % 3]
        codings = self.ids("coding")
        fresh = content_hash(f"coding {self.replica} {self.seq}")
        if action in (3, 4, 9):
            drafts = self._change(action, codings[which % len(codings)], value) if codings else []
        elif action == 0:
            drafts = [draft for one in document_drafts(document) for draft in self.put(one)]
        elif action == 1:
            drafts = self.put(codebook_draft()) + self.put(code_drafts(code, f"naam {which}")[0])
        elif action == 2:
            drafts = self.put(coder_draft(self.person))
            drafts += [coding_draft(fresh, document, code, self.person, value, value + 4)]
        elif action == 5:
            drafts = [Draft("code", code, "name", f"naam {which}")]
        elif action == 6:
            done = composite_id("done", self.person, document.id)
            parts = {"coder": self.person, "document": document.id}
            drafts = self.put(Draft("done", done, CREATE, parts))
            drafts += [Draft("done", done, "done", bool(value % 2))]
        elif action == 12:
            targets = [*CODES, content_hash("code of another file"), None]
            drafts = [Draft("code", code, "merged_into", targets[which % 5])]
        elif action == 7:
            drafts = [Draft("document", document.id, DELETED, value % 2 == 0)]
        else:
            drafts = [Draft("later", fresh, CREATE, {"anything": value})]
        self.write(drafts)

    def _change(self, action: int, coding: str, value: int) -> list[Draft]:
        field = ("weight", "start", "end", "important")[value % 4]
        if action == 3:
            return [Draft("coding", coding, field, True if field == "important" else value)]
        if action == 4:
            return [Draft("coding", coding, DELETED, value % 2 == 0)]
        if value % 3:
            return []
        target = {"target_kind": "coding", "target": coding}
        return [Draft(PURGE, purge_id("coding", coding), CREATE, target)]


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(0, 5), st.integers(0, 5)),
    max_size=25,
)


def play(steps: list[tuple[int, int, int, int]]) -> list[Machine]:
    """Three machines after the steps; actions 10 and 11 pull from another machine."""
    machines = [Machine(number) for number in range(3)]
    for number, action, which, value in steps:
        machine = machines[number]
        if action in (10, 11):
            machine.log = unite(machine.log, machines[which % 3].log)
        else:
            machine.act(action, which, value)
    return machines


worlds = STEPS.map(play)
