"""Somebody else's project file: read only, believed in nothing, and never changed.

Only the table of operations is read, and only if it is made exactly as coder makes it, so that
nothing else that the file defines ever runs. Every operation is checked against its own id before
it is handed on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from sqlite_utils import Database

from coder.errors import CoderError, InputError
from coder.identity import Id
from coder.oplog.operation import Operation, operation_id
from coder.oplog.shapes import fault_of
from coder.store import old_log, rows
from coder.store.connection import checked_version, storage_errors
from coder.store.log_tables import LOG
from coder.store.schema import expected_objects, objects

MAX_BYTES = 4_000_000_000
MAX_VALUE_BYTES = 64_000_000
"""No transcript comes near it; one value is held in memory as a whole."""

MAX_OPERATIONS = 20_000_000
MAX_LEAP = 100_000_000
"""Between one Lamport number of a log and the next, or from 0: what was left out of a part cannot
be more. Otherwise one forged operation with the last number there is would end all writing.
"""

MAX_TEXT = 1_000
"""Of names of kinds and fields, and of labels, in characters."""

DAMAGED = "Ask for a new copy of the file; nothing was changed."


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file holds its log: table of operations, the condition for purged ones, all tables."""

    table: str
    purged: str
    select: str
    tables: tuple[str, ...]


_LAYOUT = Layout("log", "gone IS NOT NULL", rows.SELECT, LOG)
_OLD_LAYOUT = Layout("op", "purged = 1", old_log.SELECT, ("op",))


@dataclass(frozen=True, slots=True)
class Incoming:
    """An open file of somebody else, seen at one moment."""

    path: Path
    db: Database
    layout: Layout

    def ids(self) -> set[bytes]:
        """The ids of all its operations."""
        with _reading(self.path):
            return {row[0] for row in self.db.execute(f"SELECT id FROM {self.layout.table}")}

    def purged_ids(self) -> set[bytes]:
        """The ids of the operations whose value was erased."""
        with _reading(self.path):
            query = f"SELECT id FROM {self.layout.table} WHERE {self.layout.purged}"
            return {row[0] for row in self.db.execute(query)}

    def operations(self, wanted: Collection[bytes]) -> Iterator[Operation]:
        """The operations with a wanted id, each checked; in the order of the file.

        Raises InputError for one that does not match its id or that coder cannot have written.
        """
        count = 0
        with _reading(self.path):
            found = self.db.conn.execute(f"{self.layout.select} ORDER BY l.n")
            for operation in rows.read(self.db, (row for row in found if row[0] in wanted)):
                if operation_id(operation) != operation.id:  # made from its value's own hash
                    raise refusal(self.path, "an operation was changed after it was written")
                fault = fault_of(operation) or _overlong(operation)
                if fault:
                    raise refusal(self.path, f"an operation was not written by coder: {fault}")
                count += 1
                yield operation
        if count < len(wanted):
            raise refusal(self.path, "an operation lacks what belongs to it")
        if count > len(wanted):
            raise refusal(self.path, "an operation is there twice")


@contextmanager
def open_incoming(path: Path) -> Iterator[Incoming]:
    """Open somebody else's project file, after checking it; closed afterwards.

    Raises InputError for what is no project file, is damaged, changed or too large, or comes from
    a newer program.
    """
    if not path.is_file():
        raise InputError(f"There is no project file {path}.", "Name the file that you were sent.")
    if path.stat().st_size > MAX_BYTES:
        raise InputError(
            f"{path} is larger than {MAX_BYTES // 1_000_000_000} GB.", "This is no project file."
        )
    with ExitStack() as stack:
        with _reading(path):
            connection = sqlite3.connect(_uri(path), uri=True, timeout=5)
            stack.enter_context(closing(connection))
            _check_readable(connection, path)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            db = Database(connection, execute_plugins=False)
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
                db.execute(f"PRAGMA {pragma}")
            db.execute("BEGIN")
            old = checked_version(db, path) <= old_log.LAST_VERSION
            layout = _OLD_LAYOUT if old else _LAYOUT
            _check_log(db, path, layout)
        yield Incoming(path, db, layout)


def digest(path: Path) -> Id:
    """BLAKE2b-128 of a file as it lies there, its write-ahead log included."""
    found = blake2b(digest_size=16)
    with _reading(path):
        for part in (path, path.with_name(path.name + "-wal")):
            if part.is_file():
                found.update(b"%d\n" % part.stat().st_size)
                with part.open("rb") as file:
                    while block := file.read(1 << 20):
                        found.update(block)
    return found.hexdigest()


def refusal(path: Path, fault: str) -> InputError:
    """The error for a file that is refused as a whole."""
    return InputError(f"{path} is damaged or was changed by another program: {fault}.", DAMAGED)


def _check_log(db: Database, path: Path, layout: Layout) -> None:
    """Raise InputError unless the tables of the log are whole and are what coder makes."""
    found = objects(db)
    expected = expected_objects() if layout is _LAYOUT else old_log.objects()
    for table in layout.tables:
        named = {row[1] for row in db.execute(f"PRAGMA index_list('{table}')")}
        own = {name for name, sql in expected.items() if f" ON {table} (" in sql}
        own.add(f"sqlite_autoindex_{table}_1")
        if found.get(table) != ("table", expected[table]) or not named <= own:
            raise refusal(path, "its table of operations is not as coder makes it")
        faults = [row[0] for row in db.execute(f"PRAGMA quick_check('{table}')")]
        if faults != ["ok"]:
            raise refusal(path, faults[0])
    count = db.execute(f"SELECT count(*) FROM {layout.table}").fetchone()[0]
    if count > MAX_OPERATIONS:
        raise refusal(path, f"it holds {count:,} operations")
    _check_counting(db, path, layout.table)


def _check_counting(db: Database, path: Path, table: str) -> None:
    """Raise InputError where Lamport numbers leap; every other write goes on from the largest."""
    last = db.execute(f"SELECT coalesce(max(lam), 0) FROM {table}").fetchone()[0]
    leap = (
        "SELECT 1 FROM (SELECT lam - lag(lam, 1, 0) OVER (ORDER BY lam) AS leap "
        f"FROM {table}) WHERE leap > ? LIMIT 1"
    )
    if last > MAX_LEAP and db.execute(leap, [MAX_LEAP]).fetchone():
        raise refusal(path, "its operations are numbered as no program counts")


def _overlong(operation: Operation) -> str:
    texts = (operation.entity, operation.field, operation.label)
    return f"a name of more than {MAX_TEXT} characters" if max(map(len, texts)) > MAX_TEXT else ""


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn every error of reading somebody else's file into one that says whose file it is."""
    try:
        with storage_errors(path):
            yield
    except InputError:
        raise
    except CoderError as error:
        raise InputError(error.problem, DAMAGED) from error


def _check_readable(connection: sqlite3.Connection, path: Path) -> None:
    """Raise InputError where SQLite cannot make what it needs beside the write-ahead log."""
    beside = path.with_name(path.name + "-wal")
    try:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1")
    except sqlite3.OperationalError as error:
        if not beside.exists() or "unable to open" not in str(error):
            raise
        raise InputError(
            f"{path} cannot be read where it is: coder is open on it or was not closed there "
            f"({beside.name} lies beside it), and this folder is read-only.",
            "Close coder there, or copy both files to a folder of your own and merge that.",
        ) from error


def _uri(path: Path) -> str:
    """How SQLite opens a file without writing beside it.

    A write-ahead log that is not folded in yet is read too; then SQLite needs its own index of it.
    """
    alone = not path.with_name(path.name + "-wal").exists()
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
