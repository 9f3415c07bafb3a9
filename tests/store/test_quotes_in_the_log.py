"""Quotes are found in the texts that the log holds, and outlive those texts."""

import shutil
from dataclasses import replace

import pytest

from coder.oplog.kinds import CREATE, PURGE, purge_id
from coder.oplog.operation import Draft, operation_id
from coder.store import caches, log
from coder.store.connection import transaction
from coder.store.health import examine
from coder.store.log_texts import LogTexts
from coder.store.merged_files import Merging, remember, take_back
from coder.store.replica import load_person
from coder.store.store import Store
from store.making import DOCUMENTS, Desk, import_drafts, make_document, pure_dump, unite_file

NEW = make_document("gesprek drie", "Hoe gaat het?", 'Het gaat "goed", zei\tde kat. 🐈 Toch?')


@pytest.fixture
def other(tmp_path, empty_file):
    """Somebody else's empty project."""
    path = tmp_path / "other.coder"
    shutil.copy(empty_file, path)
    config = tmp_path / "other"
    with Store(path, load_person(config, "Persoon Twee"), config) as store:
        yield Desk(store)


def kept(store):
    """What the rows of codings hold of their values."""
    rows = store.db.execute(
        "SELECT val FROM log WHERE entity = (SELECT n FROM word WHERE text = ?)", ["coding"]
    )
    return "".join(row[0] or "" for row in rows)


def quote_of(store, eid):
    (made,) = [op for op in store.operations() if op.eid == eid and op.field == CREATE]
    return made.value["quote"]


@pytest.mark.parametrize("place", [(14, 47), (0, 1), (22, 29)])
def test_a_quote_is_not_stored_twice_and_read_to_the_letter(desk, place):
    desk.store.write("import", import_drafts(NEW))
    eid = desk.code(*place, NEW)
    words = NEW.text[slice(*place)]
    assert quote_of(desk.store, eid) == words
    assert len(words) == 1 or words not in kept(desk.store)
    assert desk.store.db.execute("SELECT quote, other_quote FROM coding").fetchone() == (
        words,
        None,
    )
    assert examine(desk.store).faults == ()


def test_other_words_than_those_at_the_place_are_stored(desk):
    made = desk.coding_draft(0, 8)
    other = Draft("coding", made.eid, CREATE, {**made.value, "quote": "iets anders"})
    desk.store.write("code a span", [other])
    assert quote_of(desk.store, made.eid) == "iets anders"
    assert "iets anders" in kept(desk.store)
    row = desk.store.db.execute("SELECT quote, other_quote FROM coding").fetchone()
    assert row == ("iets anders", "iets anders")
    health = examine(desk.store)
    assert (health.faults, len(health.notes)) == ((), 1)


def test_a_text_and_what_quotes_it_in_one_act(desk):
    desk.store.write("import", [desk.coding_draft(3, 9, NEW), *import_drafts(NEW)])
    assert NEW.text[3:9] not in kept(desk.store)
    assert desk.store.dump() == pure_dump(desk.store)
    assert examine(desk.store).faults == ()


def test_codings_keep_their_quotes_when_the_text_alone_is_erased(desk):
    """As where somebody purged a transcript and did not know of a coding on it."""
    eid = desk.code(4, 20)
    words, before = DOCUMENTS[0].text[4:20], {op.id for op in desk.store.operations()}
    target = {"target_kind": "revision", "target": DOCUMENTS[0].revision}
    draft = Draft(PURGE, purge_id("revision", DOCUMENTS[0].revision), CREATE, target)
    desk.store.write("purge", [draft])
    assert quote_of(desk.store, eid) == words
    assert words in kept(desk.store)
    assert before <= {op.id for op in desk.store.operations()}
    assert examine(desk.store).faults == ()
    with pytest.raises(Exception, match="immutable"):
        desk.store.db.execute("UPDATE log SET val = 'x'")


def test_codings_keep_their_quotes_when_the_text_is_taken_back_with_a_merge(desk, other):
    other.store.write("import", import_drafts(NEW))
    first = log.last_row(desk.store.db)
    unite_file(desk.store, other.store.operations())
    last = log.last_row(desk.store.db)
    desk.store.write("import", import_drafts(NEW))
    eid = desk.code(14, 40, NEW)
    assert LogTexts(desk.store.db).of(NEW.revision)[0] <= last
    with transaction(desk.store.db):
        _, touched = log.remove_rows(desk.store.db, first, last)
        caches.refold(desk.store.db, touched)
    assert quote_of(desk.store, eid) == NEW.text[14:40]
    assert examine(desk.store).faults == ()


def test_a_coding_whose_first_row_goes_with_a_merge_gets_another_number(desk, other):
    unite_file(other.store, desk.store.operations())
    eid = other.code(0, 8)
    made = [op for op in other.store.operations() if op.eid == eid]
    first = log.last_row(desk.store.db)
    unite_file(desk.store, other.store.operations())
    last = log.last_row(desk.store.db)
    other.set(eid, "weight", 3)
    (later,) = [_citing_nothing(op) for op in other.store.operations() if op.field == "weight"]
    unite_file(desk.store, [later])
    merging = Merging(1, 0, (), (), first, last, ())
    with transaction(desk.store.db):
        remember(desk.store.db, merging)
    take_back(desk.store, merging)
    assert desk.store.db.execute("SELECT count(*) FROM coding_row").fetchone() == (0,)
    unite_file(desk.store, [op for op in other.store.operations() if op.entity == "coder"])
    unite_file(desk.store, made)
    rows = desk.store.db.execute("SELECT id, weight, created_ms FROM coding").fetchall()
    assert rows == [(bytes.fromhex(eid), 3, made[0].wall)]
    assert desk.store.dump() == pure_dump(desk.store)


def _citing_nothing(operation):
    bare = replace(operation, prev=())
    return replace(bare, id=operation_id(bare))
