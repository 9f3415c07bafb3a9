import os
import random
import shutil
import sqlite3
import stat
import sys
from contextlib import closing

import pytest

from coder.errors import InputError, StoreError
from coder.store import connection
from coder.store.backup import KEPT, backups, write_backup
from coder.store.connection import create_file, open_file
from coder.store.replica import load_person
from coder.store.schema import APPLICATION_ID, SCHEMA_VERSION, VIEWS
from coder.store.store import Store
from store.making import CODES

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and file kinds")


def plain(path):
    return closing(sqlite3.connect(path))


@pytest.fixture
def file(tmp_path, empty_file):
    path = tmp_path / "p.coder"
    shutil.copy(empty_file, path)
    return path


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_new_file_says_what_it_is(tmp_path):
    path = tmp_path / "p.coder"
    create_file(path)
    assert [one.name for one in tmp_path.iterdir()] == ["p.coder"]
    with plain(path) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@POSIX
def test_a_new_file_can_be_read_by_its_owner_only(tmp_path):
    create_file(tmp_path / "p.coder")
    assert stat.S_IMODE((tmp_path / "p.coder").stat().st_mode) == 0o600
    with closing(open_file(tmp_path / "p.coder")) as db:
        db.execute("CREATE TABLE x (a)")
        for suffix in ("-wal", "-shm"):
            assert stat.S_IMODE((tmp_path / f"p.coder{suffix}").stat().st_mode) == 0o600


def test_writes_are_durable_and_guarded(file):
    with closing(open_file(file)) as db:
        values = {
            name: db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }


def test_an_existing_path_is_never_overwritten(tmp_path):
    taken = tmp_path / "p.coder"
    taken.write_text("mijn tekst")
    dangling = tmp_path / "link.coder"
    dangling.symlink_to(tmp_path / "nowhere")
    for path in (taken, dangling, tmp_path):
        before = contents(tmp_path)
        with pytest.raises(InputError, match="already there"):
            create_file(path)
        assert contents(tmp_path) == before


def test_a_name_taken_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "p.coder"
    apply = connection.migrations.apply

    def slow(db):
        apply(db)
        path.write_text("een ander was eerder")

    monkeypatch.setattr(connection.migrations, "apply", slow)
    with pytest.raises(InputError, match="already there"):
        create_file(path)
    assert contents(tmp_path) == {"p.coder": b"een ander was eerder"}


