"""The report on suggestions to read: as a web page that needs nothing else, or as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from coder.analysis.calibration import Calibration
from coder.analysis.proportions import Share
from coder.analysis.suggestion_account import points
from coder.analysis.suggestion_quality import Quality, QualityReport
from coder.analysis.suggestion_records import ALL_CODES, FIELDS, records
from coder.exchange.atomic import write_file
from coder.exchange.calibration_plot import plot
from coder.exchange.markdown import write_page
from coder.exchange.sheet import Field, Kind, Scalar, Sheet, well_formed
from coder.identity import Id

HEADINGS: Final = (
    "code",
    "acceptance",
    "blind precision",
    "blind recall",
    "terms alone",
    "coverage",
    "calibration error",
)
LEGEND: Final = (
    ("acceptance", "of the suggestions shown and decided about, those accepted; it flatters"),
    ("blind precision", "of the suggestions computed but not shown, those that were right"),
    ("blind recall", "of the codes given in the blind audit, those that had been suggested"),
    ("terms alone", "of the same codes, those that the codebook's terms alone suggest"),
    ("coverage", "of all codes given, those that had been suggested before"),
    ("calibration error", "how far probabilities are from what came true, on average"),
)
_NUMBERS: Final = frozenset(FIELDS) - {
    "code",
    "code_id",
    "row_kind",
    "measure",
    "why",
    "band",
}
_STYLE: Final = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #222; background: #fff }
table { border-collapse: collapse; font-size: 14px; width: 100% }
th, td { border-bottom: 1px solid #ccc; padding: .3rem .5rem; text-align: right;
  vertical-align: top }
th:first-child, td:first-child { text-align: left }
td small { color: #555; display: block; white-space: nowrap }
td small.why { white-space: normal; min-width: 7rem; font-size: 11px }
tr.all { font-weight: bold }
dt { font-weight: bold }
blockquote { border-left: 4px solid #888; margin: 0; padding: 0 1rem; background: #f4f4f4 }
.wide { overflow-x: auto }
"""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells: of which project and coder, the figures, and the paragraph."""

    project: str
    coder: str
    quality: QualityReport
    names: Mapping[Id, str]
    account: str


def record_sheet(page: Page) -> Sheet:
    """The flat records for CSV and JSON."""
    fields = tuple(
        Field(name, Kind.NUMBER if name in _NUMBERS else Kind.TEXT, 20) for name in FIELDS
    )
    return Sheet("suggestions", fields, records(page.quality, page.names), (page.account,))


def write_html(path: Path, page: Page, *, overwrite: bool = False) -> None:
    """Write the page as one HTML file without scripts; raises InputError as `write_file` does."""
    write_file(path, [well_formed(html_page(page)).encode("utf-8")], overwrite=overwrite)


def write_markdown(path: Path, page: Page, *, overwrite: bool = False) -> None:
    """Write the same as Markdown, the plot as a table; raises InputError as `write_page` does."""
    report = page.quality
    figures = [
        (_name(one, page.names), *(_joined(cell) for cell in cells(one)))
        for one in (report.overall, *report.codes)
    ]
    bins = [
        (
            name,
            f"{part.low:.1f}-{part.high:.1f}",
            f"{part.mean:.2f}",
            _joined(share_cell(part.right)),
        )
        for name, one in _series(report.overall)
        for part in one.bins
    ]
    bands = [
        (band, _joined(share_cell(shown)), _joined(share_cell(blind)))
        for band, shown, blind in report.influence.bands
    ]
    tables: list[tuple[Sequence[str], Sequence[Sequence[Scalar]], int]] = [
        (HEADINGS, figures, 1),
        (("calibration of", "said", "mean", "right"), bins, 1),
        (("band", "given where shown", "given where blind"), bands, 1),
    ]
    below = (page.account, *(f"{name}: {words}." for name, words in LEGEND))
    shown = [table for table in tables if table[1]]
    write_page(path, f"Suggestions in {page.project}", shown, below, overwrite=overwrite)


def html_page(page: Page) -> str:
    """The whole page; everything that comes from the project is escaped."""
    report = page.quality
    rows = "\n".join(_html_row(one, page.names) for one in (report.overall, *report.codes))
    headings = "".join(f"<th>{heading}</th>" for heading in HEADINGS)
    legend = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in LEGEND)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>Suggestions in {escape(page.project)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Suggestions in {escape(page.project)}</h1>
<p>Of {escape(page.coder)}. Segments met with suggestions ready: {report.segments}, of these
{report.audited} in the blind audit.</p>
<h2>For a methods section</h2>
<blockquote><p>{escape(page.account)}</p></blockquote>
<h2>Figures</h2>
<div class="wide"><table>
<thead><tr>{headings}</tr></thead>
<tbody>
{rows}
</tbody>
</table></div>
<p>In small type: how many of how many, and the interval of 95 % (Wilson). A dash says why a figure
does not exist.</p>
<h2>Calibration</h2>
{_html_plot(report.overall)}
<h2>What seeing a suggestion does</h2>
{_html_influence(report)}
<h2>What the words mean</h2>
<dl>{legend}</dl>
</body>
</html>
"""


