"""A report on suggestions as flat records, one per figure, for tables, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from coder.analysis.calibration import Calibration
from coder.analysis.proportions import Share
from coder.analysis.suggestion_quality import Quality, QualityReport
from coder.identity import Id

Figure: TypeAlias = str | int | float | None
Record: TypeAlias = dict[str, Figure]

FIELDS: Final = (
    "code",
    "code_id",
    "row_kind",
    "measure",
    "value",
    "low",
    "high",
    "hits",
    "count",
    "why",
    "band",
    "bin_low",
    "bin_high",
    "mean_probability",
)
ALL_CODES: Final = "all codes"


def records(report: QualityReport, names: Mapping[Id, str]) -> list[Record]:
    """Every figure of a report; a figure that does not exist is None, and `why` says so.

    Fields: `code` and `code_id` ("all codes" and "" for all), `row_kind` ("code" or "total"),
    `measure`, `value` (a share from 0 to 1, a difference of shares, or a count), `low` and `high`
    (its interval of 95 %), `hits` of `count`, `why`, `band`, and for the bins of the calibration
    `bin_low`, `bin_high` and `mean_probability`.
    """
    found: list[Record] = []
    for one in (report.overall, *report.codes):
        place: Record = {
            "code": ALL_CODES if one.code is None else names.get(one.code, one.code),
            "code_id": one.code or "",
            "row_kind": "total" if one.code is None else "code",
        }
        found += [_whole({**place, **record}) for record in _figures(one)]
    whole: Record = {"code": ALL_CODES, "code_id": "", "row_kind": "total"}
    found += [_whole({**whole, **record}) for record in _of_segments(report)]
    return found


def _whole(record: Record) -> Record:
    return {name: record.get(name, "" if name in ("why", "band") else None) for name in FIELDS}


def _figures(one: Quality) -> Iterator[Record]:
    """The figures of one code, or of all."""
    yield _share("acceptance", one.acceptance)
    yield _share("blind precision", one.precision)
    yield _share("blind recall", one.recall)
    yield _share("blind recall of terms alone", one.terms_recall)
    yield {
        "measure": "lift over terms",
        "value": one.lift,
        "count": one.recall.count,
        "why": "" if one.lift is not None else _missing(one.recall, one.terms_recall),
    }
    yield _share("coverage", one.coverage)
    yield _share("coverage by terms alone", one.terms_coverage)
    yield from _calibration("calibration", one.calibration)
    yield from _calibration("blind calibration", one.blind_calibration)
    for name, number in (
        ("accepted", one.accepted),
        ("refused", one.refused),
        ("passed over", one.passed),
        ("shown, not decided", one.waiting),
        ("muted", one.muted),
    ):
        yield {"measure": name, "value": number}


def _of_segments(report: QualityReport) -> Iterator[Record]:
    """What is known of all codes together only."""
    influence = report.influence
    yield {"measure": "influence", "value": influence.difference, "why": influence.why}
    for band, shown, blind in influence.bands:
        yield {**_share("given where shown", shown), "band": band}
        yield {**_share("given where blind", blind), "band": band}
    for name, number in (
        ("segments", report.segments),
        ("segments where one decided first", report.decided_first),
        ("segments where all was told at once", report.told_at_once),
        ("segments of the blind audit", report.audited),
        ("segments of the blind audit, decided", report.audited_decided),
        ("codings accepted in batches", report.together),
    ):
        yield {"measure": name, "value": number}
    coded = Share(report.silent_coded, report.silent, "every segment had a suggestion")
    yield _share("coded without a suggestion", coded)


def _share(measure: str, share: Share) -> Record:
    low, high = share.interval or (None, None)
    return {
        "measure": measure,
        "value": share.value,
        "low": low,
        "high": high,
        "hits": share.hits,
        "count": share.count,
        "why": "" if share.count else share.why,
    }


def _missing(*shares: Share) -> str:
    """Why the first of the shares that do not exist does not."""
    return next((one.why for one in shares if not one.count), "")


def _calibration(measure: str, one: Calibration) -> Iterator[Record]:
    yield {"measure": f"{measure} error", "value": one.error, "count": one.count, "why": one.why}
    for part in one.bins:
        yield {
            **_share(f"{measure} bin", part.right),
            "bin_low": part.low,
            "bin_high": part.high,
            "mean_probability": part.mean,
        }
