"""What is still to be decided, what was, and which decisions have become stale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coder.analysis.reconciliation.spots import Difference, Spot, disputed
from coder.identity import Id
from coder.resolved import Claim, Resolution, Ruling


class State(StrEnum):
    """Where a spot stands; STALE where its codings are no longer what was decided on."""

    OPEN = "open"
    STALE = "stale"
    LATER = "later"
    SETTLED = "settled"


class Order(StrEnum):
    """In which order spots are shown."""

    PLACE = "place"
    CODE = "most disputed code first"
    KIND = "kind of difference"


@dataclass(frozen=True, slots=True)
class Case:
    """A spot with the decisions that hold of it, or held of it before (`earlier`).

    The next decision replaces them all. `why` says why they are stale.
    """

    spot: Spot
    state: State
    earlier: tuple[Resolution, ...] = ()
    why: str = ""


def make_cases(
    spots: Sequence[Spot],
    resolutions: Iterable[Resolution],
    live: Collection[Id],
    coders: Collection[Id],
) -> list[Case]:
    """The spots of a document with what was decided on them, by place.

    `live` are the codings that the consensus has, `coders` those who are compared: what others
    claimed is passed over. A decision whose codings are all gone makes a spot of its own, of the
    claims as they were.
    """
    place = {claim.coding: number for number, spot in enumerate(spots) for claim in spot.claims}
    found: defaultdict[int, list[Resolution]] = defaultdict(list)
    left: list[Resolution] = []
    for every in sorted(resolutions, key=lambda one: one.id):
        claims = tuple(claim for claim in every.claims if claim.coder in coders)
        resolution = replace(every, claims=claims)
        touched = {place[one.coding] for one in resolution.claims if one.coding in place}
        for number in touched:
            found[number].append(resolution)
        if not touched and resolution.claims:
            left.append(resolution)
    cases = [_case(spot, tuple(found[number]), live) for number, spot in enumerate(spots)]
    for one in left:
        people = tuple(sorted({claim.coder for claim in one.claims}))
        gone = Spot(one.document, people, tuple(sorted(one.claims)), gone=True)
        cases.append(Case(gone, State.STALE, (one,), "its codings are gone"))
    return sorted(cases, key=lambda case: (case.spot.start, case.spot.end, case.spot.codes))


def in_order(cases: Sequence[Case], order: Order) -> list[Case]:
    """The cases in an order; those given first stay first among equals."""
    if order is Order.KIND:
        rank = {kind: number for number, kind in enumerate(_BY_KIND)}
        return sorted(cases, key=lambda case: rank[case.spot.difference])
    if order is Order.CODE:
        most = disputed_characters(case for case in cases if case.state is not State.SETTLED)
        return sorted(cases, key=lambda case: _worst(case.spot, most))
    return list(cases)


def disputed_characters(cases: Iterable[Case]) -> dict[Id, int]:
    """Per code, the characters on which coders differ: the more, the worse its agreement."""
    found: defaultdict[Id, int] = defaultdict(int)
    for case in cases:
        if not case.spot.gone:
            for code, count in disputed(case.spot).items():
                found[code] += count
    return found


_BY_KIND = (
    Difference.CODES,
    Difference.SPLIT,
    Difference.EDGES,
    Difference.SOME,
    Difference.GONE,
    Difference.SAME,
)


def _worst(spot: Spot, most: Mapping[Id, int]) -> tuple[bool, int, Id]:
    code = min(spot.codes, key=lambda one: (-most.get(one, 0), one))
    return spot.difference is Difference.SAME, -most.get(code, 0), code


def _case(spot: Spot, found: tuple[Resolution, ...], live: Collection[Id]) -> Case:
    if not found:
        return Case(spot, State.OPEN)
    why = "; ".join(dict.fromkeys(_doubt(spot, one, live) for one in found))
    if len(found) > 1 or why:
        return Case(spot, State.STALE, found, why or "it was decided in two parts")
    later = found[0].ruling is Ruling.LATER
    return Case(spot, State.LATER if later else State.SETTLED, found)


def _doubt(spot: Spot, resolution: Resolution, live: Collection[Id]) -> str:
    """Why a decision no longer holds of a spot; empty where it does."""
    if resolution.contested:
        return "two people decided it differently"
    was, now = _by_coding(resolution.claims), _by_coding(spot.claims)
    changed = sum(now[one] != was[one] for one in was.keys() & now.keys())
    counts = {
        "changed": changed,
        "new": len(now.keys() - was.keys()),
        "gone": len(was.keys() - now.keys()),
    }
    told = [f"{count} {word}" for word, count in counts.items() if count]
    if told:
        return "codings since: " + ", ".join(told)
    if not set(resolution.result) <= set(live):
        return "a coding of the consensus is gone"
    return ""


def _by_coding(claims: Iterable[Claim]) -> dict[Id, Claim]:
    return {claim.coding: claim for claim in claims}
