"""How good the suggestions were, and what they did: counted from what was shown and decided.

Acceptance tells how often shown suggestions were taken, and flatters: who sees a suggestion is
moved by it. Precision and recall are therefore counted in the blind audit alone, where they were
computed but not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from coder.analysis.calibration import Calibration, calibrate
from coder.analysis.proportions import Share
from coder.analysis.suggestion_cases import Case, Place
from coder.analysis.suggestion_fates import (
    BlindPart,
    Fate,
    blind_part,
    fates,
    first_exposure,
    muted_codes,
)
from coder.identity import Id
from coder.model import Exposure

NONE_SHOWN: Final = "no suggestion that was shown was decided about"
NO_AUDIT: Final = "no segment of a blind audit decided about"
NONE_BLIND: Final = "nothing suggested in the blind audit"
NONE_GIVEN: Final = "no code was given where suggestions were ready"
NO_CODE_BLIND: Final = "no code given in the blind audit"
NONE_DECIDED: Final = "no suggestion was decided about"
NO_TERMS: Final = "the codebook has no terms"
NO_PAIR: Final = "no band holds both shown and blind suggestions that were decided"

Terms = Mapping[Place, Sequence[Id]]
"""What the codebook's terms alone suggest at each place, at most as many as the engine shows."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of one code, or of all where `code` is None.

    `passed` are shown suggestions of segments that got other codes or belong to a finished
    transcript; `waiting` those not decided. `recall` and `terms_recall` are shares of the codes
    given in the blind audit, `coverage` and `terms_coverage` of all codes given.
    """

    code: Id | None
    accepted: int
    refused: int
    passed: int
    waiting: int
    muted: int
    acceptance: Share
    precision: Share
    recall: Share
    terms_recall: Share
    coverage: Share
    terms_coverage: Share
    calibration: Calibration
    blind_calibration: Calibration

    @property
    def lift(self) -> float | None:
        """What the engine finds in the blind audit beyond the terms alone, as a share of codes."""
        blind, terms = self.recall.value, self.terms_recall.value
        return None if blind is None or terms is None else blind - terms


@dataclass(frozen=True, slots=True)
class Influence:
    """How much more often a code is given when its suggestion is seen, at equal bands.

    `bands` holds the band, how often codes were given where shown, and where blind. `difference`
    weighs the bands by what was shown; None, and `why`, where no band has both.
    """

    bands: tuple[tuple[str, Share, Share], ...]
    difference: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Everything counted: of all codes, of each code, and of the segments it was counted on."""

    overall: Quality
    codes: tuple[Quality, ...]
    influence: Influence
    segments: int
    audited: int
    audited_decided: int
    told_at_once: int
    decided_first: int
    together: int
    silent: int
    silent_coded: int
    engines: tuple[str, ...]
    least: float
    first_ms: int
    last_ms: int


def judge(cases: Sequence[Case], codes: Iterable[Id], terms: Terms | None) -> QualityReport:
    """The figures of all cases; `codes` are told one by one in their order, if they occur.

    `terms` is None where the codebook has none.
    """
    blind = [one for case in cases if (one := blind_part(case)) is not None]
    found = _sorted(cases, blind, terms)
    every = _Found()
    for each in found.values():
        every.add(each)
    visits = [visit for case in cases for visit in case.visits]
    events = [event for visit in visits for event in visit.events.values()]
    silent = [case for case in cases if not any(visit.events for visit in case.visits)]
    return QualityReport(
        overall=_quality(None, every, terms is not None, bool(blind)),
        codes=tuple(
            _quality(code, found[code], terms is not None, bool(blind))
            for code in codes
            if code in found
        ),
        influence=_influence(every.fates),
        segments=len(cases),
        audited=sum(case.visits[0].blind for case in cases),
        audited_decided=len(blind),
        told_at_once=sum(first_exposure(case) is Exposure.SHOWN for case in cases),
        decided_first=sum(first_exposure(case) is Exposure.HIDDEN for case in cases),
        together=sum(len(case.together) for case in cases),
        silent=sum(case.judged(0) for case in silent),
        silent_coded=sum(bool(case.given) for case in silent),
        engines=tuple(sorted({event.engine for event in events} - {""})),
        least=min((event.probability for event in events), default=0.0),
        first_ms=min((visit.at_ms for visit in visits), default=0),
        last_ms=max((visit.at_ms for visit in visits), default=0),
    )


