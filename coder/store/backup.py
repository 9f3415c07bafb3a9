"""Consistent copies of a project file, the newest few kept beside it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

KEPT = 5


def backup_folder(project: Path) -> Path:
    """The folder beside a project file (not beside a link to it) that holds its backups."""
    project = project.resolve()
    return project.with_name(project.name + ".backups")


def backups(project: Path) -> list[Path]:
    """The backups of a project, oldest first."""
    return sorted(backup_folder(project).glob("*.coder"))


def write_backup(db: Database, project: Path, reason: str, *, beside_all: bool = False) -> Path:
    """Write a consistent copy with `VACUUM INTO`, then drop the oldest, unless `beside_all`.

    The copy is readable by its owner only, like everything that holds interviews.
    """
    folder = backup_folder(project)
    folder.mkdir(mode=0o700, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"{moment}-{reason}.coder"
    unfinished = target.with_suffix(".unfinished")
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
        db.execute("VACUUM INTO ?", [str(unfinished)])
        with unfinished.open("rb+") as file:  # VACUUM INTO leaves this out
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    if not beside_all:
        drop_oldest(project, target)
    return target


def drop_oldest(project: Path, newest: Path) -> None:
    """Drop all backups but one and the newest four others."""
    others = [backup for backup in backups(project) if backup != newest]
    for old in others[: -(KEPT - 1)]:
        old.unlink(missing_ok=True)


def delete_backups(project: Path) -> None:
    """Delete all backups of a project, those that were never finished too."""
    folder = backup_folder(project)
    for copy in (*folder.glob("*.coder"), *folder.glob("*.unfinished*")):
        copy.unlink(missing_ok=True)
