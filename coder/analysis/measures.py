"""What can be counted per code and how a count can be shown."""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    """What is counted per code.

    CODINGS: codings, repeated ones of the same coder, code and span once. SEGMENTS: segments of
    which a coding holds at least one letter or digit. DOCUMENTS: documents with a coding.
    CHARACTERS and WORDS: the text under the codings, each character or word once however many
    codings cover it; labels and time stamps are outside the turns and never counted.
    """

    CODINGS = "codings"
    SEGMENTS = "segments"
    DOCUMENTS = "documents"
    CHARACTERS = "characters"
    WORDS = "words"


class Value(StrEnum):
    """How a count is shown.

    PER_1000_WORDS: 1000 × count / words spoken in what the column covers. ROW_PERCENT: of the
    code's figure in the total column. COLUMN_PERCENT: of the column's figure for any code.
    """

    COUNT = "count"
    PER_1000_WORDS = "per-1000-words"
    ROW_PERCENT = "row-percent"
    COLUMN_PERCENT = "column-percent"
