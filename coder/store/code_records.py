"""Live codebooks and codes as the frozen values of `coder.model`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from coder.identity import Id
from coder.model import Code, Codebook, Term
from coder.oplog.shapes import is_term
from coder.store.columns import listed, texts
from coder.store.merges import deleted_in_use, merged_codes


def codebooks(db: Database) -> list[Codebook]:
    """The live codebooks with their codes, in the order they were made."""
    rows = db.execute(
        "SELECT id, name, language, description FROM codebook WHERE deleted = 0 "
        "ORDER BY created_ms, id"
    ).fetchall()
    every = codes(db)
    return [
        Codebook(
            key.hex(),
            name,
            language,
            description,
            tuple(code for code in every if code.codebook == key.hex()),
        )
        for key, name, language, description in rows
    ]


def codes(db: Database) -> list[Code]:
    """The live codes in the order of the codebook; merged ones are not among them.

    A code under a merged one is under what stands for it. A code that somebody deleted while
    somebody else coded with it is live until its codings are gone.
    """
    targets = merged_codes(db).targets
    used = [bytes.fromhex(eid) for eid in deleted_in_use(db)]
    rows = db.query(
        f"SELECT * FROM code WHERE deleted = 0 OR id IN ({', '.join('?' * len(used))}) "
        "ORDER BY position, name, id",
        used,
    )
    every = [_code(row) for row in rows]
    return [
        replace(code, parent=targets.get(code.parent or "", code.parent))
        for code in every
        if code.id not in targets
    ]


def merged_away(db: Database) -> dict[Id, list[Code]]:
    """The codes that were merged into each code, as they were."""
    targets = merged_codes(db).targets
    rows = db.query(
        "SELECT * FROM code WHERE deleted = 0 AND merged_into IS NOT NULL ORDER BY name, id"
    )
    found: dict[Id, list[Code]] = {}
    for code in map(_code, rows):
        if code.id in targets:
            found.setdefault(targets[code.id], []).append(code)
    return found


def _code(row: dict[str, Any]) -> Code:
    return Code(
        id=row["id"].hex(),
        key=row["key"],
        name=row["name"],
        english=row["english"],
        parent=None if row["parent"] is None else row["parent"].hex(),
        definition=row["definition"],
        include=texts(row["include"]),
        exclude=texts(row["exclude"]),
        examples=texts(row["examples"]),
        terms=tuple(map(term_from_record, listed(row["terms"], is_term))),
        colour=row["colour"],
        hotkey=row["hotkey"],
        codebook=row["codebook"].hex(),
        position=row["position"],
    )


def term_record(term: Term) -> list[Any]:
    """A term as plain JSON values."""
    return [term.text, term.weight, list(term.unless)]


def term_from_record(record: list[Any]) -> Term:
    """The inverse of `term_record`."""
    text, weight, unless = record
    return Term(str(text), float(weight), tuple(unless))
