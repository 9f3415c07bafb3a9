from dataclasses import replace

import pytest

from coder.errors import StoreError
from coder.identity import composite_id, content_hash, new_id
from coder.model import Code, Codebook, Coder, Coding, Origin, Role, Term, turn_record
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.store import code_records, records
from coder.store.replica import Person
from coder.store.store import Store
from store.making import CODEBOOK, CODES, DOCUMENTS, import_drafts

FULL = Code(
    id=content_hash("vol"),
    key="vol",
    name="Volledig",
    english="complete",
    parent=CODES["geld"],
    definition="Alles ingevuld.",
    include=("wel dit", "en dat"),
    exclude=("niet dit",),
    examples=("'k Zei nog: “nee”.",),
    terms=(Term("zorg*", 0.5, ("zorgen voor",)), Term("duur", 1.0)),
    colour="#ff8800",
    hotkey="7",
    codebook=CODEBOOK,
    position=9,
)


def code_value(code):
    return {
        "codebook": code.codebook,
        "key": code.key,
        "name": code.name,
        "english": code.english,
        "parent": code.parent,
        "definition": code.definition,
        "include": list(code.include),
        "exclude": list(code.exclude),
        "examples": list(code.examples),
        "terms": [code_records.term_record(term) for term in code.terms],
        "colour": code.colour,
        "hotkey": code.hotkey,
        "position": code.position,
    }


def test_documents_come_back_as_they_were(desk):
    assert records.documents(desk.store.db) == DOCUMENTS
    assert records.document(desk.store.db, DOCUMENTS[1].id) == DOCUMENTS[1]
    assert records.documents(desk.store.db, [DOCUMENTS[1].id]) == DOCUMENTS[1:]


def test_times_cues_and_warnings_come_back(desk, data):
    from coder.model import Cue, Document, Turn

    turn = Turn(0, 4, "R", Role.RESPONDENT, 0, 1500, (Cue(0, 2, 0, 700), Cue(3, 4, None, None)))
    document = Document("tijden", "Dag.", (turn,), "t.vtt", "vtt", "utf-16", (), ("let op",))
    desk.store.write("import", import_drafts(document))
    assert records.document(desk.store.db, document.id) == document
    assert turn_record(records.document(desk.store.db, document.id).turns[0])[6] == [
        [0, 2, 0, 700],
        [3, 4, None, None],
    ]


def test_attributes_and_corrected_roles_are_part_of_a_document(desk):
    document = DOCUMENTS[0]
    desk.attribute(document, "groep", "b")
    desk.attribute(document, "afdeling", "noord")
    eid = composite_id("speaker", document.id, "I")
    values = {"document": document.id, "label": "I", "role": Role.RESPONDENT.value}
    desk.store.write("role", [Draft("speaker", eid, CREATE, values)])
    turns = (replace(document.turns[0], role=Role.RESPONDENT), document.turns[1])
    attributes = (("afdeling", "noord"), ("groep", "b"))
    assert records.document(desk.store.db, document.id) == replace(
        document, turns=turns, attributes=attributes
    )
    query = "SELECT role FROM turn WHERE document = ? ORDER BY position"
    roles = desk.store.db.execute(query, [bytes.fromhex(document.id)]).fetchall()
    assert roles == [("respondent",), ("respondent",)]


def test_a_deleted_document_is_no_document(desk):
    desk.delete(DOCUMENTS[0].id, entity="document")
    assert records.documents(desk.store.db) == DOCUMENTS[1:]
    with pytest.raises(KeyError):
        records.document(desk.store.db, DOCUMENTS[0].id)


def test_codes_come_back_as_they_were(desk):
    desk.store.write("code", [Draft("code", FULL.id, CREATE, code_value(FULL))])
    codes = code_records.codes(desk.store.db)
    assert codes[-1] == FULL
    assert code_records.codebooks(desk.store.db) == [
        Codebook(CODEBOOK, "boek", "nl", "", tuple(codes))
    ]
    desk.delete(FULL.id, entity="code")
    assert FULL.id not in {code.id for code in code_records.codes(desk.store.db)}


