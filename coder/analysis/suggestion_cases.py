"""What became of suggestions: events and decisions brought together, segment by segment.

A decision counts for every segment that it overlaps, and only if it was made after the person came
to the segment with suggestions ready. What was accepted many at once was not judged one by one and
is told apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from coder.identity import Id
from coder.model import Exposure, SuggestionEvent


class Deed(StrEnum):
    """What a person did with a code: gave it, gave it in a batch, or refused it."""

    GAVE = "gave"
    BATCH = "batch"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """A coding that stands, or a refusal that does."""

    deed: Deed
    coder: Id
    document: Id
    revision: Id
    start: int
    end: int
    code: Id
    at_ms: int


@dataclass(frozen=True, slots=True)
class Place:
    """A segment as one person met it."""

    coder: Id
    document: Id
    revision: Id
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Visit:
    """What the person could see at one moment; `events` by code, none where nothing was said."""

    at_ms: int
    blind: bool
    events: Mapping[Id, SuggestionEvent]


@dataclass
class Case:
    """One segment: its visits in time, and what was decided of each code and when first.

    `before` are codes it had already when suggestions first came. `done` tells that the person
    called the transcript finished, so that what has no code is meant to have none.
    """

    place: Place
    visits: list[Visit]
    done: bool = False
    given: dict[Id, int] = field(default_factory=dict)
    together: set[Id] = field(default_factory=set)
    refused: dict[Id, int] = field(default_factory=dict)
    before: set[Id] = field(default_factory=set)

    def met(self, code: Id, until: float = inf) -> SuggestionEvent | None:
        """How the code was suggested last before a time; None if it was not, or was muted."""
        for visit in reversed(self.visits):
            if visit.at_ms < until and code in visit.events:
                event = visit.events[code]
                return None if event.exposure is Exposure.MUTED else event
        return None

    def at(self, until: float) -> Visit | None:
        """The last visit before a time."""
        return next((one for one in reversed(self.visits) if one.at_ms < until), None)

    def shown_at(self, code: Id) -> int | None:
        """When the code was first shown here."""
        for visit in self.visits:
            if code in visit.events and visit.events[code].exposure is Exposure.SHOWN:
                return visit.at_ms
        return None

    def blind_until(self) -> float:
        """The time up to which nothing was shown or offered here; infinite if it never was."""
        return next((one.at_ms for one in self.visits if not one.blind), inf)

    def judged(self, after: float) -> bool:
        """Whether the person decided about the segment after a time."""
        return self.done or any(at > after for at in self.given.values())


def make_cases(
    events: Iterable[SuggestionEvent],
    decisions: Iterable[Decision],
    done: Set[tuple[Id, Id]] = frozenset(),
) -> list[Case]:
    """The segments that were met, in order of coder, document and place.

    `done` holds coder and document of what was called finished.
    """
    told: dict[Place, dict[int, list[SuggestionEvent]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        place = Place(event.coder, event.document, event.revision, event.start, event.end)
        told[place][event.at_ms].append(event)
    cases = [
        Case(
            place,
            [_visit(at, found) for at, found in sorted(told[place].items())],
            (place.coder, place.document) in done,
        )
        for place in sorted(told, key=_order)
    ]
    _decide(cases, decisions)
    return cases


def _order(place: Place) -> tuple[Id, Id, Id, int, int]:
    return place.coder, place.document, place.revision, place.start, place.end


def _visit(at: int, events: list[SuggestionEvent]) -> Visit:
    blind = all(one.exposure in (Exposure.BLIND, Exposure.MUTED) for one in events)
    blind = blind and any(one.exposure is Exposure.BLIND for one in events)
    return Visit(at, blind, {one.code: one for one in events if one.code is not None})


def _decide(cases: list[Case], decisions: Iterable[Decision]) -> None:
    """Note in every case what was decided on it."""
    groups: dict[tuple[Id, Id, Id], list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.place.coder, case.place.document, case.place.revision].append(case)
    starts = {key: [one.place.start for one in found] for key, found in groups.items()}
    longest = {
        key: max(one.place.end - one.place.start for one in found) for key, found in groups.items()
    }
    for one in decisions:
        key = one.coder, one.document, one.revision
        if key not in groups:
            continue
        first = bisect_left(starts[key], one.start - longest[key])
        for case in groups[key][first : bisect_left(starts[key], one.end)]:
            if case.place.end > one.start:
                _note(case, one)


def _note(case: Case, one: Decision) -> None:
    if one.at_ms <= case.visits[0].at_ms:
        if one.deed is not Deed.REFUSED:
            case.before.add(one.code)
    elif one.deed is Deed.BATCH:
        case.together.add(one.code)
    else:
        kept = case.given if one.deed is Deed.GAVE else case.refused
        kept[one.code] = min(one.at_ms, kept.get(one.code, one.at_ms))
