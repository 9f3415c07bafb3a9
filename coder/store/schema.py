"""The tables of a project file, made by numbered migrations.

The log is the truth (`log_tables`); every other table is a cache folded from it. Ids are 16-byte
BLOBs; the views named `v_…` show them as hexadecimal text. Positions are code points, half-open.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache

from sqlite_utils import Database, Migrations

from coder.store import cache_tables, log_tables, old_log, placed_tables
from coder.store.views import VIEWS

APPLICATION_ID = 0x436F6472
"""`PRAGMA application_id` of project files: "Codr" in ASCII."""

SCHEMA_VERSION = 8
"""`PRAGMA user_version`: how many migrations the file has seen; the last one sets it."""

migrations = Migrations("coder")


@migrations(name="001_log_and_caches")
def log_and_caches(db: Database) -> None:
    """The first tables: the log, its caches, full-text search, and views for other tools."""
    _run(db, old_log.TABLES)
    for statement in cache_tables.CACHE_TABLES.values():
        db.execute(statement)
    _run(db, cache_tables.DERIVED_TABLES)
    db.execute(cache_tables.SEARCH_INDEX)
    for name, query in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {query}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations(name="002_suggestion_events")
def suggestion_events(db: Database) -> None:
    """What was suggested to whom, and whether they could see it: local, appended to only."""
    _run(db, cache_tables.SUGGESTION_EVENTS)
    db.execute("PRAGMA user_version = 2")


@migrations(name="003_rounds")
def rounds(db: Database) -> None:
    """Measurements of agreement that were frozen, to be cited and computed again."""
    _run(db, cache_tables.ROUNDS)
    db.execute("PRAGMA user_version = 3")


@migrations(name="004_resolutions")
def resolutions(db: Database) -> None:
    """What was decided where coders differ."""
    _run(db, cache_tables.RESOLUTIONS)
    db.execute("PRAGMA user_version = 4")


@migrations(name="005_answers")
def answers(db: Database) -> None:
    """Answers to what merging asks, and who is the same person; the views follow both."""
    _run(db, cache_tables.ANSWERS)
    for name in ("v_codings", "v_frequencies"):
        db.execute(f"DROP VIEW {name}")
        db.execute(f"CREATE VIEW {name} AS {VIEWS[name]}")
    db.execute("PRAGMA user_version = 5")


@migrations(name="006_vector_cache")
def vector_cache(db: Database) -> None:
    """Vectors that a user's model of meaning gave: local, derived."""
    db.execute(cache_tables.VECTOR_CACHE)
    db.execute("PRAGMA user_version = 6")


@migrations(name="007_memo_revision")
def memo_revision(db: Database) -> None:
    """The text on which a memo was made; older memos have none."""
    db.execute("ALTER TABLE memo ADD COLUMN revision BLOB")
    db.execute("PRAGMA user_version = 7")


@migrations(name="008_smaller_log")
def smaller_log(db: Database) -> None:
    """The log, codings and verdicts in less room."""
    _run(db, log_tables.TABLES)
    old_log.move(db)
    for kind in placed_tables.NUMBERED:
        for index in ("place", "revision", "code", "coder"):
            db.execute(f"DROP INDEX {kind}_{index}")
        _run(db, placed_tables.table(kind))
        db.execute(placed_tables.fill(kind))
        db.execute(f"DROP TABLE {kind}")
        db.execute(placed_tables.view(kind))
    for table in ("op", "batch"):
        db.execute(f"DROP TABLE {table}")
    for trigger in log_tables.TRIGGERS:
        db.execute(trigger.strip())
    for name, query in log_tables.VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {query}")
    db.execute("PRAGMA user_version = 8")


@cache
def expected_objects() -> dict[str, str]:
    """Every table, index, trigger and view of a project file with the SQL that made it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        db = Database(connection, execute_plugins=False)
        migrations.apply(db)
        return {name: sql for name, (_, sql) in objects(db).items()}


def objects(db: Database) -> dict[str, tuple[str, str]]:
    """Type and SQL of what a file defines, by name; what SQLite and its index add is left out."""
    rows = db.execute(
        "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL "
        "AND name NOT LIKE 'turn_fts_%' AND tbl_name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
    )
    return {name: (kind, sql) for name, kind, sql in rows}


def _run(db: Database, script: str) -> None:
    """Execute statements one by one, inside the transaction at hand."""
    for statement in script.split(";\n"):
        db.execute(statement.strip())
