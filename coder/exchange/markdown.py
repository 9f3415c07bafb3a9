"""Tables in Markdown (GitHub's), for papers and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from coder.exchange.atomic import write_file
from coder.exchange.sheet import Scalar, well_formed
from coder.printable import one_line

_MEANS_SOMETHING: Final = re.compile(r"([\\`*_\[\]<>|#&])")
_INDENT: Final = "\u2003"


def write_page(
    path: Path,
    title: str,
    tables: Sequence[tuple[Sequence[str], Sequence[Sequence[Scalar]], int]],
    below: Sequence[str],
    *,
    overwrite: bool = False,
) -> None:
    """Write a page of tables, each its headings, rows and how many columns hold words.

    `below` are paragraphs under them. What is Markdown or HTML in a text stays text. Raises
    InputError for what `write_file` refuses.
    """
    parts = [f"# {escaped(title)}"]
    parts += [_table(headings, rows, texts) for headings, rows, texts in tables]
    parts += [escaped(text) for text in below]
    write_file(path, [("\n\n".join(parts) + "\n").encode("utf-8")], overwrite=overwrite)


def escaped(text: str) -> str:
    """The text on one line, without meaning to Markdown; blanks before it are kept as a space."""
    line = _MEANS_SOMETHING.sub(r"\\\1", one_line(well_formed(text)))
    depth = (len(text) - len(text.lstrip(" "))) // 2
    return _INDENT * depth + line


def _table(headings: Sequence[str], rows: Sequence[Sequence[Scalar]], texts: int) -> str:
    marks = [":--" if place < texts else "--:" for place in range(len(headings))]
    lines = [[escaped(heading) for heading in headings], marks]
    lines += [["" if cell is None else escaped(str(cell)) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
