"""Word documents: their paragraphs as lines of text, as a reader of the page sees them.

Soft breaks are line ends, tabs stay tabs, the cells of a table row are parted by tabs, text
of content controls and text boxes is in, deleted text and field codes are out. lxml itself
refuses elements nested deeper than 256, so recursion is safe.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from coder.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_UNPACKED = 200_000_000
_LARGEST_PART = 60_000_000
_MOST_PARTS = 5_000
_RATIO = 250
_HEADING = re.compile(r"(?:heading|kop|title|titel|subtitle|ondertitel)\s?\d?", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_AGAIN = "Open it in Word or LibreOffice and save it again as .docx."
_NOT_TEXT = """
    del moveFrom delText instrText delInstrText pPr rPr tblPr trPr tcPr sdtPr sectPr
    footnoteReference endnoteReference commentReference annotationRef fldData
"""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset((_FALLBACK, *(_W + tag for tag in _NOT_TEXT.split())))


class Words(NamedTuple):
    """The lines of a Word document, the positions at which headings start, and warnings."""

    text: str
    headings: frozenset[int]
    warnings: tuple[str, ...]


def read_word(data: bytes, name: str) -> Words:
    """The text of a .docx; raises InputError for damaged, hostile or too large ones."""
    _check_package(data, name)
    body, styles, notes = _open(data, name)
    lines: list[tuple[str, bool]] = []
    for line, heading in _paragraphs(body, styles):
        lines.extend((part, heading) for part in line.split("\n"))
    text: list[str] = []
    headings = set()
    position = 0
    for line, heading in lines:
        line = line.rstrip(" \t")  # noqa: PLW2901
        if not line.strip():
            continue
        if heading:
            headings.add(position)
        text.append(line)
        position += len(line) + 1
    warnings = ("Footnotes, endnotes or comments were left out.",) if notes else ()
    return Words("".join(f"{line}\n" for line in text), frozenset(headings), warnings)


def _check_package(data: bytes, name: str) -> None:
    """Raise InputError for a ZIP that is damaged, unpacks to too much, or has DTDs in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            largest = max((p.file_size for p in parts if p.filename.endswith(".xml")), default=0)
            if (
                len(parts) > _MOST_PARTS
                or unpacked > min(_LARGEST_UNPACKED, max(20_000_000, _RATIO * len(data)))
                or largest > _LARGEST_PART
            ):
                raise InputError(
                    f"{name} unpacks to {unpacked / 1e6:.0f} MB, which is more than a "
                    "transcript needs; it was not opened.",
                    "Copy its text to a new document, without pictures.",
                )
            if any(part.flag_bits & 1 for part in parts):
                raise InputError(f"{name} is protected by a password.", "Remove it first.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(package.read(part), name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError) as error:
        raise InputError(f"{name} is a damaged Word document.", _AGAIN) from error
    except (ValueError, RuntimeError) as error:  # unknown compression is a RuntimeError
        raise InputError(f"{name} is a damaged Word document.", _AGAIN) from error


def _check_part(part: bytes, name: str) -> None:
    """Refuse document type definitions, which Word never writes; entities need them."""
    if _DOCTYPE.search(part) or _DOCTYPE.search(part.replace(b"\0", b"")):
        raise InputError(f"{name} has a document type definition in it.", _AGAIN)


def _open(data: bytes, name: str) -> tuple[Any, dict[str, str], bool]:
    """The body, the names of styles by id, and whether there are notes or comments."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        body: Any = document.element.body
        styles = {style.style_id: str(style.name or "") for style in document.styles}
        parts = [str(part.partname) for part in document.part.package.iter_parts()]
    except (
        OpcError,
        LxmlError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        raise InputError(f"{name} is a damaged Word document.", _AGAIN) from error
    tags = (_W + "footnoteReference", _W + "endnoteReference", _W + "commentReference")
    notes = next(body.iter(*tags), None) is not None and bool(parts)
    return body, styles, notes


def _paragraphs(block: Any, styles: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """The paragraphs under a block in reading order, each with whether it is a heading."""
    for child in block:
        tag = child.tag
        if tag == _W + "p":
            boxes: list[Any] = []
            yield _inline(child, boxes), _is_heading(child, styles)
            for box in boxes:
                yield from _paragraphs(box, styles)
        elif tag == _W + "tbl":
            yield from _rows(child, styles)
        elif tag not in _LEFT_OUT and isinstance(tag, str):
            yield from _paragraphs(child, styles)


def _rows(table: Any, styles: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """The rows of a table, cells parted by tabs."""
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is not table:
            continue
        cells = []
        for cell in row.iter(_W + "tc"):
            if next(cell.iterancestors(_W + "tr")) is row:
                found = (line for line, _ in _paragraphs(cell, styles))
                cells.append("\n".join(line for line in found if line.strip()))
        yield "\t".join(cells), False


def _inline(node: Any, boxes: list[Any]) -> str:
    """The text of a paragraph's runs; text boxes anchored in it are put aside in `boxes`."""
    pieces: list[str] = []
    for child in node:
        tag = child.tag
        if tag == _W + "t":
            pieces.append(child.text or "")
        elif tag in (_W + "tab", _W + "ptab"):
            pieces.append("\t")
        elif tag in (_W + "br", _W + "cr"):
            pieces.append("\n")
        elif tag == _W + "noBreakHyphen":
            pieces.append("\u2011")
        elif tag == _W + "txbxContent":
            boxes.append(child)
        elif tag not in _LEFT_OUT and isinstance(tag, str):
            pieces.append(_inline(child, boxes))
    return "".join(pieces)


def _is_heading(paragraph: Any, styles: dict[str, str]) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is None:
        return False
    identity = style.get(_W + "val") or ""
    return bool(_HEADING.fullmatch(styles.get(identity, identity)))
