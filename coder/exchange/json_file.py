"""JSON (RFC 8259): a list of flat objects, one a line, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from coder.exchange.atomic import write_file
from coder.exchange.sheet import Sheet, lines, well_formed


def write_rows(path: Path, sheet: Sheet, *, overwrite: bool = False) -> None:
    """Write a sheet as a list of objects whose members stand in the order of the fields.

    Every object has every field; what is missing is null. Raises InputError for what
    `write_file` refuses and ValueError for a number that JSON does not have.
    """
    write_file(path, _chunks(sheet), overwrite=overwrite)


def _chunks(sheet: Sheet) -> Iterator[bytes]:
    """The bytes of the file, object by object."""
    names = [well_formed(field.name) for field in sheet.fields]
    opening = "[\n"
    for line in lines(sheet):
        values = [well_formed(value) if isinstance(value, str) else value for value in line]
        record = dict(zip(names, values, strict=True))
        yield (opening + json.dumps(record, ensure_ascii=False, allow_nan=False)).encode("utf-8")
        opening = ",\n"
    yield b"[]\n" if opening == "[\n" else b"\n]\n"
