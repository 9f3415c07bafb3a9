"""Consistent copies of a project file, the newest few kept beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

KEPT = 5


def backup_folder(project: Path) -> Path:
    """The folder beside a project file that holds its backups."""
    return project.with_name(project.name + ".backups")


def backups(project: Path) -> list[Path]:
    """The backups of a project, oldest first."""
    return sorted(backup_folder(project).glob("*.coder"))


def write_backup(db: Database, project: Path, reason: str) -> Path:
    """Write a consistent copy with `VACUUM INTO`, then drop all but the newest five.

    The copy is readable by its owner only, like everything that holds interviews.
    """
    folder = backup_folder(project)
    folder.mkdir(mode=0o700, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"{moment}-{reason}.coder"
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    db.execute("VACUUM INTO ?", [str(unfinished)])
    unfinished.chmod(0o600)
    unfinished.replace(target)
    for old in backups(project)[:-KEPT]:
        old.unlink(missing_ok=True)
    return target