@dataclass
class _Found:
    """What is counted of one code, or of all.

    `blind` holds probability and outcome of each suggestion in the audit; `given_blind` whether
    the engine, and whether the terms, had each code given there; `given` the same of all codes
    given anywhere.
    """

    fates: list[Fate] = field(default_factory=list)
    muted: int = 0
    blind: list[tuple[float, bool]] = field(default_factory=list)
    given_blind: list[tuple[bool, bool]] = field(default_factory=list)
    given: list[tuple[bool, bool]] = field(default_factory=list)

    def add(self, other: _Found) -> None:
        """Take what was found of another code too."""
        self.fates += other.fates
        self.muted += other.muted
        self.blind += other.blind
        self.given_blind += other.given_blind
        self.given += other.given


def _sorted(
    cases: Sequence[Case], blind: Sequence[BlindPart], terms: Terms | None
) -> dict[Id, _Found]:
    """What was found, by code."""
    found: dict[Id, _Found] = defaultdict(_Found)

    def by_terms(case: Case, code: Id) -> bool:
        return terms is not None and code in terms.get(case.place, ())

    for case in cases:
        for fate in fates(case):
            found[fate.code].fates.append(fate)
        for code in muted_codes(case):
            found[code].muted += 1
        for code, at in case.given.items():
            found[code].given.append((case.met(code, at) is not None, by_terms(case, code)))
    for one in blind:
        for code, likely in one.suggested.items():
            found[code].blind.append((likely, code in one.given))
        for code in one.given:
            found[code].given_blind.append((code in one.suggested, by_terms(one.case, code)))
    return dict(found)


def _quality(code: Id | None, found: _Found, has_terms: bool, audited: bool) -> Quality:
    shown = [fate for fate in found.fates if fate.exposure is Exposure.SHOWN]
    accepted = sum(fate.outcome is True for fate in shown)
    refused = sum(fate.refused for fate in shown)
    passed = sum(fate.outcome is False and not fate.refused for fate in shown)
    no_code, no_hint = (NO_CODE_BLIND, NONE_BLIND) if audited else (NO_AUDIT, NO_AUDIT)
    return Quality(
        code=code,
        accepted=accepted,
        refused=refused,
        passed=passed,
        waiting=len(shown) - accepted - refused - passed,
        muted=found.muted,
        acceptance=Share(accepted, accepted + refused + passed, NONE_SHOWN),
        precision=Share(sum(right for _, right in found.blind), len(found.blind), no_hint),
        recall=_share([engine for engine, _ in found.given_blind], no_code),
        terms_recall=_share(
            [by for _, by in found.given_blind if has_terms], no_code if has_terms else NO_TERMS
        ),
        coverage=_share([engine for engine, _ in found.given], NONE_GIVEN),
        terms_coverage=_share(
            [by for _, by in found.given if has_terms], NONE_GIVEN if has_terms else NO_TERMS
        ),
        calibration=calibrate(
            [(one.probability, one.outcome) for one in found.fates if one.outcome is not None],
            NONE_DECIDED,
        ),
        blind_calibration=calibrate(found.blind, no_hint),
    )


def _share(hits: Sequence[bool], why: str) -> Share:
    return Share(sum(hits), len(hits), why)


def _influence(fates: Iterable[Fate]) -> Influence:
    """Shares given where shown and where blind, by band, and their weighted difference."""
    counts: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for fate in fates:
        if fate.outcome is not None and fate.exposure in (Exposure.SHOWN, Exposure.BLIND):
            counts[fate.band, fate.exposure is Exposure.SHOWN].append(fate.outcome)
    bands = tuple(
        (band, _share(counts.get((band, True), []), ""), _share(counts.get((band, False), []), ""))
        for band in sorted({band for band, _ in counts})
    )
    both = [(shown, blind) for _, shown, blind in bands if shown.count and blind.count]
    weight = sum(shown.count for shown, _ in both)
    if not weight:
        return Influence(bands, None, NO_PAIR)
    difference = sum(
        shown.count * (shown.hits / shown.count - blind.hits / blind.count) for shown, blind in both
    )
    return Influence(bands, difference / weight)
