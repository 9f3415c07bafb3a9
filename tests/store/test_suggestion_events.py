import sqlite3
from dataclasses import replace

import pytest

from coder.errors import StoreError
from coder.model import Exposure, SuggestionEvent
from coder.oplog.kinds import DELETED
from coder.oplog.operation import Draft
from coder.store import connection, suggestion_events
from coder.store.purge import purge_document
from coder.store.suggestion_events import append_visits
from store.making import CODES, DOCUMENTS

ONE, TWO = DOCUMENTS


@pytest.fixture
def event(desk):
    return SuggestionEvent(
        at_ms=1_000,
        coder=desk.me,
        document=ONE.id,
        revision=ONE.revision,
        start=32,
        end=75,
        exposure=Exposure.HIDDEN,
        code=CODES["sfeer"],
        probability=0.75,
        band="middle",
        rank=1,
        engine="lexical 1",
        features=(0.5, -1.25),
    )


def kept(desk):
    return suggestion_events.suggestion_events(desk.store.db)


def test_events_come_back_as_they_were(desk, event):
    nothing = replace(event, at_ms=2_000, code=None, probability=0.0, band="", rank=0, features=())
    other = replace(event, coder="ab" * 16, exposure=Exposure.BLIND)
    assert append_visits(desk.store.path, [[event], [nothing], [other]]) == 3
    assert kept(desk) == [event, nothing, other]
    assert suggestion_events.suggestion_events(desk.store.db, desk.me) == [event, nothing]


def test_only_what_changed_is_written(desk, event):
    path = desk.store.path
    second = replace(event, code=CODES["geld"], rank=2, probability=0.6)
    assert append_visits(path, [[event, second]]) == 2
    later = [replace(event, at_ms=2_000, probability=0.71), replace(second, at_ms=2_000)]
    assert append_visits(path, [later]) == 0
    assert append_visits(path, [[replace(one, exposure=Exposure.SHOWN) for one in later]]) == 2
    assert append_visits(path, [[replace(event, at_ms=3_000, exposure=Exposure.SHOWN)]]) == 1
    bands = replace(event, at_ms=4_000, exposure=Exposure.SHOWN, band="high", probability=0.81)
    assert append_visits(path, [[bands]]) == 1
    assert append_visits(path, [[replace(bands, at_ms=5_000, start=33)]]) == 1


def test_they_are_neither_changed_nor_removed(desk, event):
    append_visits(desk.store.path, [[event]])
    for statement in ("UPDATE suggestion_event SET rank = 9", "DELETE FROM suggestion_event"):
        with pytest.raises(sqlite3.IntegrityError):
            desk.store.db.execute(statement)
    desk.store.rebuild()
    desk.store.write("remove", [Draft("document", ONE.id, DELETED, True)])
    assert kept(desk) == [event]


def test_they_are_no_part_of_the_log(desk, event):
    before, operations = desk.store.dump(), desk.store.operations()
    append_visits(desk.store.path, [[event]])
    assert (desk.store.dump(), desk.store.operations()) == (before, operations)


def test_a_purge_takes_those_of_its_document_for_good(desk, event):
    other = replace(event, document=TWO.id, revision=TWO.revision, start=0, end=5)
    append_visits(desk.store.path, [[event], [other]])
    purge_document(desk.store, ONE.id)
    assert kept(desk) == [other]
    assert append_visits(desk.store.path, [[replace(event, at_ms=9_000)]]) == 0
    desk.store.rebuild()
    assert kept(desk) == [other]


def test_many_are_written_in_transactions_of_bounded_size(desk, event, monkeypatch):
    begun = []
    real = connection.transaction
    monkeypatch.setattr(suggestion_events, "transaction", lambda db: (begun.append(1), real(db))[1])
    visits = [[replace(event, at_ms=n, start=n, end=n + 1)] for n in range(1_201)]
    assert append_visits(desk.store.path, visits) == 1_201
    assert len(begun) == 3


def test_a_file_that_cannot_be_written_is_told(desk, event, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 1)
    desk.store.db.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        append_visits(desk.store.path, [[event]])
    desk.store.db.rollback()
    assert kept(desk) == []
