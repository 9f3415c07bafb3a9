"""What a merge brought, in words."""

from coder.merge.changes import REMOVED, RESTORED, Change, sentences
from coder.oplog.kinds import CREATE, DELETED

A, B = "a" * 32, "b" * 32
NAMES = {A: "Anna", B: "Bram"}


def test_new_things_come_first_with_their_maker_and_grammar():
    changes = [
        Change("code", "name", A, 2),
        Change("coding", DELETED, B, 1, REMOVED),
        Change("coding", CREATE, A, 1312),
        Change("coding", CREATE, B, 1),
        Change("document", CREATE, A, 3),
    ]
    assert sentences(changes, NAMES) == [
        "3 new transcripts",
        "2 codes renamed",
        "1,312 new codings by Anna",
        "1 new coding by Bram",
        "1 coding removed by Bram",
    ]


def test_shared_things_are_added_up_and_others_are_told_by_person():
    changes = [
        Change("code", "definition", A, 1),
        Change("code", "terms", B, 2),
        Change("memo", "text", A, 1),
        Change("memo", "text", "c" * 32, 1),
        Change("coding", DELETED, A, 4, RESTORED),
        Change("done", CREATE, A, 2),
    ]
    assert sentences(changes, NAMES) == [
        "3 codes changed",
        "4 codings brought back by Anna",
        "1 memo changed by Anna",
        "1 memo changed by somebody unknown",
        "2 transcripts marked as done or not by Anna",
    ]


def test_kinds_that_nobody_asks_about_are_left_out():
    assert sentences([Change("later", CREATE, A, 5), Change("purge", CREATE, A, 1)], NAMES) == []
