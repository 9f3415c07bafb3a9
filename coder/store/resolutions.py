"""Decisions where coders differ, read from the caches."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from coder.identity import Id
from coder.oplog.shapes import is_claim, is_id
from coder.resolved import Resolution, Ruling, claim_from_record
from coder.store.merges import merged_codes, same_people


def resolutions(
    db: Database, consensus: Id, *, document: Id | None = None, ids: Sequence[Id] | None = None
) -> list[Resolution]:
    """The live decisions of a consensus on live documents, those of a document or of some ids.

    Codes that were merged are those that stand for them; a person of two machines is one. Claims
    stand where the codings were made, also if the text was corrected since.
    """
    query = (
        "SELECT r.id, r.document, r.claims, r.ruling, r.result, r.rule, r.reason, r.coder "
        "FROM resolution r JOIN document d ON d.id = r.document AND d.deleted = 0 "
        "WHERE r.deleted = 0 AND r.consensus = ?"
    )
    parameters = [bytes.fromhex(consensus)]
    if document is not None:
        query += " AND r.document = ?"
        parameters.append(bytes.fromhex(document))
    if ids is not None:
        query += f" AND r.id IN ({', '.join('?' * len(ids))})"
        parameters += [bytes.fromhex(eid) for eid in ids]
    targets, people = merged_codes(db).targets, same_people(db)
    rivals = _rivals(db)
    return [
        _resolution(row, targets, people, rivals.get(row[0]))
        for row in db.execute(query + " ORDER BY r.id", parameters)
    ]


def _resolution(
    row: tuple[Any, ...],
    targets: Mapping[Id, Id],
    people: Mapping[Id, Id],
    rivals: Sequence[Sequence[Id]] | None,
) -> Resolution:
    eid, document, claims, ruling, result, rule, reason, coder = row
    found = [claim_from_record(record) for record in _listed(claims) if is_claim(record)]
    every = [*_ids(_listed(result)), *(one for rival in rivals or () for one in _ids(rival))]
    return Resolution(
        eid.hex(),
        document.hex(),
        tuple(
            sorted(
                replace(
                    one,
                    code=targets.get(one.code, one.code),
                    coder=people.get(one.coder, one.coder),
                )
                for one in found
            )
        ),
        Ruling(ruling),
        tuple(dict.fromkeys(every)),
        rule,
        reason,
        people.get(coder.hex(), coder.hex()),
        rivals is not None,
    )


def _rivals(db: Database) -> dict[bytes, list[list[Id]]]:
    """The decisions that others took otherwise at the same time, with the results they had."""
    found: dict[bytes, list[list[Id]]] = {}
    for eid, field, others in db.execute(
        "SELECT eid, field, others FROM conflict "
        "WHERE entity = 'resolution' AND field IN ('ruling', 'result')"
    ):
        found.setdefault(eid, []).extend(_listed(others) if field == "result" else [])
    return found


def _ids(values: Sequence[Any]) -> list[Id]:
    return [one for one in values if is_id(one)]


def _listed(column: str) -> list[Any]:
    value = json.loads(column)
    return value if isinstance(value, list) else []
