"""Printing: tables on a terminal, tab-separated lines in a pipe, JSON for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from coder.printable import one_line, printable

NOTHING_FOUND = 1


def print_json(value: Any) -> None:
    """Print a value as JSON on one stream that a program can read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def print_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    numbers: Iterable[int] = (),
    wide: int | None = None,
) -> None:
    """Print rows: boxed on a terminal; in a pipe one line a row, cells separated by tabs.

    `numbers` are the columns to align right, `wide` the one that may take the room left over.
    """
    texts = [[_cell(value) for value in row] for row in rows]
    if not sys.stdout.isatty():
        for line in [list(headings), *texts]:
            click.echo("\t".join(one_line(cell) for cell in line))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=printable(title) or None, box=box.SIMPLE_HEAD, title_justify="left")
    right = set(numbers)
    for number, heading in enumerate(headings):
        table.add_column(
            printable(heading),
            justify="right" if number in right else "left",
            overflow="fold",
            ratio=1 if number == wide else None,
            no_wrap=number in right,
        )
    for line in texts:
        table.add_row(*(Text(printable(cell)) for cell in line))
    Console().print(table)


def say(text: str) -> None:
    """Print a line for people, on the error stream so that pipes carry results only."""
    click.echo(printable(text), err=True)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.1f}"
        case list() | tuple():
            return ", ".join(str(item) for item in value)
        case _:
            return str(value)
