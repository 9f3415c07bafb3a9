"""State as a pure function of a set of operations: the order in which they come does not matter.

A register is one field of one entity. Its heads are the writes that no other write to the same
register replaces; several heads with different values are a conflict, of which the one with the
greatest (lam, id) is shown and none is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coder.identity import Id, canonical_json
from coder.oplog.kinds import CREATE, DELETED, KINDS, Kind
from coder.oplog.operation import Operation


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
    """What a dangling entity refers to and the log does not hold (or holds purged)."""

    kind: str
    id: Id | None


@dataclass(frozen=True, slots=True)
class State:
    """Everything a set of operations says, by kind name and id."""

    entities: dict[tuple[str, Id], Entity]
    dangling: dict[tuple[str, Id], Missing]


def heads(operations: Iterable[Operation], field: str) -> list[Operation]:
    """The heads of one register of one entity, the shown one first.

    `operations` are all operations of the entity, in any order.
    """
    writes = [operation for operation in operations if operation.field in (CREATE, field)]
    replaced = {
        previous
        for operation in writes
        if operation.field == field and field != CREATE
        for previous in operation.prev
    }
    standing = [operation for operation in writes if operation.id not in replaced]
    return sorted(standing, key=_rank, reverse=True)


def written_value(operation: Operation, field: str, default: Any = None) -> Any:
    """What an operation says about a field: directly, or as the creation of the entity."""
    if operation.field != CREATE:
        return operation.value
    value = operation.value
    return value.get(field, default) if isinstance(value, dict) else default


def fold_entity(operations: Sequence[Operation]) -> Entity | None:
    """Fold all operations of one entity; None if it is unknown, purged, or not yet created."""
    kind = KINDS.get(operations[0].entity) if operations else None
    creations = sorted((op for op in operations if op.field == CREATE), key=_rank)
    if kind is None or not creations or any(op.purged for op in operations):
        return None
    values: dict[str, Any] = {}
    conflicts: dict[str, list[Any]] = {}
    created = {op.id: op.value if isinstance(op.value, dict) else {} for op in creations}
    by_field: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        by_field[operation.field].append(operation)
    for name, default in (*kind.fields.items(), (DELETED, False)):
        register = heads([*creations, *by_field.get(name, ())], name)
        said = [
            created[op.id].get(name, default) if op.id in created else op.value for op in register
        ]
        values[name] = said[0]
        others = _different(said)
        if others:
            conflicts[name] = others
    first = creations[0]
    return Entity(kind, first.eid, values, conflicts, first.wall, first.actor)


def fold(operations: Iterable[Operation]) -> State:
    """Fold any set of operations; what refers to something absent goes to `dangling`."""
    by_entity: dict[tuple[str, Id], list[Operation]] = defaultdict(list)
    for operation in operations:
        by_entity[operation.entity, operation.eid].append(operation)
    erased = set(purged_targets(op for ops in by_entity.values() for op in ops))
    present: dict[tuple[str, Id], Entity] = {}
    dangling: dict[tuple[str, Id], Missing] = {}
    for kind in KINDS:
        for key in sorted(key for key in by_entity if key[0] == kind):
            entity = None if key in erased else fold_entity(by_entity[key])
            if entity is None:
                continue
            missing = missing_reference(entity, present)
            if missing is None:
                present[key] = entity
            else:
                dangling[key] = missing
    return State(present, dangling)


def purged_targets(operations: Iterable[Operation]) -> Iterator[tuple[str, Id]]:
    """The entities that a purge in the log has erased for good."""
    for operation in operations:
        if operation.entity == "purge" and operation.field == CREATE:
            value = operation.value
            if isinstance(value, dict):
                yield value["target_kind"], value["target"]


def missing_reference(entity: Entity, present: Iterable[tuple[str, Id]]) -> Missing | None:
    """The first reference of an entity that is not among `present`; None if all are."""
    for name, kind in entity.kind.references.items():
        target = entity.values[name]
        if (kind, target) not in present:
            return Missing(kind, target)
    return None


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
    return "\n".join(lines)


def _rank(operation: Operation) -> tuple[int, Id]:
    return operation.lam, operation.id


def _different(values: list[Any]) -> list[Any]:
    """All values after the first that differ from it, each once, in canonical order."""
    texts = [canonical_json(value) for value in values]
    distinct = dict(zip(texts, values, strict=True))
    distinct.pop(texts[0])
    return [distinct[text] for text in sorted(distinct)]
