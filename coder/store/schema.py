"""The tables of a project file, made by numbered migrations.

`op` is the truth; every other table is a cache folded from it. Ids are 16-byte BLOBs; the views
show them as hexadecimal text. Positions are code points, half-open.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache

from sqlite_utils import Database, Migrations

from coder.oplog.kinds import MAX_NUMBER

APPLICATION_ID = 0x436F6472
"""`PRAGMA application_id` of project files: "Codr" in ASCII."""

SCHEMA_VERSION = 7
"""`PRAGMA user_version`: how many migrations the file has seen; the last one sets it."""

migrations = Migrations("coder")

LOG_TABLES = f"""
CREATE TABLE op (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  replica BLOB NOT NULL CHECK (length(replica) = 16),
  seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND {MAX_NUMBER}),
  lam INTEGER NOT NULL CHECK (lam BETWEEN 0 AND {MAX_NUMBER}),
  entity TEXT NOT NULL,
  eid BLOB NOT NULL CHECK (length(eid) = 16),
  field TEXT NOT NULL,
  val TEXT,
  val_hash BLOB NOT NULL CHECK (length(val_hash) = 16),
  prev BLOB NOT NULL CHECK (length(prev) % 16 = 0),
  actor BLOB NOT NULL CHECK (length(actor) = 16),
  wall INTEGER NOT NULL CHECK (wall BETWEEN -{MAX_NUMBER} AND {MAX_NUMBER}),
  batch BLOB NOT NULL CHECK (length(batch) = 16),
  label TEXT NOT NULL,
  undoes BLOB CHECK (length(undoes) = 16),
  v INTEGER NOT NULL,
  purged INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1) AND (val IS NULL) = purged)
) STRICT;
CREATE INDEX op_entity ON op (entity, eid);
CREATE INDEX op_batch ON op (batch, lam);
CREATE INDEX op_replica ON op (replica, seq);
CREATE INDEX op_lam ON op (lam);
CREATE TRIGGER op_is_immutable BEFORE UPDATE ON op
WHEN NOT (
  new.purged = 1 AND new.val IS NULL
  AND (new.id, new.replica, new.seq, new.lam, new.entity, new.eid, new.field, new.val_hash,
       new.prev, new.actor, new.wall, new.batch, new.label, new.v)
    = (old.id, old.replica, old.seq, old.lam, old.entity, old.eid, old.field, old.val_hash,
       old.prev, old.actor, old.wall, old.batch, old.label, old.v)
  AND new.undoes IS old.undoes
)
BEGIN SELECT RAISE(ABORT, 'operations are immutable'); END;
CREATE TRIGGER op_is_kept BEFORE DELETE ON op
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END
"""

_COMMON = """
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  created_ms INTEGER NOT NULL,
  created_by BLOB NOT NULL
