"""Rows laid out for a terminal: a table where it fits, parts of one, or one block a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

_BESIDE_COLUMN = 2
"""Blanks that a column takes beside its text."""

_NARROWEST = 20
"""The widest column is not squeezed below this, others not below their longest word."""

_LONGEST_WORD = 14


def print_for_terminal(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    right: Collection[int],
    wide: int | None,
) -> None:
    """Print printable one-line texts; `right` are the columns of figures.

    A table of nothing but figures behind its first column is continued below where the terminal
    is too narrow; of another table each row becomes a block of lines. Empty columns are left out.
    """
    console = Console()
    room = console.width - 1
    figures = len(headings) > 1 and all(number in right for number in range(1, len(headings)))
    widths = _widths(headings, rows, right)
    if figures:
        for columns in _parts(widths, room):
            _print_table(
                console, headings, rows, columns=columns, widths=widths, title=title, right=right
            )
        return
    shown = [at for at in range(len(headings)) if not rows or any(row[at] for row in rows)]
    least = _least(headings, rows, widths, right, wide)
    fitting = _squeezed(widths, least, shown, room, wide)
    if fitting is None:
        _print_blocks(console, headings, rows)
    else:
        _print_table(
            console, headings, rows, columns=shown, widths=fitting, title=title, right=right
        )


def _widths(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int]
) -> list[int]:
    """The cells of the terminal that each column would like to have."""
    widths = [max((cell_len(row[at]) for row in rows), default=0) for at in range(len(headings))]
    return [
        max(width, min(cell_len(heading), _LONGEST_WORD if at in right else 1000), 1)
        for at, (width, heading) in enumerate(zip(widths, headings, strict=True))
    ]


def _least(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    right: Collection[int],
    wide: int | None,
) -> list[int]:
    """What each column needs: figures all, the wide one a readable line, others their words."""
    least = list(widths)
    for at, heading in enumerate(headings):
        if at == wide:
            least[at] = min(widths[at], max(_NARROWEST, cell_len(heading)))
        elif at not in right:
            words = (word for row in rows for word in row[at].split(" "))
            longest = min(max(map(cell_len, words), default=0), _LONGEST_WORD)
            least[at] = min(widths[at], max(longest, cell_len(heading)))
    return least


def _squeezed(
    widths: Sequence[int], least: Sequence[int], shown: Sequence[int], room: int, wide: int | None
) -> list[int] | None:
    """Widths that fit into the room, the wide column squeezed first; None if there are none."""
    result = list(widths)
    surplus = sum(widths[at] + _BESIDE_COLUMN for at in shown) - room
    for at in sorted(shown, key=lambda at: (at != wide, least[at] - widths[at])):
        taken = min(max(surplus, 0), result[at] - least[at])
        result[at] -= taken
        surplus -= taken
    return result if surplus <= 0 else None


def _parts(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """The columns of each part of a table of figures: the first one, and as many as fit."""
    part, used = [0], widths[0] + _BESIDE_COLUMN
    for at in range(1, len(widths)):
        if len(part) > 1 and used + widths[at] + _BESIDE_COLUMN > room:
            yield part
            part, used = [0], widths[0] + _BESIDE_COLUMN
        part.append(at)
        used += widths[at] + _BESIDE_COLUMN
    yield part


def _print_table(
    console: Console,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    columns: Sequence[int],
    widths: Sequence[int],
    title: str,
    right: Collection[int],
) -> None:
    table = Table(
        title=title or None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    for at in columns:
        table.add_column(
            Text(headings[at]),
            justify="right" if at in right else "left",
            overflow="fold",
            width=widths[at],
        )
    for row in rows:
        table.add_row(*(Text(row[at]) for at in columns))
    console.print(table)


def _print_blocks(console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """One row as lines of heading and cell; empty cells are left out."""
    width = max(map(cell_len, headings), default=0)
    room = max(console.width - width - 3, _LONGEST_WORD)
    for number, row in enumerate(rows):
        if number:
            console.print()
        for heading, cell in zip(headings, row, strict=True):
            lines = Text(cell.strip()).wrap(console, room) if cell.strip() else ()
            for at, line in enumerate(lines):
                name = "" if at else heading
                console.print(Text.assemble((f"{name:<{width}}  ", "bold"), line))
