"""Merging others' files into the project: seen before, all or nothing, and undoable."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from coder.amounts import counted
from coder.errors import InputError
from coder.identity import Id
from coder.merge.changes import of_clocks, sentences
from coder.project.comparing import CONSENSUS_ID
from coder.project.correcting import joining_drafts
from coder.project.people import names_of_people
from coder.project.project import Project
from coder.project.questions import questions
from coder.store import brought, log
from coder.store.backup import backup_folder, drop_oldest, write_backup
from coder.store.connection import rehearsal, storage_errors, transaction
from coder.store.incoming import Incoming, digest, open_incoming
from coder.store.merged_files import Merging, mergings, remember, take_back
from coder.store.merges import same_people
from coder.store.purge import leftover_drafts, sweep
from coder.store.resolutions import resolutions
from coder.store.union import Brought, bring, news

MAX_FILES = 1_000


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought, or would bring: `lines` say it in words, `warnings` what to look at.

    `backup` is the copy made before; None where nothing was written.
    """

    files: tuple[Path, ...]
    operations: int
    lines: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    erased: int = 0
    backup: Path | None = None


def merge(
    project: Project, paths: Sequence[Path], *, rehearse: bool = False, erase: bool = False
) -> Merged:
    """Unite the project with other files: all of them, or none where one is refused.

    `rehearse` only says what it would do. Where another copy was purged of a transcript that is
    still here, the merge is refused unless `erase`.
    Raises InputError for files that are damaged, hostile, or from a newer program.
    """
    files = list(dict.fromkeys(Path(os.path.realpath(path)) for path in paths))
    if len(files) > MAX_FILES:
        raise InputError(f"{len(files)} files at once are too many.", "Merge some of them first.")
    for path in files:
        if path.is_dir():
            raise InputError(
                f"{path} is a folder.", "Name a file in it, or take all with 'coder merge --from'."
            )
        if path.is_file() and not path.stat().st_size:
            raise InputError(
                f"{path} is empty; nothing was changed.",
                "Wait until it is copied whole, or ask for a new copy.",
            )
    with project.store.reading():
        known = {one for merging in mergings(project.store.db) for one in merging.digests}
    digests = {path: digest(path) for path in files if path.is_file()}
    unread = [path for path in files if digests.get(path) not in known]
    with ExitStack() as stack:
        incoming = [stack.enter_context(open_incoming(path)) for path in unread]
        with project.store.reading():
            fresh = [one for one in incoming if news(project.store.db, one)]
        if not fresh:
            return Merged(tuple(files), 0, ("Nothing new.",))
        if rehearse:
            with storage_errors(project.path), rehearsal(project.store.db):
                found, lines, warnings, _ = _bring(project, fresh, erase=True)
            return Merged(tuple(files), found.operations, lines, warnings, found.erased)
        with storage_errors(backup_folder(project.path)):
            backup = write_backup(project.store.db, project.path, "merge", beside_all=True)
        with (
            _only_if_done(project.path, backup),
            storage_errors(project.path),
            transaction(project.store.db),
        ):
            found, lines, warnings, wiped = _bring(project, fresh, erase=erase)
            done = mergings(project.store.db)
            remember(
                project.store.db,
                Merging(
                    number=done[-1].number + 1 if done else 1,
                    wall=time.time_ns() // 1_000_000,
                    files=tuple(str(path) for path in files),
                    digests=tuple(digests[path] for path in unread),
                    first=found.first,
                    last=found.last,
                    lines=lines,
                    purging=found.erased > 0,
                ),
            )
    project.store.know_oneself()
    if found.erased or wiped:
        sweep(project.store)
    kept = backup if backup.exists() else None
    return Merged(tuple(files), found.operations, lines, warnings, found.erased, kept)


def undo_merge(project: Project) -> Merging:
    """Take the last merge back that was not yet, and only what it brought.

    Raises InputError where there is none, and where something written later builds on it.
    """
    with project.store.reading():
        left = [one for one in mergings(project.store.db) if not one.undone]
    if not left:
        raise InputError("There is no merge to take back.", "See 'coder team status'.")
    take_back(project.store, left[-1])
    project.store.know_oneself()
    return left[-1]


@contextmanager
def _only_if_done(project: Path, backup: Path) -> Iterator[None]:
    """Keep the backup in the place of the oldest, or delete it where nothing came after it."""
    try:
        yield
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    with storage_errors(backup_folder(project)):
        drop_oldest(project, backup)


