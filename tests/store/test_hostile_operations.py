"""Operations that no honest program wrote: an error with a remedy, and nothing half done."""

import pytest

from coder.errors import InputError, StoreError
from coder.identity import canonical_json, content_hash, new_id
from coder.oplog.kinds import CREATE, MAX_NUMBER, PURGE, purge_id
from coder.oplog.operation import Draft, Stamp, seal
from coder.store import records
from coder.store.health import examine
from coder.store.moved_edges import places_of
from store.making import CODES, DOCUMENTS, pure_dump, table_bytes, unite_file

OTHER = content_hash("iemand anders")


def forged(*drafts, **stamp):
    values = {"replica": OTHER, "actor": OTHER, "wall": 0, "batch": OTHER, "label": "x", "lam": 99}
    return seal(list(drafts), Stamp(**{**values, "seq": 1, **stamp}), lambda *_: ())


def coding(desk, **changes):
    draft = desk.coding_draft(0, 4)
    return Draft("coding", draft.eid, CREATE, {**draft.value, **changes})


def unchanged_by(desk, operations):
    rows, dump = table_bytes(desk.store), desk.store.dump()
    with pytest.raises((InputError, StoreError)) as caught:
        unite_file(desk.store, operations)
    assert (table_bytes(desk.store), desk.store.dump()) == (rows, dump)
    assert examine(desk.store).faults == ()
    assert caught.value.remedy


WRONG = [
    {"start": "3"},
    {"start": 3.0},
    {"start": True},
    {"end": 10**30},
    {"weight": "zwaar"},
    {"important": 1},
    {"document": "geen id"},
    {"document": ["x"]},
    {"code": {"id": "x"}},
    {"origin": "robot"},
    {"quote": None},
    {"deleted": "nee"},
]


@pytest.mark.parametrize("changes", WRONG, ids=lambda changes: canonical_json(changes)[:20])
def test_values_of_the_wrong_type_change_nothing(desk, changes):
    good = coding(desk)
    unchanged_by(desk, forged(good, coding(desk, **changes)))
    with pytest.raises(InputError):
        desk.store.write("x", [good, coding(desk, **changes)])
    assert desk.store.db.execute("SELECT count(*) FROM coding").fetchone() == (0,)


@pytest.mark.parametrize(
    "turns",
    [[[0, 99999999, "a", "", None, None, []]], [[5, 5, "a", "", None, None, []]], []],
)
def test_turns_beside_the_text_are_taken(desk, turns):
    value = {"document": DOCUMENTS[0].id, "parents": [], "text": "Kort.", "turns": turns}
    unite_file(desk.store, forged(Draft("revision", new_id(), CREATE, value)))
    assert examine(desk.store).faults == ()


@pytest.mark.parametrize("span", [(5, 5), (9, 2), (-3, 5), (0, 0)])
def test_a_coding_on_nothing_is_held_back(desk, span):
    unite_file(desk.store, forged(coding(desk, start=span[0], end=span[1])))
    assert desk.store.db.execute("SELECT count(*) FROM coding").fetchone() == (0,)
    assert desk.store.db.execute("SELECT missing_kind FROM dangling").fetchall() == [("span",)]
    assert examine(desk.store).faults == ()
    assert len(examine(desk.store).notes) == 1


def test_a_coding_beyond_its_text_or_with_other_words_is_told(desk):
    unite_file(desk.store, forged(coding(desk, start=2, end=MAX_NUMBER)))
    assert examine(desk.store).faults == ()
    assert "quote other words" in examine(desk.store).notes[0]


@pytest.mark.parametrize("value", [{}, {"target": "x"}, {"target_kind": "coding"}, [], None])
def test_a_purge_of_nothing_changes_nothing(desk, value):
    unchanged_by(desk, forged(Draft(PURGE, new_id(), CREATE, value)))


@pytest.mark.parametrize("field", ["lam", "seq", "wall"])
@pytest.mark.parametrize("value", [MAX_NUMBER + 1, 2**63 - 1, 2**63, 10**40])
def test_numbers_out_of_range_change_nothing(desk, field, value):
    unchanged_by(desk, forged(coding(desk), **{field: value}))


def test_references_to_nothing_are_held_back_until_it_comes(desk):
    code = new_id()
    unite_file(desk.store, forged(coding(desk, code=code)))
    assert len(examine(desk.store).notes) == 1
    value = {"codebook": next(iter(CODES.values())), "name": "te laat"}
    unite_file(desk.store, forged(Draft("code", code, CREATE, value), seq=5))
    assert desk.store.db.execute("SELECT count(*) FROM coding").fetchone() == (0,)
    book = Draft("codebook", value["codebook"], CREATE, {"name": "boek van een ander"})
    unite_file(desk.store, forged(book, seq=6))
    assert desk.store.db.execute("SELECT count(*) FROM coding").fetchone() == (1,)
    assert examine(desk.store).faults == ()


def test_a_document_without_a_text_is_not_shown(desk):
    unite_file(desk.store, forged(Draft("document", new_id(), CREATE, {"name": "leeg"})))
    assert [one.name for one in records.documents(desk.store.db)] == ["gesprek een", "gesprek twee"]