def test_a_file_system_without_hard_links_will_do(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    create_file(tmp_path / "p.coder")
    assert [one.name for one in tmp_path.iterdir()] == ["p.coder"]
    open_file(tmp_path / "p.coder").close()


def test_an_interrupted_making_leaves_nothing(tmp_path, monkeypatch):
    def fail(_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(connection.migrations, "apply", fail)
    with pytest.raises(StoreError, match="make room"):
        create_file(tmp_path / "p.coder")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_log_left_by_a_deleted_project_is_not_taken_for_ones_own(tmp_path, suffix):
    (tmp_path / f"p.coder{suffix}").write_bytes(b"old pages")
    with pytest.raises(InputError, match="left over"):
        create_file(tmp_path / "p.coder")


def test_a_missing_folder_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        create_file(tmp_path / "nowhere" / "p.coder")
    for path in (tmp_path, tmp_path / "p.coder", tmp_path / "x" / "p.coder"):
        with pytest.raises(InputError, match="no project file"):
            open_file(path)
    with pytest.raises((InputError, StoreError)):
        open_file(tmp_path / ("x" * 5000))
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "p.coder")
    with pytest.raises(InputError, match="no project file"):
        open_file(tmp_path / "p.coder")


def beginning(path):
    with path.open("rb") as file:
        return path.stat().st_size, file.read(100_000)


def sparse(path):
    with path.open("wb") as file:
        file.truncate(20_000_000_000)


FOREIGN = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("I: Dag.\nR: Hallo.\n" * 500),
    "header only": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "zeros": lambda path: path.write_bytes(bytes(100_000)),
    "huge": sparse,
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_project_is_refused_and_left_alone(tmp_path, name):
    path = tmp_path / "p.coder"
    FOREIGN[name](path)
    before = beginning(path)
    with pytest.raises((InputError, StoreError), match="project"):
        open_file(path)
    assert beginning(path) == before
    assert [one.name for one in tmp_path.iterdir()] == ["p.coder"]


def test_another_programs_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "p.coder"
    with plain(path) as db, db:
        db.execute("CREATE TABLE op (id)")
    before = contents(tmp_path)
    with pytest.raises(InputError, match="not a coder project"):
        open_file(path)
    assert contents(tmp_path) == before


def test_newer_tables_are_refused_and_left_alone(file):
    with plain(file) as db, db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = contents(file.parent)
    with pytest.raises(InputError, match="newer version"):
        open_file(file)
    assert contents(file.parent) == before


CHANGES = {
    "dropped table": ["DROP TABLE dangling"],
    "loose types": ["DROP TABLE conflict", "CREATE TABLE conflict (entity, eid, field, others)"],
    "view for a table": ["DROP TABLE analysis_cache", "CREATE VIEW analysis_cache AS SELECT 1"],
    "trigger": ["CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM coding; END"],
    "trigger removed": ["DROP TRIGGER log_is_kept"],
    "other search index": ["DROP TABLE turn_fts", "CREATE TABLE turn_fts (text)"],
}


@pytest.mark.parametrize("name", CHANGES)
def test_changed_tables_are_refused(file, name):
    with plain(file) as db, db:
        for statement in CHANGES[name]:
            db.execute(statement)
    with pytest.raises(InputError, match="changed by another program"):
        open_file(file)


def test_tables_and_views_of_the_users_own_do_no_harm(file):
    with plain(file) as db, db:
        db.execute("CREATE TABLE mijn_tabel (a)")
        db.execute("CREATE VIEW mijn_view AS SELECT * FROM v_codes")
        db.execute("CREATE INDEX mijn_index ON code (colour)")
    open_file(file).close()


def test_a_claimed_old_version_is_an_error_with_a_remedy(file):
    with plain(file) as db, db:
        db.execute("PRAGMA user_version = 0")
        db.execute("DROP TABLE _sqlite_migrations")
    with pytest.raises(StoreError, match="already exists"):
        open_file(file)


@pytest.mark.parametrize("damage", range(6))
def test_damaged_pages_are_an_error_with_a_remedy(desk, tmp_path, damage):
    from coder.store import code_records, records
    from coder.store.health import examine

    path = desk.store.path
    for number in range(40):
        desk.code(number, number + 2)
    desk.store.close()
    whole = bytearray(path.read_bytes())
    size = len(whole) // 8
    whole[(damage + 1) * size : (damage + 2) * size] = random.Random(damage).randbytes(size)
    path.write_bytes(whole)
    try:
        with Store(path, desk.store.person, tmp_path / "config") as store:
            assert examine(store).faults
            with store.reading():
                records.documents(store.db)
                code_records.codebooks(store.db)
                records.codings(store.db)
            store.write("code", [desk.coding_draft(50, 53)])
    except (InputError, StoreError) as error:
        assert error.remedy


def test_a_truncated_file_is_an_error_with_a_remedy(desk, tmp_path):
    path = desk.store.path
    desk.store.close()
    path.write_bytes(path.read_bytes()[:20_000])
    with (
        pytest.raises((InputError, StoreError)) as caught,
        Store(path, desk.store.person, tmp_path / "config") as store,
    ):
        store.write("code", [desk.coding_draft(50, 53)])
    assert caught.value.remedy


@pytest.fixture
def next_version(monkeypatch):
    """A program that knows one more migration."""
    from sqlite_utils import Migrations

    from coder.store import schema

    newer = Migrations("coder")
    newer(name="001_log_and_caches")(schema.log_and_caches)
    newer(name="002_suggestion_events")(schema.suggestion_events)
    newer(name="003_rounds")(schema.rounds)
    newer(name="004_resolutions")(schema.resolutions)
    newer(name="005_answers")(schema.answers)
    newer(name="006_vector_cache")(schema.vector_cache)
    newer(name="007_memo_revision")(schema.memo_revision)
    newer(name="008_smaller_log")(schema.smaller_log)

    @newer(name="next_colour_names")
    def colour_names(db):
        db.execute("ALTER TABLE code ADD COLUMN colour_name TEXT")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")

    monkeypatch.setattr(connection, "migrations", newer)
    monkeypatch.setattr(schema, "migrations", newer)
    monkeypatch.setattr(connection, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    schema.expected_objects.cache_clear()
    yield newer
    schema.expected_objects.cache_clear()


def test_an_older_file_is_backed_up_and_then_migrated(desk, next_version, tmp_path):
    desk.code(0, 3)
    before = desk.store.dump()
    desk.store.close()
    with Store(desk.store.path, desk.store.person, tmp_path / "config") as store:
        assert store.dump() != ""
        version = store.db.execute("PRAGMA user_version").fetchone()
        assert version == (SCHEMA_VERSION + 1,)
        columns = [row[1] for row in store.db.execute("PRAGMA table_info(code)")]
        assert columns[-1] == "colour_name"
        assert [op.entity for op in store.operations()].count("coding") == 1
    (backup,) = backups(desk.store.path)
    with plain(backup) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert db.execute("SELECT count(*) FROM coding").fetchone() == (1,)
    assert before


def test_a_failing_migration_changes_nothing(file, next_version):
    @next_version(name="next_breaks")
    def breaks(db):
        db.execute("CREATE TABLE half (a)")
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(StoreError, match="make room"):
        open_file(file)
    with plain(file) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_schema")}
        assert "half" not in names
        assert "colour_name" not in {row[1] for row in db.execute("PRAGMA table_info(code)")}


def test_the_newest_five_backups_are_kept(desk):
    made = [write_backup(desk.store.db, desk.store.path, f"number-{n}") for n in range(KEPT + 3)]
    assert backups(desk.store.path) == made[-KEPT:]
    assert {one.name for one in made[-1].parent.iterdir()} == {one.name for one in made[-KEPT:]}


def test_a_backup_is_a_whole_project(desk, tmp_path):
    desk.code(0, 3)
    backup = write_backup(desk.store.db, desk.store.path, "test")
    with Store(backup, desk.store.person, tmp_path / "config") as copy:
        assert copy.dump() == desk.store.dump()


def test_a_backup_is_kept_though_the_clock_went_back(desk):
    first = write_backup(desk.store.db, desk.store.path, "x")
    for year in range(2990, 2990 + KEPT):
        first.with_name(f"{year}0101T000000000000Z-x.coder").write_bytes(b"")
    made = write_backup(desk.store.db, desk.store.path, "test")
    assert made in backups(desk.store.path)
    assert len(backups(desk.store.path)) == KEPT


@POSIX
def test_backups_can_be_read_by_their_owner_only(desk):
    backup = write_backup(desk.store.db, desk.store.path, "test")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700


def test_a_link_opens_the_file_it_names(desk, tmp_path):
    link = tmp_path / "link.coder"
    link.symlink_to(desk.store.path)
    with Store(link, load_person(tmp_path / "config", ""), tmp_path / "config") as store:
        assert store.dump() == desk.store.dump()


def test_views_answer_through_plain_sqlite(desk):
    desk.code(32, 35)
    desk.code(32, 40, code="geld")
    names = {}
    with plain(desk.store.path) as db:
        db.row_factory = sqlite3.Row
        for view in VIEWS:
            names[view] = [dict(row) for row in db.execute(f"SELECT * FROM {view}")]
    assert [row["code"] for row in names["v_codes"]] == sorted(CODES)
    assert {(row["code"], row["coder"], row["speaker"]) for row in names["v_codings"]} == {
        ("sfeer", "Persoon Een", "R"),
        ("geld", "Persoon Een", "R"),
    }
    assert names["v_codings"][0]["quote"] == "Ik "
    assert {row["code"]: row["codings"] for row in names["v_frequencies"]} == {
        "geld": 1,
        "sfeer": 1,
        "tijd": 0,
    }
    assert [(row["document"], row["turns"], row["codings"]) for row in names["v_documents"]] == [
        ("gesprek een", 2, 2),
        ("gesprek twee", 2, 0),
    ]
    assert names["v_attributes"] == []
    assert [row["act"] for row in names["v_log"]][-2:] == ["code a span", "code a span"]
    assert {row["who"] for row in names["v_log"]} == {"Persoon Een"}


def test_the_log_cannot_be_changed_by_hand(desk):
    with plain(desk.store.path) as db, db:
        for statement, why in {
            "UPDATE log SET seq = 9": "operations are immutable",
            "UPDATE log SET val = '1'": "operations are immutable",
            "DELETE FROM log": "operations are never deleted",
            "UPDATE log SET batch = zeroblob(16)": "operations are immutable",
            "UPDATE log SET undoes = zeroblob(16)": "operations are immutable",
            "UPDATE word SET text = 'x'": "stand for one thing",
            "DELETE FROM ident": "stand for one thing",
        }.items():
            with pytest.raises(sqlite3.IntegrityError, match=why):
                db.execute(statement)
