"""Lines that show words in their surroundings."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coder.printable import printable

LEAD = 24
"""Cells before the first hit that a line keeps free for what stands before it."""


def one_liner(text: str, marks: Sequence[tuple[int, int]], style: str) -> Text:
    """A text as one printable line with its marked spans (positions in the text) styled."""
    line = Text(no_wrap=True, overflow="ellipsis")
    at = 0
    for start, end in marks:
        line.append(_flat(text[at:start]))
        line.append(_flat(text[start:end]), style)
        at = max(at, end)
    line.append(_flat(text[at:]))
    return line


def window(text: str, marks: Sequence[tuple[int, int]], width: int, style: str) -> Text:
    """As much of a text as fits on a line of that many cells, with the first mark in it."""
    first = marks[0][0] if marks else 0
    if first <= LEAD or len(text) <= width:
        start = 0
    else:
        blank = text.rfind(" ", 0, max(first - LEAD, 0) + 1)
        start = max(blank + 1, first - 2 * LEAD)
    shown = [(max(a - start, 0), max(b - start, 0)) for a, b in marks if b > start]
    line = one_liner(text[start : start + 4 * width], shown, style)
    if start:
        line = Text.assemble("…", line)
    line.truncate(width, overflow="ellipsis", pad=True)
    return line


def column(text: str, width: int) -> Text:
    """A text cut or filled to a width."""
    cell = Text(_flat(text).strip(), no_wrap=True)
    cell.truncate(width, overflow="ellipsis", pad=True)
    return cell


def _flat(text: str) -> str:
    """Printable, with every white space as one blank, so that positions keep their order."""
    return "".join(" " if one.isspace() else one for one in printable(text))
