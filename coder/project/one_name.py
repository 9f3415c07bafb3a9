"""Who and what have one name: people, codes and transcripts that were made apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from coder.identity import Id
from coder.project.naming import folded
from coder.project.project import Project
from coder.store import records, unsettled


def people(project: Project) -> dict[Id, str]:
    """The names of all who wrote, under every id of theirs."""
    rows = project.store.db.execute("SELECT id, name FROM coder").fetchall()
    return {key.hex(): name for key, name in rows}


def pairs(
    project: Project, entity: str, named: Sequence[tuple[Id, str]]
) -> Iterator[tuple[str, Id, Id]]:
    """Of each name that several have: the name, which was made first, and each of the others."""
    groups: defaultdict[str, list[tuple[Id, str]]] = defaultdict(list)
    for eid, name in named:
        groups[folded(name)].append((eid, name))
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda one: unsettled.creation_rank(project.store.db, entity, one[0]))
            (stays, name), *others = group
            yield from ((name, stays, goes) for goes, _ in others)


def free_name(project: Project, document: Id) -> str:
    """The name of a transcript with a number behind it that no other one has."""
    names = records.document_names(project.store.db)
    taken = {folded(name) for name in names.values()}
    return next(name for n in count(2) if folded(name := f"{names[document]} ({n})") not in taken)
