"""An agreement table as rows: for a paper, and as one flat record per figure for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from coder.amounts import counted
from coder.analysis.agreement.agreement import Agreement, shown_measures
from coder.analysis.agreement.bootstrap import TOO_FEW
from coder.analysis.agreement.catalogue import MEMBERS, NAMES, SETS, USUAL, about
from coder.analysis.agreement.comparing import Line, Measured
from coder.analysis.agreement.confusion import NONE

DASH: Final = "–"
NO_OTHER: Final = "(no other)"

_LITTLE: Final = 1e-9

_GROUPS_OF_SPANS: Final = "free spans of an exclusive group (--unit spans --group)"
_FOR: Final = {
    SETS: "units, not for free spans",
    "u-alpha": "free spans (--unit spans)",
    "u-alpha-binary": _GROUPS_OF_SPANS,
    "cu-alpha": _GROUPS_OF_SPANS,
    MEMBERS: _GROUPS_OF_SPANS,
}
"""What measures are for that not every table has."""

Scalar: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Headings and rows of equal length; `texts` are the columns that hold words."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    texts: int = 1


def paper_grid(agreement: Agreement) -> Grid:
    """Per code the counts and measures; an interval stands in two columns behind its measure.

    A measure that is undefined is None. Rows of exclusive groups are not in it.
    """
    both, one = count_headings(agreement)
    shown = shown_measures(agreement)
    headings = ["code", *(f"n {coder.name}" for coder in agreement.coders), both, *one]
    intervals = has_intervals(agreement)
    ends = ("", " low", " high") if intervals else ("",)
    headings += [f"{about(name).heading}{end}" for name in shown for end in ends]
    rows = []
    for line in table_lines(agreement):
        cells: list[Scalar] = [line.row.name, *count_cells(line, agreement)]
        for name in shown:
            found = measured(line, name)
            cells += [None if found is None else found.figure.value]
            span = None if found is None else found.interval
            cells += ([None, None] if span is None else [span.low, span.high]) * intervals
        rows.append(tuple(cells))
    return Grid(tuple(headings), tuple(rows))


def shown_grid(agreement: Agreement) -> Grid:
    """The same for eyes: measures rounded, intervals in brackets, dashes numbered by reason."""
    both, one = count_headings(agreement)
    shown = shown_measures(agreement)
    headings = ["code", *(coder.name for coder in agreement.coders), both, *one]
    reasons = reason_numbers(agreement)
    rows = []
    for line in table_lines(agreement):
        cells: list[Scalar] = ["  " * line.row.depth + line.row.name]
        cells += count_cells(line, agreement)
        cells += [shown_measure(measured(line, name), reasons) for name in shown]
        rows.append(tuple(cells))
    return Grid((*headings, *(about(name).heading for name in shown)), tuple(rows))


def group_grid(agreement: Agreement) -> Grid:
    """The rows of exclusive groups and their members, if any: measure, figure and coverage."""
    reasons = reason_numbers(agreement)
    rows = [
        (
            "  " * (line.kind == "member") + line.row.name,
            about(one.measure).heading,
            shown_measure(one, reasons),
            "" if one.coverage is None else f"{one.coverage:.0%}",
        )
        for line in agreement.lines
        if line.kind in {"group", "member"}
        for one in line.measured
    ]
    return Grid(("group", "measure", "figure", "coverage"), tuple(rows), 2)


def pair_grid(agreement: Agreement) -> Grid:
    """Cohen's kappa of each pair of coders for all codes together (or the only code)."""
    reasons = reason_numbers(agreement)
    names = [coder.name for coder in agreement.coders]
    line = next((one for one in agreement.lines if one.kind == "all"), agreement.lines[0])
    cells: dict[tuple[int, int], str] = {}
    for one, other, figure in line.pairs:
        cells[one, other] = cells[other, one] = shown_measure(Measured("kappa", figure), reasons)
    places = range(len(names))
    rows = [(names[one], *(cells.get((one, other), "") for other in places)) for one in places]
    return Grid((f"kappa, {line.row.name}", *names), tuple(rows))


def confusion_grid(agreement: Agreement) -> Grid:
    """Codes x codes: rows of the first coder, columns of the second; of more, all pairs."""
    found = agreement.confusion
    names = {row.id: row.name for row in agreement.codes} | {NONE: NO_OTHER}
    used = [key for key in names if any(key in pair for pair in found)]
    corner = (
        f"{agreement.coders[0].name} \\ {agreement.coders[1].name}"
        if len(agreement.coders) == 2
        else "all pairs"
    )
    rows: list[tuple[Scalar, ...]] = [
        (names[one], *(found.get((one, other), 0) for other in used)) for one in used
    ]
    return Grid((corner, *(names[key] for key in used)), tuple(rows))


def table_lines(agreement: Agreement) -> list[Line]:
    """The rows of codes, of any code and of all together."""
    return [line for line in agreement.lines if line.kind in {"code", "any", "all"}]


def measured(line: Line, name: str) -> Measured | None:
    """What a row has of a measure."""
    return next((one for one in line.measured if one.measure == name), None)


def has_intervals(agreement: Agreement) -> bool:
    """Whether some figure has an interval."""
    return any(
        one.interval is not None and one.interval.low is not None
        for line in agreement.lines
        for one in line.measured
    )


def count_headings(agreement: Agreement) -> tuple[str, tuple[str, ...]]:
    """How the columns are called that count what both (all) gave, and what one alone gave."""
    if len(agreement.coders) == 2:
        return "both", tuple(f"only {coder.name}" for coder in agreement.coders)
    return "all", ("only one",)


