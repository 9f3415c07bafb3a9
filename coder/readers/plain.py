"""Turns in running text: lines with labels and stamps, or paragraphs where nobody is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from coder.errors import InputError
from coder.model import Turn
from coder.readers.labels import Kind, Mark, parse
from coder.readers.speakers import Cast, Census
from coder.readers.times import stamp_at, stamp_before, stamps_within
from coder.readers.vocabulary import HEADER_WORDS, tokens

MOST_LINES = 400_000
_LINE = re.compile(r"\S[^\n]*")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_FOOTER = re.compile(
    r"Transcribed by https?://"
    r"|(?:[^\n:]{1,60}[ \t])?(?:(?:started|stopped)[ ]transcription"
    r"|heeft[ ](?:de[ ])?(?:transcriptie|transcribering)[ ](?:gestart|gestopt|beëindigd))[.]?$",
    re.IGNORECASE,
)
_WRAP = 110
_NOTED_PREAMBLE, _LONG_PREAMBLE = 20, 150
"""Words above the first label: from the first on they are told of, beyond the second they count."""


class Line(NamedTuple):
    """A line with something on it: its span, and whether a blank line comes before it."""

    start: int
    end: int
    at_block: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The turns of a text and what a person should know about them."""

    turns: tuple[Turn, ...]
    warnings: tuple[str, ...] = ()


def turns_in(text: str, start: int = 0, *, blocks: bool = False, headings: frozenset[int]) -> Found:
    """The turns of a text from position `start` on.

    `blocks` says that every line is a paragraph of its own (word processor); `headings` are
    the positions at which lines start that the source marks as headings.
    """
    lines = list(_lines(text, start, blocks=blocks))
    census = Census()
    skipped = _header_block(text, lines)
    for line, mark in _marked(text, lines[skipped:], headings):
        census.add(mark, line.at_block)
    cast = census.cast()
    if cast.names:
        return _conversation(text, lines, skipped, cast, headings)
    return _report(text, lines, headings, cast)


def is_heading(text: str, line: Line, headings: frozenset[int]) -> bool:
    """Whether a line is a heading: "# …" in the text, or marked so by the source."""
    return line.start in headings or bool(_HEADING.match(text, line.start, line.end))


def _lines(text: str, start: int, *, blocks: bool) -> Iterator[Line]:
    """The lines that are not blank; raises InputError beyond MOST_LINES."""
    last = start
    for number, match in enumerate(_LINE.finditer(text, start)):
        if number >= MOST_LINES:
            raise InputError(
                f"The text has more than {MOST_LINES:,} lines.", "Split it into smaller files."
            )
        gap = text.count("\n", last, match.start())
        yield Line(match.start(), match.end(), blocks or number == 0 or gap > 1)
        last = match.end()


def _marked(
    text: str, lines: list[Line], headings: frozenset[int]
) -> Iterator[tuple[Line, Mark | None]]:
    """The lines that may be words, with their marks; a time alone on a line holds for the next."""
    before: Mark | None = None
    for line in lines:
        if _is_outside(text, line, headings):
            continue
        mark = parse(text, line.start, line.end)
        if mark is not None and mark.kind is Kind.ALONE and before is not None:
            mark = mark._replace(begin_ms=before.begin_ms, end_ms=before.end_ms)
        yield line, mark
        alone = mark is not None and mark.kind is Kind.STAMP and mark.start >= mark.end
        before = mark if alone else None


def _header_block(text: str, lines: list[Line]) -> int:
    """How many lines at the top are a block of facts ("Datum: 3 mei", "Locatie: …")."""
    block = 0
    while block < min(len(lines), 40) and (block == 0 or not lines[block].at_block):
        block += 1
    marks = [parse(text, line.start, line.end) for line in lines[:block]]
    labels = [mark.label for mark in marks if mark is not None and mark.kind is Kind.COLON]
    facts = [label for label in labels if HEADER_WORDS.intersection(tokens(label)[:1])]
    repeated = len(labels) - len(set(labels))
    return block if facts and not repeated and block < len(lines) else 0


