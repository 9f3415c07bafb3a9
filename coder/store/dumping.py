"""The state of a project as one text, by which two of them are compared."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from coder.identity import Id, canonical_json
from coder.oplog.fold import Entity, dump_entity, dump_merged
from coder.oplog.kinds import KINDS
from coder.store.cache_rows import read_rows
from coder.store.merges import merged_codes


def dump(db: Database) -> str:
    """The canonical text of the caches; equal to `coder.oplog.fold.dump` of the log."""
    conflicts: dict[tuple[str, Id], dict[str, Any]] = {}
    for entity, eid, field, others in db.execute("SELECT * FROM conflict"):
        conflicts.setdefault((entity, eid.hex()), {})[field] = json.loads(others)
    lines: list[tuple[tuple[str, Id], str]] = []
    for kind in KINDS.values():
        for values in read_rows(db, kind):
            created = values.pop("created_ms"), values.pop("created_by")
            eid = values.pop("id")
            found = conflicts.get((kind.name, eid), {})
            entity_value = Entity(kind, eid, values, found, *created)
            lines.append(((kind.name, eid), dump_entity(entity_value)))
    text = [line for _, line in sorted(lines)]
    dangling = db.execute("SELECT entity, eid, missing_kind, missing FROM dangling")
    text += [
        canonical_json(["dangling", entity, eid.hex(), kind, None if gone is None else gone.hex()])
        for entity, eid, kind, gone in sorted(dangling, key=lambda row: row[:2])
    ]
    text += dump_merged(merged_codes(db))
    return "\n".join(text)
