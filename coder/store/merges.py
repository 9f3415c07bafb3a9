"""Which code stands for which, and who is the same person: tables that every query can follow."""

from __future__ import annotations

from sqlite_utils import Database

from coder.identity import Id
from coder.oplog.fold import merge_rank, same_rank
from coder.oplog.merging import Merged, resolve
from coder.store.log import operations_of
from coder.store.placed_tables import rows_with


def merged_codes(db: Database) -> Merged:
    """Which code stands for which, as the cache has it."""
    rows = db.execute("SELECT code, target FROM merged_code").fetchall()
    return Merged(
        {code.hex(): target.hex() for code, target in rows if target is not None},
        frozenset(code.hex() for code, target in rows if target is None),
    )


def merges(db: Database) -> dict[Id, Id]:
    """What merged codes say they are merged into."""
    rows = db.execute("SELECT id, merged_into FROM code WHERE merged_into IS NOT NULL")
    return {code.hex(): target.hex() for code, target in rows}


def rewrite_merged(db: Database) -> None:
    """Write again which code stands for which."""
    db.execute("DELETE FROM merged_code")
    found = merges(db)
    if not found:
        return
    every = {row[0].hex(): None for row in db.execute("SELECT id FROM code")}
    merged = resolve({**every, **found}, lambda eid: merge_rank(operations_of(db, "code", eid)))
    pairs: dict[Id, Id | None] = {**merged.targets, **dict.fromkeys(merged.cut)}
    db.conn.executemany(
        "INSERT INTO merged_code VALUES (?, ?)",
        [
            (bytes.fromhex(code), None if target is None else bytes.fromhex(target))
            for code, target in pairs.items()
        ],
    )


def same_people(db: Database) -> dict[Id, Id]:
    """For everyone who is known by another id: that id, as the cache has it."""
    rows = db.execute("SELECT coder, target FROM same_person").fetchall()
    return {coder.hex(): target.hex() for coder, target in rows}


def rewrite_same_people(db: Database) -> None:
    """Write again who is the same person."""
    db.execute("DELETE FROM same_person")
    rows = db.execute("SELECT id, same_as FROM coder").fetchall()
    said = {key.hex(): None if other is None else other.hex() for key, other in rows}
    if not any(said.values()):
        return
    same = resolve(said, lambda eid: same_rank(operations_of(db, "coder", eid)))
    db.conn.executemany(
        "INSERT INTO same_person VALUES (?, ?)",
        [(bytes.fromhex(coder), bytes.fromhex(target)) for coder, target in same.targets.items()],
    )


def known_as(db: Database, coder: Id) -> list[bytes]:
    """All ids of the person whom an id names, as the tables hold them."""
    same = same_people(db)
    person = same.get(coder, coder)
    aliases = [other for other, target in same.items() if target == person]
    return [bytes.fromhex(eid) for eid in (person, *aliases)]


def deleted_in_use(db: Database) -> dict[Id, list[Id]]:
    """Deleted codes with the live codings on them, those on codes merged into them too."""
    targets = merged_codes(db).targets
    found: dict[Id, list[Id]] = {}
    for (code,) in db.execute("SELECT id FROM code WHERE deleted = 1 ORDER BY id").fetchall():
        if code.hex() in targets:
            continue
        keys = [code, *(bytes.fromhex(one) for one, at in targets.items() if at == code.hex())]
        rows = db.execute(
            "SELECT g.id FROM coding g JOIN document d ON d.id = g.document AND d.deleted = 0 "
            f"WHERE g.deleted = 0 AND g.n IN {rows_with('coding', code=len(keys))} ORDER BY g.id",
            keys,
        ).fetchall()
        if rows:
            found[code.hex()] = [row[0].hex() for row in rows]
    return found
