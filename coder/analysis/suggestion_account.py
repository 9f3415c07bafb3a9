"""A paragraph for a methods section: how suggestions were made, what they were worth, the limits.

It says what the log of suggestions shows and nothing else; what cannot be told is said too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from coder.analysis.calibration import BINS
from coder.analysis.proportions import Share
from coder.analysis.suggestion_quality import QualityReport

_WAYS = {
    "manual": "by hand",
    "suggestion": "from single suggestions",
    "batch": "accepted many at once",
    "import": "imported",
}


@dataclass(frozen=True, slots=True)
class Practice:
    """What the paragraph must name beside the figures.

    Program and person; the muted codes; how often which reason was given for refusing; and how many
    codings came about how ("manual", "suggestion", "batch", "import").
    """

    program: str
    coder: str
    muted: tuple[str, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    origins: tuple[tuple[str, int], ...] = ()


def account(report: QualityReport, practice: Practice) -> str:
    """The paragraph, in English, ready to be pasted and shortened."""
    if not report.segments:
        return (
            f"{practice.program} kept no record of suggestions that {practice.coder} met in this "
            "project, so nothing can be said of them."
        )
    return " ".join((*_how(report, practice), *_worth(report), *_limits(report)))


def _how(report: QualityReport, practice: Practice) -> list[str]:
    engines = ", ".join(report.engines) or "none named"
    since, until = _day(report.first_ms), _day(report.last_ms)
    when = f"on {since}" if since == until else f"from {since} to {until}"
    said = [
        f"Codes were suggested by {practice.program} (engine: {engines}), offline, while "
        f"{practice.coder} coded {when}.",
        f"Segments met with suggestions ready: {report.segments}.",
        f"In {report.decided_first} of them the suggestions stayed hidden until the coder had "
        f"decided or asked for them; in {report.told_at_once} they were shown at once.",
        f"The least sure suggestion had a score of {report.least:.2f}; scores were told as low, "
        "middle or high, never as a percentage.",
    ]
    if report.audited:
        said.append(
            "A blind audit took about every tenth segment, chosen by a hash of its place: there "
            "suggestions were computed and kept, but not shown. Segments of the audit: "
            f"{report.audited}, decided about: {report.audited_decided}."
        )
    if practice.muted:
        said.append(
            f"Suggestions were muted for {_many(len(practice.muted), 'code')} that had been "
            f"refused again and again ({', '.join(practice.muted)})."
        )
    if practice.origins:
        told = ", ".join(f"{_WAYS.get(way, way)} {count}" for way, count in practice.origins)
        said.append(f"Codings of this coder in the project by origin: {told}.")
    if practice.reasons:
        told = ", ".join(f"{reason} ({count})" for reason, count in practice.reasons)
        said.append(f"Reasons given for refusing: {told}.")
    return said


def _worth(report: QualityReport) -> list[str]:
    one = report.overall
    said = [
        f"Of the suggestions that were shown and decided about, {told_share(one.acceptance)} were "
        "accepted."
        if one.acceptance.count
        else "Acceptance cannot be told: no suggestion that was shown was decided about."
    ]
    if one.precision.count and one.recall.count:
        said.append(
            f"In the blind audit {told_share(one.precision)} of the suggestions were right, and "
            f"{told_share(one.recall)} of the codes given had been suggested."
        )
        if one.lift is not None:
            said.append(
                f"The codebook's terms alone would have found {told_share(one.terms_recall)} of "
                f"those codes: a difference of {points(one.lift)} percentage points."
            )
    else:
        why = one.recall.why if not one.recall.count else one.precision.why
        said.append(f"Blind precision and recall cannot both be told: {why}.")
    if one.coverage.count:
        said.append(f"Of all codes given, {told_share(one.coverage)} had been suggested.")
    best = one.blind_calibration if one.blind_calibration.count else one.calibration
    if best.error is not None:
        where = "in the blind audit" if best is one.blind_calibration else "of all decided"
        said.append(
            f"The expected calibration error {where} was {best.error:.3f} "
            f"({BINS} bins, {best.count} suggestions)."
        )
    return said


def _limits(report: QualityReport) -> list[str]:
    said = ["Intervals are of 95 % by Wilson's score method and treat segments as independent."]
    if report.influence.difference is not None:
        said.append(
            "At equal bands, the share of suggested codes that were given differed by "
            f"{points(report.influence.difference)} percentage points between where they were "
            "shown and where they were blind."
        )
    said.append(
        "Whoever sees a suggestion may be moved by it, so acceptance and coverage flatter; only "
        "the blind audit does not."
    )
    if report.audited > report.audited_decided:
        said.append(
            f"Of the audit, {_many(report.audited - report.audited_decided, 'segment')} got no "
            "code in transcripts not marked as done; these are not counted, which may flatter "
            "precision."
        )
    if report.silent:
        silent = Share(report.silent_coded, report.silent)
        said.append(
            f"Silence meant little: of the segments without any suggestion that were decided "
            f"about, {told_share(silent)} got a code."
        )
    if report.together:
        said.append(
            f"Codings accepted in batches ({report.together}) were not judged one by one and are "
            "left out of all figures."
        )
    said.append(
        "The terms alone were taken as they stand in the codebook now. The record was kept on one "
        "computer and is of one coder."
    )
    return said


def told_share(share: Share) -> str:
    """A share in words with its interval: "41 of 60 (68 %, 95 % interval 56 to 79 %)"."""
    if share.value is None or share.interval is None:
        return f"- ({share.why})"
    low, high = share.interval
    return (
        f"{share.hits} of {share.count} ({100 * share.value:.0f} %, 95 % interval "
        f"{100 * low:.0f} to {100 * high:.0f} %)"
    )


def points(difference: float) -> str:
    """A difference of shares in whole percentage points with its sign; no sign at zero."""
    rounded = round(100 * difference)
    return f"{rounded:+d}" if rounded else "0"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _day(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d")
