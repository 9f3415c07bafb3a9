"""Numbers of operations that no program counts to: merged, they would end all writing."""

import pytest

from coder.errors import InputError
from coder.oplog.kinds import MAX_NUMBER
from coder.oplog.operation import Draft
from coder.store.connection import transaction
from coder.store.incoming import MAX_LEAP, open_incoming
from coder.store.log import insert_operations
from coder.store.replica import load_person
from coder.store.store import Store, create_store
from coder.store.union import bring
from store.making import CODES
from store.test_hostile_operations import forged

NAMED = Draft("code", CODES["geld"], "name", "gierigheid")


def numbered(folder, *lams):
    """Somebody else's file with operations of these Lamport numbers."""
    path, config = folder / "ander.coder", folder / "ander"
    with create_store(path, load_person(config, "Persoon Twee"), config) as store:
        for seq, lam in enumerate(lams, 1):
            with transaction(store.db):
                insert_operations(store.db, forged(NAMED, lam=lam, seq=seq))
    return path


def take(desk, path):
    with desk.store.reading(), transaction(desk.store.db), open_incoming(path) as incoming:
        return bring(desk.store.db, [incoming])


@pytest.mark.parametrize("lam", [MAX_NUMBER, MAX_NUMBER // 2, 3 * MAX_LEAP])
def test_a_leap_is_refused_and_one_can_go_on_writing(desk, tmp_path, lam):
    path = numbered(tmp_path, 5, MAX_LEAP, lam)
    with pytest.raises(InputError, match="no program counts"):
        take(desk, path)
    desk.code(2, 9)


def test_a_part_that_leaves_much_out_is_taken(desk, tmp_path):
    """Its numbers leap too, but by no more than there can be operations."""
    assert take(desk, numbered(tmp_path, 5, MAX_LEAP, 2 * MAX_LEAP)).operations == 3
    desk.code(2, 9)
    with Store(desk.store.path, desk.store.person, tmp_path / "config") as again:
        assert max(op.lam for op in again.operations()) > 2 * MAX_LEAP
    with open_incoming(desk.store.path) as incoming:
        assert incoming.ids()
