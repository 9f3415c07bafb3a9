"""The open project file: every write is one transaction that appends to the log and refolds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from coder.errors import InputError
from coder.identity import Id, new_id
from coder.oplog.fold import named_by
from coder.oplog.kinds import CREATE, DELETED, KINDS, purge_id
from coder.oplog.operation import Draft, Operation, Stamp, seal
from coder.oplog.undo import Batch, Changed, UndoPlan, plan_undo, stacks
from coder.store import caches, log
from coder.store.connection import create_file, open_file, storage_errors, transaction
from coder.store.dumping import dump
from coder.store.merges import known_as, same_people
from coder.store.replica import Person, reserve


class ChangedSinceError(InputError):
    """What an undo would take back was changed since, or is in use; the rest can be taken back."""


class Store:
    """One open project file and the person who writes to it.

    Use it as a context manager. Not to be shared between threads: open one per thread.
    """

    def __init__(self, path: Path, person: Person, config: Path) -> None:
        self.path = path
        self.db = open_file(path)
        self._own_id = person.id
        self.person = person
        self.know_oneself()
        self._config = config
        self._numbers: range = range(0)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the write-ahead log is folded in by the last one to close."""
        self.db.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Wrap reads, so that errors of the file come out as StoreError."""
        with storage_errors(self.path):
            yield

    def write(
        self,
        label: str,
        drafts: Iterable[Draft] | Callable[[], Iterable[Draft]],
        *,
        undoes: Id | None = None,
        batch: Id | None = None,
    ) -> Id | None:
        """Append one act to the log and bring the caches up to date, durably, or not at all.

        `drafts` may be a function, called inside the transaction, so that what it reads cannot
        change before it writes. Labels name no person and quote no text: they outlive a purge.
        `batch` lets one act of a person take several transactions, such as a folder's import.
        Returns the batch id, or None where there was nothing to write.
        """
        with storage_errors(self.path), transaction(self.db):
            wanted = list(drafts() if callable(drafts) else drafts)
            if not wanted:
                return None
            return self._append(label, wanted, undoes, batch or new_id())

    def append(self, label: str, drafts: Sequence[Draft]) -> Id:
        """The same inside a transaction that is running, as a merge's own writes are."""
        return self._append(label, drafts, None, new_id())

    def undo(self, batch: Batch, *, leave_changed: bool = False) -> Id | None:
        """Take a batch back as a new act.

        Raises ChangedSinceError where something it wrote was changed since, unless `leave_changed`,
        which takes back only the rest.
        """

        def drafts() -> Iterable[Draft]:
            plan = self._undo_plan(batch)
            if plan.changed and not leave_changed:
                raise ChangedSinceError(
                    f"{len(plan.changed)} of the things done by '{batch.label}' "
                    "changed since or are in use.",
                    "Undo the later acts first, or take back only the rest with --rest.",
                )
            return plan.drafts

        return self.write(batch.label, drafts, undoes=batch.id)

    def stacks(self) -> tuple[list[Batch], list[Batch]]:
        """What this person can undo and redo; the next one is the last of each list."""
        with self.reading():
            ids = [eid.hex() for eid in known_as(self.db, self.person.id)]
            found = [batch for eid in {*ids, self._own_id} for batch in log.batches(self.db, eid)]
            return stacks(sorted(found, key=lambda batch: (batch.lam, batch.id)))

    def know_oneself(self) -> None:
        """Write under the id that stands for all of this person's from now on.

        Call it where somebody may have said, or taken back, that two ids are one person.
        """
        with self.reading():
            known = same_people(self.db).get(self._own_id, self._own_id)
        self.person = replace(self.person, id=known)

    def rebuild(self) -> None:
        """Fold every cache anew from the log."""
        with storage_errors(self.path), transaction(self.db):
            caches.rebuild(self.db)

    def dump(self) -> str:
        """The canonical text of the state; equal texts are equal projects."""
        with self.reading():
            return dump(self.db)

    def operations(self) -> Sequence[Operation]:
        """Every operation in the log."""
        with self.reading():
            return list(log.all_operations(self.db))

    def each_operation(self) -> Iterator[Operation]:
        """Every operation, one after the other, in the order in which they came."""
        with self.reading():
            yield from log.each_operation(self.db)

    def _append(self, label: str, drafts: Sequence[Draft], undoes: Id | None, batch: Id) -> Id:
        """Seal and insert drafts inside the running transaction.

        Raises InputError for what was purged: it cannot come back.
        """
        gone = log.purges(self.db)
        if gone and any(purge_id(*key) in gone for draft in drafts for key in _named(draft)):
            raise InputError(
                "This was erased from the project for good (purged) and cannot come back.",
                "Leave it out; nothing was written.",
            )
        if any(draft.field == "same_as" for draft in drafts):
            # Who says to be known by another id says so, and takes it back, under their own.
            self.person = replace(self.person, id=self._own_id)
        self._join(drafts)
        self._insert(self._seal(drafts, label, batch, undoes))
        return batch

    def _insert(self, operations: Sequence[Operation]) -> None:
        inserted = log.insert_operations(self.db, operations)
        caches.refold_inserted(self.db, operations, inserted)
        if any(operation.field == "same_as" for operation in operations):
            self.know_oneself()

    def _seal(
        self, drafts: Sequence[Draft], label: str, batch: Id, undoes: Id | None
    ) -> list[Operation]:
        first = self._take_numbers(len(drafts))  # may begin a new replica
        stamp = Stamp(
            replica=self.person.replica,
            actor=self.person.id,
            wall=time.time_ns() // 1_000_000,
            batch=batch,
            label=label,
            lam=log.largest_lam(self.db) + 1,
            seq=first,
            undoes=undoes,
        )
        try:
            return seal(drafts, stamp, self._heads)
        except ValueError as error:
            raise InputError(
                f"This holds something that no text can hold: {error}.",
                "Correct it, or the name of the file that it comes from.",
            ) from error

    def _join(self, drafts: Sequence[Draft]) -> None:
        """Make this person a coder of the project, or follow their new name, before they write."""
        me = self.person
        if any(draft.entity == "coder" and draft.eid == me.id for draft in drafts):
            return
        row = self.db.execute(
            "SELECT name FROM coder WHERE id = ?", [bytes.fromhex(me.id)]
        ).fetchone()
        if row is None:
            joining = Draft("coder", me.id, CREATE, {"name": me.name, "kind": "person"})
            self._insert(self._seal([joining], "join the project", new_id(), None))
        elif row[0] != me.name:
            renaming = Draft("coder", me.id, "name", me.name)
            self._insert(self._seal([renaming], "change one's name", new_id(), None))

    def _undo_plan(self, batch: Batch) -> UndoPlan:
        """What undoing a batch would write; what others use by now counts as changed.

        What the same undo gives back to something else (a split code's codings) is no use.
        Where a deletion is done again, only codes and codings count that came to it after the act:
        all else was left under what was deleted the first time too.
        """
        mine = [op for op in log.operations_in(self.db, batch.id) if op.actor == batch.actor]
        plan = plan_undo(mine, self._history)
        created = {(op.entity, op.eid) for op in mine if op.field == CREATE}
        doomed = {
            (draft.entity, draft.eid)
            for draft in plan.drafts
            if draft.field == DELETED and draft.value
        }
        given_back = {(draft.entity, draft.eid) for draft in plan.drafts if _is_reference(draft)}
        used = {
            key
            for key in doomed
            for user in caches.live_references(self.db, *key)
            if user not in doomed | given_back
            and (key in created or self._refers_since(user, mine))
        }
        changed = [Changed(*key, DELETED, self.person.id) for key in sorted(used)]
        kept = tuple(draft for draft in plan.drafts if (draft.entity, draft.eid) not in used)
        return UndoPlan(kept, (*plan.changed, *changed))

    def _refers_since(self, user: tuple[str, Id], act: Sequence[Operation]) -> bool:
        """Whether a code or coding came to refer to what it refers to after an act."""
        if user[0] not in ("code", "coding"):
            return False
        last = max((operation.lam for operation in act), default=0)
        return any(
            operation.lam > last and (operation.field == CREATE or _is_reference(operation))
            for operation in self._history(*user)
        )

    def _heads(self, entity: str, eid: Id, field: str) -> list[Id]:
        return named_by(log.operations_of(self.db, entity, eid), field)

    def _history(self, entity: str, eid: Id) -> list[Operation]:
        return log.operations_of(self.db, entity, eid)

    def _take_numbers(self, count: int) -> int:
        """The first of `count` sequence numbers that no other operation of this replica has."""
        if len(self._numbers) < count:
            seen = log.largest_seq(self.db, self.person.replica)
            replica, self._numbers = reserve(self._config, self.person, seen, count)
            self.person = replace(self.person, replica=replica)
        first = self._numbers[0]
        self._numbers = self._numbers[count:]
        return first


def _is_reference(write: Draft | Operation) -> bool:
    """Whether a write makes an entity refer to something else."""
    fields = KINDS[write.entity].references if write.entity in KINDS else {}
    return write.field == "merged_into" or write.field in fields


def _named(draft: Draft) -> Iterator[tuple[str, Id]]:
    """What a draft writes to, and the document that it puts it in."""
    yield draft.entity, draft.eid
    value = draft.value
    document = value.get("document") if isinstance(value, dict) else None
    document = value if draft.field == "document" else document
    if isinstance(document, str):
        yield "document", document


def create_store(path: Path, person: Person, config: Path) -> Store:
    """Make a new project file and open it."""
    create_file(path)
    return Store(path, person, config)
