from __future__ import annotations

from hypothesis import given as holds
from hypothesis import strategies as st
from spot_material import PEOPLE, TEXT, given, some_codings, spans, spot, spots

from coder.analysis.reconciliation.outcomes import common, recoded, size, version, whole
from coder.analysis.reconciliation.spots import Difference, disputed


def test_kinds_of_difference() -> None:
    same = [given(who, "a", 0, 8) for who in PEOPLE]
    assert spot(*same).difference is Difference.SAME
    assert spot(*same[:2], given("carla", "a", 4, 12)).sign == "~"
    assert spot(*same[:2]).sign == "2/3"
    assert spot(*same[:2], given("carla", "a", 0, 3), given("carla", "a", 4, 8)).sign == "÷"
    assert spot(*same[:2], given("carla", "b", 0, 8)).sign == "≠"


def test_blanks_at_the_edges_are_no_difference() -> None:
    found = spot(given("anna", "a", 0, 9), given("bas", "a", 0, 8), coders=("anna", "bas"))
    assert found.difference is Difference.SAME


def test_touching_codings_are_spots_of_their_own() -> None:
    assert len(spots(given("anna", "a", 0, 8), given("bas", "a", 8, 12))) == 2


def test_codes_are_one_question_only_where_nobody_gave_both() -> None:
    double = [given("anna", "a", 0, 8), given("anna", "b", 0, 8)]
    assert [one.codes for one in spots(*double, given("bas", "a", 0, 8))] == [("a",), ("b",)]
    (which,) = spots(double[0], given("bas", "b", 0, 12), given("carla", "b", 0, 12))
    assert which.codes == ("b", "a")
    assert len(spots(given("anna", "a", 0, 8), given("bas", "b", 0, 22))) == 2


def test_one_coder_is_nothing_to_compare() -> None:
    assert spots(given("anna", "a", 0, 8), coders=("anna",)) == []


def test_what_the_consensus_can_have() -> None:
    found = spot(
        given("anna", "a", 0, 12), given("bas", "a", 4, 21), coders=("anna", "bas", "carla")
    )
    assert spans(version(found, "anna")) == [(0, 12, "a")]
    assert version(found, "carla") == ()
    assert spans(common(found)) == [(4, 12, "a")]
    assert spans(whole(found)) == [(0, 21, "a")]
    assert spans(recoded(found, "z")) == [(4, 12, "z")]
    assert disputed(found) == {"a": 21}


def test_words_that_two_of_three_share_are_disputed_still() -> None:
    found = spot(given("anna", "a", 0, 8), given("bas", "a", 0, 8), given("carla", "a", 4, 8))
    assert disputed(found) == {"a": 4}


@holds(some_codings())
def test_every_coding_of_a_compared_coder_is_in_exactly_one_spot(codings) -> None:
    found = [claim.coding for one in spots(*codings) for claim in one.claims]
    assert sorted(found) == sorted(one.id for one in codings if one.coder in PEOPLE)


@holds(some_codings(), st.randoms())
def test_neither_order_nor_names_of_coders_matter(codings, random) -> None:
    def parts(found):
        return {frozenset(claim.coding for claim in one.claims) for one in found}

    expected = spots(*codings)
    shuffled = random.sample(codings, len(codings))
    assert spots(*shuffled, coders=reversed(PEOPLE)) == expected
    other = dict(zip(PEOPLE, random.sample(["x", "y", "z"], 3), strict=True))
    renamed = [
        given(other.get(one.coder, one.coder), one.code, one.start, one.end, number)
        for number, one in enumerate(codings)
    ]
    new_ids = {new.id: old.id for new, old in zip(renamed, codings, strict=True)}
    again = spots(*renamed, coders=other.values())
    assert {frozenset(new_ids[key] for key in part) for part in parts(again)} == parts(expected)


@holds(some_codings())
def test_one_code_of_a_spot_never_overlaps_it_in_another(codings) -> None:
    every = [(one, piece) for one in spots(*codings) for piece in whole(one)]
    for one, piece in every:
        for other, beside in every:
            if one is not other and piece.code == beside.code:
                assert piece.end <= beside.start or beside.end <= piece.start


@holds(some_codings())
def test_what_all_share_is_within_each_version_and_that_within_all_of_it(codings) -> None:
    def letters(pieces):
        return {(place, one.code) for one in pieces for place in range(one.start, one.end)}

    for one in spots(*codings):
        everything = letters(whole(one))
        for coder in one.givers:
            assert letters(common(one)) <= letters(version(one, coder)) <= everything
        assert size(whole(one)) == len(everything)
        words = [TEXT[piece.start : piece.end] for piece in whole(one)]
        assert all(word.strip() in (word, "") for word in words)
        assert set(disputed(one)) == set(one.codes)
        assert (one.difference is Difference.SAME) <= (not any(disputed(one).values()))
