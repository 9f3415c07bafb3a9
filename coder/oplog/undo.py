"""Undo and redo as new writes: what to write back, and where somebody else wrote since.

A batch is one act of a person. Undoing it writes the values from before; redo undoes the undo.
An undo stands for the state it restored: `standing` looks through it, so that acts can be undone
one after another however often they were undone and redone before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeAlias

from coder.identity import Id, canonical_json
from coder.oplog.fold import heads, replaced_by, written_value
from coder.oplog.kinds import CREATE, DELETED, KINDS
from coder.oplog.operation import VERSION, Draft, Operation

History: TypeAlias = Callable[[str, Id], Sequence[Operation]]
"""All operations of an entity, given its kind and id."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One act of a person as the history lists it; `wall` is milliseconds since 1970 UTC."""

    id: Id
    actor: Id
    label: str
    wall: int
    lam: int
    size: int
    undoes: Id | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A register that somebody wrote to after the batch, so that undo leaves it alone."""

    entity: str
    eid: Id
    field: str
    actor: Id


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What an undo would write, and what it would leave because it changed since."""

    drafts: tuple[Draft, ...]
    changed: tuple[Changed, ...]


def stacks(batches: Iterable[Batch]) -> tuple[list[Batch], list[Batch]]:
    """The acts of one person that can be undone and redone; the next one is the last.

    `batches` are that person's, in order. A new act empties the redo stack.
    """
    undoable: dict[Id, Batch] = {}
    redoable: dict[Id, Batch] = {}
    for batch in batches:
        if batch.undoes is None:
            undoable[batch.id] = batch
            redoable.clear()
        elif batch.undoes in undoable:
            del undoable[batch.undoes]
            redoable[batch.id] = batch
        elif batch.undoes in redoable:
            del redoable[batch.undoes]
            undoable[batch.id] = batch
    return list(undoable.values()), list(redoable.values())


def plan_undo(batch: Sequence[Operation], history: History) -> UndoPlan:
    """The writes that take a batch back, last write first, and what changed since.

    `batch` holds all operations of the act in the order they were written.
    """
    registers: dict[tuple[str, Id, str], list[Operation]] = defaultdict(list)
    for operation in batch:
        registers[operation.entity, operation.eid, operation.field].append(operation)
    own = {operation.id for operation in batch}
    steps: list[Draft | Changed] = []
    for (entity, eid, field), writes in reversed(registers.items()):
        operations = history(entity, eid)
        if any(operation.purged for operation in operations):
            continue
        if field == CREATE:
            steps.append(_first_change(operations, own) or Draft(entity, eid, DELETED, True))
        elif (entity, eid, CREATE) not in registers:
            steps += _restore(operations, writes)
    return UndoPlan(
        tuple(step for step in steps if isinstance(step, Draft)),
        tuple(step for step in steps if isinstance(step, Changed)),
    )


def _restore(operations: Sequence[Operation], writes: Sequence[Operation]) -> list[Draft | Changed]:
    """The writes of what a register showed before `writes`, competing values included.

    Changed where that is out of reach: where somebody wrote since, where the log does not hold
    what was there before, and where this version does not know the field.
    """
    entity, eid, field = writes[0].entity, writes[0].eid, writes[0].field
    now = heads(operations, field)
    known = entity in KINDS and field in (*KINDS[entity].fields, DELETED)
    before = replaced_by(writes[0], operations)
    if (
        not known
        or not before
        or standing(now, operations, field) != standing(writes[-1:], operations, field)
    ):
        return [Changed(entity, eid, field, (now or writes)[0].actor)]
    default = KINDS[entity].fields.get(field, False)
    values: dict[str, Any] = {}
    for operation in reversed(before):
        value = written_value(operation, field, default)
        values.setdefault(canonical_json(value), value)
    shown_last = reversed(values.values())
    return [Draft(entity, eid, field, value, n > 0) for n, value in enumerate(shown_last)]


def standing(
    current: Iterable[Operation], operations: Sequence[Operation], field: str
) -> frozenset[Id]:
    """The writes whose effect a register shows, looking through undo and redo.

    Empty where the register's creation is undone.
    """
    writes: dict[Id, list[Operation]] = defaultdict(list)
    for operation in sorted(operations, key=lambda op: (op.lam, op.id)):
        if operation.field in (CREATE, field):
            writes[operation.batch].append(operation)
    result: set[Id] = set()
    seen: set[Id] = set()
    todo = list(current)
    while todo:
        operation = todo.pop()
        if operation.id in seen:
            continue
        seen.add(operation.id)
        undone = writes.get(operation.undoes, []) if operation.undoes else []
        if not undone:
            result.add(operation.id)
            continue
        todo.extend(replaced_by(undone[0], operations))
    return frozenset(result)


def meant(
    current: Iterable[Operation], operations: Sequence[Operation], field: str
) -> list[Operation]:
    """The writes that some heads of a register stand for, in order: no undoing of others.

    Where the making of the entity was undone they stand for nothing, and are meant themselves.
    """
    heads_now = list(current)
    wanted = standing(heads_now, operations, field)
    found = [operation for operation in operations if operation.id in wanted] or heads_now
    return sorted(found, key=lambda op: (op.lam, op.id))


def _first_change(operations: Sequence[Operation], own: Set[Id]) -> Changed | None:
    """The first register of a created entity that shows a write that is not one of `own`.

    An entity that this version does not know counts as changed: what hangs on it cannot be seen.
    """
    known = operations[0].entity in KINDS
    foreign = next((op for op in operations if not known or op.v > VERSION), None)
    if foreign is not None:
        return Changed(foreign.entity, foreign.eid, foreign.field, foreign.actor)
    for field in sorted({operation.field for operation in operations} | {DELETED}):
        if field == CREATE:
            continue
        now = heads(operations, field)
        if not standing(now, operations, field) <= own:
            stranger = next((op for op in now if op.id not in own), now[0])
            return Changed(stranger.entity, stranger.eid, field, stranger.actor)
    return None