def cells(one: Quality) -> list[tuple[str, str]]:
    """The figures of a row: each as it is read, and what it rests on or why it is missing."""
    shares = (one.acceptance, one.precision, one.recall, one.terms_recall, one.coverage)
    error = one.calibration
    return [
        *(share_cell(share) for share in shares),
        (f"{error.error:.3f}", f"of {error.count}")
        if error.error is not None
        else ("-", error.why),
    ]


def share_cell(share: Share) -> tuple[str, str]:
    """A share as it is read: "68 %" and "41 of 60, 56-79 %"; or a dash and why."""
    if share.value is None or share.interval is None:
        return "-", share.why
    low, high = share.interval
    return (
        f"{100 * share.value:.0f} %",
        f"{share.hits} of {share.count}, {100 * low:.0f}-{100 * high:.0f} %",
    )


def _name(one: Quality, names: Mapping[Id, str]) -> str:
    return ALL_CODES if one.code is None else names.get(one.code, one.code)


def _series(one: Quality) -> list[tuple[str, Calibration]]:
    both = (("all decided", one.calibration), ("blind audit", one.blind_calibration))
    return [(name, found) for name, found in both if found.count]


def _html_row(one: Quality, names: Mapping[Id, str]) -> str:
    opening = '<tr class="all">' if one.code is None else "<tr>"
    found = "".join(f"<td>{_html_cell(cell)}</td>" for cell in cells(one))
    return f"{opening}<td>{escape(_name(one, names))}</td>{found}</tr>"


def _html_cell(cell: tuple[str, str]) -> str:
    opening = '<small class="why">' if cell[0] == "-" else "<small>"
    return f"{escape(cell[0])}{opening}{escape(cell[1])}</small>"


def _html_plot(one: Quality) -> str:
    series = _series(one)
    if not series:
        return f"<p>{escape(_dash(one.calibration.why))}</p>"
    errors = "; ".join(f"{name} {found.error:.3f}" for name, found in series)
    return (
        f"{plot(series)}\n<p>Points on the dashed line hold what they say. Expected calibration "
        f"error: {escape(errors)}.</p>"
    )


def _html_influence(report: QualityReport) -> str:
    rows = "".join(
        f"<tr><td>{escape(band)}</td><td>{_html_cell(share_cell(shown))}</td>"
        f"<td>{_html_cell(share_cell(blind))}</td></tr>"
        for band, shown, blind in report.influence.bands
    )
    told = (
        f"<p>{escape(_dash(report.influence.why))}</p>"
        if report.influence.difference is None
        else "<p>At equal bands, the share of suggested codes that were given was higher by "
        f"{points(report.influence.difference)} percentage points where they were shown.</p>"
    )
    table = (
        "<table><thead><tr><th>band</th><th>given where shown</th><th>given where blind</th>"
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )
    return told + (table if rows else "")


def _joined(cell: tuple[str, str]) -> str:
    """A cell on one line."""
    return f"{cell[0]} ({cell[1]})" if cell[1] else cell[0]


def _dash(why: str) -> str:
    return f"- ({why})"