def test_a_text_that_is_its_own_parent_is_shown(desk):
    document, revision = new_id(), new_id()
    value = {"document": document, "parents": [revision], "text": "Rond.", "turns": []}
    drafts = Draft("document", document, CREATE, {}), Draft("revision", revision, CREATE, value)
    unite_file(desk.store, forged(*drafts))
    assert "Rond." in [one.text for one in records.documents(desk.store.db)]


def test_half_a_character_is_an_input_error(desk):
    for draft in (
        Draft("code", CODES["geld"], "name", "half \ud800"),
        Draft("coding", new_id(), CREATE, {"quote": "\udcff"}),
    ):
        with pytest.raises(InputError, match="no text can hold"):
            desk.store.write("x", [draft])
    with pytest.raises(InputError, match="no text can hold"):
        desk.store.write("bestand \udcff", [desk.coding_draft()])
    with pytest.raises(InputError, match="no text can hold"):
        desk.set(desk.code(), "weight", float("nan"))


def test_control_characters_and_other_scripts_survive(desk):
    name = "nul \0 bel \a rtl \u202e é 𞤀 👩‍👩‍👧 \u2028"
    desk.set(CODES["geld"], "name", name, "code")
    names = [row[0] for row in desk.store.db.execute("SELECT name FROM code")]
    assert name in names
    assert examine(desk.store).faults == ()


def test_an_act_of_others_does_not_slip_into_ones_own(desk):
    """A batch id used by somebody else: undo takes back only what this person wrote."""
    mine = desk.code(0, 4)
    batch = desk.store.stacks()[0][-1]
    theirs = coding(desk)
    unite_file(desk.store, forged(theirs, batch=batch.id))
    desk.store.undo(batch)
    rows = dict(desk.store.db.execute("SELECT id, deleted FROM coding").fetchall())
    assert rows == {bytes.fromhex(mine): 1, bytes.fromhex(theirs.eid): 0}


THE_CODING = "WHERE n = (SELECT max(n) FROM log)"
TAMPERED = {
    "label": "UPDATE word SET text = 'een ander' WHERE text = 'code a span'",
    "value": f"UPDATE log SET val = val || '1' {THE_CODING}",
    "reference": f"UPDATE log SET val = replace(val, char(10), char(10) || '1') {THE_CODING}",
    "actor": f"UPDATE log SET actor = actor % 2 + 1 {THE_CODING}",
    "number": f"UPDATE log SET lam = lam + 1 {THE_CODING}",
    "type": f"UPDATE log SET val = '[', shape = NULL {THE_CODING}",
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_found(desk, name):
    desk.code(0, 4)
    for table in ("log", "word"):
        desk.store.db.execute(f"DROP TRIGGER {table}_is_immutable")
    desk.store.db.execute(TAMPERED[name])
    faults = examine(desk.store).faults
    if name == "reference":
        assert any("cannot be read to the end" in fault for fault in faults)
    else:
        assert "1 operations do not match their hash" in faults


STALE = {
    "value": "UPDATE coding_row SET weight = 3",
    "row": "DELETE FROM coding_row",
    "turn": "UPDATE turn SET role = 'x'",
    "index": "INSERT INTO turn_fts (turn_fts) VALUES ('delete-all')",
    "conflict": "INSERT INTO conflict SELECT 'coding', id, 'weight', '[1]' FROM coding",
    "dangling": "INSERT INTO dangling SELECT 'coding', id, 'code', id FROM coding",
}


@pytest.mark.parametrize("name", STALE)
def test_stale_tables_are_found_and_a_rebuild_repairs_them(desk, name):
    desk.code(0, 4)
    before = desk.store.dump()
    desk.store.db.execute(STALE[name])
    (fault,) = examine(desk.store).faults
    assert "--rebuild" in fault
    desk.store.rebuild()
    assert examine(desk.store).faults == ()
    assert desk.store.dump() == before


def test_a_text_that_was_moved_to_another_transcript_is_no_fault(desk):
    """Its turns are in both places at once while the caches are brought up to date."""
    first, second = sorted(DOCUMENTS, key=lambda one: one.id)
    for text, to in ((second, first), (first, second)):
        desk.set(text.revision, "document", to.id, "revision")
        assert desk.store.dump() == pure_dump(desk.store)
        assert examine(desk.store).faults == ()


def test_what_lacks_two_things_lacks_the_first_of_them_whichever_went_first(desk):
    """The tables are what the log says, however it came to be."""
    unite_file(desk.store, forged(coding(desk, code=OTHER)))
    purge = {"target_kind": "revision", "target": DOCUMENTS[0].revision}
    erasing = Draft(PURGE, purge_id("revision", DOCUMENTS[0].revision), CREATE, purge)
    unite_file(desk.store, forged(erasing, seq=2))
    assert '"revision"' in desk.store.dump().splitlines()[-1]
    assert desk.store.dump() == pure_dump(desk.store)
    assert examine(desk.store).faults == ()


def test_a_coding_that_somebody_moved_to_no_text_is_held_back_and_hinders_nothing(desk):
    eid = desk.code(0, 4)
    moves = [
        Draft("coding", eid, field, value) for field, value in (("revision", None), ("end", 3))
    ]
    unite_file(desk.store, forged(*moves))
    unite_file(desk.store, forged(Draft("coding", eid, "end", 2), seq=9, lam=100))
    assert [one.quote for one in places_of(desk.store.db, eid)] == []
    assert examine(desk.store).faults == ()
