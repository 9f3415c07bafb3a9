"""The table of transcripts: its columns, their order, and which rows a filter line keeps; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from coder.amounts import counted
from coder.identity import Id
from coder.printable import one_line
from coder.project.progress import Extent, Progress, Standing

BAR = 6
"""Cells of a bar of progress."""

COUNTS = 7
"""Cells of the numbers behind it, so that the bars stand below each other."""

_FIXED = (
    ("name", "transcript"),
    ("words", "words"),
    ("turns", "turns"),
    ("coded", "coded"),
    ("seen", "seen"),
    ("done", "done"),
    ("codings", "codings"),
    ("open", "open"),
)
NUMBERS = frozenset({"words", "turns", "coded", "seen", "codings", "open", "warnings"})
_UNKNOWN = {"open": "–", "warnings": ""}
_TERM = re.compile(r"([^<>=]+)(<=|>=|=|<|>)(.*)", re.DOTALL)
_PARTS = re.compile(r"\d{1,18}|\D+")

SortKey = tuple[tuple[int, float, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One transcript; extent and progress come later, as they need its text."""

    standing: Standing
    extent: Extent | None = None
    progress: Progress | None = None

    @property
    def id(self) -> Id:
        """The document."""
        return self.standing.id


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key (attributes have an `@` before theirs) and its heading."""

    key: str
    title: str


def columns(rows: Iterable[Row]) -> list[Column]:
    """The columns for these transcripts: what coder knows, their attributes, the warnings."""
    keys = {key for row in rows for key, _ in row.standing.attributes}
    return [
        *(Column(key, title) for key, title in _FIXED),
        *(Column(f"@{key}", one_line(key, 16)) for key in sorted(keys, key=str.casefold)),
        Column("warnings", "warnings"),
    ]


def ordered(rows: Iterable[Row], key: str, *, falling: bool) -> list[Row]:
    """The rows by a column, what has nothing there last; ties go by name."""
    by_name = sorted(rows, key=lambda row: _natural(row.standing.name))
    full = [row for row in by_name if _value(row, key) is not None]
    empty = [row for row in by_name if _value(row, key) is None]
    return [*sorted(full, key=lambda row: _sort_key(row, key), reverse=falling), *empty]


def matching(rows: Iterable[Row], line: str) -> list[Row]:
    """The rows that fit every word of a filter line.

    A word is looked for in names, speakers, attributes and warnings; `column=value` and, for
    numbers, `column<value` or `column>value` look in one column; `-` before a word says not.
    """
    words = line.casefold().split()
    return [row for row in rows if all(_fits(row, word) for word in words)]


def cell(row: Row, key: str) -> Text:
    """One cell; `…` where a number is still being worked out."""
    if key in ("coded", "seen"):
        return _share(row, key)
    value = _value(row, key)
    if key in NUMBERS:
        text = _UNKNOWN.get(key, "…") if value is None else f"{value:,}"
        return Text(text, style="dim" if value in (None, 0) else "")
    if key == "done":
        return Text(_done(row.standing), no_wrap=True)
    return Text(one_line(str(value or ""), 40 if key == "name" else 28), no_wrap=True)


def summary(rows: Sequence[Row], every: int, line: str, *, measuring: bool) -> str:
    """One line on the rows shown: how many, words, how much is coded and done."""
    shown = f"{len(rows)} of {every}" if line.strip() else f"{every}"
    words = sum(row.extent.words for row in rows if row.extent)
    offered = sum(row.progress.offered for row in rows if row.progress)
    coded = sum(row.progress.coded for row in rows if row.progress)
    done = sum(row.standing.mine for row in rows)
    parts = [f"{shown} transcript{'s' if every != 1 else ''}", counted(words, "word")]
    if offered:
        share = coded * 100 // offered
        parts.append(f"{coded:,} of {counted(offered, 'segment')} coded ({share}%)")
    parts.append(f"{done} done")
    return " · ".join(parts) + (" · counting …" if measuring else "")


def details(row: Row) -> Text:
    """What the table has no room for: speakers with roles, who is done, all warnings."""
    standing = row.standing
    text = Text()
    text.append(one_line(standing.name), "bold")
    people = [
        f"{one_line(name, 30)} ({role.value or 'role unknown'})" for name, role in standing.speakers
    ]
    text.append(f"  {', '.join(people) or 'no speakers named'}")
    if standing.done:
        text.append(f"\ndone: {', '.join(one_line(name, 30) for name in standing.done)}")
    if standing.attributes:
        known = ", ".join(
            f"{one_line(key, 30)}={one_line(value, 60)}" for key, value in standing.attributes
        )
        text.append(f"\n{known}", "dim")
    for warning in standing.warnings:
        text.append(f"\n! {one_line(warning)}", "italic")
    return text


def _value(row: Row, key: str) -> int | float | str | None:
    """What a cell sorts and filters by; None where there is nothing, or not yet."""
    standing, progress = row.standing, row.progress
    if key in ("coded", "seen"):
        return None if progress is None else _percent(progress, key)
    known: dict[str, int | str | None] = {
        "name": standing.name,
        "words": None if row.extent is None else row.extent.words,
        "turns": standing.turns,
        "codings": standing.codings,
        "open": None if progress is None else progress.suggestions,
        "done": f"{'✓ ' * standing.mine}{', '.join(standing.done)}" or None,
        "warnings": len(standing.warnings) or None,
        **{f"@{name}": value or None for name, value in standing.attributes},
    }
    return known.get(key)


def _percent(progress: Progress, key: str) -> float:
    part = progress.coded if key == "coded" else progress.seen
    return part * 100 / progress.offered if progress.offered else 0.0


def _share(row: Row, key: str) -> Text:
    """A bar, a percentage, and for codings the numbers behind it."""
    if row.progress is None:
        return Text("…", style="dim")
    percent = _percent(row.progress, key)
    if key == "seen":
        return Text(f"{percent:3.0f}%", style="" if percent else "dim")
    filled = min(BAR, round(percent * BAR / 100)) or bool(percent)
    text = Text("█" * filled + "░" * (BAR - filled), no_wrap=True)
    text.append(f" {percent:3.0f}%")
    text.append(f" {f'{row.progress.coded}/{row.progress.offered}':>{COUNTS}}", "dim")
    return text


def _done(standing: Standing) -> str:
    """`✓` for oneself, and how many others; who they are is told below the table."""
    others = len(standing.done) - standing.mine
    if standing.mine:
        return f"✓ +{others}" if others else "✓"
    return counted(others, "other") if others else ""


def _sort_key(row: Row, key: str) -> SortKey:
    value = _value(row, key)
    return _natural(value) if isinstance(value, str) else ((0, float(value or 0), ""),)


def _natural(text: str) -> SortKey:
    """Orders text without case, and the numbers in it by value."""
    number = _number(text)
    if number is not None:
        return ((0, number, ""),)
    parts = _PARTS.findall(text.casefold())
    return tuple((0, float(p), "") if p.isdecimal() else (1, 0.0, p) for p in parts)


def _number(text: str) -> float | None:
    """The finite number that a text is; None for any other."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _fits(row: Row, word: str) -> bool:
    if word.startswith("-") and len(word) > 1:
        return not _fits(row, word[1:])
    term = _TERM.fullmatch(word)
    if term is not None:
        name, sign, wanted = term.groups()
        return _compares(row, _column_named(row, name), sign, wanted)
    return word in _searched(row.standing)


def _column_named(row: Row, name: str) -> str:
    """The key of a column by its key, its heading or the name of an attribute."""
    for key, title in (*_FIXED, ("warnings", "warnings")):
        if name in (key, title):
            return key
    known = (key for key, _ in row.standing.attributes if key.casefold() == name)
    return f"@{next(known, name)}"


def _compares(row: Row, key: str, sign: str, wanted: str) -> bool:
    value = _value(row, key)
    if key == "done" and wanted in ("", "no", "yes"):
        return row.standing.mine is (wanted == "yes")
    number, text = _number(wanted), str("" if value is None else value).casefold()
    if sign == "=" and key not in NUMBERS:
        return wanted in text if wanted else not text
    own = _number(text)
    if number is None or own is None:
        return sign == "=" and wanted == text
    return {
        "=": own == number,
        "<": own < number,
        ">": own > number,
        "<=": own <= number,
        ">=": own >= number,
    }[sign]


def _searched(standing: Standing) -> str:
    """The text of a row that words are looked for in."""
    parts = [standing.name, *(name for name, _ in standing.speakers), *standing.warnings]
    parts += [f"{key}={value}" for key, value in standing.attributes]
    return "\n".join(parts).casefold()
