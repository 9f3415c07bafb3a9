"""Changing the codebook: each change is one act that can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from coder.analysis.outline import code_rows
from coder.codebook.colours import colour_hex
from coder.codebook.fields import slug
from coder.codebook.tree import is_control
from coder.errors import InputError
from coder.identity import Id, new_id
from coder.model import Code
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.codebooks import code_values
from coder.project.project import Project, project_language
from coder.suggest.terms import parse

OWN_CODEBOOK = "codes"
MAX_TEXT = 20_000
MAX_ITEMS = 1_000
HOT_KEYS = tuple("123456789")
TEXTS = ("english", "definition", "include", "exclude", "examples", "terms")


def add_code(
    project: Project, name: str, parent: Id | None = None, *, definition: str = ""
) -> Code:
    """Make a new code at the end of the codebook; a project without one gets one.

    Raises InputError for a name that cannot be used or is taken.
    """
    code, drafts = new_code(project, name, parent, definition=definition)
    project.store.write("add a code", drafts)
    return code


def new_code(
    project: Project, name: str, parent: Id | None = None, *, definition: str = ""
) -> tuple[Code, list[Draft]]:
    """A new code, in the codebook of its parent, and the writes that make it."""
    name = checked_name(project, name)
    drafts: list[Draft] = []
    codes = project.codes()
    books = project.codebooks()
    above = next((code for code in codes if code.id == parent), None)
    if above is not None:
        book = above.codebook
    elif books:
        book = books[0].id
    else:
        book = new_id()
        values = {"name": OWN_CODEBOOK, "language": project_language(project), "description": ""}
        drafts.append(Draft("codebook", book, CREATE, values))
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
    return code, drafts


def checked_name(project: Project, name: str, of: Id | None = None) -> str:
    """A name for a code, white space tidied; raises InputError if it cannot be used or is taken."""
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > 200:
        raise InputError("That name cannot be used.", "Give one line of up to 200 characters.")
    for code in project.codes():
        if code.name.casefold() == name.casefold() and code.id != of:
            raise InputError(f"There is a code '{code.name}' already.", "Use it, or another name.")
    return name


def rename_code(project: Project, code: Code, name: str) -> str:
    """Give a code another name; returns it, tidied. Codings and key stay as they are."""
    name = checked_name(project, name, code.id)
    if name != _now(project, code).name:
        project.store.write("rename a code", [Draft("code", code.id, "name", name)])
    return name


def recolour_code(project: Project, code: Code, colour: str) -> str:
    """Give a code a colour (#RRGGBB, #RGB or a CSS name), or with "" none of its own.

    Returns the colour as #rrggbb; raises InputError for what is no colour.
    """
    wanted = colour_hex(colour) if colour.strip() else ""
    if wanted is None:
        raise InputError(
            f"'{colour.strip()}' is not a colour.", "Write #RRGGBB, #RGB or a name such as teal."
        )
    if wanted != _now(project, code).colour:
        project.store.write("recolour a code", [Draft("code", code.id, "colour", wanted)])
    return wanted


def set_hot_key(project: Project, code: Code, key: str) -> list[str]:
    """Give a code a hot key from 1 to 9, or with "" none; returns the names that lost it."""
    if key and key not in HOT_KEYS:
        raise InputError(f"'{key}' is not a hot key.", "Use 1 to 9.")
    losing = [one for one in project.codes() if key and one.hotkey == key and one.id != code.id]
    drafts = [Draft("code", one.id, "hotkey", "") for one in losing]
    if _now(project, code).hotkey != key:
        drafts.append(Draft("code", code.id, "hotkey", key))
    project.store.write("set a hot key", drafts)
    return [one.name for one in losing]


def edit_code(project: Project, before: Code, after: Code) -> bool:
    """Write what differs between two versions of a code's name and texts; whether anything does.

    What others changed meanwhile in other fields stays. Raises InputError for a name that is
    taken, a term that cannot be read, and texts that no codebook file can hold.
    """
    drafts: list[Draft] = []
    if after.name != before.name:
        drafts.append(Draft("code", before.id, "name", checked_name(project, after.name, after.id)))
    old, new = code_values(before), code_values(after)
    drafts += [
        Draft("code", before.id, name, new[name]) for name in TEXTS if new[name] != old[name]
    ]
    check_terms(after)
    for text in (after.english, after.definition, *after.include, *after.exclude, *after.examples):
        _check_text(text)
    if max(map(len, (after.include, after.exclude, after.examples))) > MAX_ITEMS:
        raise InputError(f"A list has more than {MAX_ITEMS} items.", "Shorten it.")
    project.store.write("edit a code", drafts)
    return bool(drafts)


def check_terms(code: Code) -> None:
    """Raise InputError where a term of a code cannot be read, or there are too many."""
    for term in code.terms:
        for text in (term.text, *term.unless):
            parse(text)
    if len(code.terms) > MAX_ITEMS:
        raise InputError(f"A list has more than {MAX_ITEMS} items.", "Shorten it.")


def place_code(project: Project, code: Code, parent: Id | None, at: int | None = None) -> bool:
    """Put a code, with those below it, under a parent (None: at the top), as number `at` there.

    Without `at` it comes last. Only the codes whose place changes are written; returns whether
    any does. Raises InputError where it would come under itself, or into another codebook.
    """
    codes = project.codes()
    known = {one.id: one for one in codes}
    code = _now(project, code)
    above = known.get(parent or "")
    while above is not None:
        if above.id == code.id:
            raise InputError(f"'{code.name}' cannot stand under itself.", "Choose another place.")
        above = known.get(above.parent or "")
    target = known.get(parent or "")
    if target is not None and target.codebook != code.codebook:
        raise InputError(
            f"'{target.name}' is in another codebook than '{code.name}'.",
            "Choose a code of the same codebook.",
        )
    beside = [one for one in siblings(codes, parent) if one.id != code.id]
    order = list(beside)
    order.insert(len(beside) if at is None else max(0, min(at, len(beside))), code)
    drafts = [
        Draft("code", one, "position", position)
        for one, position in positions(order).items()
        if known[one].position != position
    ]
    if (code.parent if code.parent in known else None) != parent:
        drafts.insert(0, Draft("code", code.id, "parent", parent))
    project.store.write("move a code", drafts)
    return bool(drafts)


def siblings(codes: Sequence[Code], parent: Id | None) -> list[Code]:
    """The codes right under a parent, or at the top, in reading order."""
    known = {code.id: code for code in codes}
    return [known[row.id] for row in code_rows(codes) if (row.parent or None) == parent]


def positions(order: Sequence[Code]) -> dict[Id, int]:
    """Numbers that put codes in this order, out of those they have, changing few of them."""
    result: dict[Id, int] = {}
    last: int | None = None
    for code, position in zip(order, sorted(one.position for one in order), strict=True):
        last = position if last is None else max(position, last + 1)
        result[code.id] = last
    return result


def _now(project: Project, code: Code) -> Code:
    """A code as it is in the project now; raises InputError if it is gone."""
    for one in project.codes():
        if one.id == code.id:
            return one
    raise InputError(f"'{code.name}' is no longer in the codebook.", "Choose another code.")


def _check_text(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise InputError("A text is too long.", f"Keep it under {MAX_TEXT:,} characters.")
    bad = next((one for one in text if is_control(one) and one not in "\n\t"), None)
    if bad is not None:
        raise InputError(f"A text holds the control character U+{ord(bad):04X}.", "Remove it.")