class _Builder:
    """Collects pieces of words into turns; positions only, the text stays as it is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start: int | None = None
        self._end = 0
        self._begin_ms: int | None = None
        self._end_ms: int | None = None
        self._speaker = ""
        self.turns: list[Turn] = []

    def speak(self, speaker: str, begin_ms: int | None, end_ms: int | None) -> None:
        """Close what was being said; what follows is said by `speaker` from `begin_ms` on.

        A time that stood on a line of its own holds for the label after it.
        """
        self.close(None)
        if begin_ms is None and speaker:
            begin_ms = self._begin_ms
        self._speaker = speaker
        self._begin_ms = begin_ms
        self._end_ms = end_ms

    def stamp(self, begin_ms: int | None, end_ms: int | None = None) -> None:
        """A time stamp, or None for a new paragraph: the same speaker goes on in a new turn."""
        self.close(None)
        self._begin_ms = begin_ms
        self._end_ms = end_ms

    def words(self, start: int, end: int) -> None:
        """Add a stretch of words, cut at stamps that stand in the middle of it."""
        for stamp in stamps_within(self._text, start, end):
            self._piece(start, stamp.start)
            self.stamp(stamp.begin_ms, stamp.end_ms)
            start = stamp.end
        self._piece(start, end)

    def close(self, end_ms: int | None) -> None:
        """End the turn, at a time if the source tells it."""
        if self._start is not None:
            ends = self._end_ms if end_ms is None else end_ms
            self.turns.append(
                Turn(
                    self._start,
                    self._end,
                    self._speaker,
                    begin_ms=self._begin_ms,
                    end_ms=ends,
                )
            )
            self._begin_ms = self._end_ms = None
        self._start = None

    def _piece(self, start: int, end: int) -> None:
        piece = self._text[start:end]
        end = start + len(piece.rstrip())
        start = end - len(piece.strip())
        if end > start:
            self._start = start if self._start is None else self._start
            self._end = end


def _conversation(
    text: str, lines: list[Line], skipped: int, cast: Cast, headings: frozenset[int]
) -> Found:
    """Turns by label; lines without a label go on with the turn before them."""
    builder = _Builder(text)
    preamble: list[Line] = []
    begun = False
    notes: list[str] = []
    marks = dict(_marked(text, lines[skipped:], headings))
    for line in lines:
        if line not in marks:
            builder.speak("", None, None)
            continue
        mark = marks[line]
        name = cast.name(mark, line.at_block) if mark is not None else None
        if mark is not None and name is not None:
            if not begun:
                notes = _preamble(text, preamble, builder)
                begun = True
            _said(builder, mark, name)
        elif begun or (mark is not None and mark.kind is Kind.STAMP and mark.start >= mark.end):
            _go_on(text, line, builder)
        else:
            preamble.append(line)
    builder.close(None)
    return Found(tuple(builder.turns), (*notes, *_warnings(cast)))


def _is_outside(text: str, line: Line, headings: frozenset[int]) -> bool:
    """Whether a line of a conversation is nobody's words: a heading or a tool's own line."""
    return is_heading(text, line, headings) or bool(_FOOTER.match(text, line.start, line.end))


def _said(builder: _Builder, mark: Mark, name: str) -> None:
    """One line with a label: its words, and the time before or after them."""
    if mark.at_end:
        builder.speak(name, mark.begin_ms, None)
        builder.words(mark.start, mark.end)
        builder.close(mark.end_ms)
        builder.stamp(mark.end_ms)
    else:
        builder.speak(name, mark.begin_ms, mark.end_ms)
        builder.words(mark.start, mark.end)


def _go_on(text: str, line: Line, builder: _Builder) -> None:
    """One line without a label: words, perhaps with a sure time stamp at either end."""
    start = line.start
    end = line.start + len(text[line.start : line.end].rstrip())
    opening = stamp_at(text, start, end)
    if opening is not None and (opening.sure or opening.end >= end):
        builder.stamp(opening.begin_ms, opening.end_ms)
        start = opening.end
    closing = stamp_before(text, start, end)
    if closing is None:
        builder.words(start, end)
        return
    builder.words(start, closing.start)
    builder.close(closing.begin_ms)
    builder.stamp(closing.begin_ms)


def _preamble(text: str, lines: list[Line], builder: _Builder) -> list[str]:
    """What stands above the first label: outside the turns, unless it is much text; a warning."""
    words = sum(len(text[line.start : line.end].split()) for line in lines)
    if words <= _LONG_PREAMBLE:
        noted = f"The {words} words above the first speaker are nobody's and cannot be coded."
        return [noted] if words >= _NOTED_PREAMBLE else []
    for line in lines:
        builder.speak("", None, None)
        builder.words(line.start, line.end)
    return []


def _report(text: str, lines: list[Line], headings: frozenset[int], cast: Cast) -> Found:
    """A text in which nobody is named: one turn a paragraph, headings among them."""
    builder = _Builder(text)
    wrapped = _is_wrapped(lines)
    stamped = 0
    for line in lines:
        start, end = line.start, line.start + len(text[line.start : line.end].rstrip())
        if line.at_block or not wrapped or is_heading(text, line, headings):
            builder.stamp(None)
        heading = _HEADING.match(text, line.start, line.end)
        opening = stamp_at(text, start, end)
        if opening is not None:
            stamped += 1
        if heading is not None:
            builder.words(heading.end(), end)
            builder.stamp(None)
        elif any(character.isalnum() for character in text[start:end]):
            _go_on(text, line, builder)
    builder.close(None)
    warnings = ["No speakers were found; every paragraph is a turn of its own, without a speaker."]
    if cast.doubtful:
        warnings.append(f"These were taken for words, not for speakers: {_quoted(cast.doubtful)}.")
    return Found(tuple(builder.turns), tuple(warnings))


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines were broken at a margin, so that a block of lines is one paragraph."""
    if not lines or max(line.end - line.start for line in lines) > _WRAP:
        return False
    inside = sum(not line.at_block for line in lines)
    blocks = len(lines) - inside
    return blocks > 1 and inside >= blocks


def _warnings(cast: Cast) -> tuple[str, ...]:
    warnings = []
    if cast.once:
        warnings.append(
            f"Taken for speakers though they speak once: {_quoted(cast.once)}; please check."
        )
    for label, name in cast.slips[:5]:
        warnings.append(f"“{label}” was taken for a misspelling of “{name}”; please check.")
    if cast.doubtful:
        warnings.append(f"These were taken for words, not for speakers: {_quoted(cast.doubtful)}.")
    return tuple(warnings)


def _quoted(labels: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)
