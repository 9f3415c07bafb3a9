"""The list of codings with their quotes, in the fields that every export of codings has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coder.exchange.sheet import Field, Kind, Scalar, Sheet

CODING_FIELDS: Final = (
    Field("document", width=24),
    Field("code", width=24),
    Field("path", width=32),
    Field("speaker", width=14),
    Field("role", width=12),
    Field("time", width=10),
    Field("start", Kind.NUMBER, 8),
    Field("end", Kind.NUMBER, 8),
    Field("quote", width=70),
    Field("coder", width=16),
    Field("origin", width=11),
    Field("created", Kind.MOMENT, 19),
    Field("weight", Kind.NUMBER, 8),
    Field("important", Kind.FLAG, 10),
    Field("memos", Kind.NUMBER, 8),
    Field("coding_id", width=34),
    Field("code_id", width=34),
    Field("document_id", width=34),
)


def codings_sheet(rows: Sequence[Mapping[str, Scalar]], about: Sequence[str] = ()) -> Sheet:
    """Records of codings, such as `coder.analysis.quotations` makes, as a sheet.

    `start` and `end` are Unicode code points of the document's text, end exclusive; `time` is
    HH:MM:SS from the start of the recording; `created` is ISO 8601 in UTC.
    """
    return Sheet("codings", CODING_FIELDS, rows, tuple(about))
