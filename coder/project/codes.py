"""Changing the codebook: each change is one act that can be undone."""

from __future__ import annotations

from coder.codebook.fields import slug
from coder.errors import InputError
from coder.identity import Id, new_id
from coder.model import Code
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.codebooks import code_values
from coder.project.project import Project, project_language

OWN_CODEBOOK = "codes"


def add_code(
    project: Project, name: str, parent: Id | None = None, *, definition: str = ""
) -> Code:
    """Make a new code at the end of the codebook; a project without one gets one.

    Raises InputError for a name that cannot be used or is taken.
    """
    name = checked_name(project, name)
    drafts: list[Draft] = []
    books = project.codebooks()
    if books:
        book = books[0].id
    else:
        book = new_id()
        values = {"name": OWN_CODEBOOK, "language": project_language(project), "description": ""}
        drafts.append(Draft("codebook", book, CREATE, values))
    codes = project.codes()
    taken = {code.key for code in codes}
    key = slug(name)
    while key in taken:
        key += "-2"
    code = Code(
        id=new_id(),
        key=key,
        name=name,
        parent=parent,
        definition=definition,
        codebook=book,
        position=max((one.position for one in codes), default=-1) + 1,
    )
    drafts.append(Draft("code", code.id, CREATE, code_values(code)))
    project.store.write("add a code", drafts)
    return code


def checked_name(project: Project, name: str, of: Id | None = None) -> str:
    """A name for a code, white space tidied; raises InputError if it cannot be used or is taken."""
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > 200:
        raise InputError("That name cannot be used.", "Give one line of up to 200 characters.")
    for code in project.codes():
        if code.name.casefold() == name.casefold() and code.id != of:
            raise InputError(f"There is a code '{code.name}' already.", "Use it, or another name.")
    return name
