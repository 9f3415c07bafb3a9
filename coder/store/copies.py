"""Copies of a project for others: its log or a part of it in a new file, whole or not at all.

Nothing else goes along: not what this machine remembers, no analyses, no backups.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from coder.errors import InputError, StoreError
from coder.identity import Id
from coder.oplog.kinds import CREATE, KINDS
from coder.oplog.operation import Operation
from coder.store import caches, log
from coder.store.connection import create_file, open_file, storage_errors, transaction
from coder.store.log_texts import LogTexts
from coder.store.merges import known_as
from coder.store.store import Store

_CHUNK = 2_000

CODEBOOK = frozenset({"project", "codebook", "code", "purge"})
"""What every copy has: the codebook, and what was erased and so must not come back."""

TRANSCRIPT = frozenset({"document", "revision", "speaker", "attribute"})

OF_A_PERSON = frozenset({"coding", "memo", "verdict", "done"})


def write_copy(
    store: Store,
    target: Path,
    wanted: Callable[[Operation], bool] = lambda _: True,
    *,
    overwrite: bool = False,
) -> int:
    """Write the wanted operations as a project of their own; returns how many.

    Raises InputError where the file exists (unless `overwrite`) or its folder does not.
    """
    if not overwrite and os.path.lexists(target):
        raise InputError(f"{target} is already there.", "Choose another name, or delete it.")
    if not target.parent.is_dir():
        raise InputError(f"The folder {target.parent} does not exist.", "Make it first.")
    unfinished = target.with_name(f".coder-{secrets.token_hex(8)}.unfinished")
    with storage_errors(target):
        try:
            _create(unfinished, target)
            with closing(open_file(unfinished)) as db, transaction(db):
                found = (one for one in store.each_operation() if wanted(one))
                texts = LogTexts(db)
                while chunk := list(islice(found, _CHUNK)):
                    log.insert_checked(db, chunk, texts)
                caches.rebuild(db)
                count = log.last_row(db)
            with unfinished.open("rb+") as file:
                os.fsync(file.fileno())
            unfinished.replace(target)
        finally:
            for suffix in ("", "-wal", "-shm"):
                unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    return count


def _create(unfinished: Path, target: Path) -> None:
    """Make the file that is to become a copy; where that fails, the copy is named."""
    try:
        create_file(unfinished)
    except StoreError as error:
        problem = error.problem.replace(str(unfinished), str(target))
        raise StoreError(problem, error.remedy) from error


def part_for(
    store: Store, person: Id | None, documents: set[Id] | None, *, blind: bool
) -> Callable[[Operation], bool]:
    """Which operations a copy gets: of these documents only, and without others' work if blind.

    A blind copy has codebook and transcripts, and of codings, memos, verdicts and done marks the
    person's own, from whichever machine; memos on the project and on codes are instructions and go
    along, with the names of who wrote them. `person` is None for somebody who never wrote. What
    nothing here tells the coder of is taken for somebody else's.
    """
    if documents is None and not blind:
        return lambda _: True
    allowed = CODEBOOK | TRANSCRIPT | OF_A_PERSON
    owned = dict(_belonging(store))
    own = set() if person is None else {key.hex() for key in known_as(store.db, person)}
    known = own | {coder for _, coder, instruction in owned.values() if instruction}

    def wanted(operation: Operation) -> bool:
        key = operation.entity, operation.eid
        if operation.entity == "coder":
            return not blind or operation.eid in known
        if operation.entity not in allowed:
            return False
        document, coder, instruction = owned.get(key, (None, None, False))
        if operation.entity == "document":
            document = operation.eid
        if documents is not None and document is not None and document not in documents:
            return False
        others = blind and operation.entity in OF_A_PERSON and coder not in own
        return not others or instruction

    return wanted


def _belonging(store: Store) -> Iterator[tuple[tuple[str, Id], tuple[Id | None, Id | None, bool]]]:
    """Of each entity: its document, its coder, and whether it is an instruction to all.

    A memo on a coding belongs to that coding's document.
    """
    kinds = [kind.name for kind in KINDS.values() if {"document", "coder"} & kind.fields.keys()]
    placed: dict[Id, Id | None] = {}
    for kind in (*(one for one in kinds if one != "memo"), "memo"):
        for creation in log.writes_to(store.db, [CREATE], kind):
            value, eid = creation.value, creation.eid
            document = value.get("document")
            if kind == "coding":
                placed[eid] = document
            target, on = value.get("target"), value.get("target_kind")
            if kind == "memo" and document is None:
                document = target if on == "document" else placed.get(target)
            instruction = kind == "memo" and on in ("project", "code")
            yield (kind, eid), (document, value.get("coder"), instruction)
