"""One immutable, content-addressed write, and how drafts of writes become operations.

The id is BLAKE2b-128 of the canonical JSON of everything in the operation but the `purged` flag;
the value enters by its hash, so an operation whose value was purged can still be verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

from coder.identity import Id, canonical_json, content_hash, from_json
from coder.oplog.kinds import CREATE

VERSION = 1


@dataclass(frozen=True, slots=True)
class Operation:
    """One write to one register of one entity.

    `lam` is a Lamport clock that only breaks ties; `prev` names the heads that the write
    replaces; `wall` is milliseconds since 1970 UTC, for people to read and never compared;
    `val` is canonical JSON text, None once purged.
    """

    id: Id
    replica: Id
    seq: int
    lam: int
    entity: str
    eid: Id
    field: str
    val: str | None
    val_hash: Id
    prev: tuple[Id, ...]
    actor: Id
    wall: int
    batch: Id
    label: str
    undoes: Id | None = None
    v: int = VERSION
    purged: bool = False

    @property
    def value(self) -> Any:
        """The value written; for a creation a mapping of fields. None once purged."""
        return None if self.val is None else from_json(self.val)


@dataclass(frozen=True, slots=True)
class Draft:
    """A write that is not yet in the log; `field` is CREATE for a new entity.

    With `beside` it stands beside the draft before it on the same register instead of replacing
    it, as when undo brings competing values back.
    """

    entity: str
    eid: Id
    field: str
    value: Any
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """What all operations of one batch have in common, and where their numbers start."""

    replica: Id
    actor: Id
    wall: int
    batch: Id
    label: str
    lam: int
    seq: int
    undoes: Id | None = None


HeadsOf: TypeAlias = Callable[[str, Id, str], Sequence[Id]]


def operation_id(operation: Operation) -> Id:
    """The id that the content of an operation demands: a hash of its canonical JSON.

    The JSON is put together by hand, since a merge asks for a million of them.
    """
    undoes = "null" if operation.undoes is None else f'"{operation.undoes}"'
    prev = ",".join(f'"{one}"' for one in operation.prev)
    return content_hash(
        f'{{"actor":"{operation.actor}","batch":"{operation.batch}","eid":"{operation.eid}",'
        f'"entity":{_quoted(operation.entity)},"field":{_quoted(operation.field)},'
        f'"label":{_quoted(operation.label)},"lam":{operation.lam},'
        f'"prev":[{prev}],"replica":"{operation.replica}",'
        f'"seq":{operation.seq},"undoes":{undoes},"v":{operation.v},'
        f'"val":"{operation.val_hash}","wall":{operation.wall}}}'
    )


def is_authentic(operation: Operation) -> bool:
    """Whether id and value hash are what the content demands; a purged value is not checked."""
    if operation.val is None:
        value_holds = operation.purged
    else:
        value_holds = content_hash(operation.val) == operation.val_hash
    return value_holds and operation_id(operation) == operation.id


def seal(drafts: Iterable[Draft], stamp: Stamp, heads: HeadsOf) -> list[Operation]:
    """Turn drafts into operations; each cites the heads of its register, also those just made.

    `heads(entity, eid, field)` gives the ids of the register's heads before this batch.
    """
    operations: list[Operation] = []
    mine: dict[tuple[str, Id, str], Operation] = {}
    created: dict[tuple[str, Id], Id] = {}
    for offset, draft in enumerate(drafts):
        register = (draft.entity, draft.eid, draft.field)
        prev: Sequence[Id]
        if draft.field == CREATE:
            prev = ()
        elif register in mine:
            last = mine[register]
            prev = last.prev if draft.beside else (last.id,)
        elif register[:2] in created:
            prev = (created[register[:2]],)
        else:
            prev = heads(*register)
        val = canonical_json(draft.value)
        unsigned = Operation(
            id="",
            replica=stamp.replica,
            seq=stamp.seq + offset,
            lam=stamp.lam + offset,
            entity=draft.entity,
            eid=draft.eid,
            field=draft.field,
            val=val,
            val_hash=content_hash(val),
            prev=tuple(sorted(prev)),
            actor=stamp.actor,
            wall=stamp.wall,
            batch=stamp.batch,
            label=stamp.label,
            undoes=stamp.undoes,
        )
        operation = _with_id(unsigned)
        operations.append(operation)
        if draft.field == CREATE:
            created[register[:2]] = operation.id
        else:
            mine[register] = operation
    return operations


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return canonical_json(text)


def _with_id(operation: Operation) -> Operation:
    return replace(operation, id=operation_id(operation))
