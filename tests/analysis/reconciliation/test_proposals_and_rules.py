from __future__ import annotations

import pytest
from hypothesis import given as holds
from hypothesis import strategies as st
from spot_material import PEOPLE, TEXT, given, some_codings, spans, spot, spots

from coder.analysis.reconciliation.outcomes import ruling, whole
from coder.analysis.reconciliation.proposals import propose
from coder.analysis.reconciliation.rules import KINDS, Rule, decide, read_rule
from coder.errors import InputError
from coder.resolved import Piece, Ruling

PAIR = ("anna", "bas")


def proposed(*codings, coders=PEOPLE, parents=None):
    found = propose(spot(*codings, coders=coders), parents or {})
    return None if found.pieces is None else spans(found.pieces), found.reason


def test_most_have_the_same_edges() -> None:
    pieces, reason = proposed(
        given("anna", "a", 0, 8), given("bas", "a", 0, 8), given("carla", "a", 0, 12)
    )
    assert pieces == [(0, 8, "a")]
    assert reason == "2 of them the same words"


def test_two_edges_meet_in_what_they_share() -> None:
    found = proposed(given("anna", "a", 0, 12), given("bas", "a", 4, 21), coders=PAIR)
    assert found == ([(4, 12, "a")], "the words that they share")


def test_pieces_and_the_whole() -> None:
    pieces, _ = proposed(
        given("anna", "a", 0, 12), given("bas", "a", 0, 3), given("bas", "a", 4, 12), coders=PAIR
    )
    assert pieces == [(0, 12, "a")]


def test_one_of_two_may_have_been_passed_over_and_one_of_three_is_alone() -> None:
    pieces, reason = proposed(given("anna", "a", 0, 8), coders=PAIR)
    assert pieces == [(0, 8, "a")]
    assert "passed over" in reason
    assert proposed(given("anna", "a", 0, 8)) == ([], "only 1 of 3 gave it")


def test_which_code() -> None:
    two = [given("anna", "a", 0, 8), given("bas", "b", 0, 8)]
    assert proposed(*two, given("carla", "b", 0, 8))[0] == [(0, 8, "b")]
    assert proposed(*two, coders=PAIR)[0] is None
    assert proposed(*two, coders=PAIR, parents={"a": "b"})[0] == [(0, 8, "a")]
    assert proposed(*two, coders=PAIR, parents={"a": "b", "b": "a"})[0] is not None


@holds(some_codings())
def test_a_proposal_stays_within_what_was_given(codings) -> None:
    for one in spots(*codings):
        found = propose(one, {})
        assert found.reason
        for piece in found.pieces or ():
            assert any(w.code == piece.code and w.start <= piece.start for w in whole(one))
            assert one.start <= piece.start < piece.end <= one.end


def test_what_a_decision_is() -> None:
    found = spot(given("anna", "a", 0, 12), given("bas", "a", 4, 21), coders=PAIR)
    assert ruling(found, [Piece(0, 12, "a")]) is Ruling.ACCEPT
    assert ruling(found, [Piece(4, 12, "a")]) is Ruling.NEW
    assert ruling(found, []) is Ruling.REJECT


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("same", None),
        ("words", None),
        ("edges:4", (4, 21, "a")),
        ("edges:3", None),
        ("wider:80", (0, 21, "a")),
        ("wider:82", None),
        ("narrower:80", (4, 21, "a")),
        ("majority", (4, 21, "a")),
        ("minority", None),
    ],
)
def test_rules_on_edges(rule, expected) -> None:
    found = spot(given("anna", "a", 0, 21), given("bas", "a", 4, 21), coders=PAIR)
    made = decide(read_rule(rule), found, TEXT)
    assert (None if made is None else spans(made)[0]) == expected


def test_marks_at_the_edges() -> None:
    found = spot(given("anna", "a", 0, 22), given("bas", "a", 0, 21), coders=PAIR)
    assert spans(decide(Rule("words"), found, TEXT) or ()) == [(0, 22, "a")]


def test_two_of_three_agree() -> None:
    codes = spot(given("anna", "a", 0, 8), given("bas", "a", 0, 8), given("carla", "b", 0, 8))
    assert spans(decide(Rule("majority"), codes, TEXT) or ()) == [(0, 8, "a")]
    alone = spot(given("anna", "a", 0, 8))
    assert decide(Rule("majority"), alone, TEXT) is None
    assert decide(Rule("minority"), alone, TEXT) == ()


@pytest.mark.parametrize(
    "text", ["", "meer", "wider", "wider:0", "wider:101", "wider:-3", "same:3", "edges:9999999"]
)
def test_what_is_no_rule(text) -> None:
    with pytest.raises(InputError):
        read_rule(text)


@holds(some_codings(), st.sampled_from(sorted(KINDS)), st.integers(1, 100))
def test_a_rule_never_takes_what_nobody_gave(codings, name, amount) -> None:
    rule = Rule(name, amount if KINDS[name].largest else 0)
    assert read_rule(str(rule)) == rule
    for one in spots(*codings):
        everything = {(at, w.code) for w in whole(one) for at in range(w.start, w.end)}
        for piece in decide(rule, one, TEXT) or ():
            assert {(at, piece.code) for at in range(piece.start, piece.end)} <= everything
