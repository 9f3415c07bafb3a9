"""State as a pure function of a set of operations: the order in which they come does not matter.

A register is one field of one entity. Its heads are the writes that no other write to the same
register replaces; several heads with different values are a conflict, of which the one with the
greatest (lam, id) is shown and none is lost. Operations of newer versions are left out of account:
they are kept, and what is written here stands beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from coder.identity import Id, canonical_json
from coder.oplog.kinds import CREATE, DELETED, KINDS, PURGE, Kind, purge_id
from coder.oplog.merging import Merged, resolve
from coder.oplog.operation import VERSION, Operation


@dataclass(frozen=True, slots=True)
class Entity:
    """One folded entity: shown values by field, and the values that compete with them."""

    kind: Kind
    id: Id
    values: dict[str, Any]
    conflicts: dict[str, list[Any]]
    created_ms: int
    created_by: Id

    @property
    def deleted(self) -> bool:
        """Whether the shown state is deleted (and can be brought back)."""
        return bool(self.values[DELETED])

    def row(self) -> dict[str, Any]:
        """The entity as one flat mapping, as the caches hold it."""
        return {
            "id": self.id,
            **self.values,
            "created_ms": self.created_ms,
            "created_by": self.created_by,
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """What a dangling entity refers to and the log does not hold (or holds purged).

    The kind is "span" where the edges of a coding, moved by two people, hold nothing between them.
    """

    kind: str
    id: Id | None


@dataclass(frozen=True, slots=True)
class State:
    """Everything a set of operations says, by kind name and id; and which code stands for which."""

    entities: dict[tuple[str, Id], Entity]
    dangling: dict[tuple[str, Id], Missing]
    merged: Merged = field(default_factory=Merged)


def heads(operations: Iterable[Operation], field: str) -> list[Operation]:
    """The heads of one register of one entity, the shown one first.

    `operations` are all operations of the entity, in any order. Writes that replace each other in
    a circle, which only a forged log can hold, are all heads.
    """
    writes = [op for op in operations if op.field in (CREATE, field) and op.v <= VERSION]
    replaced = {
        previous
        for operation in writes
        if operation.field == field and field != CREATE
        for previous in operation.prev
    }
    standing = [operation for operation in writes if operation.id not in replaced] or writes
    return sorted(standing, key=_rank, reverse=True)


def named_by(operations: Sequence[Operation], field: str) -> list[Id]:
    """What a write to a field names in `prev`: the heads of its register, the shown one first.

    A deletion, and its taking back, names the heads of every field, as all of them go with it or
    come back. So it is known of every change whether whoever deleted the entity had seen it.
    """
    shown = [operation.id for operation in heads(operations, field)]
    if field != DELETED:
        return shown
    others = sorted({operation.field for operation in operations} - {CREATE, DELETED})
    every = [operation.id for name in others for operation in heads(operations, name)]
    return list(dict.fromkeys([*shown, *every]))


def replaced_by(operation: Operation, operations: Iterable[Operation]) -> list[Operation]:
    """The writes to its own register that a write names, in order; creations are to all of them.

    `operations` are those of the entity.
    """
    found = [
        one
        for one in operations
        if one.id in operation.prev and one.field in (CREATE, operation.field)
    ]
    return sorted(found, key=_rank)


def written_value(operation: Operation, field: str, default: Any = None) -> Any:
    """What an operation says about a field: directly, or as the creation of the entity."""
    if operation.field != CREATE:
        return operation.value
    value = operation.value
    return value.get(field, default) if isinstance(value, dict) else default


_FIELDS = {kind.name: {**kind.fields, DELETED: False} for kind in KINDS.values()}


def fold_entity(operations: Sequence[Operation]) -> Entity | None:
    """Fold all operations of one entity; None if it is unknown, purged, or not yet created."""
    kind = KINDS.get(operations[0].entity) if operations else None
    if kind is None or any(op.purged for op in operations):
        return None
    creations = [op for op in operations if _creates(op)]
    if not creations:
        return None
    if len(creations) > 1:
        creations.sort(key=_rank)
    created = {operation.id: operation.value for operation in creations}
    first, fields = creations[0], _FIELDS[kind.name]
    said = created[first.id]
    values = {name: said.get(name, default) for name, default in fields.items()}
    if len(operations) == 1:
        return Entity(kind, first.eid, values, {}, first.wall, first.actor)
    conflicts: dict[str, list[Any]] = {}
    written = {op.field for op in operations}
    for name in fields if len(creations) > 1 else fields.keys() & written:
        heard = [
            created[op.id].get(name, fields[name]) if op.id in created else op.value
            for op in heads(operations, name)
        ]
        values[name] = heard[0]
        others = _different(heard)
        if others:
            conflicts[name] = others
    return Entity(kind, first.eid, values, conflicts, first.wall, first.actor)


def fold(operations: Iterable[Operation]) -> State:
    """Fold any set of operations; what refers to something absent goes to `dangling`."""
    by_entity: dict[tuple[str, Id], list[Operation]] = defaultdict(list)
    for operation in operations:
        by_entity[operation.entity, operation.eid].append(operation)
    purges = {eid for (kind, eid), ops in by_entity.items() if is_purge(kind, ops)}
    present: dict[tuple[str, Id], Entity] = {}
    dangling: dict[tuple[str, Id], Missing] = {}
    for kind in KINDS:
        for key in sorted(key for key in by_entity if key[0] == kind):
            entity = fold_entity(by_entity[key])
            if entity is None or (purges and purge_id(*key) in purges):
                continue
            missing = missing_reference(entity, present)
            if missing is None:
                present[key] = entity
            else:
                dangling[key] = missing
    merged = resolve(
        {
            eid: entity.values["merged_into"]
            for (kind, eid), entity in present.items()
            if kind == "code"
        },
        lambda eid: merge_rank(by_entity["code", eid]),
    )
    return State(present, dangling, merged)


def is_purge(kind: str, operations: Iterable[Operation]) -> bool:
    """Whether an entity is the purge of another one; `purge_id` tells of which."""
    return kind == PURGE and any(_creates(operation) for operation in operations)


def missing_reference(entity: Entity, present: Container[tuple[str, Id]]) -> Missing | None:
    """The first reference of an entity that is not among `present`; None if all are."""
    for name, kind in entity.kind.references.items():
        target = entity.values[name]
        if (kind, target) not in present:
            return Missing(kind, target)
    if entity.kind.has_span and not 0 <= entity.values["start"] < entity.values["end"]:
        return Missing("span", None)
    return None


def merge_rank(operations: Iterable[Operation]) -> tuple[int, Id]:
    """The rank of the write that says what a code is merged into, given all its operations."""
    return _rank(heads(operations, "merged_into")[0])


def same_rank(operations: Iterable[Operation]) -> tuple[int, Id]:
    """The rank of the write that says whom a coder is the same as, given all their operations."""
    return _rank(heads(operations, "same_as")[0])


def dump_merged(merged: Merged) -> list[str]:
    """Which code stands for which as canonical lines; null for a merge that was left out."""
    pairs: dict[Id, Id | None] = {**merged.targets, **dict.fromkeys(merged.cut)}
    return [canonical_json(["merged", code, target]) for code, target in sorted(pairs.items())]


def dump_entity(entity: Entity) -> str:
    """One entity as a canonical line, competing values included."""
    return canonical_json([entity.kind.name, entity.row(), entity.conflicts])


def dump(state: State, *, deleted: bool = True) -> str:
    """The canonical text of a state, sorted by kind and id; equal texts are equal projects.

    With `deleted=False` only what is live, which is what undo and redo must restore.
    """
    lines = [
        dump_entity(entity)
        for _, entity in sorted(state.entities.items(), key=lambda item: item[0])
        if deleted or not entity.deleted
    ]
    lines += [
        canonical_json(["dangling", *key, missing.kind, missing.id])
        for key, missing in sorted(state.dangling.items(), key=lambda item: item[0])
    ]
    lines += dump_merged(state.merged)
    return "\n".join(lines)


def _creates(operation: Operation) -> bool:
    return operation.field == CREATE and operation.v <= VERSION


def _rank(operation: Operation) -> tuple[int, Id]:
    return operation.lam, operation.id


def _different(values: list[Any]) -> list[Any]:
    """All values after the first that differ from it, each once, in canonical order."""
    texts = [canonical_json(value) for value in values]
    distinct = dict(zip(texts, values, strict=True))
    distinct.pop(texts[0])
    return [distinct[text] for text in sorted(distinct)]
