"""Who writes: the person's and this machine's ids, kept in the user's config folder.

They are never in a project file, because project files get copied. Sequence numbers are reserved
in blocks, so that every operation of a replica has a number of its own even when several programs
write at once; gaps do no harm.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from coder.identity import Id, new_id, parse_id
from coder.store.connection import storage_errors

BLOCK = 64


@dataclass(frozen=True, slots=True)
class Person:
    """The person at the keyboard and the machine they write on."""

    id: Id
    name: str
    replica: Id


def load_person(folder: Path, default_name: str) -> Person:
    """The person of a config folder; made, with the default name, when there is none yet."""
    with storage_errors(_file(folder)), closing(_open(folder)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        known = dict(connection.execute("SELECT key, value FROM identity"))
        made = {"person": new_id(), "name": default_name, "replica": new_id(), "reserved": "0"}
        for key, value in made.items():
            if key not in known:
                connection.execute("INSERT INTO identity VALUES (?, ?)", (key, value))
        known = made | known
        return Person(parse_id(known["person"]), known["name"], parse_id(known["replica"]))


def rename_person(folder: Path, name: str, person: Id | None = None) -> None:
    """Set the person's name and, to be the same person on a second machine, their id."""
    with storage_errors(_file(folder)), closing(_open(folder)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        _set(connection, "name", name)
        if person is not None:
            _set(connection, "person", person)


def reserve(folder: Path, person: Person, largest_seen: int, count: int) -> tuple[Id, range]:
    """Reserve at least `count` sequence numbers: the replica to use and its numbers.

    `largest_seen` is the largest number of the person's replica in the project. If that is ahead
    of what was ever reserved here, the config folder was copied or restored, and a new replica
    begins.
    """
    count = max(count, BLOCK)
    with storage_errors(_file(folder)), closing(_open(folder)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        known = dict(connection.execute("SELECT key, value FROM identity"))
        replica, reserved = known.get("replica", person.replica), int(known.get("reserved", 0))
        if replica == person.replica and largest_seen > reserved:
            replica, reserved = new_id(), 0
            _set(connection, "replica", replica)
        _set(connection, "reserved", str(reserved + count))
    return replica, range(reserved + 1, reserved + 1 + count)


def _file(folder: Path) -> Path:
    return folder / "identity.db"


def _open(folder: Path) -> sqlite3.Connection:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as stack:
        connection = sqlite3.connect(_file(folder), timeout=10, isolation_level=None)
        stack.callback(connection.close)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS identity (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
        )
        stack.pop_all()
    return connection


def _set(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute(
        "INSERT INTO identity VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
