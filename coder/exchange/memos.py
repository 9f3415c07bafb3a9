"""The list of memos, in the fields that every export of them has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coder.exchange.sheet import Field, Kind, Scalar, Sheet

MEMO_FIELDS: Final = (
    Field("on", width=12),
    Field("document", width=24),
    Field("code", width=24),
    Field("speaker", width=14),
    Field("time", width=10),
    Field("start", Kind.NUMBER, 8),
    Field("end", Kind.NUMBER, 8),
    Field("quote", width=50),
    Field("text", width=70),
    Field("coder", width=16),
    Field("created", Kind.MOMENT, 19),
    Field("memo_id", width=34),
    Field("target_id", width=34),
    Field("document_id", width=34),
)


def memos_sheet(rows: Sequence[Mapping[str, Scalar]], about: Sequence[str] = ()) -> Sheet:
    """Records of memos, as `coder.analysis.memo_records` makes them, as a sheet.

    `start` and `end` are Unicode code points of the document's newest text, end exclusive; empty
    where the memo is on no words, or on words that were taken out of the text.
    """
    return Sheet("memos", MEMO_FIELDS, rows, tuple(about))
