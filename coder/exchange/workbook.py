"""Safe ground for Excel workbooks: cells that stay what they are, limits, formats.

The only importer of XlsxWriter, which takes the first workbook to load.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Final

from coder.errors import InputError
from coder.exchange.sheet import Scalar, well_formed

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_CELL: Final = 32_767
CUT: Final = " […cut: a cell holds 32,767 characters; CSV and JSON have it all]"

_LINE_ENDS: Final = re.compile(r"\r\n?")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_EXCEL_EPOCH: Final = 1900


class Workbook:
    """A workbook being made in memory: worksheets, formats by their properties, cells cut short.

    XlsxWriter's names keep the type Any, since it has no type hints that a checker may use.
    """

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book: Any = import_module("xlsxwriter").Workbook(self._buffer, options)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.cut = 0

    def worksheet(self, name: str) -> Any:
        """A new worksheet, its name made fit for Excel."""
        return self._book.add_worksheet(_SHEET_NAME.sub("-", name).strip("'")[:31])

    def look(self, **properties: Any) -> Any:
        """The format with these XlsxWriter properties, the same object for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def put(self, worksheet: Any, row: int, column: int, value: Scalar, look: Any = None) -> None:
        """Write one value as what it is; text is never a formula, link, number or markup."""
        match value:
            case None:
                worksheet.write_blank(row, column, None, look)
            case bool():
                worksheet.write_boolean(row, column, value, look)
            case int() | float():
                worksheet.write_number(row, column, value, look)
            case str():
                text = cell_text(value)
                self.cut += text.endswith(CUT)
                worksheet.write_string(row, column, text, look)

    def put_moment(self, worksheet: Any, row: int, column: int, value: Scalar, look: Any) -> None:
        """Write ISO 8601 text as a date in UTC; text that is no date after 1900 stays text."""
        moment = _moment(value)
        if moment is None:
            self.put(worksheet, row, column, value)
        else:
            worksheet.write_datetime(row, column, moment, look)

    def content(self) -> bytes:
        """The finished file; nothing can be added afterwards."""
        self._book.close()
        return self._buffer.getvalue()


def cell_text(text: str) -> str:
    """The text as a cell can hold it.

    Line ends become LF, control characters and lone surrogates U+FFFD; text over 32,767 UTF-16
    units is cut and says so. Text that XlsxWriter would take for ready-made markup
    (`<r>…</r>`) gets a space behind it.
    """
    clean = _UNPRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", well_formed(text)))
    if _units(clean) > MAX_CELL:
        room = (MAX_CELL - len(CUT)) * 2
        clean = clean.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT
    if clean.startswith("<r>") and clean.endswith("</r>"):
        clean += " "
    return clean


def check_size(name: str, rows: int, columns: int) -> None:
    """Raises InputError if a worksheet cannot hold so many rows or columns, headings included."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise InputError(
            f'The sheet "{name}" would have {rows:,} rows and {columns:,} columns; Excel holds '
            f"{MAX_ROWS:,} rows and {MAX_COLUMNS:,} columns.",
            "Write CSV or JSON instead, or choose fewer documents, codes or columns.",
        )


def text_width(texts: Sequence[str], least: int, most: int) -> int:
    """A column width in characters for these texts."""
    return min(most, max([least, *(len(text) + 2 for text in texts)]))


def _units(text: str) -> int:
    """Length in UTF-16 units, in which Excel counts."""
    return len(text) if len(text) * 2 <= MAX_CELL else len(text.encode("utf-16-le")) // 2


def _moment(value: Scalar) -> datetime | None:
    """The point in time in UTC without its zone, None where there is none Excel could show."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment if moment.year >= _EXCEL_EPOCH else None
