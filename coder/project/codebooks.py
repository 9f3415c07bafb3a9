"""Codebooks in the log: imported from YAML values, compared with what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coder.codebook import Fault, check, examine, write_codebook
from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Codebook
from coder.oplog.operation import Draft
from coder.project.drafting import put
from coder.project.naming import folded
from coder.project.project import Project
from coder.store import code_records


@dataclass(frozen=True, slots=True)
class CodebookImport:
    """What an import of a codebook did, in names of codes."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    only_in_project: tuple[str, ...]


def check_codebook(path: Path) -> list[Fault]:
    """Every fault of a codebook file; terms are compared by lemma in the codebook's language."""
    from coder import language

    codebook, faults = examine(path)
    if codebook is None:
        return faults
    return check(path, language.load(codebook.language).lemmas)


def import_codebook(project: Project, codebook: Codebook) -> CodebookImport:
    """Make a codebook's codes live with what the file says, as one act.

    Codes are matched by id, never by name. Codes that only the project has are kept, and codes
    that were merged stay so. Only the order of the file counts, not the gaps in the project's.
    """
    result = CodebookImport((), (), (), ())

    def drafts() -> list[Draft]:
        nonlocal result
        held = code_records.merged_away(project.store.db).values()
        every = [*code_records.codes(project.store.db), *(code for group in held for code in group)]
        known = {code.id: code.position for code in every}
        drafts = put(
            project.store,
            "codebook",
            codebook.id,
            {
                "name": codebook.name,
                "language": codebook.language,
                "description": codebook.description,
            },
        )
        written: set[str] = set()
        for code, position in zip(codebook.codes, _positions(codebook, known), strict=True):
            values = {**code_values(code), "position": position}
            found = put(project.store, "code", code.id, values)
            written.update(draft.eid for draft in found)
            drafts += found
        ids = {code.id for code in codebook.codes}
        others = [code for code in every if code.codebook == codebook.id]
        result = CodebookImport(
            added=tuple(code.name for code in codebook.codes if code.id not in known),
            changed=tuple(
                code.name for code in codebook.codes if code.id in known.keys() & written
            ),
            unchanged=tuple(
                code.name for code in codebook.codes if code.id in known.keys() - written
            ),
            only_in_project=tuple(code.name for code in others if code.id not in ids),
        )
        return drafts

    project.store.write("import a codebook", drafts)
    return result


def _positions(codebook: Codebook, known: Mapping[Id, int]) -> Iterator[int]:
    """Numbers in the order of the file; what stands in that order already keeps its number."""
    last = -1
    for code in codebook.codes:
        last = max(known.get(code.id, 0), last + 1)
        yield last


def export_codebook(
    project: Project, path: Path, name: str | None = None, *, overwrite: bool = False
) -> None:
    """Write a codebook of the project as YAML; an existing file is brought up to date in place.

    Raises InputError where the project has none or several and none is named, and where the
    file exists and may not be written over.
    """
    every = project.codebooks()
    found = [one for one in every if name is None or folded(one.name) == folded(name)]
    if not every:
        raise InputError("The project has no codebook yet.", "Import one first.")
    if len(found) != 1:
        names = ", ".join(one.name for one in every)
        raise InputError(
            "It is not clear which codebook to write.", f"Choose by --name from: {names}."
        )
    if os.path.lexists(path) and not overwrite:
        raise InputError(
            f"{path} exists already; nothing was written.",
            "Choose another name, or use --overwrite.",
        )
    write_codebook(path, found[0])


def code_values(code: Code) -> dict[str, object]:
    """A code as the log holds it."""
    return {
        "codebook": code.codebook,
        "key": code.key,
        "name": code.name,
        "english": code.english,
        "parent": code.parent,
        "definition": code.definition,
        "include": list(code.include),
        "exclude": list(code.exclude),
        "examples": list(code.examples),
        "terms": [code_records.term_record(term) for term in code.terms],
        "colour": code.colour,
        "hotkey": code.hotkey,
        "position": code.position,
    }
