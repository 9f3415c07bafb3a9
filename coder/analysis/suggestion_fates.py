"""What became of each suggestion of a segment, and which part of a segment was blind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from coder.analysis.suggestion_cases import Case
from coder.identity import Id
from coder.model import Exposure


@dataclass(frozen=True, slots=True)
class Fate:
    """One code suggested for one segment: how it was met last, and what became of it.

    `outcome` is None where nothing was decided.
    """

    code: Id
    probability: float
    band: str
    exposure: Exposure
    outcome: bool | None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class BlindPart:
    """A decided segment of the blind audit: what was suggested to nobody, and what was given."""

    case: Case
    suggested: Mapping[Id, float]
    given: frozenset[Id]


def first_exposure(case: Case) -> Exposure | None:
    """How suggestions of a segment were first met, if there were any."""
    for visit in case.visits:
        for event in visit.events.values():
            if event.exposure is not Exposure.MUTED:
                return event.exposure
    return None


def muted_codes(case: Case) -> set[Id]:
    """The codes that were suggested for a segment while they were muted."""
    return {
        code
        for visit in case.visits
        for code, event in visit.events.items()
        if event.exposure is Exposure.MUTED
    }


def fates(case: Case) -> Iterator[Fate]:
    """What became of every code suggested for a segment; batches and muted ones left out."""
    for code in {code: None for visit in case.visits for code in visit.events}:
        given, refused = case.given.get(code), case.refused.get(code)
        decided = given if given is not None else refused
        until = inf if decided is None else decided
        event = case.met(code, until)
        if event is None or code in case.together:
            continue
        shown = case.shown_at(code)
        was_shown = shown is not None and shown < until
        outcome: bool | None = None
        if decided is not None:
            outcome = given is not None
        elif case.judged(shown if was_shown and shown is not None else 0):
            outcome = False
        yield Fate(
            code,
            event.probability,
            event.band,
            Exposure.SHOWN if was_shown else event.exposure,
            outcome,
            refused is not None and given is None,
        )


def blind_part(case: Case) -> BlindPart | None:
    """The part of a case that was blind, if anything was decided in it."""
    if not case.visits[0].blind:
        return None
    until = case.blind_until()
    given = {code: at for code, at in case.given.items() if at < until}
    if not given and not (case.done and until == inf):
        return None
    visit = case.at(min(given.values(), default=until))
    if visit is None:
        return None
    suggested = {
        code: event.probability
        for code, event in visit.events.items()
        if event.exposure is Exposure.BLIND and code not in case.together
    }
    return BlindPart(case, suggested, frozenset(given))
