"""Opening and making project files: what is checked, how writes are made durable.

Every project file is in WAL mode with `synchronous=FULL`, so what was committed survives power
loss. Errors of SQLite become `StoreError` with a remedy here and nowhere else.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from coder.errors import InputError, StoreError
from coder.store.backup import write_backup
from coder.store.schema import APPLICATION_ID, SCHEMA_VERSION, migrations

BUSY_TIMEOUT_MS = 10_000


def create_file(path: Path) -> None:
    """Make an empty project file at a path that must not exist yet; whole or not at all."""
    if path.exists():
        raise InputError(
            f"{path} is already there.", "Choose another name, or open it with --project."
        )
    if not path.parent.is_dir():
        raise InputError(f"The folder {path.parent} does not exist.", "Make it first.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    with storage_errors(path):
        unfinished.unlink(missing_ok=True)
        db = _connect(unfinished)
        try:
            migrations.apply(db)
            db.enable_wal()
        finally:
            db.close()
        unfinished.replace(path)
        _sync_folder(path.parent)


def open_file(path: Path) -> Database:
    """Open a project file for reading and writing, migrating it (after a backup) if it is old.

    Raises InputError for what is not a project file or comes from a newer program, and
    StoreError where the file cannot be used.
    """
    if not path.is_file():
        raise InputError(f"There is no project file {path}.", "Make one with 'coder init'.")
    with storage_errors(path):
        db = _connect(path)
        try:
            _check_header(db, path)
            db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            db.execute("PRAGMA foreign_keys = ON")
            db.enable_wal()
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA trusted_schema = OFF")
            if migrations.pending(db):
                write_backup(db, path, "migration")
                migrations.apply(db)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """One write transaction: the lock is taken at once, and it commits whole or not at all."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the disk into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: {error}.", _remedy(error)) from error
    except OSError as error:
        raise StoreError(
            f"{path}: {error.strerror or error}.", "Check the disk and the permissions."
        ) from error


def _connect(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000)
    return Database(connection, execute_plugins=False)


def _check_header(db: Database, path: Path) -> None:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise InputError(
            f"{path} is a database, but not a coder project.",
            "Name the .coder file that 'coder init' made.",
        )
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise InputError(
            f"{path} was written by a newer version of coder (tables {version}, this program "
            f"knows {SCHEMA_VERSION}).",
            "Update coder; the file was not touched.",
        )


def _sync_folder(folder: Path) -> None:
    """Make a new directory entry durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remedy(error: sqlite3.DatabaseError) -> str:
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