def _bring(
    project: Project, files: Sequence[Incoming], *, erase: bool
) -> tuple[Brought, tuple[str, ...], tuple[str, ...], int]:
    """Unite, and say what it brought, warn, and how much of it was erased; in a transaction."""
    db = project.store.db
    waiting, asked = brought.waiting(db), {one.id for one in questions(project)}
    contested = _contested(project)
    found = bring(db, files)
    found, wiped = _erase_leftovers(project, files, found)
    if found.erased and not erase:
        what = ", ".join(found.transcripts) or f"{found.erased} entries"
        raise InputError(
            f"Somebody erased for good (purged) what is still here: {what}.",
            "With --accept-purges the merge erases it here too, and nothing brings it back.",
        )
    joined = 0
    while drafts := joining_drafts(project):
        project.store.append("join corrections of a transcript", drafts)
        joined += len({draft.eid for draft in drafts})
    span = (found.first, found.last)
    found = replace(found, last=log.last_row(db))
    names, same = names_of_people(project), same_people(db)
    changes = [
        replace(one, actor=same.get(one.actor, one.actor)) for one in brought.changes(db, *span)
    ]
    lines = sentences(changes, names)
    if found.erased:
        lines.append(f"erased for good: {', '.join(found.transcripts) or 'single entries'}")
    elif wiped:
        lines.append(f"erased too: {counted(wiped, 'write')} on what was purged (erased for good)")
    if joined:
        lines.append(f"{counted(joined, 'corrected text')} joined with other corrections")
    new = sum(one.id not in asked for one in questions(project))
    if new:
        lines.append(counted(new, "question"))
    lines += _decided_twice(len(_contested(project) - contested))
    told = tuple(lines) or ("nothing that is shown",)
    return found, told, _warnings(project, found, waiting), wiped


def _contested(project: Project) -> set[Id]:
    """The spots on which two people decided differently."""
    db = project.store.db
    rows = db.execute("SELECT DISTINCT eid FROM conflict WHERE entity = 'resolution'").fetchall()
    ids = [row[0].hex() for row in rows]
    return {one.id for one in resolutions(db, CONSENSUS_ID, ids=ids) if one.contested}


def _decided_twice(spots: int) -> list[str]:
    if not spots:
        return []
    what = "1 spot was" if spots == 1 else f"{spots:,} spots were"
    return [f"{what} decided differently by two people: decide again (F9)"]


def _erase_leftovers(
    project: Project, files: Sequence[Incoming], found: Brought
) -> tuple[Brought, int]:
    """Erase what others made of something purged that they did not know to be.

    Returns what was brought, with what was here and lost its value by it, and how many operations
    came with a value that was erased at once; inside a transaction.
    """
    db = project.store.db
    before = log.count_purged(db, found.first)
    drafts = leftover_drafts(db)
    if drafts:
        project.store.append("erase what belongs to what was purged", drafts)
    lost = log.count_purged(db, found.first) - before
    empty = set[bytes]().union(*(one.purged_ids() for one in files))
    rows = db.execute("SELECT id FROM op WHERE n > ? AND purged = 1", [found.first]).fetchall()
    return replace(found, erased=found.erased + lost), sum(key not in empty for (key,) in rows)


def _warnings(project: Project, found: Brought, waiting: int) -> tuple[str, ...]:
    """What a person should know beside what is new."""
    db, span = project.store.db, (found.first, found.last)
    names = names_of_people(project)
    lines: list[str] = []
    more = brought.waiting(db) - waiting
    if more > 0:
        lines.append(f"{more:,} entries wait for something that no file brought yet.")
    newer = brought.newer_operations(db, *span)
    if newer:
        lines.append(f"{newer:,} writes of a newer coder are kept and passed on, but not shown.")
    lines += [
        f"Two machines write as the same machine of {_name(names, eid)}: the config folder of "
        "coder was copied. Nothing is lost, but do not copy it."
        for eid in sorted(brought.doubled_replicas(db, *span))
    ]
    clocks = brought.wrong_clocks(db, *span, time.time_ns() // 1_000_000)
    return (*lines, *of_clocks(sorted(_name(names, eid) for eid in clocks)))


def _name(names: dict[Id, str], eid: Id) -> str:
    return names.get(eid, "somebody unknown")
