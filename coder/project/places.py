"""What this machine remembers of working in a project: never merged, never exported."""

from __future__ import annotations

import json
from typing import Any

from coder.identity import Id
from coder.project.project import Project
from coder.store.local import read_local, write_local


def last_place(project: Project, document: Id) -> int:
    """Where the person was in a document, as a code point; 0 for a document never opened."""
    place = _recall(project, f"place/{project.me.id}/{document}")
    return place if isinstance(place, int) else 0


def last_document(project: Project) -> Id | None:
    """The document that the person worked in last."""
    document = _recall(project, f"document/{project.me.id}")
    return document if isinstance(document, str) else None


def remember_place(project: Project, document: Id, position: int) -> None:
    """Keep where the person is."""
    values = {
        f"document/{project.me.id}": json.dumps(document),
        f"place/{project.me.id}/{document}": json.dumps(position),
    }
    write_local(project.store.db, project.path, values)


def choice(project: Project, name: str, default: Any) -> Any:
    """A choice of the person that this project remembers, such as how many suggestions to show."""
    value = _recall(project, f"choice/{project.me.id}/{name}")
    return default if value is None else value


def choose(project: Project, name: str, value: Any) -> None:
    """Keep a choice."""
    key = f"choice/{project.me.id}/{name}"
    write_local(project.store.db, project.path, {key: json.dumps(value)})


def _recall(project: Project, key: str) -> Any:
    value = read_local(project.store.db, project.path, key)
    return None if value is None else json.loads(value)
