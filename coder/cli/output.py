"""Printing: tables on a terminal, tab-separated lines in a pipe, JSON for scripts."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, NoReturn, TextIO

import click

from coder.printable import json_text, one_line, printable

NOTHING_FOUND: Final = 1
ERROR: Final = 2

ROWS_ON_TERMINAL: Final = 500
"""A terminal shows no more rows than this at once; pipes and JSON have no limit."""


def print_json(value: Any) -> None:
    """Print a value as JSON on one stream that a program can read."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(json_text(value, ascii_only=not encoding.lower().startswith("utf")))


def print_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    title: str = "",
    numbers: Sequence[int] = (),
    wide: int | None = None,
) -> None:
    """Print rows: a table on a terminal; in a pipe one line a row, cells separated by tabs.

    `numbers` are the columns to align right, `wide` the one that may take the room left over.
    """
    names = [one_line(heading) for heading in headings]
    if not is_terminal(sys.stdout):
        lines = ("\t".join(one_line(_cell(value)) for value in row) for row in rows)
        click.echo("\n".join(["\t".join(names), *lines]))
        return
    from coder.cli.layout import print_for_terminal

    shown = [[_indented(_cell(value)) for value in row] for row in rows[:ROWS_ON_TERMINAL]]
    print_for_terminal(names, shown, title=one_line(title), right=frozenset(numbers), wide=wide)
    if len(rows) > len(shown):
        say(
            f"{len(rows) - len(shown)} more rows are not shown: narrow it down, or read all in a "
            "pager (add ' | less')."
        )


def print_facts(facts: Mapping[str, Any]) -> None:
    """Print names and values: aligned on a terminal, separated by a tab in a pipe."""
    width = max(map(len, facts), default=0) if is_terminal(sys.stdout) else 0
    for name, value in facts.items():
        text = one_line(_cell(value)) or "-"
        click.echo(f"{name:<{width}}  {text}" if width else f"{one_line(name)}\t{text}")


def say(text: str) -> None:
    """Print a line for people, on the error stream so that pipes carry results only."""
    line = printable(text)
    if sys.stderr is not None and sys.stderr.isatty():
        line = click.wrap_text(line, shutil.get_terminal_size().columns - 1)
    click.echo(line, err=True)


def leave(status: int) -> NoReturn:
    """End the command with an exit code other than 0."""
    raise click.exceptions.Exit(status)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees the stream; a closed one (None) nobody sees."""
    return stream is not None and stream.isatty()


@contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[object], None]]:
    """A bar on the terminal while the body works; call what it gives once for each step."""
    hidden = not is_terminal(sys.stderr)
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield lambda _: bar.update(1)


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


def _indented(text: str) -> str:
    """One printable line, with the blanks at its beginning that make a tree."""
    return " " * (len(text) - len(text.lstrip(" "))) + one_line(text)
