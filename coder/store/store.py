"""The open project file: every write is one transaction that appends to the log and refolds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from coder.errors import InputError
from coder.identity import Id, new_id
from coder.oplog.fold import heads
from coder.oplog.kinds import CREATE, DELETED, KINDS
from coder.oplog.operation import Draft, Operation, Stamp, seal
from coder.oplog.undo import Batch, Changed, UndoPlan, plan_undo, stacks
from coder.store import caches, log
from coder.store.connection import create_file, open_file, storage_errors, transaction
from coder.store.merges import same_people
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
        self.person = self._as_known_here(person)
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
            return stacks(log.batches(self.db, self.person.id))

    def rebuild(self) -> None:
        """Fold every cache anew from the log."""
        with storage_errors(self.path), transaction(self.db):
            caches.rebuild(self.db)

    def dump(self) -> str:
        """The canonical text of the state; equal texts are equal projects."""
        with self.reading():
            return caches.dump(self.db)

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
        if any(log.is_erased(self.db, draft.entity, draft.eid) for draft in drafts):
            raise InputError(
                "This was erased from the project for good (purged) and cannot come back.",
                "Leave it out; nothing was written.",
            )
        self._join(drafts)
        self._insert(self._seal(drafts, label, batch, undoes))
        return batch

    def _insert(self, operations: Sequence[Operation]) -> None:
        log.insert_operations(self.db, operations)
        caches.refold(self.db, {(operation.entity, operation.eid) for operation in operations})

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
        Where a deletion is done again, only codes and codings count: all else (texts, attributes,
        verdicts) was left under what was deleted the first time too.
        """
        mine = [op for op in log.operations_in(self.db, batch.id) if op.actor == batch.actor]
        plan = plan_undo(mine, self._history)
        created = {(op.entity, op.eid) for op in mine if op.field == CREATE}
        doomed = {
            (draft.entity, draft.eid)
            for draft in plan.drafts
            if draft.field == DELETED and draft.value
        }
        given_back = {(draft.entity, draft.eid) for draft in plan.drafts if _refers(draft)}
        used = {
            key
            for key in doomed
            for user in caches.live_references(self.db, *key)
            if user not in doomed | given_back and (key in created or user[0] in ("code", "coding"))
        }
        changed = [Changed(*key, DELETED, self.person.id) for key in sorted(used)]
        kept = tuple(draft for draft in plan.drafts if (draft.entity, draft.eid) not in used)
        return UndoPlan(kept, (*plan.changed, *changed))

    def _as_known_here(self, person: Person) -> Person:
        """The person under the id that stands for all of theirs in this project."""
        with self.reading():
            return replace(person, id=same_people(self.db).get(person.id, person.id))

    def _heads(self, entity: str, eid: Id, field: str) -> list[Id]:
        operations = log.operations_of(self.db, entity, eid)
        return [operation.id for operation in heads(operations, field)]

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


def _refers(draft: Draft) -> bool:
    """Whether a draft makes an entity refer to something else."""
    return draft.field == "merged_into" or draft.field in KINDS[draft.entity].references


def create_store(path: Path, person: Person, config: Path) -> Store:
    """Make a new project file and open it."""
    create_file(path)
    return Store(path, person, config)
