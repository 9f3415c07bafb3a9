"""A document as the engine reads it: its segments, their words, and which terms are found where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.identity import Id
from coder.linguistic import Analysis
from coder.model import Document, Evidence, Role, Segment
from coder.suggest.engine.interview import Setting
from coder.suggest.lexical import Matcher, find_evidence

Found = dict[Id, tuple[Evidence, ...]]
"""The evidence that terms give in one segment, by code."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One document: `analyses` and `found` have one item per segment, in order.

    `vectors` are what the segments mean (segments x size), None without a model of meaning.
    """

    document: Id
    segments: tuple[Segment, ...]
    setting: Setting
    analyses: tuple[Analysis, ...]
    found: tuple[Found, ...]
    vectors: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.segments)


def hear(
    document: Document,
    segments: Sequence[Segment],
    analyses: Sequence[Analysis],
    matcher: Matcher,
    vectors: np.ndarray | None = None,
) -> Heard:
    """What the engine needs to know of a document; the interviewer's segments are included."""
    roles = [document.turns[segment.turn].role for segment in segments]
    setting = Setting(
        np.array([segment.turn for segment in segments], int),
        np.array([role is Role.INTERVIEWER for role in roles], bool),
        np.array([count_words(analysis) for analysis in analyses], int),
    )
    found = tuple(find_evidence(analysis, matcher) for analysis in analyses)
    return Heard(document.id, tuple(segments), setting, tuple(analyses), found, vectors)


def count_words(analysis: Analysis) -> int:
    """The words of a segment that are no fillers."""
    return sum(not token.word.filler for token in analysis.tokens)


@dataclass(frozen=True, slots=True)
class Said:
    """What a coder said of the segments of a document: segments x codes, bool.

    `given` are codes the segment got; `absent` those known not to apply (refused, or passed over
    in a document that is done). The rest is unknown and teaches nothing.
    """

    given: np.ndarray
    absent: np.ndarray


def nothing_said(segments: int, codes: int) -> Said:
    """A document of which nothing was said yet."""
    return Said(np.zeros((segments, codes), bool), np.zeros((segments, codes), bool))
