"""What a line may begin with: a time stamp, a speaker label, or both, in the tools' many forms.

Nothing is decided here: a `Mark` is a possibility that `speakers` weighs over the document.
Positions are Unicode code points of the document, end exclusive.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from coder.readers.times import Stamp, stamp_at, stamp_before, stamp_in

LONGEST_LABEL = 64
_BREAK = re.compile(r"[ \t]{0,3}[–—=|>);-][ \t]")
_NUMBER = re.compile(r"\d{1,5}[.)]?[ \t]{1,4}(?=[^\W\d_]|\[|\*)")
_FROM = re.compile(r"(?:From|Van)\s{1,3}(.{1,60})", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\s{1,3}(?:to|aan)\s{1,3}(?:Everyone|Iedereen|Hosts?|All).{0,30}$", re.I)


class Kind(Enum):
    """How a label is set off from the words; BARE is "[Name] words" without a colon."""

    COLON = "colon"
    BRACKET = "bracket"
    HEADER = "header"
    BARE = "bare"
    DASH = "dash"
    TAB = "tab"
    ALONE = "alone"
    STAMP = "stamp"


class Stamps(NamedTuple):
    """The time stamps around the words of a line, where there are any."""

    opening: Stamp | None
    closing: Stamp | None


SURE_KINDS = frozenset((Kind.COLON, Kind.BRACKET, Kind.HEADER))


class Mark(NamedTuple):
    """A possible line head: the label (empty for a stamp only), where the words are, times."""

    kind: Kind
    label: str
    start: int
    end: int
    begin_ms: int | None = None
    end_ms: int | None = None
    at_end: bool = False


def key(label: str) -> str:
    """The label without case and spacing, so that "R1 " and "r1" are one speaker."""
    return " ".join(label.casefold().replace("_", " ").split())


def parse(text: str, start: int, end: int) -> Mark | None:
    """What the line `text[start:end]` (not blank) may begin or end with; None for only words."""
    end = _trim(text, start, end)
    closing = stamp_before(text, start, end)
    words_end = _trim(text, start, closing.start) if closing else end
    at = _skip(text, start, end, " \t>•·*_")
    number = _NUMBER.match(text, at, end)
    at = _skip(text, number.end(), end, "*_") if number is not None else at
    opening = stamp_at(text, at, end)
    if opening is not None and not _credible(text, opening, end):
        opening = None
    if opening is not None:
        if opening.end >= words_end:
            return _mark(Kind.STAMP, "", opening.end, opening.end, Stamps(opening, None))
        at = _skip(text, opening.end, words_end, " \t*_-–—:;,|")
        closing = closing if closing and closing.start > opening.start else None
    stamps = Stamps(opening, closing)
    found = _labelled(text, at, words_end, stamps)
    if found is None and (opening is not None or closing is not None):
        return _mark(Kind.STAMP, "", at, words_end, stamps)
    return found


def _labelled(text: str, at: int, end: int, stamps: Stamps) -> Mark | None:
    """The mark of a line that may have a label at `at`, or None."""
    if at < end and text[at] == "[":
        return _bracketed(text, at, end, stamps)
    if stamps.closing is not None and stamps.opening is None and end - at <= LONGEST_LABEL:
        return _stamped_header(text, at, end, stamps.closing)
    window = min(end, at + LONGEST_LABEL + 1)
    colon = text.find(":", at, window)
    apart = _set_off(text, at, window if colon < 0 else colon)
    if apart is not None:
        kind, label_end, words = apart
        words = _skip(text, words, end, " \t*_")
        return _mark(kind, _clean(text[at:label_end]), words, end, stamps)
    if colon >= 0:
        return _with_colon(text, at, end, colon, stamps)
    if end - at <= LONGEST_LABEL:
        return _mark(Kind.ALONE, _clean(text[at:end]), end, end, stamps)
    return None


def _stamped_header(text: str, at: int, end: int, closing: Stamp) -> Mark | None:
    """Read "Name [00:00:02]" alone on its line; f4's "#…#" never makes a header."""
    label = _clean(text[at:end])
    if ":" in label or text[closing.start] == "#":
        stamps = Stamps(None, closing)
        colon = text.find(":", at, end)
        return None if colon < 0 else _with_colon(text, at, end, colon, stamps)
    return _mark(Kind.HEADER, label, closing.end, closing.end, Stamps(closing, None))


