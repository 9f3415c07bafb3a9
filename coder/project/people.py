"""What the people of a project are called, under whichever id they write."""

from __future__ import annotations

from coder.identity import Id
from coder.project.project import Project
from coder.store import records
from coder.store.merges import same_people


def names_of_people(project: Project) -> dict[Id, str]:
    """Names by id; a person of several machines has one name under all of their ids."""
    names = {coder.id: coder.name for coder in records.coders(project.store.db)}
    known = {
        other: names[one] for other, one in same_people(project.store.db).items() if one in names
    }
    return {**names, **known}
