"""Which entities the log knows, their fields, and what they refer to.

Operations on entities or fields that are not listed here (written by a newer program) are kept
and passed on, but not shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coder.identity import Id, composite_id

CREATE = ""
"""The field name of the operation that creates an entity: the first head of every field."""

DELETED = "deleted"

PURGE = "purge"
"""The kind whose creation erases another entity for good; `purge_id` names it."""

MAX_NUMBER = 2**53 - 1
"""The largest whole number in an operation: beyond it, other JSON readers lose digits."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One entity kind: its fields with their defaults, and its references to other kinds.

    `references` maps a field to the kind it names; the entity is held back as dangling until
    the target is there. Fields in `json_fields` hold lists. With `has_span` the entity stands on
    `[start, end)`, and is held back while that is empty.

    A memo on a span names the `revision` on which it was made; those of older programs name none
    and stand on the document's first one. It is no reference: a memo is shown without its place
    rather than held back.
    """

    name: str
    fields: dict[str, Any]
    references: dict[str, str] = field(default_factory=dict)
    json_fields: frozenset[str] = frozenset()
    housekeeping: bool = False
    has_span: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("project", {"name": "", "language": "nl"}, housekeeping=True),
        Kind("coder", {"name": "", "kind": "person", "same_as": None}, housekeeping=True),
        Kind("codebook", {"name": "", "language": "nl", "description": ""}),
        Kind(
            "document",
            {"name": "", "origin": "", "format": "", "encoding": "", "warnings": []},
            json_fields=frozenset({"warnings"}),
        ),
        Kind(
            "revision",
            {"document": None, "parents": [], "text": "", "turns": []},
            {"document": "document"},
            frozenset({"parents", "turns"}),
        ),
        Kind(
            "speaker",
            {"document": None, "label": "", "role": ""},
            {"document": "document"},
        ),
        Kind(
            "attribute",
            {"document": None, "key": "", "value": ""},
            {"document": "document"},
        ),
        Kind(
            "code",
            {
                "codebook": None,
                "key": "",
                "name": "",
                "english": "",
                "parent": None,
                "definition": "",
                "include": [],
                "exclude": [],
                "examples": [],
                "terms": [],
                "colour": "",
                "hotkey": "",
                "position": 0,
                "merged_into": None,
            },
            {"codebook": "codebook"},
            frozenset({"include", "exclude", "examples", "terms"}),
        ),
        Kind(
            "coding",
            {
                "document": None,
                "revision": None,
                "code": None,
                "coder": None,
                "start": 0,
                "end": 0,
                "quote": "",
                "origin": "manual",
                "weight": None,
                "important": False,
            },
            {"document": "document", "revision": "revision", "code": "code", "coder": "coder"},
            has_span=True,
        ),
        Kind(
            "memo",
            {
                "target_kind": "project",
                "target": None,
                "document": None,
                "revision": None,
                "start": None,
                "end": None,
                "title": "",
                "text": "",
                "coder": None,
            },
            {"coder": "coder"},
        ),
        Kind(
            "verdict",
            {
                "coder": None,
                "document": None,
                "revision": None,
                "start": 0,
                "end": 0,
                "code": None,
                "verdict": "",
                "band": "",
                "engine": "",
                "origin": "suggestion",
                "reason": "",
            },
            {"coder": "coder", "document": "document", "revision": "revision", "code": "code"},
            has_span=True,
        ),
        Kind(
            "done",
            {"coder": None, "document": None, "done": False},
            {"coder": "coder", "document": "document"},
        ),
        Kind(
            "round",
            {
                "name": "",
                "coder": None,
                "operations": [],
                "count": 0,
                "digest": "",
                "settings": "",
                "figures": "",
                "program": "",
            },
            {"coder": "coder"},
            frozenset({"operations"}),
        ),
        Kind(
            "resolution",
            {
                "document": None,
                "consensus": None,
                "coder": None,
                "claims": [],
                "ruling": "later",
                "result": [],
                "rule": "",
                "reason": "",
            },
            {"document": "document", "consensus": "coder", "coder": "coder"},
            frozenset({"claims", "result"}),
        ),
        Kind(
            "answer",
            {"question": "", "subjects": [], "choice": "", "coder": None},
            {"coder": "coder"},
            frozenset({"subjects"}),
        ),
        Kind(
            PURGE,
            {"target_kind": "", "target": None},
            housekeeping=True,
        ),
    )
}
"""In an order in which every kind stands after the kinds it refers to."""


def purge_id(entity: str, eid: Id) -> Id:
    """The id of the purge of an entity, by which it is known even if its value were lost."""
    return composite_id(PURGE, entity, eid)