def test_codings_come_back_as_they_were_and_can_be_chosen(desk):
    draft = desk.coding_draft(32, 35)
    desk.store.write("code", [draft])
    desk.code(0, 4, DOCUMENTS[1], "geld")
    desk.set(draft.eid, "weight", 3)
    desk.set(draft.eid, "important", True)
    every = records.codings(desk.store.db)
    expected = Coding(
        draft.eid,
        DOCUMENTS[0].id,
        DOCUMENTS[0].revision,
        CODES["sfeer"],
        desk.me,
        32,
        35,
        DOCUMENTS[0].text[32:35],
        Origin.MANUAL,
        3,
        True,
    )
    assert replace(every[0], created_ms=0) == expected
    assert every[0].created_ms > 0
    db = desk.store.db
    assert records.codings(db, document=DOCUMENTS[1].id) == every[1:]
    assert records.codings(db, code_ids=[CODES["sfeer"]]) == every[:1]
    assert records.codings(db, code_ids=[]) == []
    assert records.codings(db, coder=desk.me) == every
    assert records.codings(db, coder=CODES["sfeer"]) == []
    desk.delete(DOCUMENTS[1].id, entity="document")
    assert records.codings(db) == every[:1]


def test_a_deleted_code_is_there_as_long_as_somebody_coded_with_it(desk):
    """Somebody deleted it on one machine and somebody else used it on another."""
    db = desk.store.db
    made = desk.code(0, 4, code="geld")
    desk.delete(CODES["geld"], CODES["tijd"], entity="code")
    assert {code.name for code in code_records.codes(db)} == {"geld", "sfeer"}
    assert [coding.id for coding in records.codings(db)] == [made]
    assert sum(records.coding_counts(db, None).values()) == 1
    assert db.execute("SELECT code FROM v_codings").fetchall() == [("geld",)]
    assert ("geld", 1) in db.execute("SELECT code, codings FROM v_frequencies").fetchall()
    desk.delete(made)
    assert [code.name for code in code_records.codes(db)] == ["sfeer"]


def test_a_person_of_two_machines_is_one(desk):
    db, laptop = desk.store.db, new_id()
    desk.store.write("x", [Draft("coder", laptop, CREATE, {"name": "Persoon Een"})])
    mine = desk.coding_draft(0, 4)
    theirs = desk.coding_draft(5, 9)
    desk.store.write("x", [mine, replace(theirs, value={**theirs.value, "coder": laptop})])
    assert len(records.coders(db)) == 2
    desk.store.write("x", [Draft("coder", laptop, "same_as", desk.me)])
    assert records.coders(db) == [Coder(desk.me, "Persoon Een")]
    assert [one.coder for one in records.codings(db)] == [desk.me] * 2
    for one in (desk.me, laptop):
        assert len(records.codings(db, coder=one)) == 2
        assert sum(records.coding_counts(db, one).values()) == 2
    assert db.execute("SELECT DISTINCT coder FROM v_codings").fetchall() == [("Persoon Een",)]
    desk.store.write("x", [Draft("coder", desk.me, "same_as", laptop)])  # somebody else, crosswise
    assert len(records.coders(db)) == 1
    assert records.codings(db) == records.codings(db, coder=laptop)
    desk.store.rebuild()
    assert len(records.coders(db)) == 1
    config = desk.store.path.parent / "config"
    with Store(desk.store.path, Person(laptop, "Persoon Een", new_id()), config) as there:
        assert there.person.id == records.coders(db)[0].id


def test_coders_come_back(desk):
    assert records.coders(desk.store.db) == [Coder(desk.me, "Persoon Een")]


HOSTILE = {
    "code.include": "{}",
    "code.examples": "[1]",
    "code.terms": '[["a"]]',
    "document.warnings": "[",
    "revision.turns": "[[0,1]]",
    "coding_row.origin": "robot",
    "speaker.role": "boss",
}


@pytest.mark.parametrize("place", HOSTILE)
def test_tables_that_somebody_filled_by_hand_are_an_error_with_a_remedy(desk, place):
    table, column = place.split(".")
    desk.code(0, 4)
    eid = composite_id("speaker", DOCUMENTS[0].id, "I")
    values = {"document": DOCUMENTS[0].id, "label": "I", "role": ""}
    desk.store.write("role", [Draft("speaker", eid, CREATE, values)])
    desk.store.db.execute(f"UPDATE {table} SET {column} = ?", [HOSTILE[place]])
    with pytest.raises(StoreError) as caught, desk.store.reading():
        records.documents(desk.store.db)
        records.codings(desk.store.db)
        code_records.codes(desk.store.db)
    assert "doctor" in caught.value.remedy


def test_deleted_codings_stay_in_the_table_and_can_come_back(desk):
    eid = desk.code(0, 4)
    before = records.codings(desk.store.db)
    desk.delete(eid)
    assert records.codings(desk.store.db) == []
    desk.set(eid, DELETED, False)
    assert records.codings(desk.store.db) == before