def _set_off(text: str, at: int, limit: int) -> tuple[Kind, int, int] | None:
    """Where a tab or a dash ends a label: the kind, the label's end, the words' start."""
    tab = text.find("\t", at, limit)
    if tab > at and text[tab:limit].strip() and stamp_at(text, tab + 1, limit + 16) is None:
        return Kind.TAB, tab, tab + 1
    dash = _BREAK.search(text, at, min(limit, at + 32))
    if dash is None or stamp_at(text, _skip(text, dash.end(), limit, " \t"), limit + 16):
        return None
    if dash.start() > at and tab < 0 and text.find("(", at, dash.start()) < 0:
        return Kind.DASH, dash.start(), dash.end()
    return None


def _with_colon(text: str, at: int, end: int, colon: int, stamps: Stamps) -> Mark | None:
    """A label that a colon ends, or one that a time stamp follows."""
    stamp = stamp_in(text, at, min(end, colon + 24))
    if stamp is not None and stamp.start < colon < stamp.end:
        return _before_stamp(text, at, end, stamp, stamps.closing)
    after = colon + 1
    if after < end and text[after] not in " \t*_([<\u00a0" and not text[after].isalpha():
        return None
    words = _skip(text, after, end, " \t\u00a0*_")
    inner = stamp_at(text, words, end)
    if inner is not None and inner.sure:
        stamps = stamps._replace(opening=inner)
        words = _skip(text, inner.end, end, " \t:*_")
    return _mark(Kind.COLON, _clean(text[at:colon]), words, end, stamps)


def _before_stamp(text: str, at: int, end: int, stamp: Stamp, closing: Stamp | None) -> Mark | None:
    """Read "Name (00:12:31): words", "Name 0:05" alone on its line, "Name [00:12:31] words"."""
    label = _clean(text[at : stamp.start])
    rest = _skip(text, stamp.end, end, " \t*_")
    if not label:
        return None
    if rest >= end:
        return _mark(Kind.HEADER, label, end, end, Stamps(stamp, None))
    if text[rest] == ":":
        words = _skip(text, rest + 1, end, " \t*_")
        return _mark(Kind.COLON, label, words, end, Stamps(stamp, closing))
    if stamp.sure:
        return _mark(Kind.HEADER, label, rest, end, Stamps(stamp, closing))
    return None


def _bracketed(text: str, at: int, end: int, stamps: Stamps) -> Mark | None:
    """Read "[SPEAKER_00]: words", "[Name] 00:00:02" and "[Name] words"."""
    close = text.find("]", at, min(end, at + LONGEST_LABEL))
    if close < 0:
        return None
    words = _skip(text, close + 1, end, " \t*_")
    colon = words < end and text[words] == ":"
    stamp = stamp_at(text, words, end)
    if colon:
        words = _skip(text, words + 1, end, " \t*_")
    elif stamp is not None:
        stamps = stamps._replace(opening=stamp)
        words = _skip(text, stamp.end, end, " \t:*_")
    elif stamps.closing is not None and words >= end:
        stamps, words = Stamps(stamps.closing, None), end
    sure = colon or stamps.opening is not None
    kind = Kind.BRACKET if sure else Kind.ALONE if words >= end else Kind.BARE
    return _mark(kind, _clean(text[at + 1 : close]), words, end, stamps)


def _mark(kind: Kind, label: str, start: int, end: int, stamps: Stamps) -> Mark:
    begin = stamps.opening.begin_ms if stamps.opening else None
    stop = stamps.opening.end_ms if stamps.opening else None
    if stamps.closing is not None:
        stop = stamps.closing.begin_ms
    return Mark(kind, label, min(start, end), end, begin, stop, stamps.closing is not None)


def _credible(text: str, stamp: Stamp, end: int) -> bool:
    """Whether a bare "12:30" is a stamp: alone on its line, before a tab or before a label."""
    if stamp.sure or stamp.end >= end or text[stamp.end] == "\t":
        return True
    colon = text.find(":", stamp.end + 1, min(end, stamp.end + LONGEST_LABEL))
    return colon > 0 and text[stamp.end] == " "


def _clean(label: str) -> str:
    label = label.strip(' \t\u00a0*_|,;([#-–—“”‘’"\\\u200b\u200e')
    if "(" not in label:
        label = label.strip(")")
    sender = _FROM.fullmatch(label)
    return _ADDRESSEE.sub("", sender[1] if sender else label).strip()


def _skip(text: str, at: int, end: int, characters: str) -> int:
    while at < end and text[at] in characters:
        at += 1
    return at


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
