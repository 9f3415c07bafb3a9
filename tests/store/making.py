"""A project with two short fictional conversations, and the acts that tests do in it."""

import os
import subprocess
import sys

from coder.identity import composite_id, content_hash, new_id
from coder.model import Document, Role, Turn, turn_record
from coder.oplog import fold
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.store import caches, log
from coder.store.connection import transaction

TEXTS = {
    "gesprek een": (
        "Wat vond u van de cliëntenraad?",
        "Ik vond de sfeer goed, maar de e-mail laat.",
    ),
    "gesprek twee": ("En de zorgverzekeraar?", "Die vergoedde de kinderopvang niet."),
}
CODEBOOK = content_hash("boek")
CODES = {name: content_hash(name) for name in ("sfeer", "geld", "tijd")}


def make_document(name, question, answer):
    text = f"{question}\n{answer}"
    turns = (
        Turn(0, len(question), "I", Role.INTERVIEWER, 0, 900),
        Turn(len(question) + 1, len(text), "R", Role.RESPONDENT),
    )
    return Document(name, text, turns, f"{name}.txt", "txt", "utf-8")


DOCUMENTS = [make_document(name, *said) for name, said in TEXTS.items()]


def import_drafts(document):
    return [
        Draft(
            "document",
            document.id,
            CREATE,
            {
                "name": document.name,
                "origin": document.origin,
                "format": document.format,
                "encoding": document.encoding,
                "warnings": list(document.warnings),
            },
        ),
        Draft(
            "revision",
            document.revision,
            CREATE,
            {
                "document": document.id,
                "parents": [],
                "text": document.text,
                "turns": [turn_record(turn) for turn in document.turns],
            },
        ),
    ]


def unite_file(store, operations):
    """Bring operations of others into a file, as a merge does."""
    operations = list(operations)
    with store.reading(), transaction(store.db):
        log.insert_operations(store.db, operations)
        caches.refold(store.db, {(op.entity, op.eid) for op in operations})


def pure_dump(store):
    return fold.dump(fold.fold(store.operations()))


def live_dump(store):
    return fold.dump(fold.fold(store.operations()), deleted=False)


def table_bytes(store):
    """All that the log holds, in an order of its own."""
    return sorted(store.operations(), key=lambda operation: operation.id)


def run_python(code, *arguments, **options):
    """Start a Python program that can import what the tests can."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        text=True,
        **options,
    )


class Desk:
    """An open store with shorthand for the acts of its person."""

    def __init__(self, store):
        self.store = store
        self.me = store.person.id

    def fill(self):
        self.store.write("import", [one for each in DOCUMENTS for one in import_drafts(each)])
        codes = [
            Draft("code", eid, CREATE, {"codebook": CODEBOOK, "key": name, "name": name})
            for name, eid in CODES.items()
        ]
        self.store.write("codes", [Draft("codebook", CODEBOOK, CREATE, {"name": "boek"}), *codes])

    def coding_draft(self, start=0, end=3, document=DOCUMENTS[0], code="sfeer"):
        value = {
            "document": document.id,
            "revision": document.revision,
            "code": CODES[code],
            "coder": self.me,
            "start": start,
            "end": end,
            "quote": document.text[start:end],
            "origin": "manual",
        }
        return Draft("coding", new_id(), CREATE, value)

    def code(self, start=0, end=3, document=DOCUMENTS[0], code="sfeer"):
        draft = self.coding_draft(start, end, document, code)
        self.store.write("code a span", [draft])
        return draft.eid

    def set(self, eid, field, value, entity="coding", label="change"):
        return self.store.write(label, [Draft(entity, eid, field, value)])

    def delete(self, *eids, entity="coding"):
        return self.store.write("remove", [Draft(entity, eid, DELETED, True) for eid in eids])

    def attribute(self, document, key, value):
        eid = composite_id("attribute", document.id, key)
        values = {"document": document.id, "key": key, "value": value}
        self.store.write("set", [Draft("attribute", eid, CREATE, values)])
        return eid

    def memo(self, target_kind, target, text, document=None):
        eid = new_id()
        values = {
            "target_kind": target_kind,
            "target": target,
            "text": text,
            "coder": self.me,
            "document": document,
        }
        self.store.write("memo", [Draft("memo", eid, CREATE, values)])
        return eid

    def undo(self, **options):
        return self.store.undo(self.store.stacks()[0][-1], **options)

    def redo(self, **options):
        return self.store.undo(self.store.stacks()[1][-1], **options)
