"""Where a project stands and what was done in it, as plain values to print."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from coder.identity import Id
from coder.model import Document
from coder.project.coding import codings
from coder.project.people import names_of_people
from coder.project.project import Project
from coder.store import log


def status(project: Project) -> dict[str, Any]:
    """What the project holds: counts, codings per coder, and the next undo and redo."""
    documents = project.documents()
    every = codings(project)
    names = {coder.id: coder.name for coder in project.coders()}
    undoable, redoable = project.store.stacks()
    return {
        "project": str(project.path),
        "you": project.me.name,
        "transcripts": len(documents),
        "words": sum(document.words for document in documents),
        "codebooks": len(project.codebooks()),
        "codes": len(project.codes()),
        "codings": len(every),
        "codings_by_coder": _by_name(Counter(one.coder for one in every), names),
        "undo": undoable[-1].label if undoable else None,
        "redo": redoable[-1].label if redoable else None,
    }


def _by_name(counts: Counter[Id], names: dict[Id, str]) -> dict[str, int]:
    """Counts by the coder's name; people of one name are told apart by the end of their ids."""
    shared = Counter(names.get(coder, coder) for coder in counts)
    labels = {coder: names.get(coder, coder) for coder in counts}
    return {
        label if shared[label] == 1 else f"{label} ({coder[-8:]})": counts[coder]
        for coder, label in labels.items()
    }


def history(project: Project, limit: int | None = None) -> list[dict[str, Any]]:
    """The acts in the log, the newest first: time, who, what, number of operations, id.

    `kind` is "act", "undo" or "redo"; times are ISO 8601 in UTC.
    """
    with project.store.reading():
        batches = log.batches(project.store.db)
        names = names_of_people(project)
    kinds: dict[str, str] = {}
    for batch in batches:
        before = kinds.get(batch.undoes or "", "")
        kinds[batch.id] = "act" if batch.undoes is None else "redo" if before == "undo" else "undo"
    rows = [
        {
            "time": moment(batch.wall),
            "who": names.get(batch.actor, f"somebody ({batch.actor[-8:]})"),
            "kind": kinds[batch.id],
            "act": batch.label,
            "operations": batch.size,
            "id": batch.id,
        }
        for batch in reversed(batches)
    ]
    return rows if limit is None else rows[:limit]


def transcript_row(document: Document, codings: int) -> dict[str, Any]:
    """One transcript as the flat record that lists and scripts show."""
    return {
        "name": document.name,
        "words": document.words,
        "turns": len(document.turns),
        "speakers": list(document.speakers),
        "roles": {turn.speaker: turn.role.value for turn in document.turns if turn.speaker},
        "codings": codings,
        "attributes": dict(document.attributes),
        "warnings": list(document.warnings),
        "format": document.format,
        "encoding": document.encoding,
        "origin": document.origin,
        "id": document.id,
    }


def moment(milliseconds: int) -> str:
    """A wall-clock time as ISO 8601 in UTC, to the second; "" for one that no calendar has."""
    try:
        time = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return ""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
