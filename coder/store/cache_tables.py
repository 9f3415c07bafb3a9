"""The tables that are folded from the log, and those of what only this copy knows.

Statements as the numbered migrations of `coder.store.schema` run them; later ones change them.
"""

from __future__ import annotations

from coder.oplog.kinds import MAX_NUMBER

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
