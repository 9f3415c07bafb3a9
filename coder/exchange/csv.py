"""Comma-separated values (RFC 4180) that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from coder.errors import InputError
from coder.exchange.atomic import write_file
from coder.exchange.sheet import Scalar, Sheet, lines, well_formed

SEPARATORS: Final = (",", ";", "\t", "|")

_FORMULA: Final = re.compile(
    r"'*(?:[\t\r\n]|[\s\x00-\x1f\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠])"
)
_BOM: Final = "\ufeff"


def write_rows(
    path: Path,
    sheet: Sheet,
    *,
    separator: str = ",",
    bom: bool = False,
    overwrite: bool = False,
) -> None:
    """Write a sheet as CSV in UTF-8, the field names first, lines ending in CR LF.

    Dutch Excel wants `separator=";"` and `bom=True`. Numbers are plain digits with a point,
    never with an exponent; flags are "true" and "false"; what is missing is empty. Text that a
    spreadsheet would run as a formula gets one `'` in front, see `defused`.

    Raises InputError for another separator than SEPARATORS and for what `write_file` refuses.
    """
    if separator not in SEPARATORS:
        raise InputError(f"{separator!r} cannot separate values.", "Choose a comma, ;, a tab or |.")
    write_file(path, _chunks(sheet, separator, bom), overwrite=overwrite)


def defused(text: str) -> str:
    """The text with `'` in front if a spreadsheet could take it for a formula.

    That is text that begins with = + - @ or a full-width form of these, also after white space
    or characters that do not show, and text that begins with a tab or line end (OWASP, "CSV
    Injection"). Text that already has `'` in front of such a beginning gets one more, so
    taking one `'` away from whatever matches gives every text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _chunks(sheet: Sheet, separator: str, bom: bool) -> Iterator[bytes]:
    """The bytes of the file, line by line."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    buffer.write(_BOM if bom else "")
    writer.writerow([_cell(field.name) for field in sheet.fields])
    for line in lines(sheet):
        writer.writerow([_cell(value) for value in line])
        yield buffer.getvalue().encode("utf-8")
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode("utf-8")


def _cell(value: Scalar) -> str:
    """A value as the text between two separators, before quoting."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float():
            return format(Decimal(repr(value)), "f")
        case str():
            return defused(well_formed(value))
