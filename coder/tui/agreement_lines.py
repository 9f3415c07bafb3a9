"""How agreement looks on the screen: choices, figures in words, differences; pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coder.analysis.agreement.agreement import Agreement
from coder.analysis.agreement.asking import Asked
from coder.analysis.agreement.catalogue import USUAL, About, about
from coder.analysis.agreement.comparing import Line, Measured
from coder.analysis.agreement.differing import Wanted, some_only
from coder.analysis.agreement.tables import Grid, short
from coder.printable import one_line
from coder.project.differences import Difference
from coder.tui.snippets import column, one_liner

ROOMY = 100
WIDEST_NAME = 34
WIDEST_HEADING = 16
AROUND = 300

_HARD = "\N{NO-BREAK SPACE}"


def choices_line(asked: Asked, whose: str) -> Text:
    """What is compared and how, each with the key that changes it."""
    line = Text()
    for key, what, value in (
        ("#", "unit", asked.unit),
        ("h", "whose", whose),
        ("q", "interviewer", "out" if asked.without_interviewer else "in"),
        ("=", "measures", "usual" if asked.measures == USUAL else "all"),
        ("I", "intervals", f"{asked.draws:,} draws" if asked.draws else "none"),
        ("u", "done", "assumed" if asked.assume_done else "as marked"),
    ):
        line.append(f"{key}{_HARD}", "bold")
        line.append(f"{what}:{_HARD}")
        line.append(one_line(value, 24).replace(" ", _HARD), "bold")
        line.append("  ")
    return line


def order_of(lines: Sequence[Line], *, worst_first: bool) -> list[int]:
    """The rows as they are, or the codes with the lowest alpha first; undefined ones last."""
    rows = list(range(len(lines)))
    if not worst_first:
        return rows

    def rank(row: int) -> tuple[bool, bool, float]:
        figure = lines[row].figure("alpha")
        value = None if figure is None else figure.value
        return lines[row].kind != "code", value is None, value or 0.0

    return sorted(rows, key=rank)


def row_names(grid: Grid, rows: Sequence[int], *, indented: bool) -> list[Text]:
    """The first column of a grid."""
    names = []
    for row in rows:
        name = str(grid.rows[row][0])
        indent = len(name) - len(name.lstrip(" ")) if indented else 0
        shown = one_line(name, max(WIDEST_NAME - indent, 8))
        names.append(Text(" " * indent + shown, no_wrap=True))
    return names


def headings(grid: Grid) -> list[tuple[Text, int]]:
    """The names of the other columns, with the cells that each takes."""
    found = []
    for place, heading in enumerate(grid.headings[1:], start=1):
        name = Text(one_line(heading, WIDEST_HEADING), no_wrap=True)
        widest = max((len(cell_text(grid, row, place)) for row in range(len(grid.rows))), default=0)
        found.append((name, max(widest, name.cell_len)))
    return found


def cell_text(grid: Grid, row: int, place: int) -> str:
    """One cell of a grid as words; 0 as a dot, so that what is there stands out."""
    value = grid.rows[row][place]
    return (
        "·"
        if value == 0 and isinstance(value, int)
        else one_line(str("" if value is None else value))
    )


def figure_words(agreement: Agreement, line: Line, column: str, value: str) -> str:
    """A figure in words, by the heading of its column and as it stands there."""
    one = next((m for m in line.measured if about(m.measure).heading == column), None)
    if one is not None:
        return f"{line.row.name} × {measure_words(one)}"
    words = f"{line.row.name} × {column}: {value.replace('·', '0')}"
    if line.counts is None or not value:
        return words
    return f"{words} of {line.counts.judged:,} {agreement.unit} that two or more judged"


def group_words(agreement: Agreement, row: int) -> str:
    """A figure of an exclusive group in words, by its row in the table of groups."""
    every = [
        (line, one)
        for line in agreement.lines
        if line.kind in {"group", "member"}
        for one in line.measured
    ]
    line, one = every[row]
    return f"{line.row.name} × {measure_words(one)}"


def which_places(agreement: Agreement, place: int) -> tuple[str, Wanted]:
    """What is behind the column of a table of codes (after the names, from 0): words, and which."""
    people = [coder.name for coder in agreement.coders]
    if place < len(people):
        return f"given by {people[place]}", lambda gave, _: place in gave
    if place == len(people):
        return f"given by {'both' if len(people) == 2 else 'all'}", (
            lambda gave, everyone: len(gave) == len(everyone)
        )
    only = place - len(people) - 1
    if len(people) == 2 and only < 2:
        return f"given by {people[only]} only", lambda gave, _: list(gave) == [only]
    if len(people) > 2 and only == 0:
        return "given by one only", lambda gave, _: len(gave) == 1
    return "given by some, not by others", some_only


def confusion_words(agreement: Agreement) -> str:
    """What rows and columns of codes x codes are."""
    if len(agreement.coders) == 2:
        one, other = (coder.name for coder in agreement.coders)
        return f"Rows: what {one} gave; columns: what {other} gave instead, in {agreement.unit}."
    return f"Rows: what one coder gave; columns: what another gave instead, in {agreement.unit}."


def measure_words(one: Measured) -> str:
    """A measure with its interval, what it is made of, and the reason of a dash."""
    figure, span = one.figure, one.interval
    words = f"{one.measure}: " + ("undefined" if figure.value is None else f"{figure.value:.3f}")
    if span is not None and span.low is not None and span.high is not None:
        words += f" [{short(span.low)}, {short(span.high)}]"
    elif span is not None:
        words += f" ({span.reason})"
    if figure.observed is not None and figure.expected is not None:
        words += f"  observed {figure.observed:.3f}, by chance {figure.expected:.3f}"
    return words + (f" ({figure.reason})" if figure.reason else "")


def measure_page(one: About) -> str:
    """All that is known of a measure."""
    parts = (f"Formula: {one.formula}", f"When to use it: {one.when}", f"Source: {one.source}")
    return "\n\n".join((one.cite, *parts))


def difference_line(one: Difference, width: int) -> Text:
    """Transcript, who gave it and who did not, and the words."""
    name, people = (18, 30) if width >= ROOMY else (9, 21)
    line = column(one.document.name, name).append(" ")
    who = " ≠ ".join(", ".join(some) for some in (one.gave, one.gave_not) if some)
    line.append_text(column(who, people)).append(" ")
    if one.what:
        line.append_text(column(one.what, name)).append(" ")
    words = " ".join(one.document.text[one.start : one.end].split())
    return line.append_text(column(words, max(width - line.cell_len, 8)))


def difference_around(one: Difference) -> Text:
    """The words of a difference between those around them."""
    text = one.document.text
    low, high = max(one.start - AROUND, 0), min(one.end + AROUND, len(text))
    inside = one_liner(text[one.start : one.end], (), "")
    inside.stylize("bold")
    return Text.assemble(
        (f"{one_line(one.document.name)} {one.start}–{one.end}  ", "italic"),
        f"{one_line(one.what or 'it')} given by {one_line(', '.join(one.gave))}",
        f", not by {one_line(', '.join(one.gave_not))}\n" if one.gave_not else "\n",
        "…" if low else "",
        one_liner(text[low : one.start], (), ""),
        "[",
        inside,
        "]",
        one_liner(text[one.end : high], (), ""),
        "…" if high < len(text) else "",
    )