def count_cells(line: Line, agreement: Agreement) -> list[Scalar]:
    """The counts of a row, in the order of the headings."""
    counts = line.counts
    if counts is None:
        return [None] * (len(agreement.coders) + 2)
    alone = [counts.one]
    if len(agreement.coders) == 2:
        alone = [given - counts.all for given in counts.given]
    return [*counts.given, counts.all, *alone]


def shown_measure(found: Measured | None, reasons: Mapping[str, int]) -> str:
    """A figure in two digits, with its interval; a dash with the number of its reason."""
    if found is None:
        return ""
    figure, span = found.figure, found.interval
    note = f" ({reasons[figure.reason]})" if figure.reason else ""
    if figure.value is None:
        return f"{DASH}{note}"
    text = short(figure.value)
    if span is not None and span.low is not None and span.high is not None:
        text += f" [{short(span.low)}, {short(span.high)}]"
    return text + note


def short(value: float) -> str:
    """A figure as papers print it: ".81", "-.05"; "1.00" only where it is so; never "-.00"."""
    text = f"{value:.2f}"
    if float(text) == 0:
        return ".00"
    if text == "1.00" and value < 1 - _LITTLE:
        return ">.99"
    return text.replace("0.", ".", 1) if abs(float(text)) < 1 else text


def reason_numbers(agreement: Agreement) -> dict[str, int]:
    """A number for every reason why a figure is undefined or not what it seems."""
    found: dict[str, int] = {}
    for line in agreement.lines:
        for figure in (one.figure for one in line.measured):
            if figure.reason:
                found.setdefault(figure.reason, len(found) + 1)
    for line in agreement.lines:
        for _, _, figure in line.pairs:
            if figure.reason:
                found.setdefault(figure.reason, len(found) + 1)
    return found


def notes(agreement: Agreement, *, pairs: bool = False) -> list[str]:
    """What belongs under a table: the reasons by number, and why there are no intervals."""
    used = {one.figure.reason for line in agreement.lines for one in line.measured}
    if pairs:
        used |= {figure.reason for line in agreement.lines for _, _, figure in line.pairs}
    lines = [f"({n}) {why}" for why, n in reason_numbers(agreement).items() if why in used]
    return [*lines, *_interval_notes(agreement), *_absent(agreement)]


def _interval_notes(agreement: Agreement) -> list[str]:
    lines = []
    spans = [one.interval for line in agreement.lines for one in line.measured]
    if any(span is not None and span.reason == TOO_FEW for span in spans):
        lines.append(f"No intervals: {TOO_FEW}.")
    rarely = sum(
        one.interval is not None
        and one.figure.value is not None
        and one.interval.reason not in {"", TOO_FEW}
        for line in agreement.lines
        for one in line.measured
    )
    if rarely:
        figures = counted(rarely, "figure")
        lines.append(f"No interval for {figures}: undefined in more than half of the draws.")
    return lines


def _absent(agreement: Agreement) -> list[str]:
    """The measures that were named and that no row can have, each with what it is for."""
    if agreement.asked.measures in (USUAL, NAMES):
        return []
    there = {one.measure for line in agreement.lines for one in line.measured}
    return [
        f"{about(name).heading} is not in the table: it is for {_FOR[name]}."
        for name in agreement.asked.measures
        if name in _FOR and name not in there
    ]


def spelled_notes(agreement: Agreement) -> list[str]:
    """The reasons for a table of numbers alone, where cells are empty: of which figures each is."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in agreement.lines:
        for one in line.measured:
            if one.figure.reason:
                rows = found.setdefault(one.figure.reason, {})
                rows.setdefault(line.row.name, []).append(about(one.measure).heading)
    reasons = [f"{_cells(rows)}: {why}." for why, rows in found.items()]
    return [*reasons, *_interval_notes(agreement), *_absent(agreement)]


def _cells(rows: Mapping[str, Sequence[str]]) -> str:
    """Which measures of which rows, rows with the same measures together."""
    alike: dict[str, list[str]] = {}
    for row, measures in rows.items():
        alike.setdefault(", ".join(measures), []).append(row)
    return "; ".join(f"{measures} of {', '.join(names)}" for measures, names in alike.items())


def records(agreement: Agreement) -> list[dict[str, Scalar]]:
    """One flat record per row and measure, the counts in each; for JSON, CSV and statistics."""
    return [
        _record(agreement, line, one.measure, one)
        for line in agreement.lines
        for one in line.measured
    ] + [
        {
            **_record(agreement, line, "kappa", Measured("kappa", figure)),
            "row_kind": f"{line.kind} pair",
            "coder": agreement.coders[one].name,
            "other_coder": agreement.coders[other].name,
        }
        for line in agreement.lines
        for one, other, figure in line.pairs
    ]


def _record(agreement: Agreement, line: Line, name: str, found: Measured) -> dict[str, Scalar]:
    span, counts, row = found.interval, line.counts, line.row
    return {
        "row_kind": line.kind,
        "code": row.name,
        "code_id": row.id,
        "path": " > ".join(row.path),
        "measure": name,
        "value": found.figure.value,
        "low": None if span is None else span.low,
        "high": None if span is None else span.high,
        "reason": found.figure.reason,
        "observed": found.figure.observed,
        "expected": found.figure.expected,
        "coverage": found.coverage,
        "unit": agreement.unit,
        "judged": None if counts is None else counts.judged,
        "all": None if counts is None else counts.all,
        "one": None if counts is None else counts.one,
        "coder": " + ".join(coder.name for coder in agreement.coders),
        "other_coder": None,
    }
