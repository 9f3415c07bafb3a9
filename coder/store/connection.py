"""Opening and making project files: what is checked, how writes are made durable.

Every project file is in WAL mode with `synchronous=FULL`, so what was committed survives power
loss. Errors of SQLite become `StoreError` with a remedy here and nowhere else.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from coder.errors import InputError, StoreError
from coder.store.backup import write_backup
from coder.store.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    expected_objects,
    migrations,
    objects,
)

BUSY_TIMEOUT_MS = 10_000


def create_file(path: Path) -> None:
    """Make an empty project file at a path that must not exist yet; whole or not at all.

    Only its owner can read it, as it will hold interviews.
    """
    with storage_errors(path):
        _check_free(path)
        handle, name = tempfile.mkstemp(prefix=".coder-", suffix=".unfinished", dir=path.parent)
        os.close(handle)
        unfinished = Path(name)
        try:
            with closing(_connect(unfinished)) as db:
                migrations.apply(db)
                db.enable_wal()
            _publish(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync_folder(path.parent)


def open_file(path: Path) -> Database:
    """Open a project file for reading and writing, migrating it (after a backup) if it is old.

    Raises InputError for what is not a project file or comes from a newer program, and
    StoreError where the file cannot be used.
    """
    with storage_errors(path):
        if not path.is_file():
            raise InputError(f"There is no project file {path}.", "Make one with 'coder init'.")
        with ExitStack() as undo:
            db = _connect(path)
            undo.callback(db.close)
            version = checked_version(db, path)
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cell_size_check = ON")
            db.execute("PRAGMA temp_store = MEMORY")
            db.execute("PRAGMA foreign_keys = ON")
            db.enable_wal()
            db.execute("PRAGMA synchronous = FULL")
            if version < SCHEMA_VERSION:
                write_backup(db, path, "migration")
                with transaction(db):
                    migrations.apply(db)
                db.execute("VACUUM")
            _check_objects(db, path)
            undo.pop_all()
    return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """One write transaction: the lock is taken at once, and it commits whole or not at all."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        db.rollback()


@contextmanager
def rehearsal(db: Database) -> Iterator[None]:
    """A transaction that is always taken back, to see what a write would do."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        db.rollback()


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """Several reads of the file as it is at one moment; hinders nobody who writes."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.rollback()


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite, the disk and unreadable values into a StoreError with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}.", _remedy(error)) from error
    except OSError as error:
        raise StoreError(
            f"{path}: {error.strerror or error}.", "Check the disk and the permissions."
        ) from error
    except (ValueError, OverflowError) as error:
        raise StoreError(
            f"{path} holds something that coder did not write: {error}.",
            "Run 'coder doctor', or use a backup.",
        ) from error


def _connect(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000)
    return Database(connection, execute_plugins=False)


def _check_free(path: Path) -> None:
    """Raise InputError unless a new project can be made here.

    A write-ahead log without its project would be taken for that of the new one.
    """
    if os.path.lexists(path):
        raise _taken(path)
    if not path.parent.is_dir():
        raise InputError(f"The folder {path.parent} does not exist.", "Make it first.")
    for suffix in ("-wal", "-journal"):
        leftover = path.with_name(path.name + suffix)
        if leftover.exists():
            raise InputError(
                f"{leftover} is left over from a project that was moved or deleted.",
                "Put the project back beside it, or move it away.",
            )


def _publish(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, unless another program took the name meanwhile."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError:
        if os.path.lexists(path):
            raise
        unfinished.rename(path)  # a file system without hard links, such as that of a USB stick


def _taken(path: Path) -> InputError:
    return InputError(
        f"{path} is already there.", "Choose another name, or open it with --project."
    )


def checked_version(db: Database, path: Path) -> int:
    """The version of the tables; raises InputError for another program's file and newer ones."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise InputError(
            f"{path} is not a coder project.", "Name the .coder file that 'coder init' made."
        )
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise InputError(
            f"{path} was written by a newer version of coder (tables {version}, this program "
            f"knows {SCHEMA_VERSION}).",
            "Update coder; the file was not touched.",
        )
    return version


def _check_objects(db: Database, path: Path) -> None:
    """Raise InputError for tables that are not as coder makes them, or triggers that it did not.

    Tables, views and indexes that the user added are none of its business.
    """
    found = objects(db)
    expected = expected_objects()
    changed = [name for name, sql in expected.items() if name not in found or found[name][1] != sql]
    changed += [
        name for name, (kind, _) in found.items() if kind == "trigger" and name not in expected
    ]
    if changed:
        raise InputError(
            f"{path}: the tables were changed by another program: {', '.join(changed[:5])}.",
            "Use a backup from the folder beside it, or an unchanged copy.",
        )


def _sync_folder(folder: Path) -> None:
    """Make a new directory entry durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)


def _remedy(error: sqlite3.Error) -> str:
    text = str(error)
    remedies = {
        "locked": "Another program is writing to the project; close it or try again.",
        "full": "The disk is full; make room and try again. Nothing was changed.",
        "readonly": "The file or its folder is read-only; change the permissions.",
        "not a database": "This is not a project file; name the right one, or use a backup.",
        "malformed": "The file is damaged; run 'coder doctor' and restore a backup from the "
        "folder beside it.",
        "unable to open": "Check the path and the permissions.",
    }
    for sign, remedy in remedies.items():
        if sign in text:
            return remedy
    return "Nothing was changed; run 'coder doctor'."


def sqlite_version() -> str:
    """The version of the SQLite library in use."""
    return sqlite3.sqlite_version