"""
_ID = "id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16)"
_SPAN = "CHECK (0 <= start AND start < end)"


def _to(table: str) -> str:
    return f"BLOB NOT NULL REFERENCES {table}(id) DEFERRABLE INITIALLY DEFERRED"


CACHE_TABLES = {
    "project": f"CREATE TABLE project ({_ID}, name TEXT, language TEXT, {_COMMON}) STRICT",
    "coder": f"CREATE TABLE coder ({_ID}, name TEXT, kind TEXT, {_COMMON}) STRICT",
    "codebook": f"""CREATE TABLE codebook (
        {_ID}, name TEXT, language TEXT, description TEXT, {_COMMON}) STRICT""",
    "document": f"""CREATE TABLE document (
        {_ID}, name TEXT, origin TEXT, format TEXT, encoding TEXT, warnings TEXT,
        {_COMMON}) STRICT""",
    "revision": f"""CREATE TABLE revision (
        {_ID}, document {_to("document")}, parents TEXT, text TEXT NOT NULL, turns TEXT NOT NULL,
        {_COMMON}) STRICT""",
    "speaker": f"""CREATE TABLE speaker (
        {_ID}, document {_to("document")}, label TEXT, role TEXT, {_COMMON}) STRICT""",
    "attribute": f"""CREATE TABLE attribute (
        {_ID}, document {_to("document")}, key TEXT, value TEXT, {_COMMON}) STRICT""",
    "code": f"""CREATE TABLE code (
        {_ID}, codebook {_to("codebook")}, key TEXT, name TEXT, english TEXT, parent BLOB,
        definition TEXT, include TEXT, exclude TEXT, examples TEXT, terms TEXT, colour TEXT,
        hotkey TEXT, position INTEGER, merged_into BLOB, {_COMMON}) STRICT""",
    "coding": f"""CREATE TABLE coding (
        {_ID}, document {_to("document")}, revision {_to("revision")}, code {_to("code")},
        coder {_to("coder")}, start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
        origin TEXT NOT NULL, weight INTEGER, important INTEGER NOT NULL, {_COMMON},
        {_SPAN}) STRICT""",
    "memo": f"""CREATE TABLE memo (
        {_ID}, target_kind TEXT NOT NULL, target BLOB, document BLOB, start INTEGER, end INTEGER,
        title TEXT, text TEXT, coder {_to("coder")}, {_COMMON}) STRICT""",
    "verdict": f"""CREATE TABLE verdict (
        {_ID}, coder {_to("coder")}, document {_to("document")}, revision {_to("revision")},
        start INTEGER NOT NULL, end INTEGER NOT NULL, code {_to("code")}, verdict TEXT, band TEXT,
        engine TEXT, origin TEXT, reason TEXT, {_COMMON}, {_SPAN}) STRICT""",
    "done": f"""CREATE TABLE done (
        {_ID}, coder {_to("coder")}, document {_to("document")}, done INTEGER NOT NULL,
        {_COMMON}) STRICT""",
    "purge": f"""CREATE TABLE purge (
        {_ID}, target_kind TEXT NOT NULL, target BLOB NOT NULL, {_COMMON}) STRICT""",
}

DERIVED_TABLES = """
CREATE TABLE conflict (
  entity TEXT NOT NULL, eid BLOB NOT NULL, field TEXT NOT NULL, others TEXT NOT NULL,
  PRIMARY KEY (entity, eid, field)
) STRICT;
CREATE TABLE dangling (
  entity TEXT NOT NULL, eid BLOB NOT NULL, missing_kind TEXT NOT NULL, missing BLOB,
  PRIMARY KEY (entity, eid)
) STRICT;
CREATE TABLE merged_code (
  code BLOB NOT NULL PRIMARY KEY REFERENCES code(id) DEFERRABLE INITIALLY DEFERRED,
  target BLOB REFERENCES code(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TABLE batch (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  actor BLOB NOT NULL, label TEXT NOT NULL, wall INTEGER NOT NULL, lam INTEGER NOT NULL,
  size INTEGER NOT NULL, undoes BLOB, housekeeping INTEGER NOT NULL
) STRICT;
CREATE TABLE turn (
  id INTEGER PRIMARY KEY,
  document BLOB NOT NULL REFERENCES document(id) DEFERRABLE INITIALLY DEFERRED,
  revision BLOB NOT NULL REFERENCES revision(id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  speaker TEXT NOT NULL, role TEXT NOT NULL, begin_ms INTEGER, end_ms INTEGER,
  text TEXT NOT NULL,
  UNIQUE (revision, position), CHECK (0 <= start AND start <= end)
) STRICT;
CREATE TABLE local (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE analysis_cache (
  key BLOB NOT NULL PRIMARY KEY, document BLOB NOT NULL, value BLOB NOT NULL
) STRICT;
CREATE INDEX coding_place ON coding (document, start);
CREATE INDEX coding_revision ON coding (revision);
CREATE INDEX coding_code ON coding (code);
CREATE INDEX coding_coder ON coding (coder);
CREATE INDEX revision_document ON revision (document);
CREATE INDEX attribute_document ON attribute (document);
CREATE INDEX speaker_document ON speaker (document);
CREATE INDEX verdict_place ON verdict (document, start);
CREATE INDEX verdict_revision ON verdict (revision);
CREATE INDEX verdict_code ON verdict (code);
CREATE INDEX verdict_coder ON verdict (coder);
CREATE INDEX memo_coder ON memo (coder);
CREATE INDEX done_document ON done (document);
CREATE INDEX done_coder ON done (coder);
CREATE INDEX code_codebook ON code (codebook);
CREATE INDEX turn_document ON turn (document);
CREATE INDEX turn_revision ON turn (revision, start);
CREATE INDEX dangling_missing ON dangling (missing_kind, missing);
CREATE INDEX batch_order ON batch (actor, lam)
"""

SUGGESTION_EVENTS = f"""
CREATE TABLE suggestion_event (
  n INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND {MAX_NUMBER}),
  coder BLOB NOT NULL CHECK (length(coder) = 16),
  document BLOB NOT NULL CHECK (length(document) = 16),
  revision BLOB NOT NULL CHECK (length(revision) = 16),
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  exposure TEXT NOT NULL CHECK (exposure IN ('shown', 'hidden', 'blind', 'muted')),
  code BLOB CHECK (length(code) = 16),
  probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  band TEXT NOT NULL, rank INTEGER NOT NULL, engine TEXT NOT NULL,
  features BLOB NOT NULL CHECK (length(features) % 4 = 0),
  {_SPAN}
) STRICT;
CREATE INDEX suggestion_event_place ON suggestion_event (document, coder, start, end);
CREATE TRIGGER suggestion_event_is_immutable BEFORE UPDATE ON suggestion_event
BEGIN SELECT RAISE(ABORT, 'suggestion events are immutable'); END;
CREATE TRIGGER suggestion_event_is_kept BEFORE DELETE ON suggestion_event
WHEN EXISTS (SELECT 1 FROM document WHERE id = old.document)
BEGIN SELECT RAISE(ABORT, 'suggestion events are kept as long as their document'); END
"""

ROUNDS = f"""
CREATE TABLE round (
  {_ID}, name TEXT NOT NULL, coder {_to("coder")}, operations TEXT NOT NULL,
  count INTEGER NOT NULL, digest TEXT NOT NULL, settings TEXT NOT NULL, figures TEXT NOT NULL,
  program TEXT NOT NULL, {_COMMON}
) STRICT;
CREATE INDEX round_coder ON round (coder)
"""

RESOLUTIONS = f"""
CREATE TABLE resolution (
  {_ID}, document {_to("document")}, consensus {_to("coder")}, coder {_to("coder")},
  claims TEXT NOT NULL, ruling TEXT NOT NULL, result TEXT NOT NULL, rule TEXT, reason TEXT,
  {_COMMON}
) STRICT;
CREATE INDEX resolution_document ON resolution (document);
CREATE INDEX resolution_consensus ON resolution (consensus);
CREATE INDEX resolution_coder ON resolution (coder)
"""

ANSWERS = f"""
ALTER TABLE coder ADD COLUMN same_as BLOB;
CREATE TABLE answer (
  {_ID}, question TEXT NOT NULL, subjects TEXT NOT NULL, choice TEXT NOT NULL,
  coder {_to("coder")}, {_COMMON}) STRICT;
CREATE INDEX answer_coder ON answer (coder);
CREATE TABLE same_person (
  coder BLOB NOT NULL PRIMARY KEY REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED,
  target BLOB NOT NULL REFERENCES coder(id) DEFERRABLE INITIALLY DEFERRED
) STRICT
"""

VECTOR_CACHE = """
CREATE TABLE vector_cache (
  n INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
  document BLOB NOT NULL UNIQUE CHECK (length(document) = 16), value BLOB NOT NULL
) STRICT"""

SEARCH_INDEX = """
CREATE VIRTUAL TABLE turn_fts USING fts5 (
  text, content = 'turn', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
)"""

VIEWS = {
    "v_codes": """
        SELECT lower(hex(c.id)) AS code_id, c.name AS code, c.english, p.name AS parent,
               c.definition, c.colour, c.hotkey, b.name AS codebook
        FROM code c JOIN codebook b ON b.id = c.codebook
        LEFT JOIN merged_code n ON n.code = c.parent
        LEFT JOIN code p ON p.id = coalesce(n.target, c.parent) AND p.deleted = 0
        LEFT JOIN merged_code m ON m.code = c.id
        WHERE c.deleted = 0 AND m.target IS NULL ORDER BY c.position, c.name""",
    "v_codings": """
        SELECT lower(hex(g.id)) AS coding_id, d.name AS document, c.name AS code,
               h.name AS coder, t.speaker, t.role, t.begin_ms, g.start, g.end, g.quote,
               g.origin, g.weight, g.important,
               strftime('%Y-%m-%dT%H:%M:%SZ', g.created_ms / 1000, 'unixepoch') AS created
        FROM coding g
        JOIN document d ON d.id = g.document AND d.deleted = 0
        LEFT JOIN merged_code m ON m.code = g.code
        JOIN code c ON c.id = coalesce(m.target, g.code)
        LEFT JOIN same_person s ON s.coder = g.coder
        JOIN coder h ON h.id = coalesce(s.target, g.coder)
        LEFT JOIN turn t ON t.id = (
          SELECT id FROM turn WHERE revision = g.revision AND start <= g.start
          ORDER BY start DESC LIMIT 1)
        WHERE g.deleted = 0 ORDER BY d.name, g.start, g.end, c.name""",
    "v_frequencies": """
        SELECT c.name AS code, p.name AS parent, h.name AS coder,
               count(g.id) AS codings, count(DISTINCT g.document) AS documents,
               coalesce(sum(g.end - g.start), 0) AS characters
        FROM code c
        LEFT JOIN merged_code n ON n.code = c.parent
        LEFT JOIN code p ON p.id = coalesce(n.target, c.parent) AND p.deleted = 0
        LEFT JOIN (
          SELECT g.*, coalesce(m.target, g.code) AS now, coalesce(s.target, g.coder) AS who
          FROM coding g
          JOIN document d ON d.id = g.document AND d.deleted = 0
          LEFT JOIN merged_code m ON m.code = g.code
          LEFT JOIN same_person s ON s.coder = g.coder
          WHERE g.deleted = 0) g ON g.now = c.id
        LEFT JOIN coder h ON h.id = g.who
        LEFT JOIN merged_code o ON o.code = c.id
        WHERE (c.deleted = 0 OR g.id IS NOT NULL) AND o.target IS NULL
        GROUP BY c.id, h.id ORDER BY codings DESC, c.name""",
    "v_documents": """
        SELECT lower(hex(d.id)) AS document_id, d.name AS document, d.origin, d.format,
               d.encoding,
               (SELECT count(*) FROM turn t WHERE t.document = d.id) AS turns,
               (SELECT count(*) FROM coding g WHERE g.document = d.id AND g.deleted = 0)
                 AS codings
        FROM document d WHERE d.deleted = 0 ORDER BY d.name""",
    "v_attributes": """
        SELECT d.name AS document, a.key, a.value FROM attribute a
        JOIN document d ON d.id = a.document AND d.deleted = 0
        WHERE a.deleted = 0 ORDER BY d.name, a.key""",
    "v_log": """
        SELECT strftime('%Y-%m-%dT%H:%M:%SZ', b.wall / 1000, 'unixepoch') AS time,
               h.name AS who, b.label AS act, b.size AS operations
        FROM batch b LEFT JOIN coder h ON h.id = b.actor ORDER BY b.lam""",
}


@migrations(name="001_log_and_caches")
def log_and_caches(db: Database) -> None:
    """The first tables: the log, its caches, full-text search, and views for other tools."""
    _run(db, LOG_TABLES)
    for statement in CACHE_TABLES.values():
        db.execute(statement)
    _run(db, DERIVED_TABLES)
    db.execute(SEARCH_INDEX)
    for name, query in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {query}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations(name="002_suggestion_events")
def suggestion_events(db: Database) -> None:
    """What was suggested to whom, and whether they could see it: local, appended to only."""
    _run(db, SUGGESTION_EVENTS)
    db.execute("PRAGMA user_version = 2")


@migrations(name="003_rounds")
def rounds(db: Database) -> None:
    """Measurements of agreement that were frozen, to be cited and computed again."""
    _run(db, ROUNDS)
    db.execute("PRAGMA user_version = 3")


@migrations(name="004_resolutions")
def resolutions(db: Database) -> None:
    """What was decided where coders differ."""
    _run(db, RESOLUTIONS)
    db.execute("PRAGMA user_version = 4")


@migrations(name="005_answers")
def answers(db: Database) -> None:
    """Answers to what merging asks, and who is the same person; the views follow both."""
    _run(db, ANSWERS)
    for name in ("v_codings", "v_frequencies"):
        db.execute(f"DROP VIEW {name}")
        db.execute(f"CREATE VIEW {name} AS {VIEWS[name]}")
    db.execute("PRAGMA user_version = 5")


@migrations(name="006_vector_cache")
def vector_cache(db: Database) -> None:
    """Vectors that a user's model of meaning gave: local, derived."""
    db.execute(VECTOR_CACHE)
    db.execute("PRAGMA user_version = 6")


@migrations(name="007_memo_revision")
def memo_revision(db: Database) -> None:
    """The text on which a memo was made; older memos have none."""
    db.execute("ALTER TABLE memo ADD COLUMN revision BLOB")
    db.execute("PRAGMA user_version = 7")


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
