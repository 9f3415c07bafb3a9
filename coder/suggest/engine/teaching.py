"""What a coder's decisions in a document say of its segments, and so what they teach.

- A coding says that its code applies to the segments that its span *holds*: of which it covers at
  least half of the words, or five. Where it holds none (a few words of a long sentence) it says so
  of the segment it covers most of.
- A refusal says that its code does not apply to the segments that its span holds so.
- In a document that is done, what the coder passed over says that no code applies: of every
  segment of those who are not the interviewer, and of every coded one, all codes but those given.
- A code that a span covers only a smaller part of a segment with is unknown there, done or not.

A coding outweighs a refusal, whichever was first. All else is unknown and teaches nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

import numpy as np

from coder.identity import Id
from coder.suggest.engine.hearing import Heard, Said, nothing_said

HALF, ENOUGH = 0.5, 5
"""A span holds a segment from this share of its words on, or from so many of them."""

Place = tuple[int, int, Id]
"""Start and end in the document, and a code."""


def what_was_said(
    heard: Heard,
    given: Iterable[Place],
    refused: Iterable[Place],
    done: bool,
    codes: Mapping[Id, int],
) -> Said:
    """What codings, refusals and being done with a document say of its segments.

    `codes` has the column of each code; those it does not know are left out.
    """
    said = nothing_said(len(heard), len(codes))
    touched = np.zeros_like(said.given)
    for start, end, code in given:
        if code in codes:
            held, beside = segments_held(heard, start, end)
            said.given[held, codes[code]] = True
            touched[beside, codes[code]] = True
    for start, end, code in refused:
        if code in codes:
            said.absent[segments_held(heard, start, end)[0], codes[code]] = True
    if done:
        offered = ~heard.setting.interviewer | said.given.any(axis=1)
        said.absent[offered] |= ~touched[offered]
    said.absent[said.given] = False
    return said


def segments_held(heard: Heard, start: int, end: int) -> tuple[list[int], list[int]]:
    """The numbers of the segments that a span holds, and of those it only touches."""
    first = bisect_right(heard.segments, start, key=lambda one: one.end)
    last = bisect_left(heard.segments, end, key=lambda one: one.start)
    counts = [_words_within(heard, number, start, end) for number in range(first, last)]
    held = [
        first + place
        for place, (within, words) in enumerate(counts)
        if within and (within >= HALF * words or within >= ENOUGH)
    ]
    if not held and counts:
        most = max(range(len(counts)), key=lambda place: (counts[place][0], -place))
        held = [first + most]
    return held, [number for number in range(first, last) if number not in held]


def _words_within(heard: Heard, number: int, start: int, end: int) -> tuple[int, int]:
    """How many words of a segment a span covers or cuts, and how many there are."""
    tokens = heard.analyses[number].tokens
    spoken = [token for token in tokens if not token.word.filler] or tokens
    within = sum(token.start < end and start < token.end for token in spoken)
    return within, len(spoken)
