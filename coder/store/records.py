"""Live cache rows as the frozen values of `coder.model`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from coder.identity import Id
from coder.model import (
    Coder,
    Coding,
    Document,
    Origin,
    Role,
    Turn,
    turn_from_record,
)
from coder.oplog.shapes import is_turn
from coder.store.columns import listed, texts
from coder.store.followed import corrected, followed
from coder.store.merges import known_as, merged_codes
from coder.store.placed_tables import rows_with
from coder.store.texts import Texts
from coder.store.turns import current_revision, roles_of

_CODING = (
    "g.id, g.document, g.revision, coalesce(s.target, g.coder), g.start, g.end, g.other_quote, "
    "g.origin, g.weight, g.important, g.created_ms"
)
_AS_PERSON = "LEFT JOIN same_person s ON s.coder = g.coder "


def document_names(db: Database) -> dict[Id, str]:
    """Id and name of the live documents that have a text, by name."""
    rows = db.execute(
        "SELECT id, name FROM document d WHERE deleted = 0 AND EXISTS (SELECT 1 FROM revision r "
        "WHERE r.document = d.id AND r.deleted = 0) ORDER BY name, id"
    )
    return {row[0].hex(): row[1] for row in rows}


def document(db: Database, eid: Id) -> Document:
    """One live document in its newest revision, with corrected roles and its attributes.

    Raises KeyError if there is none of that id, or it has no text.
    """
    key = bytes.fromhex(eid)
    row = db.execute(
        "SELECT name, origin, format, encoding, warnings FROM document "
        "WHERE id = ? AND deleted = 0",
        [key],
    ).fetchone()
    revision = current_revision(db, eid)
    if row is None or revision is None:
        raise KeyError(eid)
    text, turns = db.execute(
        "SELECT text, turns FROM revision WHERE id = ?", [bytes.fromhex(revision)]
    ).fetchone()
    roles = roles_of(db, eid)
    attributes = db.execute(
        "SELECT key, value FROM attribute WHERE document = ? AND deleted = 0 ORDER BY key, id",
        [key],
    )
    return Document(
        name=row[0],
        text=text,
        turns=tuple(_with_role(turn, roles) for turn in _turns(turns)),
        origin=row[1],
        format=row[2],
        encoding=row[3],
        attributes=tuple((name, value) for name, value in attributes),
        warnings=texts(row[4]),
        id=eid,
        revision=revision,
    )


def documents(db: Database, ids: Iterable[Id] | None = None) -> list[Document]:
    """The live documents by name, or those of the given ids."""
    wanted = document_names(db) if ids is None else ids
    return [document(db, eid) for eid in wanted]


def coders(db: Database) -> list[Coder]:
    """Everyone who wrote to the project, by name; a person of two machines is there once."""
    rows = db.execute(
        "SELECT id, name, kind FROM coder WHERE deleted = 0 "
        "AND id NOT IN (SELECT coder FROM same_person) ORDER BY name, id"
    )
    return [Coder(key.hex(), name, kind) for key, name, kind in rows]


def codings(
    db: Database,
    *,
    document: Id | None = None,
    code_ids: Sequence[Id] | None = None,
    coder: Id | None = None,
    span: tuple[int, int] | None = None,
) -> list[Coding]:
    """The live codings on live documents, by document and place.

    A coding on a merged code has the code that stands for it. On a text that was corrected since
    they stand where their words are now; those whose words are gone are left out. `span` is exact.
    """
    several = bool(corrected(db)) and span is not None
    found = codings_as_made(
        db, document=document, code_ids=code_ids, coder=coder, span=None if several else span
    )
    here = followed(db, found)
    return [one for one in here if (one.start, one.end) == span] if several else here


def codings_as_made(
    db: Database,
    *,
    document: Id | None = None,
    code_ids: Sequence[Id] | None = None,
    coder: Id | None = None,
    span: tuple[int, int] | None = None,
) -> list[Coding]:
    """The same, each at its place in the version of the text on which it was made."""
    query = (
        f"SELECT {_CODING}, c.id FROM coding g "
        "JOIN document d ON d.id = g.document AND d.deleted = 0 "
        f"LEFT JOIN merged_code m ON m.code = g.code {_AS_PERSON}"
        "JOIN code c ON c.id = coalesce(m.target, g.code) WHERE g.deleted = 0"
    )
    parameters: list[Any] = []
    chosen: dict[str, list[bytes]] = {}
    if document is not None:
        chosen["document"] = [bytes.fromhex(document)]
    if coder is not None:
        chosen["coder"] = known_as(db, coder)
    if code_ids is not None:
        targets = merged_codes(db).targets
        wanted = {code for code in code_ids if code not in targets}
        wanted |= {code for code, target in targets.items() if target in wanted}
        chosen["code"] = [bytes.fromhex(code) for code in sorted(wanted)]
    if chosen:
        counts = {field: len(ids) for field, ids in chosen.items()}
        query += f" AND g.n IN {rows_with('coding', **counts)}"
        parameters += [one for ids in chosen.values() for one in ids]
    if span is not None:
        query += " AND g.start = ? AND g.end = ?"
        parameters += span
    query += " ORDER BY d.name, g.start, g.end, c.position, g.id"
    return _codings(db, db.execute(query, parameters))


def coding_as_made(db: Database, eid: Id) -> Coding | None:
    """One live coding as the log has it; None if there is none of that id."""
    return next(iter(_by_id(db, [eid])), None)


def _turns(column: str) -> tuple[Turn, ...]:
    return tuple(map(turn_from_record, listed(column, is_turn)))


def codings_by_id(db: Database, ids: Sequence[Id]) -> list[Coding]:
    """Those of the codings of these ids that are live, by place."""
    return followed(db, _by_id(db, ids))


def _by_id(db: Database, ids: Sequence[Id]) -> list[Coding]:
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        f"SELECT {_CODING}, coalesce(m.target, g.code) FROM coding g "
        f"LEFT JOIN merged_code m ON m.code = g.code {_AS_PERSON}"
        f"WHERE g.deleted = 0 AND g.id IN ({marks}) ORDER BY g.start, g.end, g.id",
        [bytes.fromhex(eid) for eid in ids],
    )
    return _codings(db, rows)


def _with_role(turn: Turn, roles: dict[str, str]) -> Turn:
    return replace(turn, role=Role(roles[turn.speaker])) if turn.speaker in roles else turn


def _codings(db: Database, rows: Iterable[tuple[Any, ...]]) -> list[Coding]:
    """Codings from rows of the columns `_CODING` and the code that stands for their code."""
    texts = Texts(db)
    found: list[Coding] = []
    for row in rows:
        eid, document, revision, coder, start, end, quote = row[:7]
        origin, weight, important, made, code = row[7:]
        found.append(
            Coding(
                eid.hex(),
                document.hex(),
                revision.hex(),
                code.hex(),
                coder.hex(),
                start,
                end,
                texts(revision.hex())[start:end] if quote is None else quote,
                Origin(origin),
                weight,
                bool(important),
                made,
            )
        )
    return found


def coding_counts(db: Database, coder: Id | None) -> dict[tuple[Id, Id], int]:
    """How many live codings a coder has, or all have together, by document and code."""
    if corrected(db):
        return Counter((one.document, one.code) for one in codings(db, coder=coder))
    ids = [] if coder is None else known_as(db, coder)
    mine = "" if coder is None else f"AND g.n IN {rows_with('coding', coder=len(ids))} "
    rows = db.execute(
        "SELECT g.document, c.id, count(*) FROM coding g "
        "JOIN document d ON d.id = g.document AND d.deleted = 0 "
        "LEFT JOIN merged_code m ON m.code = g.code "
        "JOIN code c ON c.id = coalesce(m.target, g.code) "
        f"WHERE g.deleted = 0 {mine}GROUP BY g.document, c.id",
        ids,
    )
    return {(document.hex(), code.hex()): count for document, code, count in rows}


def last_codes(db: Database, coder: Id, limit: int) -> list[Id]:
    """The codes that a coder gave last, those of batches left out."""
    rows = db.execute(
        "SELECT coalesce(m.target, g.code) AS now FROM coding g "
        "LEFT JOIN merged_code m ON m.code = g.code "
        f"WHERE g.n IN {rows_with('coding', coder=1)} AND g.deleted = 0 AND g.origin <> ? "
        "GROUP BY now ORDER BY max(g.created_ms) DESC, now LIMIT ?",
        [bytes.fromhex(coder), Origin.BATCH.value, limit],
    )
    return [row[0].hex() for row in rows]
