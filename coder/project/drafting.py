"""Drafts for entities that may or may not be in the log yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coder.identity import Id
from coder.oplog.fold import fold_entity
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.store.log import operations_of
from coder.store.store import Store


def put(store: Store, kind: str, eid: Id, values: Mapping[str, Any]) -> list[Draft]:
    """What makes an entity live with these values: its creation, or only what differs."""
    entity = fold_entity(operations_of(store.db, kind, eid))
    if entity is None:
        return [Draft(kind, eid, CREATE, dict(values))]
    wanted = {**values, DELETED: False}
    return [
        Draft(kind, eid, field, value)
        for field, value in wanted.items()
        if entity.values[field] != value or field in entity.conflicts
    ]
