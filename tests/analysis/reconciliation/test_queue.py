from __future__ import annotations

from dataclasses import replace

from hypothesis import given as holds
from hypothesis import strategies as st
from spot_material import DOCUMENT, PEOPLE, given, some_codings, spot, spots

from coder.analysis.reconciliation.queue import Order, State, in_order, make_cases
from coder.resolved import Resolution, Ruling


def decision(found, ruling=Ruling.REJECT, **more):
    key = "+".join(claim.coding for claim in found.claims)
    return Resolution(key, DOCUMENT.id, found.claims, ruling, **more)


CODINGS = [given("anna", "a", 0, 8), given("bas", "a", 4, 12)]
SPOT = spot(*CODINGS)


def states(codings, *resolutions, live=()):
    cases = make_cases(spots(*codings), resolutions, live, PEOPLE)
    return [(case.state, case.why) for case in cases]


def test_what_was_decided_is_settled() -> None:
    assert states(CODINGS) == [(State.OPEN, "")]
    assert states(CODINGS, decision(SPOT)) == [(State.SETTLED, "")]
    assert states(CODINGS, decision(SPOT, Ruling.LATER)) == [(State.LATER, "")]


def test_what_makes_a_decision_stale() -> None:
    taken = decision(SPOT, Ruling.ACCEPT, result=("k",))
    assert states(CODINGS, taken, live={"k"}) == [(State.SETTLED, "")]
    assert states(CODINGS, taken) == [(State.STALE, "a coding of the consensus is gone")]
    fresh = [*CODINGS, given("carla", "a", 6, 9)]
    assert states(fresh, taken, live={"k"}) == [(State.STALE, "codings since: 1 new")]
    assert states(CODINGS[:1], taken, live={"k"}) == [(State.STALE, "codings since: 1 gone")]
    moved = [CODINGS[0], replace(CODINGS[1], end=16)]
    assert states(moved, decision(SPOT)) == [(State.STALE, "codings since: 1 changed")]
    contested = decision(SPOT, contested=True)
    assert states(CODINGS, contested) == [(State.STALE, "two people decided it differently")]


def test_a_blank_more_at_the_edge_changes_nothing() -> None:
    moved = [replace(CODINGS[0], end=9), CODINGS[1]]
    assert states(moved, decision(SPOT)) == [(State.SETTLED, "")]


def test_a_decision_without_its_codings_is_a_spot_of_its_own() -> None:
    (case,) = make_cases([], [decision(SPOT)], (), PEOPLE)
    assert (case.state, case.spot.sign) == (State.STALE, "∅")
    assert (case.spot.start, case.spot.end) == (0, 12)


def test_two_decisions_on_one_spot_are_stale() -> None:
    parts = [decision(spot(one)) for one in CODINGS]
    assert states(CODINGS, *parts) == [(State.STALE, "codings since: 1 new")]


def test_what_a_coder_claimed_who_is_not_compared_is_passed_over() -> None:
    three = [*CODINGS, given("carla", "a", 6, 9)]
    decided = decision(spot(*three))
    (case,) = make_cases(spots(*three, coders=PEOPLE[:2]), [decided], (), PEOPLE[:2])
    assert case.state is State.SETTLED
    assert make_cases([], [decision(spot(three[2]))], (), PEOPLE[:2]) == []


def test_orders() -> None:
    little = [given(who, "a", 0, 8) for who in PEOPLE[:2]]
    much = [given("anna", "b", 30, 60)]
    same = [given(who, "b", 65, 70) for who in PEOPLE]
    cases = make_cases(spots(*little, *much, *same), (), (), PEOPLE)
    assert [case.spot.start for case in in_order(cases, Order.PLACE)] == [0, 30, 65]
    assert [case.spot.start for case in in_order(cases, Order.CODE)] == [30, 0, 65]
    which = make_cases(spots(*little, *much, given("bas", "c", 30, 60)), (), (), PEOPLE)
    assert [case.spot.start for case in in_order(which, Order.KIND)] == [30, 0]


@holds(some_codings(), some_codings(), st.sampled_from(list(Order)))
def test_no_spot_and_no_decision_is_ever_lost(before, after, order) -> None:
    decisions = [decision(one) for one in spots(*before)]
    found = spots(*after)
    cases = in_order(make_cases(found, decisions, (), PEOPLE), order)
    assert sorted(case.spot.claims for case in cases if not case.spot.gone) == sorted(
        one.claims for one in found
    )
    assert {one.id for case in cases for one in case.earlier} == {one.id for one in decisions}
    settled = [case for case in cases if case.state is State.SETTLED]
    assert all(case.earlier[0].claims == case.spot.claims for case in settled)
